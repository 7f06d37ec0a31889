//! How far comparisons contradict each other: CI, CR and the geometric index.
//!
//! The same matrix can pass or fail with different random index tables, so one table is
//! fixed (Saaty 1980) and named with the result.
//! Source: T. L. Saaty (1980) and (2005); H. Donegan and F. Dodd (1991); J. Aguaron and
//! J. M. Moreno-Jimenez, European Journal of Operational Research 147 (2003) 137-145;
//! V. M. Rao Tummala and H. Ling (1998).

use super::geometric_mean;
use super::matrix::PairwiseMatrix;
use crate::number;

/// A table of mean consistency indices of random matrices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RandomIndex {
    /// Saaty 1980, the one in use.
    Saaty1980,
    /// Saaty 2005.
    Saaty2005,
    /// Donegan and Dodd 1991.
    DoneganDodd1991,
    /// Aguaron and Moreno-Jimenez 2003.
    Aguaron2003,
    /// Rao Tummala and Ling 1998.
    TummalaLing1998,
}

impl RandomIndex {
    /// Every table, the one in use first.
    pub const ALL: [Self; 5] = [
        Self::Saaty1980,
        Self::Saaty2005,
        Self::DoneganDodd1991,
        Self::Aguaron2003,
        Self::TummalaLing1998,
    ];

    /// The table: random indices for 1, 2, 3, ... 15 items.
    #[must_use]
    pub fn table(self) -> [f64; 15] {
        match self {
            Self::Saaty1980 => [
                0.0, 0.0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59,
            ],
            Self::Saaty2005 => [
                0.0, 0.0, 0.52, 0.89, 1.11, 1.25, 1.35, 1.4, 1.45, 1.49, 1.52, 1.54, 1.56, 1.58, 1.59,
            ],
            Self::DoneganDodd1991 => [
                0.0, 0.0, 0.4914, 0.8286, 1.0591, 1.1797, 1.2519, 1.3171, 1.3733, 1.4055, 1.4213, 1.4497, 1.4643,
                1.4822, 1.4969,
            ],
            Self::Aguaron2003 => [
                0.0, 0.0, 0.525, 0.882, 1.115, 1.252, 1.341, 1.404, 1.452, 1.484, 1.513, 1.535, 1.555, 1.57, 1.583,
            ],
            Self::TummalaLing1998 => [
                0.0, 0.0, 0.5799, 0.8921, 1.1159, 1.2358, 1.3322, 1.3952, 1.4537, 1.4882, 1.5117, 1.5356, 1.5571,
                1.5714, 1.5831,
            ],
        }
    }
}

/// What a consistency ratio means for the weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Up to 0.10: usable.
    Consistent,
    /// Above 0.10: usable with a warning.
    Warned,
    /// Above 0.20: the comparisons have to be revised.
    Refused,
    /// More than 15 items: no random index is published.
    Unknown,
}

/// CI = (lambda max - n) / (n - 1); 0 for one or two items.
#[must_use]
pub fn consistency_index(items: usize, lambda_max: f64) -> f64 {
    if items < 3 {
        return 0.0;
    }
    let n = number::of_count(items);
    ((lambda_max - n) / (n - 1.0)).max(0.0)
}

/// CR = CI / random index; 0 for one or two items, none above 15 items.
#[must_use]
pub fn consistency_ratio(items: usize, lambda_max: f64, index: RandomIndex) -> Option<f64> {
    if items < 3 {
        return Some(0.0);
    }
    index
        .table()
        .get(items - 1)
        .map(|random| consistency_index(items, lambda_max) / random)
}

/// What follows from a consistency ratio.
#[must_use]
pub fn verdict(ratio: Option<f64>) -> Verdict {
    match ratio {
        None => Verdict::Unknown,
        Some(ratio) if ratio > 0.20 => Verdict::Refused,
        Some(ratio) if ratio > 0.10 => Verdict::Warned,
        Some(_) => Verdict::Consistent,
    }
}

/// The geometric consistency index, for weights by geometric mean; 0 below three items.
#[must_use]
pub fn geometric_consistency_index(matrix: &PairwiseMatrix) -> f64 {
    let items = matrix.items();
    if items < 3 {
        return 0.0;
    }
    let weights = geometric_mean::weights(matrix);
    let rows = matrix.rows();
    let upper = (0..items).flat_map(|row| (row + 1..items).map(move |column| (row, column)));
    let squares = upper.map(|(row, column)| {
        let error = libm::log(rows[row][column] * weights[column] / weights[row]);
        error * error
    });
    let n = number::of_count(items);
    2.0 * number::sum(squares) / ((n - 1.0) * (n - 2.0))
}
