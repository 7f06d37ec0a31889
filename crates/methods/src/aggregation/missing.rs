//! Missing scores: their weight goes to the scores that are there.
//!
//! No data is never 0 and never 100. The coverage says how much of the original weight
//! the result stands on. Source: R. J. A. Little and D. B. Rubin, Statistical Analysis
//! with Missing Data (2002), available-case means.

use crate::input::{self, InputError};
use crate::number;

/// A weighted mean over the scores that are there.
#[derive(Debug, Clone, PartialEq)]
pub struct AvailableMean {
    /// The mean; none when every score is missing or weighs nothing.
    pub score: Option<f64>,
    /// The weights in effect, summing to 1; 0 for a missing score.
    pub effective_weights: Vec<f64>,
    /// Share of the original weight backed by a score, in 0..=1.
    pub coverage: f64,
}

/// The mean of the scores that are there, with their weights renormalised.
pub fn available_mean(scores: &[Option<f64>], weights: &[f64]) -> Result<AvailableMean, InputError> {
    input::weights(weights, scores.len())?;
    let present: Vec<f64> = scores.iter().flatten().copied().collect();
    if !present.is_empty() {
        input::finite("the scores", &present)?;
    }
    let kept = |weight: f64, score: &Option<f64>| if score.is_some() { weight } else { 0.0 };
    let kept: Vec<f64> = weights
        .iter()
        .zip(scores)
        .map(|(weight, score)| kept(*weight, score))
        .collect();
    let total = number::sum(kept.iter().copied());
    let coverage = total / number::sum(weights.iter().copied());
    if total <= 0.0 {
        return Ok(AvailableMean {
            score: None,
            effective_weights: vec![0.0; scores.len()],
            coverage: 0.0,
        });
    }
    let weighted = number::sum(
        kept.iter()
            .zip(scores)
            .map(|(weight, score)| weight * score.unwrap_or(0.0)),
    );
    Ok(AvailableMean {
        score: Some(weighted / total),
        effective_weights: kept.iter().map(|weight| weight / total).collect(),
        coverage,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_close;

    #[test]
    fn the_weight_of_a_missing_score_goes_to_the_others() {
        let found = available_mean(&[Some(80.0), None, Some(60.0)], &[0.5, 0.3, 0.2]).unwrap();
        assert_close(&[found.score.unwrap(), found.coverage], &[52.0 / 0.7, 0.7], 1e-12);
        assert_close(&found.effective_weights, &[5.0 / 7.0, 0.0, 2.0 / 7.0], 1e-12);
    }

    #[test]
    fn without_any_score_there_is_no_mean() {
        let found = available_mean(&[None, None], &[1.0, 1.0]).unwrap();
        assert_eq!(found.score, None);
        assert_close(&[found.coverage], &[0.0], 0.0);
    }
}
