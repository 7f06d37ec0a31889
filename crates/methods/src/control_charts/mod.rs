//! Control charts: which points are noise and which are a signal.

pub mod attributes;
pub mod individuals;
pub mod rules;

use crate::input::InputError;
use thiserror::Error;

/// Standard errors between the centre and a limit.
pub const SIGMAS: f64 = 3.0;

/// The centre of a chart and the limits of each of its points.
#[derive(Debug, Clone, PartialEq)]
pub struct Limits {
    pub center: f64,
    /// What the points are: shares, rates or the values themselves.
    pub values: Vec<f64>,
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
}

/// Why there are no limits.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ChartError {
    /// A list that cannot be used.
    #[error(transparent)]
    Input(#[from] InputError),
    /// More defectives than were inspected.
    #[error("point {position} counts {defectives} of {n}; correct one of them")]
    Defectives {
        /// Which point, from 1.
        position: usize,
        /// Its defectives.
        defectives: f64,
        /// Its sample.
        n: f64,
    },
    /// Fewer points than a moving range needs.
    #[error("{points} points have no moving range; at least two are needed")]
    Points {
        /// How many there are.
        points: usize,
    },
}

impl Limits {
    /// Points outside of their limits, counted from 0.
    #[must_use]
    pub fn outside(&self) -> Vec<usize> {
        (0..self.values.len())
            .filter(|at| self.values[*at] > self.upper[*at] || self.values[*at] < self.lower[*at])
            .collect()
    }
}
