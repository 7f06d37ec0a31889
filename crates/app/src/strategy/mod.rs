//! Strategy: what the programme achieved between two rounds, in effort, acceptance and orders.

mod programme;
mod segments;

pub(crate) use programme::QUERIES;
pub use programme::{LevelEffort, ProgrammeView, programme};
pub use segments::{MIDDLE, Mismatch, Segment, SegmentsView, Unplaced, segments};
