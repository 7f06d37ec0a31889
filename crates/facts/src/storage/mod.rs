//! The snapshot folder: writing a file, checking it, and sweeping what nothing lists.

mod columns;
mod keep;
mod spill;
mod write;

pub(crate) use keep::{altered, sweep, verify};
pub(crate) use spill::Spill;
pub(crate) use write::{hex, write};

/// Ends the name of a file that is still being written.
const UNFINISHED: &str = ".tmp";
