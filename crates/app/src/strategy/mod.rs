//! Strategy: what the programme achieved between two rounds, in effort, acceptance and orders.

mod programme;

pub(crate) use programme::QUERIES;
pub use programme::{LevelEffort, ProgrammeView, programme};
