//! Classification: who stands in which level, how many against the targets, and why.

mod levels;

pub use levels::{LevelRow, LevelsRequest, LevelsView, PyramidRow, levels, pyramid, view};
