//! The snapshot folder: writing a file, checking it, and sweeping what nothing lists.

mod columns;
mod keep;
mod write;

pub(crate) use keep::{altered, sweep, verify};
pub(crate) use write::{hex, write};

/// Where sorts and joins spill, inside the snapshot folder.
pub(crate) const SPILL_FOLDER: &str = "spill";
/// Ends the name of a file that is still being written.
const UNFINISHED: &str = ".tmp";
