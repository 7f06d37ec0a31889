//! Share scores of a column: each value, or its reciprocal, divided by the column sum.
//!
//! Source: M. Kracka, W. K. M. Brauers and E. K. Zavadskas, "Ranking Heating Losses in
//! a Building by Applying the MULTIMOORA", Engineering Economics 21 (2010); sum
//! normalisation with the reciprocal for "less is better".

use super::Direction;
use crate::input::{self, InputError};
use crate::number;

/// Shares that sum to 1. All values must be above zero; else use min-max or anchors.
pub fn share(column: &[f64], direction: Direction) -> Result<Vec<f64>, InputError> {
    input::positive("the column", column)?;
    let parts: Vec<f64> = match direction {
        Direction::Up => column.to_vec(),
        Direction::Down => column.iter().map(|value| 1.0 / value).collect(),
    };
    let total = number::sum(parts.iter().copied());
    Ok(parts.iter().map(|part| part / total).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_close;

    #[test]
    fn shares_sum_to_one_and_less_can_be_better() {
        assert_close(&share(&[1.0, 3.0], Direction::Up).unwrap(), &[0.25, 0.75], 0.0);
        assert_close(&share(&[1.0, 3.0], Direction::Down).unwrap(), &[0.75, 0.25], 1e-15);
    }

    #[test]
    fn zero_and_negative_values_are_refused() {
        assert!(share(&[10.0, 0.0], Direction::Up).is_err());
        assert!(share(&[10.0, -3.0], Direction::Up).is_err());
    }
}
