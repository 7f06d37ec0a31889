//! Weights by the geometric mean of each row (logarithmic least squares).
//!
//! Source: G. Crawford and C. Williams, "A Note on the Analysis of Subjective Judgment
//! Matrices", Journal of Mathematical Psychology 29 (1985) 387-405.

use super::eigenvector::scaled;
use super::matrix::PairwiseMatrix;
use crate::number;

/// Weights that sum to 1.
#[must_use]
pub fn weights(matrix: &PairwiseMatrix) -> Vec<f64> {
    let items = number::of_count(matrix.items());
    let mean = |row: &Vec<f64>| libm::exp(number::sum(row.iter().map(|value| libm::log(*value))) / items);
    scaled(matrix.rows().iter().map(mean).collect())
}
