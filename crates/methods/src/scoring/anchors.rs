//! Two fixed anchors: the value that scores 0 and the value that scores 100.
//!
//! The score does not move when a peer is added or removed, unlike [`super::minmax`].
//! Source: V. Belton and T. Stewart, Multiple Criteria Decision Analysis (2002), on
//! global scales.

use thiserror::Error;

/// Why two anchors do not make a scale.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum AnchorsError {
    /// An anchor is infinite or not a number.
    #[error("an anchor is not a finite number; correct it")]
    NotFinite,
    /// Both anchors are the same value.
    #[error("the anchors for 0 and for 100 points are both {value}; they must differ")]
    Equal {
        /// The value of both.
        value: f64,
    },
}

/// A checked pair of anchors.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Anchors {
    at_zero: f64,
    at_full: f64,
}

impl Anchors {
    /// Makes a scale; the anchor for 0 points may lie above the one for 100 points.
    pub fn new(at_zero: f64, at_full: f64) -> Result<Self, AnchorsError> {
        if !at_zero.is_finite() || !at_full.is_finite() {
            return Err(AnchorsError::NotFinite);
        }
        if crate::ranking::same(at_zero, at_full) {
            return Err(AnchorsError::Equal { value: at_zero });
        }
        Ok(Self { at_zero, at_full })
    }

    /// The score of a value in 0..=100, clamped outside the anchors.
    #[must_use]
    pub fn score(self, value: f64) -> f64 {
        (100.0 * (value - self.at_zero) / (self.at_full - self.at_zero)).clamp(0.0, 100.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_close;

    #[test]
    fn scores_run_between_the_anchors_in_either_direction() {
        let rising = Anchors::new(60.0, 95.0).unwrap();
        let falling = Anchors::new(160.0, 100.0).unwrap();
        assert_close(
            &[rising.score(85.0), rising.score(20.0), rising.score(99.0)],
            &[500.0 / 7.0, 0.0, 100.0],
            1e-12,
        );
        assert_close(&[falling.score(120.0)], &[200.0 / 3.0], 1e-12);
        assert_eq!(Anchors::new(5.0, 5.0), Err(AnchorsError::Equal { value: 5.0 }));
    }
}
