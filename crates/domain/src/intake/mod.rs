//! Intake: which entities and facts exist, how a cell becomes a value, and what is wrong with a row.

pub mod kind;
pub mod kinds;
pub mod raw;
pub mod derive;
pub mod ports;
pub mod snapshot;
mod snapshot_tables;
pub mod value;
pub mod cell;
pub mod delivery;
pub mod problem;
pub mod sound;
pub mod mapping;

pub use kind::{Class, Column, Kind, Type};
pub use kinds::{ALL as KINDS, find};
pub use value::Value;
