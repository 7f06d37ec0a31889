//! Area under the receiver operating characteristic: how often a true case scores above a
//! false one, a tie counting half.
//!
//! Source: J. A. Hanley and B. J. McNeil, "The Meaning and Use of the Area under a
//! Receiver Operating Characteristic (ROC) Curve", Radiology 143 (1982) 29-36.

use super::{MetricError, check};
use crate::number;
use crate::ranking::doubled_ranks;

/// The area in 0..=1; none when all outcomes are the same.
pub fn auc(outcomes: &[bool], scores: &[f64]) -> Result<Option<f64>, MetricError> {
    check(outcomes, scores)?;
    let ranks = doubled_ranks(scores);
    let positives = outcomes.iter().filter(|outcome| **outcome).count();
    let negatives = outcomes.len() - positives;
    if positives == 0 || negatives == 0 {
        return Ok(None);
    }
    let rank_sum: usize = ranks
        .iter()
        .zip(outcomes)
        .filter(|(_, outcome)| **outcome)
        .map(|(rank, _)| rank)
        .sum();
    let doubled_wins = rank_sum - positives * (positives + 1);
    Ok(Some(
        number::of_count(doubled_wins) / number::of_count(2 * positives * negatives),
    ))
}
