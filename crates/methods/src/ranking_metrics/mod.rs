//! How good a ranking or a classification was, once the outcome is known.

pub mod dcg;
pub mod auc;
pub mod average_precision;
pub mod delong;
pub mod kappa;

use crate::input::{self, InputError};
use thiserror::Error;

/// Why nothing can be measured.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum MetricError {
    /// A list that cannot be used.
    #[error(transparent)]
    Input(#[from] InputError),
    /// A class that is not in the order.
    #[error("class {position} of the {who} rating is number {class}, but there are only {classes} classes")]
    Class {
        /// First or second.
        who: &'static str,
        /// Which item, from 1.
        position: usize,
        /// The class, from 0.
        class: usize,
        /// How many classes there are.
        classes: usize,
    },
}

fn check(outcomes: &[bool], scores: &[f64]) -> Result<(), InputError> {
    input::finite("the scores", scores)?;
    input::length("the outcomes", outcomes.len(), scores.len(), "score")
}

#[cfg(test)]
mod tests;
