//! Average precision: the mean share of true cases above each true case.
//!
//! Steps over distinct scores, without interpolation.
//! Source: C. D. Manning, P. Raghavan and H. Schütze, Introduction to Information
//! Retrieval (2008), section 8.4.

use super::{MetricError, check};
use crate::number;

/// In 0..=1; none without a true case.
pub fn average_precision(outcomes: &[bool], scores: &[f64]) -> Result<Option<f64>, MetricError> {
    check(outcomes, scores)?;
    let positives = outcomes.iter().filter(|outcome| **outcome).count();
    if positives == 0 {
        return Ok(None);
    }
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
    let (mut seen, mut hits) = (0, 0);
    let mut parts = Vec::new();
    for tied in order.chunk_by(|a, b| crate::ranking::same(scores[*a], scores[*b])) {
        let found = tied.iter().filter(|item| outcomes[**item]).count();
        seen += tied.len();
        hits += found;
        parts.push(
            number::of_count(found) / number::of_count(positives) * number::of_count(hits) / number::of_count(seen),
        );
    }
    Ok(Some(number::sum(parts)))
}
