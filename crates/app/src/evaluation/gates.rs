//! The facts behind caps and knock-outs, looked up once when an evaluation is made and kept with it.

use super::gather::select;
use super::rows::{counted_row, origin_of};
use crate::{Context, Error};
use domain::evaluation::observation::{EventRow, ObserveQuery, PartSum};
use domain::evaluation::{BucketPlan, GateEvent};
use domain::intake::ports::{EventsRequest, SnapshotFile};
use domain::period::Span;
use domain::{Date, Decimal};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One such fact as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct GateRow {
    pub supplier_id: i64,
    /// 0 when it concerns the supplier as a whole.
    pub category_id: i64,
    /// Empty for the open risks that the register itself shows.
    pub indicator: String,
    pub cap: Option<u8>,
    pub kind: String,
    pub source: String,
    pub key: String,
    pub what: String,
    pub on: Option<Date>,
}

impl GateRow {
    pub(super) fn to_domain(&self) -> GateEvent {
        let row = self.clone();
        GateEvent {
            supplier_id: row.supplier_id,
            category_id: row.category_id,
            indicator: row.indicator,
            cap: row.cap,
            kind: row.kind,
            source: row.source,
            key: row.key,
            what: row.what,
            on: row.on,
        }
    }
}

/// Kept rows by supplier.
pub(super) fn by_supplier(rows: &[GateRow]) -> BTreeMap<i64, Vec<GateEvent>> {
    let mut gates: BTreeMap<i64, Vec<GateEvent>> = BTreeMap::new();
    for row in rows {
        gates.entry(row.supplier_id).or_default().push(row.to_domain());
    }
    gates
}

/// Events of one supplier and indicator that are looked through for gates.
const EVENTS_MAX: usize = 100_000;

/// Names the facts behind every gate in the sums of the quarter, and the open risks of the register.
pub(super) async fn gather(
    cx: &Context,
    files: &[SnapshotFile],
    (queries, sums): (&[ObserveQuery], &[PartSum]),
    scope: Scope,
) -> Result<Vec<GateRow>, Error> {
    let gated: BTreeSet<(usize, i64)> = sums
        .iter()
        .filter(|sum| sum.bucket == BucketPlan::QUARTER && (sum.cap.is_some() || sum.knockouts > 0))
        .map(|sum| (sum.query, sum.supplier_id))
        .collect();
    let mut rows = BTreeSet::new();
    for (query, supplier_id) in gated {
        let Some(query) = queries.get(query).cloned() else {
            continue;
        };
        let indicator = query.indicator.clone();
        for event in events(cx, files, query, supplier_id, scope).await? {
            rows.extend(row(cx, supplier_id, &indicator, &event).await?);
        }
    }
    for (supplier_id, event) in open_risks(cx, files, scope.as_of).await? {
        rows.extend(row(cx, supplier_id, "", &event).await?);
    }
    Ok(rows.into_iter().collect())
}

/// The open events of the register that somebody judged to cap or bar, whatever the scheme weighs.
async fn open_risks(cx: &Context, files: &[SnapshotFile], as_of: Date) -> Result<Vec<(i64, EventRow)>, Error> {
    let sql = format!(
        "select supplier_id, category_id, row_id, happened_on, gate from risk_events where gate is not null \
         and happened_on <= date '{as_of}' and (ended_on is null or ended_on >= date '{as_of}')"
    );
    let rows = select(cx, files, &sql).await?;
    Ok(rows.iter().filter_map(|row| open_risk(row)).collect())
}

fn open_risk(row: &[Option<String>]) -> Option<(i64, EventRow)> {
    let [supplier, category, row, on, gate] = row else {
        return None;
    };
    // What the register calls a cap is worth what the compliance indicator makes of it.
    let gate = gate.as_deref().map(|gate| match gate {
        "cap" => RISK_CAP.to_owned(),
        other => other.to_owned(),
    });
    let event = EventRow {
        table: Some("risk_events".to_owned()),
        row_id: row.as_deref()?.parse().ok()?,
        category_id: category.as_deref()?.parse().ok()?,
        unit_id: 0,
        on_date: on.as_deref()?.parse().ok()?,
        part: String::new(),
        good: Decimal::ZERO,
        n: Decimal::ZERO,
        fault_owner: None,
        gate,
        counted: true,
    };
    Some((supplier.as_deref()?.parse().ok()?, event))
}

/// The cap of an open risk.
const RISK_CAP: &str = "cap:59";

/// When and where an evaluation looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scope {
    pub(super) as_of: Date,
    pub(super) span: Span,
    pub(super) unit_id: Option<i64>,
}

async fn events(
    cx: &Context,
    files: &[SnapshotFile],
    query: ObserveQuery,
    supplier_id: i64,
    scope: Scope,
) -> Result<Vec<EventRow>, Error> {
    let files = files.to_vec();
    let mut events = cx
        .blocking(move |facts, _| {
            facts.events(&EventsRequest {
                files: &files,
                query: &query,
                as_of: scope.as_of,
                span: scope.span,
                supplier_id,
                category_id: None,
                unit_id: scope.unit_id,
                limit: EVENTS_MAX,
            })
        })
        .await?;
    events.retain(|event| event.gate.is_some());
    Ok(events)
}

async fn row(cx: &Context, supplier_id: i64, indicator: &str, event: &EventRow) -> Result<Option<GateRow>, Error> {
    let Some((kind, stored)) = counted_row(cx, event, supplier_id).await? else {
        return Ok(None);
    };
    let gate = event.gate.as_deref().unwrap_or_default();
    let cap = gate.strip_prefix("cap:").and_then(|cap| cap.parse().ok());
    let origin = origin_of(kind, &stored);
    Ok(Some(GateRow {
        supplier_id,
        category_id: event.category_id,
        indicator: indicator.to_owned(),
        cap,
        kind: kind.name.to_owned(),
        source: stored.source,
        key: stored.key,
        what: origin.what,
        on: origin.on,
    }))
}
