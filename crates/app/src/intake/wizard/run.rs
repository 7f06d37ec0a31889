//! One import of the book as its page shows it: counts, who and when, and the rows it rejected.

use super::checked::{CountView, ProblemView};
use crate::{Context, Error};
use serde::{Deserialize, Serialize};
use store::{ImportRecord, StoreError};

/// One import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunView {
    pub id: i64,
    pub source: String,
    /// Kind or combined sheet.
    pub subject: String,
    pub file_name: String,
    pub file_sha256: String,
    /// The mapping that was used, as text.
    pub mapping: String,
    pub started_at: String,
    pub actor: String,
    /// When and by whom it was undone.
    pub undone: Option<(String, String)>,
    pub counts: Vec<CountView>,
    /// The rejected rows by line.
    pub rejected: Vec<RejectedView>,
}

/// A row that was not stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectedView {
    pub row: u64,
    pub kind: String,
    /// The row as it stood in the file.
    pub raw: String,
    pub problems: Vec<ProblemView>,
}

impl RunView {
    /// The book's line, without the rejected rows.
    #[must_use]
    pub fn of(record: ImportRecord) -> RunView {
        RunView {
            id: record.id,
            source: record.source,
            subject: record.label,
            file_name: record.file_name,
            file_sha256: record.file_sha256,
            mapping: record.mapping,
            started_at: record.started_at,
            actor: record.actor,
            undone: record.undone,
            counts: record
                .counts
                .iter()
                .map(|count| CountView {
                    kind: count.kind.to_owned(),
                    read: count.tally.read,
                    stored: count.tally.stored,
                    changed: count.tally.changed,
                    unchanged: count.tally.unchanged,
                    rejected: count.tally.rejected,
                })
                .collect(),
            rejected: Vec::new(),
        }
    }

    /// The sum of one figure over all kinds.
    pub fn total(&self, of: impl Fn(&CountView) -> u64) -> u64 {
        self.counts.iter().map(of).sum()
    }
}

/// One import with its rejected rows.
pub async fn import_run(cx: &Context, id: i64) -> Result<RunView, Error> {
    let records = cx.store.imports().await?;
    let record = records.into_iter().find(|record| record.id == id);
    let record = record.ok_or_else(|| Error::from(StoreError::UnknownImport { id }))?;
    let mut run = RunView::of(record);
    if run.total(|count| count.rejected) > 0 {
        let rows = cx.store.rejected_rows(id).await?;
        run.rejected = rows
            .into_iter()
            .map(|row| RejectedView {
                row: row.line,
                kind: row.kind.name.to_owned(),
                raw: row.raw.map(String::from).unwrap_or_default(),
                problems: row.problems.iter().map(ProblemView::of).collect(),
            })
            .collect();
    }
    Ok(run)
}
