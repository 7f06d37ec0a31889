//! Evaluation: what a run computed, from which files, and the sums it started from.

mod read;
mod write;

pub use write::Earlier;

use crate::StoreError;
use domain::evaluation::observation::PartSum;
use domain::intake::ports::SnapshotFile;
use domain::period::Span;
use domain::{Date, Decimal};

/// One evaluation without its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvaluationHeader {
    /// `UUIDv7`, made by the caller.
    pub id: String,
    /// Such as `2026Q3`.
    pub period: String,
    /// Code of the scheme.
    pub scheme: String,
    pub scheme_version: u32,
    pub as_of: Date,
    /// Business unit it is restricted to.
    pub unit_id: Option<i64>,
    pub status: EvaluationStatus,
    pub created_at: String,
    pub created_by: String,
    /// Whatever else recomputing needs (scheme and indicator texts, counts by level), as one JSON text.
    pub document: String,
}

/// One evaluation as lists show it: the header without its document, which may be large.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvaluationHead {
    pub id: String,
    pub period: String,
    pub scheme: String,
    pub scheme_version: u32,
    pub as_of: Date,
    /// Business unit it is restricted to.
    pub unit_id: Option<i64>,
    pub status: EvaluationStatus,
    pub created_at: String,
    pub created_by: String,
}

/// Whether an evaluation may still change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EvaluationStatus {
    Draft,
    /// Never changes again; its files stay pinned.
    Published,
}

impl EvaluationStatus {
    /// The word kept in the store.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            EvaluationStatus::Draft => "draft",
            EvaluationStatus::Published => "published",
        }
    }

    pub(crate) fn from_name(name: &str) -> Result<EvaluationStatus, StoreError> {
        match name {
            "draft" => Ok(EvaluationStatus::Draft),
            "published" => Ok(EvaluationStatus::Published),
            other => Err(StoreError::Corrupt {
                place: "evaluation.status".to_owned(),
                found: other.to_owned(),
                expected: "draft or published",
            }),
        }
    }
}

/// One evaluation whole: enough to show it, explain it and recompute it to the same bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvaluationRecord {
    pub header: EvaluationHeader,
    /// The snapshot files it read.
    pub files: Vec<SnapshotFile>,
    /// Indicator code of each query, in the order that `PartSum::query` counts.
    pub queries: Vec<String>,
    /// The buckets, in the order that `PartSum::bucket` counts.
    pub buckets: Vec<Span>,
    pub observations: Vec<PartSum>,
    pub results: Vec<ResultRow>,
}

/// One computed line: a supplier (and category) seen through one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultRow {
    pub supplier_id: i64,
    /// 0 for all categories rolled up.
    pub category_id: i64,
    /// Empty for the whole, a dimension such as `quality`, or an indicator code such as `delivery.otd`.
    pub subject: String,
    pub value: Option<Decimal>,
    pub score: Option<Decimal>,
    pub rank_score: Option<Decimal>,
    /// Coverage state or reason, such as `official` or `too_few`.
    pub state: String,
    pub grade: Option<String>,
    pub level: Option<String>,
    /// The explanation and all further figures, as one JSON text.
    pub detail: String,
}
