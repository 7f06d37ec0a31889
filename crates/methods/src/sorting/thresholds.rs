//! Cuts on a score: the lower bound of each class belongs to it.
//!
//! Scores are compared unrounded unless a rounding is stated, since 89.995 is below 90
//! but rounds to it.
//! Source: the grading rule of VDA 6.3 (2016), evaluation of audit results:
//! ">= 90" and ">= 80 to < 90".

use crate::number::{self, Rounding};
use thiserror::Error;

/// Why cuts do not make classes.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CutsError {
    /// Not one class more than cuts.
    #[error("{cuts} cuts make {} classes, got {classes} names; give one name more than cuts", cuts + 1)]
    Count {
        /// How many cuts.
        cuts: usize,
        /// How many class names.
        classes: usize,
    },
    /// The cuts do not fall.
    #[error("cut {position} is not below the one before it; list the cuts from the best class down")]
    NotFalling {
        /// Which cut, from 1.
        position: usize,
    },
    /// A cut or a score that is not a finite number.
    #[error("{what} {position} is not a finite number; correct it")]
    NotFinite {
        /// Cut or score.
        what: &'static str,
        /// Which one, from 1.
        position: usize,
    },
}

/// Rounding before the comparison: how many decimals, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoundFirst {
    /// Decimal places kept.
    pub decimals: u8,
    /// What happens to the rest.
    pub rounding: Rounding,
}

/// Checks cuts listed from the best class down, each strictly below the one before it.
pub fn check_cuts(cuts: &[f64]) -> Result<(), CutsError> {
    if let Some(index) = cuts.iter().position(|cut| !cut.is_finite()) {
        return Err(CutsError::NotFinite {
            what: "cut",
            position: index + 1,
        });
    }
    match cuts.windows(2).position(|pair| pair[1] >= pair[0]) {
        Some(index) => Err(CutsError::NotFalling { position: index + 2 }),
        None => Ok(()),
    }
}

/// The class of each score, from 0 at the best: the first cut that the score reaches.
pub fn classes(scores: &[f64], cuts: &[f64], round_first: Option<RoundFirst>) -> Result<Vec<usize>, CutsError> {
    check_cuts(cuts)?;
    if let Some(index) = scores.iter().position(|score| !score.is_finite()) {
        return Err(CutsError::NotFinite {
            what: "score",
            position: index + 1,
        });
    }
    let read = |score: f64| match round_first {
        Some(RoundFirst { decimals, rounding }) => number::round(score, decimals, rounding),
        None => score,
    };
    Ok(scores.iter().map(|score| class(read(*score), cuts)).collect())
}

/// The class of one score, from 0 at the best. The cuts have been checked.
pub(super) fn class(score: f64, cuts: &[f64]) -> usize {
    cuts.iter().position(|cut| score >= *cut).unwrap_or(cuts.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCORES: [f64; 6] = [100.0, 90.0, 89.995, 79.99, 69.5, 0.0];
    const CUTS: [f64; 4] = [90.0, 80.0, 70.0, 60.0];

    #[test]
    fn the_lower_bound_belongs_to_the_class() {
        assert_eq!(classes(&SCORES, &CUTS, None).unwrap(), [0, 0, 1, 2, 3, 4]);
    }

    #[test]
    fn a_stated_rounding_comes_first() {
        let rounding = RoundFirst {
            decimals: 1,
            rounding: Rounding::HalfUp,
        };
        assert_eq!(classes(&SCORES, &CUTS, Some(rounding)).unwrap(), [0, 0, 0, 1, 3, 4]);
        let down = RoundFirst {
            decimals: 1,
            rounding: Rounding::Down,
        };
        assert_eq!(classes(&SCORES, &CUTS, Some(down)).unwrap(), [0, 0, 1, 2, 3, 4]);
    }

    #[test]
    fn rising_cuts_are_refused() {
        assert_eq!(
            classes(&SCORES, &[60.0, 70.0], None),
            Err(CutsError::NotFalling { position: 2 })
        );
    }
}
