//! Piecewise linear curves: a value between two breakpoints scores in proportion.
//!
//! Outside the breakpoints the score is clamped to the nearest end.
//! Source: R. L. Keeney and H. Raiffa, Decisions with Multiple Objectives (1976), on
//! piecewise linear value functions.

use thiserror::Error;

/// How the score runs between two breakpoints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interpolation {
    /// In proportion to the value.
    Linear,
    /// In proportion to the logarithm of the value, for rates over several powers of ten.
    Log,
}

/// Why breakpoints do not make a curve.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum CurveError {
    /// Fewer than two breakpoints.
    #[error("a curve needs at least two breakpoints (value, score), got {found}; add one")]
    TooShort {
        /// How many were given.
        found: usize,
    },
    /// A breakpoint is infinite or not a number.
    #[error("breakpoint {position} is not a pair of finite numbers; correct it")]
    NotFinite {
        /// Which breakpoint, from 1.
        position: usize,
    },
    /// The values neither rise nor fall throughout.
    #[error("the value of breakpoint {position} breaks the order; list the breakpoints by rising or by falling value")]
    NotOrdered {
        /// Which breakpoint, from 1.
        position: usize,
    },
    /// A logarithmic curve with a value at or below zero.
    #[error("breakpoint {position} has a value at or below zero, which a logarithmic curve cannot have")]
    NotPositive {
        /// Which breakpoint, from 1.
        position: usize,
    },
}

/// A checked curve.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// By rising value; equal values are a jump.
    points: Vec<(f64, f64)>,
    interpolation: Interpolation,
}

impl Curve {
    /// Makes a curve of breakpoints (value, score), listed by rising or by falling value.
    ///
    /// Two breakpoints with the same value are a jump; there the better score counts.
    pub fn new(breakpoints: &[(f64, f64)], interpolation: Interpolation) -> Result<Self, CurveError> {
        if breakpoints.len() < 2 {
            return Err(CurveError::TooShort {
                found: breakpoints.len(),
            });
        }
        if let Some(index) = breakpoints.iter().position(|(x, y)| !x.is_finite() || !y.is_finite()) {
            return Err(CurveError::NotFinite { position: index + 1 });
        }
        let logarithmic = interpolation == Interpolation::Log;
        if let Some(index) = breakpoints.iter().position(|(x, _)| logarithmic && *x <= 0.0) {
            return Err(CurveError::NotPositive { position: index + 1 });
        }
        let mut points = breakpoints.to_vec();
        if points[0].0 > points[points.len() - 1].0 {
            points.reverse();
        }
        if let Some(index) = points.windows(2).position(|pair| pair[1].0 < pair[0].0) {
            let given = breakpoints.iter().position(|point| *point == points[index + 1]);
            return Err(CurveError::NotOrdered {
                position: given.unwrap_or(index) + 1,
            });
        }
        Ok(Self { points, interpolation })
    }

    /// The score of a value, clamped outside the breakpoints. `value` must not be NaN.
    #[must_use]
    pub fn score(&self, value: f64) -> f64 {
        let first_above = self.points.partition_point(|(x, _)| *x <= value);
        let first_at = self.points.partition_point(|(x, _)| *x < value);
        if first_at < first_above {
            return self.points[first_at..first_above]
                .iter()
                .map(|(_, y)| *y)
                .fold(f64::NEG_INFINITY, f64::max);
        }
        if first_above == 0 {
            return self.points[0].1;
        }
        if first_above == self.points.len() {
            return self.points[self.points.len() - 1].1;
        }
        let (x0, y0) = self.points[first_above - 1];
        let (x1, y1) = self.points[first_above];
        let part = match self.interpolation {
            Interpolation::Linear => (value - x0) / (x1 - x0),
            Interpolation::Log => libm::log(value / x0) / libm::log(x1 / x0),
        };
        y0 + (y1 - y0) * part
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_close, uniforms};

    fn on_time() -> Curve {
        let points = [
            (0.0, 0.0),
            (80.0, 0.0),
            (90.0, 60.0),
            (95.0, 80.0),
            (98.0, 95.0),
            (100.0, 100.0),
        ];
        Curve::new(&points, Interpolation::Linear).unwrap()
    }

    #[test]
    fn between_breakpoints_the_score_is_in_proportion_and_outside_it_is_clamped() {
        let scores: Vec<f64> = [-5.0, 80.0, 85.0, 92.5, 96.0, 99.0, 120.0]
            .map(|x| on_time().score(x))
            .to_vec();
        assert_close(&scores, &[0.0, 0.0, 30.0, 70.0, 85.0, 97.5, 100.0], 1e-12);
    }

    #[test]
    fn falling_breakpoints_are_read_the_same_way() {
        let falling = Curve::new(&[(125.0, 0.0), (108.0, 60.0), (90.0, 100.0)], Interpolation::Linear).unwrap();
        assert_close(&[falling.score(116.5), falling.score(80.0)], &[30.0, 100.0], 1e-12);
    }

    #[test]
    fn at_a_jump_the_better_score_counts() {
        let curve = Curve::new(
            &[(3.0, 0.0), (0.5, 75.0), (0.0, 90.0), (0.0, 100.0)],
            Interpolation::Linear,
        )
        .unwrap();
        assert_close(&[curve.score(0.0), curve.score(0.25)], &[100.0, 82.5], 1e-12);
    }

    #[test]
    fn a_logarithmic_curve_halves_at_the_geometric_mean() {
        let curve = Curve::new(&[(1000.0, 60.0), (10.0, 100.0)], Interpolation::Log).unwrap();
        assert_close(&[curve.score(100.0), curve.score(0.0)], &[80.0, 100.0], 1e-12);
    }

    #[test]
    fn a_rising_curve_is_monotone() {
        let mut values: Vec<f64> = uniforms(3, 200).into_iter().map(|u| u * 110.0).collect();
        values.sort_by(f64::total_cmp);
        let scores: Vec<f64> = values.iter().map(|x| on_time().score(*x)).collect();
        assert!(scores.is_sorted());
    }

    #[test]
    fn unusable_breakpoints_are_refused() {
        assert_eq!(
            Curve::new(&[(1.0, 2.0)], Interpolation::Linear),
            Err(CurveError::TooShort { found: 1 })
        );
        let error = Curve::new(&[(0.0, 0.0), (5.0, 1.0), (4.0, 2.0), (9.0, 3.0)], Interpolation::Linear);
        assert_eq!(error, Err(CurveError::NotOrdered { position: 3 }));
        assert!(Curve::new(&[(0.0, 1.0), (5.0, 0.0)], Interpolation::Log).is_err());
    }
}
