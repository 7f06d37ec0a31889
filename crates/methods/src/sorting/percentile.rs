//! Forced distribution: fixed shares of the ranking make the classes.
//!
//! Equal scores share the better class, so a class can hold more than its share.
//! Source: R. C. Grote, Forced Ranking (Harvard Business School Press, 2005).

use crate::input::{self, InputError};
use crate::number;
use crate::ranking;
use crate::scoring::Direction;
use thiserror::Error;

/// Why scores cannot be divided.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum PercentileError {
    /// A list that cannot be used.
    #[error(transparent)]
    Input(#[from] InputError),
    /// The shares do not sum to 1.
    #[error("the fractions sum to {sum}; they must sum to 1, so adjust one of them")]
    Sum {
        /// Their sum.
        sum: f64,
    },
}

/// The class of each score, from 0 at the best: a score at place r of n belongs to the
/// first class whose cumulated share reaches r / n.
pub fn classes(scores: &[f64], fractions: &[f64]) -> Result<Vec<usize>, PercentileError> {
    const TOLERANCE: f64 = 1e-9;
    input::finite("the scores", scores)?;
    input::not_negative("the fractions", fractions)?;
    let sum = number::sum(fractions.iter().copied());
    if (sum - 1.0).abs() > TOLERANCE {
        return Err(PercentileError::Sum { sum });
    }
    let n = number::of_count(scores.len());
    let limits: Vec<f64> = (1..=fractions.len())
        .map(|k| number::sum(fractions[..k].iter().copied()) * n)
        .collect();
    let class = |place: usize| {
        let reached = limits
            .iter()
            .position(|limit| number::of_count(place) <= limit + TOLERANCE);
        reached.unwrap_or(fractions.len() - 1)
    };
    Ok(ranking::places(scores, Direction::Up).into_iter().map(class).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_cut_from_the_top_and_ties_share_the_better_class() {
        let scores = [95.0, 93.0, 90.0, 88.0, 88.0, 85.0, 80.0, 75.0, 70.0, 60.0];
        assert_eq!(
            classes(&scores, &[0.2, 0.6, 0.2]).unwrap(),
            [0, 0, 1, 1, 1, 1, 1, 1, 2, 2]
        );
        let tied = [9.0, 8.0, 8.0, 1.0];
        assert_eq!(classes(&tied, &[0.5, 0.5]).unwrap(), [0, 0, 0, 1]);
    }

    #[test]
    fn shares_that_do_not_sum_to_one_are_refused() {
        assert!(matches!(classes(&[1.0], &[0.2, 0.2]), Err(PercentileError::Sum { .. })));
    }
}
