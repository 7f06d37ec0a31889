//! From a measured value to a score, and from a column of values to unit scores.
//!
//! [`curve`], [`bands`], [`anchors`] and [`target`] score one value against fixed
//! points, so a score does not move when a peer comes or goes. [`minmax`], [`ratio`]
//! and [`share`] score a column against itself.

pub mod curve;
pub mod bands;
pub mod anchors;
pub mod target;
pub mod minmax;
pub mod ratio;
pub mod share;

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
}
