//! Ratio scores of a column: each value as a share of the best one.
//!
//! Source: C.-L. Hwang and K. Yoon, Multiple Attribute Decision Making (1981), linear
//! scale transformation: x / max for "more is better", min / x for "less is better".

use super::Direction;
use crate::input::{self, InputError};

/// Unit scores in (0, 1]; the best value is 1. All values must be above zero.
///
/// For "more is better" a value of zero is allowed and scores 0.
pub fn ratio(column: &[f64], direction: Direction) -> Result<Vec<f64>, InputError> {
    match direction {
        Direction::Up => {
            input::not_negative("the column", column)?;
            let high = column.iter().copied().fold(0.0, f64::max);
            if high <= 0.0 {
                return Err(InputError::AllZero { what: "the column" });
            }
            Ok(column.iter().map(|value| value / high).collect())
        }
        Direction::Down => {
            input::positive("the column", column)?;
            let low = column.iter().copied().fold(f64::INFINITY, f64::min);
            Ok(column.iter().map(|value| low / value).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_close;

    #[test]
    fn the_best_value_is_one() {
        assert_close(
            &ratio(&[50.0, 100.0, 0.0], Direction::Up).unwrap(),
            &[0.5, 1.0, 0.0],
            0.0,
        );
        assert_close(
            &ratio(&[120.0, 100.0, 200.0], Direction::Down).unwrap(),
            &[100.0 / 120.0, 1.0, 0.5],
            1e-15,
        );
        assert!(ratio(&[0.0, 1.0], Direction::Down).is_err());
        assert!(ratio(&[0.0, 0.0], Direction::Up).is_err());
    }
}
