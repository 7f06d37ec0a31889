//! Hysteresis: a class is entered at its cut and lost only a band below it, so that a
//! score near a cut does not move to and fro.
//!
//! Source: O. H. Schmitt, "A Thermionic Trigger", Journal of Scientific Instruments 15
//! (1938) 24-26, on two-threshold switching.

use super::thresholds::{self, CutsError};
use thiserror::Error;

/// Why a series cannot be followed.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum HysteresisError {
    /// Unusable cuts or scores.
    #[error(transparent)]
    Cuts(#[from] CutsError),
    /// The band is below zero.
    #[error("the band is {band}; it must be zero or more points")]
    Band {
        /// The band.
        band: f64,
    },
    /// The start is no class.
    #[error("the start is class {start}, but there are only {classes}")]
    Start {
        /// The start, from 0.
        start: usize,
        /// How many classes there are.
        classes: usize,
    },
}

/// The class after each score in turn, from 0 at the best.
///
/// Up: as far as the score reaches the cuts. Down: one class after the other, as long as
/// the score is more than `band` below the cut of the class held.
pub fn follow(scores: &[f64], cuts: &[f64], band: f64, start: usize) -> Result<Vec<usize>, HysteresisError> {
    thresholds::classes(scores, cuts, None)?;
    if !band.is_finite() || band < 0.0 {
        return Err(HysteresisError::Band { band });
    }
    if start > cuts.len() {
        return Err(HysteresisError::Start {
            start,
            classes: cuts.len() + 1,
        });
    }
    let mut held = start;
    let mut step = |score: f64| {
        let entered = thresholds::class(score, cuts);
        if entered < held {
            held = entered;
        }
        while held < cuts.len() && score < cuts[held] - band {
            held += 1;
        }
        held
    };
    Ok(scores.iter().map(|score| step(*score)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_is_lost_only_below_the_band() {
        let scores = [89.0, 90.0, 89.0, 88.5, 88.0, 87.9, 90.0];
        assert_eq!(follow(&scores, &[90.0, 80.0], 2.0, 1).unwrap(), [1, 0, 0, 0, 0, 1, 0]);
    }

    #[test]
    fn without_a_band_it_is_plain_cutting() {
        let scores = [95.0, 79.0, 10.0, 85.0];
        let plain = thresholds::classes(&scores, &[90.0, 80.0], None).unwrap();
        assert_eq!(follow(&scores, &[90.0, 80.0], 0.0, 2).unwrap(), plain);
    }

    #[test]
    fn a_start_without_class_is_refused() {
        assert_eq!(
            follow(&[1.0], &[90.0], 2.0, 2),
            Err(HysteresisError::Start { start: 2, classes: 2 })
        );
    }
}
