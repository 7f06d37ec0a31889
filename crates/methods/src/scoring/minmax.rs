//! Min-max scores of a column: the worst observed value is 0, the best is 1.
//!
//! The scores move when a peer comes or goes; use [`super::anchors`] for official scores.
//! Source: C.-L. Hwang and K. Yoon, Multiple Attribute Decision Making (1981).

use super::Direction;
use crate::input::{self, InputError};

/// Unit scores in 0..=1.
///
/// A column without range earns everyone full marks (1): nobody is worse than anybody.
pub fn minmax(column: &[f64], direction: Direction) -> Result<Vec<f64>, InputError> {
    input::finite("the column", column)?;
    let low = column.iter().copied().fold(f64::INFINITY, f64::min);
    let high = column.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if is_constant(column) {
        return Ok(vec![1.0; column.len()]);
    }
    let score = |value: &f64| match direction {
        Direction::Up => (value - low) / (high - low),
        Direction::Down => (high - value) / (high - low),
    };
    Ok(column.iter().map(score).collect())
}

/// Whether all values of a column are the same.
#[must_use]
pub fn is_constant(column: &[f64]) -> bool {
    column.windows(2).all(|pair| crate::ranking::same(pair[0], pair[1]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_close, uniforms};

    #[test]
    fn best_is_one_and_worst_is_zero() {
        assert_close(
            &minmax(&[85.0, 78.0, 90.0, 70.0], Direction::Up).unwrap(),
            &[0.75, 0.4, 1.0, 0.0],
            1e-12,
        );
        assert_close(
            &minmax(&[3.2, 1.1, 0.6], Direction::Down).unwrap(),
            &[0.0, 2.1 / 2.6, 1.0],
            1e-12,
        );
    }

    #[test]
    fn a_constant_column_earns_full_marks() {
        assert_close(
            &minmax(&[5.0, 5.0, 5.0], Direction::Down).unwrap(),
            &[1.0, 1.0, 1.0],
            0.0,
        );
    }

    #[test]
    fn the_unit_of_the_column_does_not_matter() {
        let column = uniforms(5, 30);
        let scaled: Vec<f64> = column.iter().map(|value| value * 1000.0 - 17.0).collect();
        assert_close(
            &minmax(&column, Direction::Up).unwrap(),
            &minmax(&scaled, Direction::Up).unwrap(),
            1e-12,
        );
    }
}
