//! A checked comparison matrix: square, above zero, reciprocal.
//!
//! Source: T. L. Saaty, The Analytic Hierarchy Process (1980).

use super::AhpError;
use crate::input;

/// Most items one matrix compares.
pub const ITEMS_MAX: usize = 100;

/// How far a product of mirrored entries may be from 1: "0.333" stands for 1/3.
const RECIPROCAL_TOLERANCE: f64 = 0.005;

/// Comparisons: entry (row, column) says how much the row outweighs the column.
#[derive(Debug, Clone, PartialEq)]
pub struct PairwiseMatrix {
    rows: Vec<Vec<f64>>,
}

/// Whether one comparison is 1 divided by its mirrored one.
pub(super) fn fits(value: f64, mirrored: f64) -> bool {
    (value * mirrored - 1.0).abs() <= RECIPROCAL_TOLERANCE
}

impl PairwiseMatrix {
    /// Checks the rows; entries are used as given.
    pub fn new(rows: Vec<Vec<f64>>) -> Result<Self, AhpError> {
        let columns = input::table("the matrix", &rows)?;
        if columns != rows.len() {
            return Err(AhpError::NotSquare {
                rows: rows.len(),
                columns,
            });
        }
        if columns > ITEMS_MAX {
            return Err(AhpError::TooMany {
                items: columns,
                limit: ITEMS_MAX,
            });
        }
        for (row, values) in rows.iter().enumerate() {
            for (column, value) in values.iter().enumerate() {
                if *value <= 0.0 {
                    return Err(AhpError::NotPositive {
                        row: row + 1,
                        column: column + 1,
                        value: *value,
                    });
                }
            }
        }
        for (row, values) in rows.iter().enumerate() {
            for (column, value) in values.iter().enumerate().take(row + 1) {
                let mirrored = rows[column][row];
                if !fits(*value, mirrored) {
                    let (row, column, value) = (column + 1, row + 1, *value);
                    return Err(AhpError::NotReciprocal {
                        row,
                        column,
                        value: mirrored,
                        mirrored: value,
                    });
                }
            }
        }
        Ok(Self { rows })
    }

    /// The entries, row by row.
    #[must_use]
    pub fn rows(&self) -> &[Vec<f64>] {
        &self.rows
    }

    /// How many items are compared.
    #[must_use]
    pub fn items(&self) -> usize {
        self.rows.len()
    }
}
