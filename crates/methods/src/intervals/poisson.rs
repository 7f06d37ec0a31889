//! The exact interval of a rate, such as complaints per month.
//!
//! Source: F. Garwood, "Fiducial Limits for the Poisson Distribution", Biometrika 28
//! (1936) 437-442.

use super::{Confidence, Interval, IntervalError};
use crate::distributions::gamma;
use crate::number;

/// A rate per unit of exposure with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateInterval {
    /// Events over exposure.
    pub rate: f64,
    /// Exact interval of the rate.
    pub interval: Interval,
}

/// The interval of `events` / `exposure`; the exposure in any unit, above zero.
pub fn interval(events: u64, exposure: f64, confidence: Confidence) -> Result<RateInterval, IntervalError> {
    if !exposure.is_finite() || exposure <= 0.0 {
        return Err(IntervalError::Exposure { exposure });
    }
    let (x, tail) = (number::of_u64(events), confidence.alpha() / 2.0);
    let lower = if events == 0 {
        0.0
    } else {
        gamma::quantile(tail, x) / exposure
    };
    let upper = gamma::quantile(1.0 - tail, x + 1.0) / exposure;
    Ok(RateInterval {
        rate: x / exposure,
        interval: Interval { lower, upper },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_close;

    #[test]
    fn exact_rates() {
        let found = interval(3, 12.0, Confidence::new(0.95).unwrap()).unwrap();
        let expected = [0.25, 0.051_556_010_241_300_11, 0.730_606_089_145_193_6];
        assert_close(
            &[found.rate, found.interval.lower, found.interval.upper],
            &expected,
            1e-12,
        );
        assert!(interval(3, 0.0, Confidence::new(0.95).unwrap()).is_err());
    }

    #[test]
    fn the_unit_of_exposure_scales_the_rate() {
        let confidence = Confidence::new(0.9).unwrap();
        let (months, years) = (
            interval(7, 24.0, confidence).unwrap(),
            interval(7, 2.0, confidence).unwrap(),
        );
        assert_close(&[years.interval.upper], &[months.interval.upper * 12.0], 1e-12);
    }
}
