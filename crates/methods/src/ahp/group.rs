//! Several people: aggregation of their priorities, or of their judgments, by geometric mean.
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
    let (items, shares) = checked(matrices, person_weights)?;
    let individual: Vec<Priorities> = matrices.iter().map(eigenvector::priorities).collect();
    let joined = |item: usize| {
        let logs = individual
            .iter()
            .zip(&shares)
            .map(|(person, share)| share * libm::log(person.weights[item]));
        libm::exp(number::sum(logs))
    };
    let weights = scaled((0..items).map(joined).collect());
    Ok(GroupPriorities { individual, weights })
}

/// One matrix for all: the weighted geometric mean of every comparison, which keeps it
/// reciprocal.
pub fn join_judgments(matrices: &[PairwiseMatrix], person_weights: &[f64]) -> Result<PairwiseMatrix, AhpError> {
    let (items, shares) = checked(matrices, person_weights)?;
    let joined = |row: usize, column: usize| {
        let logs = matrices
            .iter()
            .zip(&shares)
            .map(|(person, share)| share * libm::log(person.rows()[row][column]));
        libm::exp(number::sum(logs))
    };
    let rows = (0..items).map(|row| (0..items).map(|column| joined(row, column)).collect());
    PairwiseMatrix::new(rows.collect())
}

/// How many items every matrix compares, and the share of each person.
fn checked(matrices: &[PairwiseMatrix], person_weights: &[f64]) -> Result<(usize, Vec<f64>), AhpError> {
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
    Ok((first.items(), input::normalised(person_weights)))
}
