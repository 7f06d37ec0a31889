//! Nominal is best: full marks on a target or a band, falling to zero on both sides.
//!
//! Source: G. Derringer and R. Suich, "Simultaneous Optimization of Several Response
//! Variables", Journal of Quality Technology 12 (1980) 214-219, the two-sided
//! desirability with exponent 1.

use thiserror::Error;

/// Why limits do not make a target band.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum TargetError {
    /// The four limits are not in order.
    #[error("the limits must rise: zero_low <= full_low <= full_high <= zero_high; correct the one out of order")]
    NotOrdered,
    /// The tolerance is not above zero.
    #[error("the tolerance is {tolerance}; it must be a finite number above zero")]
    Tolerance {
        /// The tolerance.
        tolerance: f64,
    },
}

/// Full marks inside a band, none outside the outer limits, linear in between.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TargetBand {
    zero_low: f64,
    full_low: f64,
    full_high: f64,
    zero_high: f64,
}

impl TargetBand {
    /// Makes a band; an outer limit equal to its inner one is a step.
    pub fn new(zero_low: f64, full_low: f64, full_high: f64, zero_high: f64) -> Result<Self, TargetError> {
        let limits = [zero_low, full_low, full_high, zero_high];
        if limits.iter().any(|limit| !limit.is_finite()) || !limits.is_sorted() {
            return Err(TargetError::NotOrdered);
        }
        Ok(Self {
            zero_low,
            full_low,
            full_high,
            zero_high,
        })
    }

    /// A point target: 100 at `target`, 0 at `tolerance` away and beyond.
    pub fn point(target: f64, tolerance: f64) -> Result<Self, TargetError> {
        if !tolerance.is_finite() || tolerance <= 0.0 {
            return Err(TargetError::Tolerance { tolerance });
        }
        Self::new(target - tolerance, target, target, target + tolerance)
    }

    /// The score of a value in 0..=100.
    #[must_use]
    pub fn score(self, value: f64) -> f64 {
        if value >= self.full_low && value <= self.full_high {
            100.0
        } else if value <= self.zero_low || value >= self.zero_high {
            0.0
        } else if value < self.full_low {
            100.0 * (value - self.zero_low) / (self.full_low - self.zero_low)
        } else {
            100.0 * (self.zero_high - value) / (self.zero_high - self.full_high)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_close;

    #[test]
    fn full_inside_the_band_and_linear_outside() {
        let band = TargetBand::new(90.0, 100.0, 105.0, 120.0).unwrap();
        let scores: Vec<f64> = [80.0, 90.0, 95.0, 100.0, 105.0, 110.0, 120.0]
            .map(|x| band.score(x))
            .to_vec();
        assert_close(&scores, &[0.0, 0.0, 50.0, 100.0, 100.0, 200.0 / 3.0, 0.0], 1e-12);
    }

    #[test]
    fn a_point_target_falls_on_both_sides() {
        let point = TargetBand::point(50.0, 5.0).unwrap();
        let scores: Vec<f64> = [44.0, 47.5, 50.0, 51.0, 55.0].map(|x| point.score(x)).to_vec();
        assert_close(&scores, &[0.0, 50.0, 100.0, 80.0, 0.0], 1e-12);
        assert!(TargetBand::point(50.0, 0.0).is_err());
        assert_eq!(TargetBand::new(1.0, 0.0, 2.0, 3.0), Err(TargetError::NotOrdered));
    }
}
