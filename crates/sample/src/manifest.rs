//! What a run of the generator hands back: the files, the figures people entered, and what can go wrong.

use crate::plan;
use std::path::PathBuf;

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// In import order: references point backwards.
    pub files: Vec<SampleFile>,
    /// Figures of the programme that no fact holds; people enter them.
    pub entered: &'static [EnteredFigure],
}

impl Manifest {
    /// Rows of all files together.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.files.iter().map(|file| file.rows).sum()
    }
}

/// One file: its kind's name, where it is, and how many rows it holds without the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleFile {
    pub kind: &'static str,
    pub file: PathBuf,
    pub rows: u64,
}

/// A change that people report for the programme; it is shown as entered, never as measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EnteredFigure {
    pub name: &'static str,
    pub baseline_quarter: &'static str,
    pub later_quarter: &'static str,
    pub change_percent: i32,
}

/// Sales of the demo company grew by a quarter: no fact of a supplier says so, the company does.
pub(crate) const ENTERED: &[EnteredFigure] = &[EnteredFigure {
    name: "sales",
    baseline_quarter: plan::FIRST_OFFICIAL_QUARTER,
    later_quarter: plan::LAST_QUARTER,
    change_percent: 25,
}];

/// Why the files could not be written.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    #[error("{}: {problem}; free space or choose a folder that can be written, then run it again", path.display())]
    File { path: PathBuf, problem: std::io::Error },
    #[error("a bulk plan asks for {what} = {found}; expected {expected}")]
    BulkPlan {
        what: &'static str,
        found: u64,
        expected: &'static str,
    },
}
