//! Intake: a file is checked or committed, an import is undone, and templates say what a file should look like.
//!
//! A thread of its own reads and validates the file while the store writes what was read before.

mod around;
mod said;
mod plan;
mod push;
mod survey;
mod reader;
mod plausible;
mod report;
mod template;
mod explain;
mod feeds;
mod files;
mod wizard;
#[cfg(test)]
mod tests;

pub use explain::{CodePage, explain_code, sentence, title};
pub use feeds::{DataView, Feed, NamedIndicator, data};
pub use files::{TemplateFormat, rejected_file, template_file};
pub use push::{PushRequest, push_rows};
pub use report::{ColumnDates, ImportReport, MappedColumn, ProblemGroup};
pub use store::{ImportRecord, KindCount, RejectedRow, Tally, UndoOutcome};
pub use template::{ColumnMeaning, TemplateTable, describe, import_order, subjects, template};
pub use wizard::{
    CellChange, ChangeView, CheckView, Choice, ColumnsView, CountView, Dates, Decimals, FieldView, FileColumn, Found,
    GroupView, Incoming, ProblemView, Reason, RejectedView, RunView, Staging, Upload, UploadRefused, WAITING_BYTES_MAX,
    WAITING_MAX, checked, chinese_name, choose, columns, drop_upload, fields, import_run, start_check, start_commit,
};

use crate::{Context, Error};
use domain::Decimal;
use domain::intake::cell::{DateFormat, DecimalMark};
use plan::Plan;
use reader::{Counts, Reading};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use store::{ImportMeta, ImportMode, ImportOutcome, StoreError};
use tokio::sync::mpsc;

/// A file, and what it holds.
#[derive(Debug, Clone, Default)]
pub struct ImportRequest {
    pub path: PathBuf,
    /// What the file is called when that is not the end of its path: an upload lies under another name.
    pub file_name: Option<String>,
    /// A kind such as `order_line` or a combined sheet such as `deliveries`; a mapping needs none.
    pub subject: Option<String>,
    /// Text of a mapping file.
    pub mapping: Option<String>,
    /// Name of the source system; facts are unique by it and their key.
    pub source: Option<String>,
    pub options: ImportOptions,
    /// Counts rows as they are read, for whoever shows progress.
    pub progress: Arc<AtomicU64>,
}

/// How an import treats what is not right.
#[derive(Debug, Clone, Default)]
pub struct ImportOptions {
    /// Store the rows that are right even when others are rejected.
    pub only_valid: bool,
    /// Do everything but keep it.
    pub dry_run: bool,
    pub max_quantity: Option<Decimal>,
    pub max_overdelivery: Option<Decimal>,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    pub decimal: Option<DecimalMark>,
    /// IANA zone of local times.
    pub time_zone: Option<String>,
    /// How dates are written in columns that do not say it themselves.
    pub date_formats: Vec<DateFormat>,
}

/// Source name of files for which nobody gave one.
const USUAL_SOURCE: &str = "file";
/// Batches on their way from the reader to the store.
const BATCHES_AHEAD: usize = 8;

/// Reads and validates a file and says what a commit would do; writes nothing.
pub async fn check(cx: &Context, request: &ImportRequest) -> Result<ImportReport, Error> {
    run(cx, request, ImportMode::Check).await
}

/// Imports a file in one transaction; with rejected rows nothing is kept, unless `only_valid` says otherwise.
pub async fn commit(cx: &Context, request: &ImportRequest) -> Result<ImportReport, Error> {
    if request.options.dry_run {
        return check(cx, request).await;
    }
    let mode = if request.options.only_valid {
        ImportMode::Commit
    } else {
        ImportMode::CommitIfClean
    };
    run(cx, request, mode).await
}

/// Takes an import back: its rows go, the rows it changed become what they were.
pub async fn undo(cx: &Context, import_id: i64) -> Result<UndoOutcome, Error> {
    Ok(cx.store.undo_import(import_id, &cx.actor, &cx.clock.now()).await?)
}

/// What taking an import back would do; changes nothing.
pub async fn preview_undo(cx: &Context, import_id: i64) -> Result<UndoOutcome, Error> {
    Ok(cx.store.preview_undo(import_id, &cx.actor, &cx.clock.now()).await?)
}

/// Every import, the latest first.
pub async fn list_imports(cx: &Context) -> Result<Vec<ImportRecord>, Error> {
    let mut records = cx.store.imports().await?;
    records.reverse();
    Ok(records)
}

/// The rejected rows of an import, with their raw text and everything that was wrong with them.
pub async fn rejected_rows(cx: &Context, import_id: i64) -> Result<Vec<RejectedRow>, Error> {
    cx.store.import_record(import_id).await?;
    Ok(cx.store.rejected_rows(import_id).await?)
}

async fn run(cx: &Context, request: &ImportRequest, mode: ImportMode) -> Result<ImportReport, Error> {
    let asked = request.clone();
    let known = plan::known(cx, request).await?;
    let worker = Arc::clone(&cx.worker);
    let planned = tokio::task::spawn_blocking(move || Plan::make(&asked, known, worker)).await;
    let plan = match planned.map_err(|error| stopped(&error))?? {
        plan::Planned::Ready(plan) => *plan,
        plan::Planned::Refused(report) => return Ok(*report),
    };
    let meta = ImportMeta {
        source: plan.source.clone(),
        label: plan.label.clone(),
        file_name: plan.file_name.clone(),
        file_sha256: plan.sha256.clone(),
        mapping: request.mapping.clone().unwrap_or_default(),
        max_overdelivery: plan.limits.max_overdelivery,
        started_at: cx.clock.now(),
        actor: cx.actor.clone(),
    };
    let around = around::Around::of(cx, around::has_companies(&plan)).await?;
    let (sender, receiver) = mpsc::channel(BATCHES_AHEAD);
    let progress = Arc::clone(&request.progress);
    progress.store(0, std::sync::atomic::Ordering::Relaxed);
    let reading = tokio::task::spawn_blocking(move || {
        let counts = Reading::new(&plan, around, sender, &progress).run();
        (plan, counts)
    });
    let stored = cx.store.import(meta, mode, receiver).await;
    let (plan, counts) = reading.await.map_err(|error| stopped(&error))?;
    let (counts, outcome) = settle(counts, stored)?;
    let is_whole = outcome.is_some();
    let mut report = report::of(&plan, &counts, outcome);
    report.committed = is_whole && mode.keeps(report.rejected);
    if !report.committed {
        report.import_id = None;
    }
    report::find_nearest(cx, &mut report).await?;
    Ok(report)
}

/// A file that broke off ends the import; that is a finding about the file and no failure of the store.
fn settle(
    counts: Result<Counts, formats::sheet::SheetError>,
    stored: Result<ImportOutcome, StoreError>,
) -> Result<(Counts, Option<ImportOutcome>), Error> {
    let counts = match counts {
        Ok(counts) => counts,
        Err(error) => Counts::stopped(plan::problem_of(&error).ok_or_else(|| Error::from(error))?),
    };
    match stored {
        Ok(outcome) => Ok((counts, Some(outcome))),
        Err(StoreError::Interrupted { .. }) if counts.stop.is_some() => Ok((counts, None)),
        Err(error) => Err(error.into()),
    }
}

fn stopped(error: &tokio::task::JoinError) -> Error {
    Error::internal(format_args!("the reader of the file stopped: {error}"))
}
