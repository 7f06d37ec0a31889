//! The analytic hierarchy process: weights from pairwise comparisons.
//!
//! The principal eigenvector gives the weights; the consistency ratio says whether the
//! comparisons contradict each other.

pub mod matrix;
pub mod eigenvector;
pub mod geometric_mean;
pub mod column_mean;
pub mod consistency;
pub mod completion;
pub mod group;
pub mod synthesis;

use crate::input::InputError;
use thiserror::Error;

/// Why comparisons give no weights.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum AhpError {
    /// A list or table that cannot be used.
    #[error(transparent)]
    Input(#[from] InputError),
    /// The matrix is not square.
    #[error("the matrix has {rows} rows and {columns} columns; a comparison matrix is square")]
    NotSquare {
        /// Rows.
        rows: usize,
        /// Columns.
        columns: usize,
    },
    /// More items than a person can compare.
    #[error("{items} items are too many to compare in pairs; the limit is {limit}, so group them")]
    TooMany {
        /// Items given.
        items: usize,
        /// The limit.
        limit: usize,
    },
    /// A value at or below zero.
    #[error("the comparison of item {row} with item {column} is {value}; it must be above zero")]
    NotPositive {
        /// Row, from 1.
        row: usize,
        /// Column, from 1.
        column: usize,
        /// The value.
        value: f64,
    },
    /// Two entries that do not fit together.
    #[error(
        "the matrix is not reciprocal: item {row} against {column} is {value}, but {column} against {row} is \
         {mirrored}; one must be 1 divided by the other"
    )]
    NotReciprocal {
        /// Row, from 1.
        row: usize,
        /// Column, from 1.
        column: usize,
        /// The entry.
        value: f64,
        /// The mirrored entry.
        mirrored: f64,
    },
    /// Items that no chain of comparisons connects.
    #[error("item {item} is not connected with item 1 by any chain of comparisons; compare it with one of the others")]
    Unconnected {
        /// Which item, from 1.
        item: usize,
    },
    /// Two matrices that should compare the same number of items.
    #[error("matrix {position} compares {found} items, but {expected} are expected")]
    Size {
        /// Which matrix, from 1.
        position: usize,
        /// Its items.
        found: usize,
        /// The items expected.
        expected: usize,
    },
}

#[cfg(test)]
mod tests;
