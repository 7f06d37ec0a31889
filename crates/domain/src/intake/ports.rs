//! The two ports of the columnar side. `facts` implements them for real, tests in memory.
//!
//! Both are synchronous: whoever calls them does so on a thread that may block.

use super::snapshot::TableData;
use crate::evaluation::observation::{EventRow, ObserveQuery, ParameterValue, PartSum};
use crate::period::{Month, Span};
use crate::platform::worker::Ended;
use jiff::civil::Date;

/// Writes one month of a snapshot table (or a table without months) to its file.
pub trait SnapshotSink: Send + Sync {
    /// Writes aside, syncs, renames; returns what the manifest keeps. The same rows give the same bytes and name.
    fn write(&self, data: &TableData, month: Option<Month>) -> Result<SnapshotFile, FactError>;
    /// Whether the file is present with the size and hash of the manifest.
    fn verify(&self, file: &SnapshotFile) -> Result<bool, FactError>;
    /// Whether the file is there as listed, by the cheapest sure sign the implementation has.
    fn present(&self, file: &SnapshotFile) -> Result<bool, FactError> {
        self.verify(file)
    }
    /// Forgets what was kept of earlier sums, so that the next ones are taken from the files themselves.
    fn forget_sums(&self) -> Result<(), FactError> {
        Ok(())
    }
    /// Deletes every file that is not listed.
    fn sweep(&self, keep: &[SnapshotFile]) -> Result<u64, FactError>;
}

/// Reads the snapshots: sums for scores, rows for drill-down, tables for people.
pub trait FactSource: Send + Sync {
    /// Runs every query over the files and sums its events by part, supplier, category, unit and bucket.
    /// The answer is ordered by query, supplier, category, unit, bucket and part.
    fn observe(&self, request: &ObserveRequest<'_>) -> Result<Vec<PartSum>, FactError>;
    /// The events of one query for one supplier, ordered by date and row.
    fn events(&self, request: &EventsRequest<'_>) -> Result<Vec<EventRow>, FactError>;
    /// Plans a query over empty tables and holds its columns against the contract of an indicator;
    /// returns the columns with their types.
    fn lint(&self, sql: &str, parameters: &[(String, ParameterValue)]) -> Result<Vec<(String, String)>, FactError>;
    /// One `select` of a person over the snapshot tables.
    fn select(&self, files: &[SnapshotFile], sql: &str, limits: Limits) -> Result<ResultTable, FactError>;
    /// One `select` that the product itself wrote; no part of its text comes from a person.
    fn read(&self, files: &[SnapshotFile], sql: &str, limits: Limits) -> Result<ResultTable, FactError> {
        self.select(files, sql, limits)
    }
}

/// One snapshot file as the manifest lists it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SnapshotFile {
    pub table: String,
    pub month: Option<Month>,
    /// File name inside the snapshot folder: `<table>/<month or all>-<first 16 hex digits of sha256>.parquet`.
    pub path: String,
    /// SHA-256 of the content, hexadecimal.
    pub sha256: String,
    pub bytes: u64,
    pub rows: u64,
}

/// What to sum.
#[derive(Debug, Clone)]
pub struct ObserveRequest<'a> {
    pub files: &'a [SnapshotFile],
    pub queries: &'a [ObserveQuery],
    /// Value of `$as_of`: events after it are unknown.
    pub as_of: Date,
    /// Buckets to sum into, disjoint and ascending; events outside all of them are left out.
    pub buckets: &'a [Span],
    /// Business unit to keep; all when `None`.
    pub unit_id: Option<i64>,
    /// How many partitions to run with; the answer does not depend on it.
    pub partitions: usize,
}

/// What to list.
#[derive(Debug, Clone)]
pub struct EventsRequest<'a> {
    pub files: &'a [SnapshotFile],
    pub query: &'a ObserveQuery,
    pub as_of: Date,
    pub span: Span,
    pub supplier_id: i64,
    pub category_id: Option<i64>,
    pub unit_id: Option<i64>,
    /// At most this many rows, misses first.
    pub limit: usize,
}

/// The limits of a query that a person wrote.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub rows: usize,
    pub seconds: u64,
    pub memory_bytes: usize,
}

/// The answer to a person's query.
#[derive(Debug, Clone, PartialEq)]
pub struct ResultTable {
    /// Name and type as the engine calls it.
    pub columns: Vec<(String, String)>,
    /// Cells as text; `None` is null.
    pub rows: Vec<Vec<Option<String>>>,
    /// Rows there were before the limit cut them.
    pub total_rows: usize,
}

/// Why the columnar side could not answer.
#[derive(Debug, thiserror::Error)]
pub enum FactError {
    #[error("query of {indicator}: {problem} — {cure}")]
    Query {
        indicator: String,
        problem: String,
        cure: String,
    },
    #[error("query of {indicator}: a sum leaves the range of exact decimals; nothing was computed")]
    Overflow { indicator: String },
    #[error("snapshot file {path} is missing or altered; it is rebuilt unless a published evaluation pins it")]
    File { path: String },
    #[error("the query needs more than its limit of {what}")]
    Limit { what: &'static str },
    /// A query that somebody wrote did not end well in its limited process.
    #[error("query: {0}")]
    Ended(#[from] Ended),
    #[error("snapshot folder: {0}")]
    Io(#[from] std::io::Error),
    #[error("columnar engine: {0}")]
    Engine(String),
}
