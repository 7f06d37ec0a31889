//! Agreement of two ratings beyond chance, plain or weighted by distance.
//!
//! Source: J. Cohen, Educational and Psychological Measurement 20 (1960) 37-46; J. Cohen,
//! "Weighted Kappa", Psychological Bulletin 70 (1968) 213-220.

use super::MetricError;
use crate::input::{self, InputError};
use crate::number;

/// What a disagreement counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KappaWeights {
    /// Every disagreement counts the same.
    Plain,
    /// By the distance of the classes.
    Linear,
    /// By the squared distance of the classes.
    Quadratic,
}

/// 1 minus observed over expected disagreement, at most 1; none when no disagreement is
/// expected (both ratings give one and the same class throughout).
///
/// Ratings are classes from 0 to `classes` - 1.
pub fn kappa(
    first: &[usize],
    second: &[usize],
    classes: usize,
    weights: KappaWeights,
) -> Result<Option<f64>, MetricError> {
    if first.is_empty() {
        return Err(InputError::Empty { what: "the ratings" }.into());
    }
    input::length("the second rating", second.len(), first.len(), "item of the first")?;
    for (who, rating) in [("first", first), ("second", second)] {
        if let Some(index) = rating.iter().position(|class| *class >= classes) {
            return Err(MetricError::Class {
                who,
                position: index + 1,
                class: rating[index],
                classes,
            });
        }
    }
    let count = |rating: &[usize], class: usize| number::of_count(rating.iter().filter(|c| **c == class).count());
    let first_counts: Vec<f64> = (0..classes).map(|class| count(first, class)).collect();
    let second_counts: Vec<f64> = (0..classes).map(|class| count(second, class)).collect();
    let observed = number::sum(first.iter().zip(second).map(|(a, b)| cost(*a, *b, weights)));
    let pairs = (0..classes).flat_map(|a| (0..classes).map(move |b| (a, b)));
    let expected = number::sum(pairs.map(|(a, b)| cost(a, b, weights) * first_counts[a] * second_counts[b]));
    let items = number::of_count(first.len());
    Ok((expected > 0.0).then(|| 1.0 - observed * items / expected))
}

fn cost(a: usize, b: usize, weights: KappaWeights) -> f64 {
    let distance = number::of_count(a.abs_diff(b));
    match weights {
        KappaWeights::Plain => distance.min(1.0),
        KappaWeights::Linear => distance,
        KappaWeights::Quadratic => distance * distance,
    }
}
