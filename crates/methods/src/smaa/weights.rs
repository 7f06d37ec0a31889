//! Random weights that sum to 1.
//!
//! Spacings of sorted uniform numbers are uniform on the simplex; no logarithm is needed.
//! Source: L. Devroye, Non-Uniform Random Variate Generation (1986), chapter 5; T. Tervonen
//! and R. Lahdelma, European Journal of Operational Research 178 (2007) 500-513.

use super::random::Random;

/// What is known of the weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeightRule {
    /// Nothing: all weights are equally likely.
    Uniform,
    /// Their order: the first criterion weighs most, the last least.
    Ordinal,
}

/// Fills `weights` with one draw.
pub fn draw(rule: WeightRule, random: &mut Random, weights: &mut [f64]) {
    let Some((last, cuts)) = weights.split_last_mut() else {
        return;
    };
    cuts.fill_with(|| random.unit());
    cuts.sort_by(f64::total_cmp);
    let mut before = 0.0;
    for cut in cuts {
        let here = *cut;
        *cut = here - before;
        before = here;
    }
    *last = 1.0 - before;
    if rule == WeightRule::Ordinal {
        weights.sort_by(|a, b| b.total_cmp(a));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number;

    #[test]
    fn weights_sum_to_one_and_are_not_negative() {
        for draw_number in 0..1000 {
            let mut weights = [0.0; 5];
            draw(WeightRule::Uniform, &mut Random::for_draw(3, draw_number), &mut weights);
            assert!((number::sum(weights) - 1.0).abs() < 1e-15 && weights.iter().all(|weight| *weight >= 0.0));
        }
    }

    #[test]
    fn ordinal_weights_fall_and_average_to_the_rank_order_centroid() {
        let mut totals = [0.0; 3];
        for draw_number in 0..20_000 {
            let mut weights = [0.0; 3];
            draw(WeightRule::Ordinal, &mut Random::for_draw(3, draw_number), &mut weights);
            assert!(weights.is_sorted_by(|a, b| a >= b));
            totals
                .iter_mut()
                .zip(weights)
                .for_each(|(total, weight)| *total += weight / 20_000.0);
        }
        for (found, expected) in totals.iter().zip([11.0 / 18.0, 5.0 / 18.0, 2.0 / 18.0]) {
            assert!((found - expected).abs() < 0.005, "{totals:?}");
        }
    }

    #[test]
    fn one_criterion_has_all_the_weight() {
        let mut weights = [0.0];
        draw(WeightRule::Uniform, &mut Random::for_draw(3, 0), &mut weights);
        assert!((weights[0] - 1.0).abs() < 1e-15);
    }
}
