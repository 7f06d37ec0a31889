//! Weights by the principal eigenvector.
//!
//! The matrix is squared until one direction is left, which converges however
//! inconsistent the comparisons are; a few multiplications then polish the result.
//! Source: T. L. Saaty, "A Scaling Method for Priorities in Hierarchical Structures",
//! Journal of Mathematical Psychology 15 (1977) 234-281.

use super::matrix::PairwiseMatrix;
use crate::number;

/// Weights and the eigenvalue they belong to.
#[derive(Debug, Clone, PartialEq)]
pub struct Priorities {
    /// Weights that sum to 1.
    pub weights: Vec<f64>,
    /// Principal eigenvalue: the number of items when consistent, more when not.
    pub lambda_max: f64,
}

/// The principal eigenvector of a comparison matrix.
#[must_use]
pub fn priorities(matrix: &PairwiseMatrix) -> Priorities {
    let (right, _) = eigenvectors(matrix.rows());
    let image = times(matrix.rows(), &right);
    let lambda_max = number::sum(image.iter().copied()) / number::sum(right.iter().copied());
    Priorities {
        weights: right,
        lambda_max,
    }
}

/// Right and left principal eigenvectors of a positive matrix, each summing to 1.
pub(super) fn eigenvectors(rows: &[Vec<f64>]) -> (Vec<f64>, Vec<f64>) {
    const SQUARINGS_MAX: usize = 40;
    const POLISH: usize = 3;
    let mut power = rows.to_vec();
    let mut right = scaled(power.iter().map(|row| number::sum(row.iter().copied())).collect());
    for _ in 0..SQUARINGS_MAX {
        power = squared(&power);
        let next = scaled(power.iter().map(|row| number::sum(row.iter().copied())).collect());
        let moved = next.iter().zip(&right).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        right = next;
        if moved <= f64::EPSILON {
            break;
        }
    }
    let columns = 0..rows.len();
    let mut left = scaled(
        columns
            .map(|column| number::sum(power.iter().map(|row| row[column])))
            .collect(),
    );
    for _ in 0..POLISH {
        right = scaled(times(rows, &right));
        left = scaled(times_transposed(rows, &left));
    }
    (right, left)
}

pub(super) fn times(rows: &[Vec<f64>], vector: &[f64]) -> Vec<f64> {
    rows.iter().map(|row| number::dot(row, vector)).collect()
}

fn times_transposed(rows: &[Vec<f64>], vector: &[f64]) -> Vec<f64> {
    (0..rows.len())
        .map(|column| number::sum(rows.iter().zip(vector).map(|(row, v)| row[column] * v)))
        .collect()
}

/// The square of a matrix, divided by its greatest entry so that it stays in range.
fn squared(rows: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let size = rows.len();
    let mut square = vec![vec![0.0; size]; size];
    for (row, out) in rows.iter().zip(&mut square) {
        for (factor, other) in row.iter().zip(rows) {
            for (cell, value) in out.iter_mut().zip(other) {
                *cell += factor * value;
            }
        }
    }
    let greatest = square.iter().flatten().copied().fold(0.0, f64::max);
    square.iter_mut().flatten().for_each(|cell| *cell /= greatest);
    square
}

/// A vector divided by its sum.
pub(super) fn scaled(vector: Vec<f64>) -> Vec<f64> {
    let total = number::sum(vector.iter().copied());
    vector.into_iter().map(|value| value / total).collect()
}
