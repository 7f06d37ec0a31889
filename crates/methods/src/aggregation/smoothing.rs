//! Smoothing of a running score with each new one.
//!
//! Source: SAP BW key figure `0SMOOTH_DEL` (help.sap.com): previous 80, new 20,
//! factor 0.1 give 74.

use thiserror::Error;

/// Why a score cannot be smoothed.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum SmoothingError {
    /// The factor is outside 0..=1.
    #[error("the smoothing factor is {factor}; it must lie between 0 (keep the old score) and 1 (take the new one)")]
    Factor {
        /// The factor.
        factor: f64,
    },
    /// A score is infinite or not a number.
    #[error("the previous and the new score must be finite numbers")]
    NotFinite,
}

/// `factor` of the new score and the rest of the previous one.
pub fn smooth(previous: f64, new: f64, factor: f64) -> Result<f64, SmoothingError> {
    if !(0.0..=1.0).contains(&factor) {
        return Err(SmoothingError::Factor { factor });
    }
    if !previous.is_finite() || !new.is_finite() {
        return Err(SmoothingError::NotFinite);
    }
    Ok(factor * new + (1.0 - factor) * previous)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_close;

    #[test]
    fn published_example() {
        assert_close(&[smooth(80.0, 20.0, 0.1).unwrap()], &[74.0], 1e-12);
        assert_eq!(smooth(80.0, 20.0, 1.5), Err(SmoothingError::Factor { factor: 1.5 }));
    }
}
