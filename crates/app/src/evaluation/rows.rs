//! The source rows behind an indicator: what was counted, and from which file and row it came.

use super::explain::evaluated;
use super::recompute::Loaded;
use crate::party;
use crate::{Context, Error};
use domain::design::indicator::Indicator;
use domain::evaluation::observation::EventRow;
use domain::intake::ports::EventsRequest;
use domain::intake::snapshot::find;
use domain::intake::{Kind, Value};
use domain::period::Span;
use domain::{Date, Decimal};
use serde::Serialize;
use store::StoredRow;

/// One source row behind an indicator.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SourceRow {
    pub on_date: String,
    pub part: String,
    pub good: Decimal,
    pub n: Decimal,
    pub counted: bool,
    pub fault_owner: Option<String>,
    /// `knockout`, or `cap:59`.
    pub gate: Option<String>,
    pub kind: String,
    /// What the row says in one word where it has one: the kind of a risk event, the type of a certificate.
    pub what: Option<String>,
    /// Its own day, which may lie before the day it counts on.
    pub happened_on: Option<String>,
    pub source: Option<String>,
    pub key: Option<String>,
    pub import_id: Option<i64>,
    pub file: Option<String>,
    pub file_row: Option<u64>,
    /// The import that has changed the row since the evaluation; the figures are those of before.
    pub corrected_by: Option<i64>,
}

/// The source rows behind one indicator of a supplier, misses first, read from the files the evaluation pinned.
pub async fn source_rows(
    cx: &Context,
    wanted: &str,
    period: Option<&str>,
    (indicator, limit): (&str, usize),
) -> Result<Vec<SourceRow>, Error> {
    let loaded = evaluated(cx, period).await?;
    let supplier_id = party::find(&loaded.computed.suppliers, wanted)?.id;
    source_rows_of(cx, &loaded, supplier_id, (indicator, limit)).await
}

/// The same of an evaluation that is open already.
pub async fn source_rows_of(
    cx: &Context,
    loaded: &Loaded,
    supplier_id: i64,
    (indicator, limit): (&str, usize),
) -> Result<Vec<SourceRow>, Error> {
    let queries = super::compute::queries(&loaded.computed.book)?;
    let Some(query) = queries.into_iter().find(|query| query.indicator == indicator) else {
        let near = party::nearest(loaded.computed.book.indicators.keys().map(String::as_str), indicator);
        let error = Error::not_found("indicator-not-in-scheme").with("indicator", indicator);
        return Err(error.nearest(near));
    };
    let plan = &loaded.record.buckets;
    let (files, as_of, unit_id) = (loaded.record.files.clone(), loaded.inputs.as_of, loaded.inputs.unit_id);
    let window = window(loaded, supplier_id, indicator, plan);
    files_there(cx, loaded).await?;
    let events = cx
        .blocking(move |facts, _| {
            let request = EventsRequest {
                files: &files,
                query: &query,
                as_of,
                span: window,
                supplier_id,
                category_id: None,
                unit_id,
                limit,
            };
            facts.events(&request)
        })
        .await?;
    let mut rows = Vec::with_capacity(events.len());
    for event in events {
        let stored = counted_row(cx, &event, supplier_id).await?;
        let kind = stored.as_ref().map(|(kind, _)| *kind);
        let mut row = source_row(&event, stored);
        if let Some(kind) = kind {
            let made = &loaded.header.created_at;
            if let Some(before) = cx.store.origin_before(kind, event.row_id, made).await? {
                row.corrected_by = row.import_id;
                row.import_id = Some(before.import_id);
                row.file = Some(before.file_name);
                row.file_row = Some(before.row_no);
            }
        }
        rows.push(row);
    }
    Ok(rows)
}

/// Makes sure of the files that the evaluation read: what is missing is written anew, and counts when it is the same.
async fn files_there(cx: &Context, loaded: &Loaded) -> Result<(), Error> {
    if missing(cx, loaded).await? == 0 {
        return Ok(());
    }
    super::refresh(cx).await?;
    match missing(cx, loaded).await? {
        0 => Ok(()),
        count => {
            let of = loaded.record.files.len();
            Err(Error::conflict("snapshots-lost")
                .with("count", count)
                .with("files", of)
                .with("id", &loaded.id))
        }
    }
}

