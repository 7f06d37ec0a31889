//! Strategy: what the programme achieved between two rounds, in effort, acceptance and orders.

mod programme;

pub use programme::{LevelEffort, ProgrammeView, programme};
