//! From local priorities to scores: criterion weights times the priorities below them.
//!
//! Source: T. L. Saaty, The Analytic Hierarchy Process (1980), distributive mode.

use super::AhpError;
use super::eigenvector::priorities;
use super::matrix::PairwiseMatrix;
use crate::number;

/// Scores of the alternatives, summing to 1. One matrix per criterion, in order.
pub fn scores(criteria: &PairwiseMatrix, alternatives: &[PairwiseMatrix]) -> Result<Vec<f64>, AhpError> {
    if alternatives.len() != criteria.items() {
        let (found, expected) = (criteria.items(), alternatives.len());
        return Err(AhpError::Size {
            position: 1,
            found,
            expected,
        });
    }
    let expected = alternatives[0].items();
    for (index, matrix) in alternatives.iter().enumerate() {
        if matrix.items() != expected {
            return Err(AhpError::Size {
                position: index + 2,
                found: matrix.items(),
                expected,
            });
        }
    }
    let weights = priorities(criteria).weights;
    let local: Vec<Vec<f64>> = alternatives.iter().map(|matrix| priorities(matrix).weights).collect();
    let score = |item: usize| number::sum(weights.iter().zip(&local).map(|(weight, local)| weight * local[item]));
    Ok((0..expected).map(score).collect())
}
