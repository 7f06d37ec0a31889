//! Classification: who stands in which level, how many against the targets, and why.

mod levels;
mod board;
mod own_list;
mod sensitivity;
mod trust;

pub use board::{BoardColumn, BoardRow, BoardView, Boundary, ZONE_POINTS, board, near};
pub use levels::{LevelRow, LevelsRequest, LevelsView, PyramidRow, levels, pyramid, view};
pub use own_list::{AgreementView, Disagreement, UnreadLine, own_list};
pub use sensitivity::{SHIFT_POINTS, Sensitivity, Shift, Unstable};
pub use trust::{EVENT_STEPS, NotClassified, TrustLine, TrustView, trust};

pub(crate) use sensitivity::sensitivity;
