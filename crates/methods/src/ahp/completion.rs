//! Incomplete comparisons: the missing ones are set so that the matrix is as consistent
//! as it can be.
//!
//! The principal eigenvalue is convex in the logarithms of the missing entries; each step
//! goes to where the derivative of every entry would vanish and is shortened until the
//! eigenvalue falls.
//! Source: S. Bozóki, J. Fülöp and L. Rónyai, "On Optimal Completion of Incomplete
//! Pairwise Comparison Matrices", Mathematical and Computer Modelling 52 (2010) 318-333.

use super::AhpError;
use super::eigenvector::{eigenvectors, times};
use super::matrix::{ITEMS_MAX, PairwiseMatrix, fits};
use crate::number;

/// A comparison that was missing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Completed {
    /// Row, from 0, above the diagonal.
    pub row: usize,
    /// Column, from 0.
    pub column: usize,
    /// Its completed value.
    pub value: f64,
}

/// A completed matrix.
#[derive(Debug, Clone, PartialEq)]
pub struct Completion {
    /// All comparisons.
    pub matrix: PairwiseMatrix,
    /// The completed ones, row by row.
    pub completed: Vec<Completed>,
}

/// Completes comparisons (row, column, value) of `items` items, all from 0.
pub fn complete(items: usize, comparisons: &[(usize, usize, f64)]) -> Result<Completion, AhpError> {
    if items > ITEMS_MAX {
        return Err(AhpError::TooMany {
            items,
            limit: ITEMS_MAX,
        });
    }
    let mut known = vec![vec![None; items]; items];
    for &(row, column, value) in comparisons {
        let size = row.max(column) + 1;
        if size > items {
            return Err(AhpError::Size {
                position: 1,
                found: size,
                expected: items,
            });
        }
        if !value.is_finite() || value <= 0.0 {
            return Err(AhpError::NotPositive {
                row: row + 1,
                column: column + 1,
                value,
            });
        }
        let said = if row == column { Some(1.0) } else { known[row][column] };
        if let Some(said) = said
            && !fits(value, 1.0 / said)
        {
            return Err(AhpError::NotReciprocal {
                row: row + 1,
                column: column + 1,
                value,
                mirrored: 1.0 / said,
            });
        }
        known[row][column] = Some(value);
        known[column][row] = Some(1.0 / value);
    }
    check_connected(&known)?;
    let pairs = (0..items).flat_map(|row| (row + 1..items).map(move |column| (row, column)));
    let missing: Vec<(usize, usize)> = pairs.filter(|(row, column)| known[*row][*column].is_none()).collect();
    let logs = minimise(&known, &missing);
    let rows = filled(&known, &missing, &logs);
    let completed = missing
        .iter()
        .map(|&(row, column)| Completed {
            row,
            column,
            value: rows[row][column],
        })
        .collect();
    Ok(Completion {
        matrix: PairwiseMatrix::new(rows)?,
        completed,
    })
}

type Known = [Vec<Option<f64>>];

fn check_connected(known: &Known) -> Result<(), AhpError> {
    let mut reached = vec![false; known.len()];
    let mut open = vec![0];
    while let Some(item) = open.pop() {
        if reached.get(item).copied().unwrap_or(true) {
            continue;
        }
        reached[item] = true;
        open.extend((0..known.len()).filter(|other| known[item][*other].is_some()));
    }
    match reached.iter().position(|reached| !reached) {
        Some(item) => Err(AhpError::Unconnected { item: item + 1 }),
        None => Ok(()),
    }
}

/// The logarithms of the missing entries at the least eigenvalue.
fn minimise(known: &Known, missing: &[(usize, usize)]) -> Vec<f64> {
    const STEPS_MAX: usize = 500;
    const MOVE_MIN: f64 = 1e-13;
    let mut logs = vec![0.0; missing.len()];
    let start = filled(known, missing, &logs);
    let (mut right, mut left) = eigenvectors(&start);
    let mut value = eigenvalue(&start, &right);
    for _ in 0..STEPS_MAX {
        let goal: Vec<f64> = missing
            .iter()
            .map(|&(row, column)| 0.5 * libm::log(left[column] * right[row] / (left[row] * right[column])))
            .collect();
        let widest = goal
            .iter()
            .zip(&logs)
            .map(|(goal, log)| (goal - log).abs())
            .fold(0.0, f64::max);
        if widest <= MOVE_MIN {
            break;
        }
        let mut length = 1.0;
        let found = loop {
            let trial: Vec<f64> = goal
                .iter()
                .zip(&logs)
                .map(|(goal, log)| log + length * (goal - log))
                .collect();
            let trial_rows = filled(known, missing, &trial);
            let trial_vectors = eigenvectors(&trial_rows);
            let trial_value = eigenvalue(&trial_rows, &trial_vectors.0);
            if trial_value <= value {
                break Some((trial, trial_vectors, trial_value));
            }
            length /= 2.0;
            if length * widest <= MOVE_MIN {
                break None;
            }
        };
        let Some(better) = found else {
            break;
        };
        (logs, (right, left), value) = better;
    }
    logs
}

fn eigenvalue(rows: &[Vec<f64>], right: &[f64]) -> f64 {
    number::sum(times(rows, right)) / number::sum(right.iter().copied())
}

fn filled(known: &Known, missing: &[(usize, usize)], logs: &[f64]) -> Vec<Vec<f64>> {
    let mut rows: Vec<Vec<f64>> = known
        .iter()
        .map(|row| row.iter().map(|value| value.unwrap_or(1.0)).collect())
        .collect();
    for (index, row) in rows.iter_mut().enumerate() {
        row[index] = 1.0;
    }
    for (&(row, column), log) in missing.iter().zip(logs) {
        rows[row][column] = libm::exp(*log);
        rows[column][row] = libm::exp(-*log);
    }
    rows
}
