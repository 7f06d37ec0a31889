//! The interval of an area under the curve.
//!
//! Source: E. R. DeLong, D. M. DeLong and D. L. Clarke-Pearson, "Comparing the Areas under
//! Two or More Correlated Receiver Operating Characteristic Curves", Biometrics 44 (1988)
//! 837-845; by midranks after X. Sun and W. Xu, IEEE Signal Processing Letters 21 (2014).

use super::{MetricError, auc, check};
use crate::intervals::{Confidence, Interval};
use crate::number;
use crate::ranking::average_ranks;

/// The interval inside 0..=1; none with fewer than two cases of either outcome.
pub fn interval(outcomes: &[bool], scores: &[f64], confidence: Confidence) -> Result<Option<Interval>, MetricError> {
    check(outcomes, scores)?;
    let of = |wanted: bool| -> Vec<usize> { (0..scores.len()).filter(|item| outcomes[*item] == wanted).collect() };
    let (positives, negatives) = (of(true), of(false));
    let Some(area) = auc::auc(outcomes, scores)? else {
        return Ok(None);
    };
    if positives.len() < 2 || negatives.len() < 2 {
        return Ok(None);
    }
    let all = average_ranks(scores);
    let variance = part_variance(&positives, negatives.len(), scores, &all)
        + part_variance(&negatives, positives.len(), scores, &all);
    let half = confidence.z() * libm::sqrt(variance);
    Ok(Some(
        Interval {
            lower: area - half,
            upper: area + half,
        }
        .clipped(),
    ))
}

/// Variance of the placement values of one group over its size.
fn part_variance(group: &[usize], others: usize, scores: &[f64], all: &[f64]) -> f64 {
    let own: Vec<f64> = group.iter().map(|item| scores[*item]).collect();
    let own_ranks = average_ranks(&own);
    let others = number::of_count(others);
    let placements: Vec<f64> = group
        .iter()
        .zip(own_ranks)
        .map(|(item, rank)| (all[*item] - rank) / others)
        .collect();
    let mean = number::mean(&placements);
    let squares = number::sum(
        placements
            .iter()
            .map(|placement| (placement - mean) * (placement - mean)),
    );
    let size = number::of_count(group.len());
    squares / (size - 1.0) / size
}
