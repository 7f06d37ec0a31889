//! Weights by the mean of the normalised columns: the method done by hand.
//!
//! Source: T. L. Saaty, The Analytic Hierarchy Process (1980), approximation by
//! normalised columns.

use super::matrix::PairwiseMatrix;
use crate::number;

/// Weights that sum to 1.
#[must_use]
pub fn weights(matrix: &PairwiseMatrix) -> Vec<f64> {
    let rows = matrix.rows();
    let totals: Vec<f64> = (0..rows.len())
        .map(|column| number::sum(rows.iter().map(|row| row[column])))
        .collect();
    let items = number::of_count(rows.len());
    rows.iter()
        .map(|row| number::sum(row.iter().zip(&totals).map(|(value, total)| value / total)) / items)
        .collect()
}
