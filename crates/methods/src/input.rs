//! Checks every method makes on what it is given, and their errors.

use thiserror::Error;

/// Why a list or a table of numbers cannot be used.
///
/// Positions count from 1, as a reader counts.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum InputError {
    /// Nothing was given.
    #[error("{what} has no values; give at least one")]
    Empty {
        /// The list in question.
        what: &'static str,
    },
    /// A list does not match another one.
    #[error("{what} has {found} values, but {expected} are expected; give one for each {per}")]
    Length {
        /// The list in question.
        what: &'static str,
        /// How many values it has.
        found: usize,
        /// How many it should have.
        expected: usize,
        /// What each value belongs to.
        per: &'static str,
    },
    /// A value is infinite or not a number.
    #[error("value {position} of {what} is not a finite number; leave it out or correct it")]
    NotFinite {
        /// The list in question.
        what: &'static str,
        /// Which value, from 1.
        position: usize,
    },
    /// A value is below zero where that has no meaning.
    #[error("value {position} of {what} is {value}; it must be zero or more")]
    Negative {
        /// The list in question.
        what: &'static str,
        /// Which value, from 1.
        position: usize,
        /// The value.
        value: f64,
    },
    /// A value is not above zero where it has to be.
    #[error("value {position} of {what} is {value}; it must be above zero")]
    NotPositive {
        /// The list in question.
        what: &'static str,
        /// Which value, from 1.
        position: usize,
        /// The value.
        value: f64,
    },
    /// All values are zero where a share of the total is asked.
    #[error("all values of {what} are zero, so there is nothing to share; give at least one above zero")]
    AllZero {
        /// The list in question.
        what: &'static str,
    },
    /// The rows of a table have different lengths.
    #[error("row {row} of {what} has {found} values, but row 1 has {expected}; fill or remove the difference")]
    Ragged {
        /// The table in question.
        what: &'static str,
        /// Which row, from 1.
        row: usize,
        /// How many values it has.
        found: usize,
        /// How many the first row has.
        expected: usize,
    },
}

/// Checks that a list has values and that all are finite.
pub fn finite(what: &'static str, values: &[f64]) -> Result<(), InputError> {
    if values.is_empty() {
        return Err(InputError::Empty { what });
    }
    match values.iter().position(|value| !value.is_finite()) {
        Some(index) => Err(InputError::NotFinite {
            what,
            position: index + 1,
        }),
        None => Ok(()),
    }
}

/// Checks that a list is finite and nowhere below zero.
pub fn not_negative(what: &'static str, values: &[f64]) -> Result<(), InputError> {
    finite(what, values)?;
    match values.iter().position(|value| *value < 0.0) {
        Some(index) => Err(InputError::Negative {
            what,
            position: index + 1,
            value: values[index],
        }),
        None => Ok(()),
    }
}

/// Checks that a list is finite and everywhere above zero.
pub fn positive(what: &'static str, values: &[f64]) -> Result<(), InputError> {
    finite(what, values)?;
    match values.iter().position(|value| *value <= 0.0) {
        Some(index) => Err(InputError::NotPositive {
            what,
            position: index + 1,
            value: values[index],
        }),
        None => Ok(()),
    }
}

/// Checks that a list has the length another one demands.
pub fn length(what: &'static str, found: usize, expected: usize, per: &'static str) -> Result<(), InputError> {
    if found == expected {
        Ok(())
    } else {
        Err(InputError::Length {
            what,
            found,
            expected,
            per,
        })
    }
}

/// Checks weights: one per criterion, none below zero, not all zero.
pub fn weights(weights: &[f64], criteria: usize) -> Result<(), InputError> {
    not_negative("weights", weights)?;
    length("weights", weights.len(), criteria, "criterion")?;
    if weights.iter().all(|weight| *weight <= 0.0) {
        return Err(InputError::AllZero { what: "weights" });
    }
    Ok(())
}

/// Checks a table: at least one row and column, rows of one length, finite values.
///
/// Returns the number of columns.
pub fn table(what: &'static str, rows: &[Vec<f64>]) -> Result<usize, InputError> {
    let Some(first) = rows.first() else {
        return Err(InputError::Empty { what });
    };
    for (index, row) in rows.iter().enumerate() {
        if row.len() != first.len() {
            return Err(InputError::Ragged {
                what,
                row: index + 1,
                found: row.len(),
                expected: first.len(),
            });
        }
        finite(what, row)?;
    }
    Ok(first.len())
}

/// Shares that sum to 1. The weights must have passed [`weights`].
#[must_use]
pub fn normalised(weights: &[f64]) -> Vec<f64> {
    let total = crate::number::sum(weights.iter().copied());
    weights.iter().map(|weight| weight / total).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_name_the_value_and_the_cure() {
        let error = weights(&[0.5, -0.2], 2).unwrap_err();
        assert_eq!(error.to_string(), "value 2 of weights is -0.2; it must be zero or more");
        let error = table("the matrix", &[vec![1.0, 2.0], vec![1.0]]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "row 2 of the matrix has 1 values, but row 1 has 2; fill or remove the difference"
        );
    }

    #[test]
    fn empty_and_unusable_lists_are_refused() {
        assert_eq!(finite("x", &[]), Err(InputError::Empty { what: "x" }));
        assert_eq!(
            finite("x", &[1.0, f64::NAN]),
            Err(InputError::NotFinite { what: "x", position: 2 })
        );
        assert_eq!(weights(&[0.0, 0.0], 2), Err(InputError::AllZero { what: "weights" }));
        assert!(positive("x", &[0.0]).is_err());
    }
}