async fn missing(cx: &Context, loaded: &Loaded) -> Result<usize, Error> {
    let files = loaded.record.files.clone();
    cx.blocking(move |_, snapshots| {
        let mut missing = 0;
        for file in files {
            missing += usize::from(!snapshots.present(&file)?);
        }
        Ok(missing)
    })
    .await
}

/// The quarter, or the twelve months when the indicator had to widen.
fn window(loaded: &Loaded, supplier_id: i64, indicator: &str, buckets: &[Span]) -> Span {
    let result = loaded.computed.evaluation.supplier(supplier_id);
    let widened = result.is_some_and(|result| {
        let mut all = result.categories.iter().flat_map(|category| &category.indicators);
        all.any(|line| {
            line.code.as_ref() == indicator
                && line
                    .observation
                    .measure()
                    .is_some_and(|measure| measure.window.name() == "twelve_months")
        })
    });
    let quarter = buckets.last().copied().unwrap_or(Span {
        from: loaded.inputs.as_of,
        to: loaded.inputs.as_of,
    });
    match buckets.get(buckets.len().saturating_sub(2)) {
        Some(before) if widened => Span {
            from: before.from,
            to: quarter.to,
        },
        _ => quarter,
    }
}

/// The stored row that an event counts, with its kind; `None` when it was undone since. A row of somebody else is
/// never shown.
pub(super) async fn counted_row(
    cx: &Context,
    event: &EventRow,
    supplier_id: i64,
) -> Result<Option<(&'static Kind, StoredRow)>, Error> {
    let kind = event
        .table
        .as_deref()
        .and_then(find)
        .and_then(domain::intake::snapshot::SnapshotTable::row_kind);
    let Some(kind) = kind.and_then(domain::intake::find) else {
        return Ok(None);
    };
    let Some(stored) = cx.store.row(kind, event.row_id).await? else {
        return Ok(None);
    };
    if let Some(owner) = value(kind, &stored, "supplier").and_then(Value::as_int)
        && owner != supplier_id
        && party::merged_into(cx, owner).await? != supplier_id
    {
        return Err(Error::internal(format!(
            "{} {} belongs to another supplier than the one it is counted for",
            kind.name, stored.key
        )));
    }
    Ok(Some((kind, stored)))
}

/// What a row says of itself.
pub(super) struct Origin {
    pub(super) what: String,
    pub(super) on: Option<Date>,
}

/// The columns that say in one word what a row is about.
const WORDS: [&str; 4] = ["kind", "type", "step", "question"];

pub(super) fn origin_of(kind: &Kind, stored: &StoredRow) -> Origin {
    let text = |name: &&str| value(kind, stored, name).and_then(Value::as_text).map(str::to_owned);
    let day = kind
        .partition
        .and_then(|name| value(kind, stored, name)?.as_text()?.get(..10));
    Origin {
        what: WORDS.iter().find_map(text).unwrap_or_default(),
        on: day.and_then(|day| day.parse().ok()),
    }
}

fn value<'a>(kind: &Kind, stored: &'a StoredRow, name: &str) -> Option<&'a Value> {
    stored.values.get(kind.position(name)?)
}

fn source_row(event: &EventRow, stored: Option<(&'static Kind, StoredRow)>) -> SourceRow {
    let origin = stored.as_ref().map(|(kind, row)| origin_of(kind, row));
    let kind = stored.as_ref().map_or("", |(kind, _)| kind.name).to_owned();
    let row = stored.map(|(_, row)| row);
    SourceRow {
        on_date: event.on_date.to_string(),
        part: event.part.clone(),
        good: event.good,
        n: event.n,
        counted: event.counted,
        fault_owner: event.fault_owner.clone(),
        gate: event.gate.clone(),
        kind,
        what: origin
            .as_ref()
            .map(|origin| origin.what.clone())
            .filter(|what| !what.is_empty()),
        happened_on: origin.and_then(|origin| origin.on).map(|on| on.to_string()),
        source: row.as_ref().map(|row| row.source.clone()),
        key: row.as_ref().map(|row| row.key.clone()),
        import_id: row.as_ref().map(|row| row.import_id),
        file_row: row.as_ref().map(|row| row.row_no),
        corrected_by: None,
        file: row.map(|row| row.file_name),
    }
}

/// The kind whose rows an indicator counts first, in the order of its needs.
pub(super) fn counted_kind_of(definition: &Indicator) -> Option<&'static Kind> {
    let mut needs = definition.needs.iter();
    let table = needs.find_map(|need| find(need.split('.').next()?))?;
    domain::intake::find(table.kind?)
}
