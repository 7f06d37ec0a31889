//! The weighted sum of scores.
//!
//! Source: P. C. Fishburn, "Additive Utilities with Incomplete Product Sets",
//! Operations Research 15 (1967) 537-542.

use crate::input::{self, InputError};
use crate::number;

/// Whether weights are divided by their sum first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeightScale {
    /// Divide by the sum, so that the result is a weighted mean.
    Normalise,
    /// Use the weights as they are.
    AsGiven,
}

/// The weighted sum of one row of scores; the order of the criteria cannot be seen in it.
///
/// With [`WeightScale::Normalise`] the result lies between the lowest and highest score.
pub fn weighted_sum(scores: &[f64], weights: &[f64], scale: WeightScale) -> Result<f64, InputError> {
    input::finite("the scores", scores)?;
    input::weights(weights, scores.len())?;
    let total = number::dot(scores, weights);
    Ok(match scale {
        WeightScale::AsGiven => total,
        WeightScale::Normalise => total / number::sum(weights.iter().copied()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_close, uniforms};

    #[test]
    fn weights_count_as_given_or_as_shares() {
        let sum = |scale| weighted_sum(&[80.0, 90.0], &[3.0, 1.0], scale).unwrap();
        assert_close(
            &[sum(WeightScale::AsGiven), sum(WeightScale::Normalise)],
            &[330.0, 82.5],
            1e-12,
        );
    }

    #[test]
    fn the_order_of_criteria_does_not_matter() {
        let (scores, weights) = (uniforms(1, 40), uniforms(2, 40));
        let turned = |list: &[f64]| list.iter().rev().copied().collect::<Vec<f64>>();
        let there = weighted_sum(&scores, &weights, WeightScale::Normalise).unwrap();
        let back = weighted_sum(&turned(&scores), &turned(&weights), WeightScale::Normalise).unwrap();
        assert_eq!(there.to_bits(), back.to_bits());
    }

    #[test]
    fn a_better_score_never_lowers_the_result_and_the_scale_of_weights_does_not_matter() {
        let (mut scores, weights) = (uniforms(3, 12), uniforms(4, 12));
        let before = weighted_sum(&scores, &weights, WeightScale::Normalise).unwrap();
        let scaled: Vec<f64> = weights.iter().map(|weight| weight * 64.0).collect();
        assert_close(
            &[weighted_sum(&scores, &scaled, WeightScale::Normalise).unwrap()],
            &[before],
            1e-15,
        );
        scores[5] += 0.25;
        assert!(weighted_sum(&scores, &weights, WeightScale::Normalise).unwrap() > before);
    }
}
