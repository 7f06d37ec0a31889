//! Several people: aggregation of individual priorities by geometric mean.
//!
//! Source: E. Forman and K. Peniwati, "Aggregating Individual Judgments and Priorities
//! with the Analytic Hierarchy Process", European Journal of Operational Research 108
//! (1998) 165-169.

use super::AhpError;
use super::eigenvector::{self, Priorities, scaled};
use super::matrix::PairwiseMatrix;
use crate::input::{self, InputError};
use crate::number;

/// The priorities of each person and of the group.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupPriorities {
    /// One set of weights per person.
    pub individual: Vec<Priorities>,
    /// Weights of the group, summing to 1.
    pub weights: Vec<f64>,
}

/// Joins the priorities of several people; their own weights may differ.
pub fn aggregate(matrices: &[PairwiseMatrix], person_weights: &[f64]) -> Result<GroupPriorities, AhpError> {
    let Some(first) = matrices.first() else {
        return Err(InputError::Empty { what: "the matrices" }.into());
    };
    for (index, matrix) in matrices.iter().enumerate() {
        if matrix.items() != first.items() {
            let (found, expected) = (matrix.items(), first.items());
            return Err(AhpError::Size {
                position: index + 1,
                found,
                expected,
            });
        }
    }
    input::weights(person_weights, matrices.len())?;
    let shares = input::normalised(person_weights);
    let individual: Vec<Priorities> = matrices.iter().map(eigenvector::priorities).collect();
    let joined = |item: usize| {
        let logs = individual
            .iter()
            .zip(&shares)
            .map(|(person, share)| share * libm::log(person.weights[item]));
        libm::exp(number::sum(logs))
    };
    let weights = scaled((0..first.items()).map(joined).collect());
    Ok(GroupPriorities { individual, weights })
}
