//! Intake: imports with their accounting, the rows they brought, and which snapshot months they made stale.

mod book;
mod origin;
mod rows;
mod snapshots;
pub(crate) mod stale;

pub use book::{ImportRecord, UndoOutcome};
pub use origin::EarlierOrigin;
pub use rows::StoredRow;
pub use snapshots::BuildStamp;

use domain::Decimal;
use domain::intake::problem::Problem;
use domain::intake::{Kind, Value};

/// What is known about a file before its rows are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportMeta {
    /// Name of the source system; facts are unique by it and their key.
    pub source: String,
    /// What the user said the file holds, such as `order_line` or `deliveries`.
    pub label: String,
    pub file_name: String,
    /// SHA-256 of the file, hexadecimal.
    pub file_sha256: String,
    /// The mapping that was used, as text; empty when none.
    pub mapping: String,
    /// How many times its ordered quantity may be delivered of an order line.
    pub max_overdelivery: Decimal,
    pub started_at: String,
    pub actor: String,
}

/// Whether an import is kept or only tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportMode {
    /// Runs everything in a transaction that is rolled back.
    Check,
    /// Keeps everything when no row was rejected, nothing otherwise.
    CommitIfClean,
    /// Keeps what is sound; rejected rows are kept with their reasons.
    Commit,
}

impl ImportMode {
    /// Whether an import with this many rejected rows is kept.
    #[must_use]
    pub fn keeps(self, rejected: u64) -> bool {
        match self {
            ImportMode::Check => false,
            ImportMode::CommitIfClean => rejected == 0,
            ImportMode::Commit => true,
        }
    }
}

/// One thing that the reader of a file hands over.
#[derive(Debug, Clone)]
pub enum ImportItem {
    /// A row that the reader could read.
    Row(ImportRow),
    /// A row that the reader had to refuse.
    Rejected(RejectedRow),
    /// The end of the file. Without it the import is taken as cut off and rolled back:
    /// a reader that failed half-way must not look like one that finished.
    End,
}

/// One readable row of one kind.
#[derive(Debug, Clone)]
pub struct ImportRow {
    pub kind: &'static Kind,
    /// Line (or sheet row) in the file, counting from 1.
    pub line: u64,
    pub key: Box<str>,
    /// One value per column of the kind, in its order; a reference carries the key of the row it names, as text.
    pub values: Vec<Value>,
    /// The row as it stood in the file; kept when the store has to reject it.
    pub raw: Option<Box<str>>,
    /// The same row may stand several times in the file (a supplier on each of its order lines).
    pub repeat_ok: bool,
    /// Columns of which the file says nothing, as bits: what is stored in them stays.
    pub unsaid: u64,
}

impl ImportRow {
    /// Whether the file says nothing of a column.
    #[must_use]
    pub fn is_unsaid(&self, position: usize) -> bool {
        self.unsaid >> position & 1 == 1
    }

    /// The values the row has once what the file leaves unsaid is taken from the row as it is stored.
    #[must_use]
    pub fn over(&self, stored: &[Value]) -> Vec<Value> {
        let pairs = self.values.iter().zip(stored).enumerate();
        let kept = pairs.map(|(position, (new, old))| {
            if self.is_unsaid(position) && !old.is_null() {
                old
            } else {
                new
            }
        });
        kept.cloned().collect()
    }
}

/// A row that was not stored, with everything that is wrong with it.
#[derive(Debug, Clone)]
pub struct RejectedRow {
    pub kind: &'static Kind,
    pub line: u64,
    pub raw: Option<Box<str>>,
    /// At least one.
    pub problems: Vec<Problem>,
}

/// What an import did, or would do.
#[derive(Debug, Clone)]
pub struct ImportOutcome {
    /// The import's number; after a check nothing keeps it.
    pub import_id: i64,
    /// One entry per kind that the file held, in the order of the kinds.
    pub counts: Vec<KindCount>,
    /// The first [`REJECTED_SHOWN`] rejected rows by line; all of a committed import are in the store.
    pub rejected: Vec<RejectedRow>,
    /// The first [`CHANGES_SHOWN`] changed rows, in the order in which they were stored.
    pub changes: Vec<ChangedRow>,
    /// An earlier import of a file with the same content that was not undone.
    pub same_file_as: Option<i64>,
}

/// A stored row that says something else in the file; references as row ids.
#[derive(Debug, Clone)]
pub struct ChangedRow {
    pub kind: &'static Kind,
    /// Line in the file.
    pub line: u64,
    pub key: String,
    pub before: Vec<Value>,
    pub after: Vec<Value>,
}

/// How many changed rows an outcome carries.
pub const CHANGES_SHOWN: usize = 200;
/// How many rejected rows an outcome carries.
pub const REJECTED_SHOWN: usize = 10_000;

impl ImportOutcome {
    /// The sums over all kinds.
    #[must_use]
    pub fn total(&self) -> Tally {
        let mut total = Tally::default();
        for count in &self.counts {
            total.read += count.tally.read;
            total.stored += count.tally.stored;
            total.changed += count.tally.changed;
            total.unchanged += count.tally.unchanged;
            total.rejected += count.tally.rejected;
        }
        total
    }
}

/// The accounting of one kind in one import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindCount {
    pub kind: &'static str,
    pub tally: Tally,
}

/// Rows read = stored + changed + unchanged + rejected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub read: u64,
    pub stored: u64,
    pub changed: u64,
    pub unchanged: u64,
    pub rejected: u64,
}

impl Tally {
    /// What became of the rows; equal to `read`, or the import is refused.
    #[must_use]
    pub fn accounted(&self) -> u64 {
        self.stored + self.changed + self.unchanged + self.rejected
    }
}
