//! Exact shares of classes: when the weights are unknown, or when the score itself has a
//! standard deviation.
//!
//! Source: G. Varsi, "The Multidimensional Content of the Frustum of the Simplex", Pacific
//! Journal of Mathematics 46 (1973) 303-314; T. Tervonen et al., SMAA-TRI (2007).

use crate::distributions::normal;
use crate::input::{self, InputError};
use crate::number;
use crate::sorting::thresholds::{self, CutsError};
use thiserror::Error;

/// Why there are no shares.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum CategoryError {
    /// A list that cannot be used.
    #[error(transparent)]
    Input(#[from] InputError),
    /// Unusable cuts.
    #[error(transparent)]
    Cuts(#[from] CutsError),
    /// A standard deviation below zero.
    #[error("the standard deviation is {value}; it must be zero or more")]
    StandardDeviation {
        /// Its value.
        value: f64,
    },
}

/// Probability of each class, the best first, for the score sum(w v) with weights uniform
/// on the simplex. `cuts` fall; a class holds its lower cut.
pub fn under_any_weights(values: &[f64], cuts: &[f64]) -> Result<Vec<f64>, CategoryError> {
    input::finite("the values", values)?;
    thresholds::check_cuts(cuts)?;
    Ok(shares(cuts, |cut| reached_on_simplex(values, cut)))
}

/// Probability of each class, the best first, for a normal score.
pub fn under_measurement(mean: f64, standard_deviation: f64, cuts: &[f64]) -> Result<Vec<f64>, CategoryError> {
    input::finite("the mean and standard deviation", &[mean, standard_deviation])?;
    thresholds::check_cuts(cuts)?;
    if standard_deviation < 0.0 {
        return Err(CategoryError::StandardDeviation {
            value: standard_deviation,
        });
    }
    Ok(shares(cuts, |cut| {
        if standard_deviation > 0.0 {
            normal::cdf((mean - cut) / standard_deviation)
        } else if mean >= cut {
            1.0
        } else {
            0.0
        }
    }))
}

/// Share of scores in each class, the best first, when the scores are those of samples.
pub fn under_samples(scores: &[f64], cuts: &[f64]) -> Result<Vec<f64>, CategoryError> {
    input::finite("the scores", scores)?;
    let classes = thresholds::classes(scores, cuts, None)?;
    let share = |class: usize| {
        let members = classes.iter().filter(|found| **found == class).count();
        number::of_count(members) / number::of_count(scores.len())
    };
    Ok((0..=cuts.len()).map(share).collect())
}

/// Turns "at least this cut" into shares of classes.
fn shares(cuts: &[f64], reaches: impl Fn(f64) -> f64) -> Vec<f64> {
    let mut before = 0.0;
    let mut shares = Vec::with_capacity(cuts.len() + 1);
    for cut in cuts {
        let here = reaches(*cut);
        shares.push((here - before).max(0.0));
        before = here;
    }
    shares.push((1.0 - before).max(0.0));
    shares
}

/// P(sum w v >= cut) for weights uniform on the simplex, by the recursion of Varsi: with one
/// value h above the cut and one value l below it left out in turn,
/// P(all) = (h P(without l) - l P(without h)) / (h - l), gaps measured from the cut.
fn reached_on_simplex(values: &[f64], cut: f64) -> f64 {
    let (above, below): (Vec<f64>, Vec<f64>) = values.iter().map(|value| value - cut).partition(|gap| *gap >= 0.0);
    // parts[k]: the probability with the first k values above and the values below so far.
    let mut parts = vec![1.0; above.len() + 1];
    for low in below {
        parts[0] = 0.0;
        for (index, high) in above.iter().enumerate() {
            parts[index + 1] = (high * parts[index + 1] - low * parts[index]) / (high - low);
        }
    }
    parts[above.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::smaa::random::Random;
    use crate::smaa::weights::{WeightRule, draw};
    use crate::testing::assert_close;

    #[test]
    fn two_values_share_the_line() {
        assert_close(
            &under_any_weights(&[90.0, 60.0], &[80.0, 70.0]).unwrap(),
            &[1.0 / 3.0; 3],
            1e-12,
        );
        assert_close(
            &under_any_weights(&[90.0, 90.0], &[90.0, 70.0]).unwrap(),
            &[1.0, 0.0, 0.0],
            1e-12,
        );
        assert_close(
            &under_any_weights(&[60.0], &[80.0, 70.0]).unwrap(),
            &[0.0, 0.0, 1.0],
            1e-12,
        );
    }

    #[test]
    fn many_values_agree_with_draws() {
        let (values, cuts) = ([95.0, 80.0, 80.0, 62.0, 55.0], [78.0, 70.0]);
        let mut counts = [0.0; 3];
        for number in 0..40_000 {
            let mut weights = [0.0; 5];
            draw(WeightRule::Uniform, &mut Random::for_draw(11, number), &mut weights);
            let score: f64 = weights.iter().zip(values).map(|(weight, value)| weight * value).sum();
            counts[cuts.iter().position(|cut| score >= *cut).unwrap_or(2)] += 1.0 / 40_000.0;
        }
        assert_close(&under_any_weights(&values, &cuts).unwrap(), &counts, 0.01);
    }

    #[test]
    fn samples_are_counted_into_classes() {
        let found = under_samples(&[90.0, 85.0, 70.0, 80.0], &[85.0, 80.0]).unwrap();
        assert_close(&found, &[0.5, 0.25, 0.25], 0.0);
        assert!(under_samples(&[], &[85.0]).is_err());
    }

    #[test]
    fn a_measured_score_has_tails() {
        let found = under_measurement(85.0, 3.0, &[90.0, 80.0]).unwrap();
        assert_close(
            &found,
            &[
                0.047_790_352_272_814_7,
                0.904_419_295_454_370_6,
                0.047_790_352_272_814_7,
            ],
            1e-12,
        );
        assert_close(&under_measurement(90.0, 0.0, &[90.0]).unwrap(), &[1.0, 0.0], 0.0);
        assert!(under_measurement(90.0, -1.0, &[90.0]).is_err());
    }
}
