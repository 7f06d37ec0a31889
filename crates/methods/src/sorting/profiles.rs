//! Profiles: the performances that separate two neighbouring classes.

use crate::input::{self, InputError};
use thiserror::Error;

/// Why performances cannot be compared with profiles.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ProfileError {
    /// A list or table that cannot be used.
    #[error(transparent)]
    Input(#[from] InputError),
    /// The cut is outside the useful range.
    #[error("the {what} is {value}; it must lie between {low} and {high}")]
    Cut {
        /// Which cut.
        what: &'static str,
        /// Its value.
        value: f64,
        /// Least useful value.
        low: f64,
        /// Greatest useful value.
        high: f64,
    },
    /// Thresholds out of order on one criterion.
    #[error("criterion {criterion}: the thresholds must rise, 0 <= q <= p <= v; correct them")]
    Thresholds {
        /// Which criterion, from 1.
        criterion: usize,
    },
    /// A better profile is worse than its neighbour on one criterion.
    #[error(
        "criterion {criterion}: profile {profile} is better than the next better profile; put the profiles in order"
    )]
    Order {
        /// Which profile, from 1 at the worst.
        profile: usize,
        /// Which criterion, from 1.
        criterion: usize,
    },
}

/// Checks rows, profiles and the number of criteria; profiles are listed worst first and
/// all performances are turned so that more is better.
pub(super) fn check(rows: &[Vec<f64>], profiles: &[Vec<f64>], weights: &[f64]) -> Result<(), ProfileError> {
    let criteria = input::table("the matrix", rows)?;
    let profile_criteria = input::table("the profiles", profiles)?;
    input::length("the profiles", profile_criteria, criteria, "criterion")?;
    input::weights(weights, criteria)?;
    for (index, pair) in profiles.windows(2).enumerate() {
        if let Some(criterion) = pair[0].iter().zip(&pair[1]).position(|(worse, better)| worse > better) {
            return Err(ProfileError::Order {
                profile: index + 1,
                criterion: criterion + 1,
            });
        }
    }
    Ok(())
}
