//! How far two orders agree: Spearman's rho and Kendall's tau-b.

pub mod spearman;
pub mod kendall;

use crate::input::{self, InputError};

/// Checks two lists of equal length.
fn check(x: &[f64], y: &[f64]) -> Result<(), InputError> {
    input::finite("x", x)?;
    input::finite("y", y)?;
    input::length("y", y.len(), x.len(), "value of x")
}

#[cfg(test)]
mod tests;
