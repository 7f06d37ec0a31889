//! Reads from the store and the snapshots what a computation needs beside the sums.

use super::held::HeldRows;
use super::inputs::{AbsenceRow, CategoryRow, FastTrackRow, ImportanceRow, Inputs, LateRow, SupplierRow};
use super::periods::{self, Standing};
use crate::design::Shelf;
use crate::party::{self, Company};
use crate::{Context, Error};
use domain::classification::{Importance, importance};
use domain::evaluation::Absence;
use domain::evaluation::absence::AnswerDay;
use domain::evaluation::observation::{ObserveQuery, PartSum};
use domain::intake::kinds;
use domain::intake::ports::{Limits, ObserveRequest, SnapshotFile};
use domain::intake::raw::{RawTable, View};
use domain::party::{Status, Supplier};
use domain::period::{Quarter, Span, day_number, day_of_number};
use domain::{Date, Decimal};
use jiff::ToSpan;
use std::collections::{BTreeMap, BTreeSet};

/// What to gather for.
pub(super) struct Wanted<'a> {
    pub(super) period: Quarter,
    pub(super) standing: Standing,
    pub(super) unit_id: Option<i64>,
    pub(super) base_scheme: String,
    pub(super) shelf: Shelf,
    pub(super) files: &'a [SnapshotFile],
    pub(super) held: Option<HeldRows>,
    pub(super) earlier: Option<String>,
}

pub(super) async fn inputs(cx: &Context, company: &Company, wanted: Wanted<'_>) -> Result<Inputs, Error> {
    let span = company.fiscal.bounds(wanted.period);
    let Standing {
        as_of,
        closes_on,
        finality,
    } = wanted.standing;
    let mut suppliers = party::suppliers(cx).await?;
    let first = first_activity(cx, wanted.files).await?;
    for supplier in &mut suppliers {
        supplier.first_activity = first.get(&supplier.id).copied();
        supplier.status = status_on(supplier, as_of);
    }
    let categories = party::categories(cx).await?;
    let approvals = cx.store.table(&kinds::SUPPLIER_CATEGORY).await?;
    let spend = spend(cx, wanted.files, span, wanted.unit_id).await?;
    let approvals = approvals_on(&approvals, as_of, wanted.unit_id);
    if wanted.unit_id.is_some() {
        // The base of a unit is who may supply it, and who does: a supplier of other units alone is none of its own.
        let bought: BTreeSet<i64> = spend.keys().map(|(supplier, _)| *supplier).collect();
        let approved: BTreeSet<i64> = approvals.iter().map(|approval| approval.supplier).collect();
        suppliers.retain(|supplier| bought.contains(&supplier.id) || approved.contains(&supplier.id));
    }
    let importance = importance_rows(&approvals, &spend, &categories)?;
    let absences = absences(cx, &wanted).await?;
    Ok(Inputs {
        period: wanted.period.to_string(),
        as_of,
        closes_on: Some(closes_on),
        finality: periods::finality(finality, span.from, first.values().min().copied()),
        fiscal_start_month: company.fiscal.start_month,
        unit_id: wanted.unit_id,
        base_scheme: wanted.base_scheme,
        schemes: wanted.shelf.schemes,
        own: wanted.shelf.own,
        indicators: wanted.shelf.indicators,
        suppliers: suppliers.into_iter().map(SupplierRow::from_domain).collect(),
        categories: categories.into_iter().map(CategoryRow::from_domain).collect(),
        assigned: approvals
            .iter()
            .map(|approval| (approval.supplier, approval.category))
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect(),
        spend: spend
            .into_iter()
            .map(|((supplier, category), spend)| (supplier, category, spend))
            .collect(),
        importance,
        high_risks: high_risks(cx, wanted.files, as_of).await?,
        gates: Vec::new(),
        late: late(cx, wanted.files, span).await?,
        fast_track: fast_track(&approvals),
        absences,
        held: wanted.held,
        earlier: wanted.earlier,
    })
}

/// The master status on a day: who was approved later was still in the reserve (or a prospect) then.
fn status_on(supplier: &Supplier, day: Date) -> Status {
    match supplier.status {
        Status::Approved if supplier.approved_from.is_some_and(|from| from > day) => {
            if supplier.reserve_from.is_some_and(|from| from <= day) {
                Status::Reserve
            } else {
                Status::Prospect
            }
        }
        Status::Reserve if supplier.reserve_from.is_some_and(|from| from > day) => Status::Prospect,
        status => status,
    }
}

/// One approval of a supplier for a category that holds on the day, for the unit or for every unit.
struct Approval {
    supplier: i64,
    category: i64,
    sole_source: bool,
    roadmap_fit: Option<i64>,
    consent: Option<(String, String, Date)>,
    potential_green: bool,
    trial_lots: i64,
}

fn approvals_on(table: &RawTable, day: Date, unit_id: Option<i64>) -> Vec<Approval> {
    let view = View::new(&kinds::SUPPLIER_CATEGORY, Some(table));
    let day = day_number(day);
    (0..view.rows())
        .filter(|row| view.day("approved_from", *row).is_none_or(|from| from <= day))
        .filter(|row| view.day("approved_to", *row).is_none_or(|to| to >= day))
        .filter(|row| {
            let of_unit = view.int("business_unit", *row).filter(|id| *id != 0);
            unit_id.is_none() || of_unit.is_none() || of_unit == unit_id
        })
        .map(|row| {
            let names = view
                .text("confirmed_by", row)
                .zip(view.text("second_confirmed_by", row));
            let consent = names
                .zip(view.day("confirmed_on", row))
                .map(|((first, second), on)| (first.to_owned(), second.to_owned(), day_of_number(on)));
            Approval {
                supplier: view.int("supplier", row).unwrap_or(0),
                category: view.int("category", row).unwrap_or(0),
                sole_source: view.int("sole_source", row) == Some(1),
                roadmap_fit: view.int("roadmap_fit", row),
                consent: consent.filter(|(_, _, on)| day_number(*on) <= day),
                potential_green: view.text("potential_analysis", row) == Some("green"),
                trial_lots: view.int("trial_lots_passed", row).unwrap_or(0),
            }
        })
        .collect()
}

/// Importance of every supplier whose roadmap fit two people confirmed; the latest confirmation counts.
fn importance_rows(
    approvals: &[Approval],
    spend: &BTreeMap<(i64, i64), Decimal>,
    categories: &[domain::party::Category],
) -> Result<Vec<ImportanceRow>, Error> {
    let overflow = |_| Error::invalid("spend-overflow");
    let mut by_category: BTreeMap<i64, Decimal> = BTreeMap::new();
    let mut by_supplier: BTreeMap<i64, BTreeMap<i64, Decimal>> = BTreeMap::new();
    for ((supplier, category), value) in spend {
        *by_category.entry(*category).or_default() += *value;
        by_supplier.entry(*supplier).or_default().insert(*category, *value);
    }
    let percentiles = importance::spend_percentiles(&by_category);
    let mut of_supplier: BTreeMap<i64, Vec<&Approval>> = BTreeMap::new();
    for approval in approvals {
        of_supplier.entry(approval.supplier).or_default().push(approval);
    }
    let days: BTreeMap<i64, (u32, u32)> = categories
        .iter()
        .map(|category| {
            (
                category.id,
                (
                    category.days_to_switch.unwrap_or(0),
                    category.days_of_cover.unwrap_or(0),
                ),
            )
        })
        .collect();
    let mut rows = Vec::new();
    for (supplier, approvals) in of_supplier {
        let confirmed = approvals
            .iter()
            .filter_map(|approval| Some((approval.consent.as_ref()?, approval.roadmap_fit?)));
        let Some(((first, second, on), fit)) = confirmed.max_by_key(|((_, _, on), fit)| (*on, *fit)) else {
            continue;
        };
        let none = BTreeMap::new();
        let own = by_supplier.get(&supplier).unwrap_or(&none);
        let whole: Decimal = own.values().copied().sum();
        let sole: Decimal = approvals
            .iter()
            .filter(|approval| approval.sole_source)
            .filter_map(|approval| own.get(&approval.category))
            .copied()
            .sum();
        let slowest = approvals
            .iter()
            .filter_map(|approval| days.get(&approval.category))
            .max_by_key(|(switch, cover)| (switch.saturating_sub(*cover), *switch))
            .copied()
            .unwrap_or_default();
        let importance = Importance {
            profit_impact: importance::profit_impact(own, &percentiles)
                .map_err(overflow)?
                .unwrap_or_default(),
            sole_source_share: if whole.is_zero() { Decimal::ZERO } else { sole / whole },
            days_to_switch: slowest.0,
            days_of_cover: slowest.1,
            roadmap_fit: Decimal::from(fit),
        };
        rows.push(ImportanceRow {
            supplier_id: supplier,
            score: *importance.score().value(),
            first: first.clone(),
            second: second.clone(),
            on: *on,
        });
    }
    Ok(rows)
}

/// Trial lots that must have passed before a reserve supplier may go straight to key.
const TRIAL_LOTS: i64 = 3;

fn fast_track(approvals: &[Approval]) -> Vec<FastTrackRow> {
    let mut rows: BTreeMap<i64, FastTrackRow> = BTreeMap::new();
    for approval in approvals.iter().filter(|approval| approval.potential_green) {
        rows.insert(
            approval.supplier,
            FastTrackRow {
                supplier_id: approval.supplier,
                potential_analysis_green: true,
                trial_lots_passed: approval.trial_lots >= TRIAL_LOTS,
                consent: approval.consent.clone(),
            },
        );
    }
    rows.into_values().collect()
}

pub(crate) const SPEND: &str = "select supplier_id, category_id, unit_id, row_id, ordered_on as on_date, 'all' as part, \
                                amount as good, 0 as n from order_lines where amount is not null and status <> 'cancelled'";

/// Ordered value by supplier and category over a span, summed exactly.
async fn spend(
    cx: &Context,
    files: &[SnapshotFile],
    span: Span,
    unit_id: Option<i64>,
) -> Result<BTreeMap<(i64, i64), Decimal>, Error> {
    let query = ObserveQuery {
        indicator: "spend".to_owned(),
        sql: SPEND.to_owned(),
        parameters: Vec::new(),
        counted_owners: vec!["supplier".to_owned()],
    };
    let sums = observe(cx, files, vec![query], vec![span], (span.to, unit_id)).await?;
    let mut spend: BTreeMap<(i64, i64), Decimal> = BTreeMap::new();
    for sum in sums {
        let total = spend.entry((sum.supplier_id, sum.category_id)).or_default();
        *total = total
            .checked_add(sum.good)
            .ok_or_else(|| Error::invalid("spend-overflow"))?;
    }
    Ok(spend)
}

/// Runs queries over the files on the columnar side.
pub(crate) async fn observe(
    cx: &Context,
    files: &[SnapshotFile],
    queries: Vec<ObserveQuery>,
    buckets: Vec<Span>,
    (as_of, unit_id): (Date, Option<i64>),
) -> Result<Vec<PartSum>, Error> {
    let (files, partitions) = (files.to_vec(), cx.partitions);
    cx.blocking(move |facts, _| {
        facts.observe(&ObserveRequest {
            files: &files,
            queries: &queries,
            as_of,
            buckets: &buckets,
            unit_id,
            partitions,
        })
    })
    .await
}

/// The day of each supplier's first order, from which history counts.
async fn first_activity(cx: &Context, files: &[SnapshotFile]) -> Result<BTreeMap<i64, Date>, Error> {
    let sql = "select supplier_id, min(ordered_on) as first_on from order_lines group by supplier_id";
    let rows = select(cx, files, sql).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| match row.as_slice() {
            [Some(supplier), Some(day)] => Some((supplier.parse().ok()?, day.parse().ok()?)),
            _ => None,
        })
        .collect())
}

/// Suppliers with an open event that somebody judged to cap or bar.
async fn high_risks(cx: &Context, files: &[SnapshotFile], as_of: Date) -> Result<BTreeSet<i64>, Error> {
    let sql = format!(
        "select distinct supplier_id from risk_events where gate is not null and happened_on <= date '{as_of}' \
         and (ended_on is null or ended_on >= date '{as_of}')"
    );
    let rows = select(cx, files, &sql).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| row.first()?.as_deref()?.parse().ok())
        .collect())
}

/// Lots that were decided after their period had closed: those of earlier periods that count here, and those of this
/// period that count in the next.
async fn late(cx: &Context, files: &[SnapshotFile], span: Span) -> Result<Vec<LateRow>, Error> {
    let within = |column: &str| {
        format!(
            "sum(case when {column} between date '{}' and date '{}' then 1 else 0 end)",
            span.from, span.to
        )
    };
    let sql = format!(
        "select supplier_id, {} as here, {} as later from inspection_lots where late = 1 group by supplier_id \
         order by supplier_id",
        within("counted_on"),
        within("received_on")
    );
    let rows = select(cx, files, &sql).await?;
    let row = |row: &Vec<Option<String>>| match row.as_slice() {
        [Some(supplier), Some(here), Some(later)] => Some(LateRow {
            supplier_id: supplier.parse().ok()?,
            counted_here: here.parse().ok()?,
            counted_later: later.parse().ok()?,
        }),
        _ => None,
    };
    let rows = rows.iter().filter_map(row);
    Ok(rows.filter(|row| row.counted_here + row.counted_later > 0).collect())
}

/// What was said in the last twelve months about indicators without a value.
async fn absences(cx: &Context, wanted: &Wanted<'_>) -> Result<Vec<AbsenceRow>, Error> {
    let as_of = wanted.standing.as_of;
    let after = as_of.saturating_sub(12.months());
    let sql = format!(
        "select supplier_id, category_id, question, answer, max(answered_on) as said_on from assessment_answers \
         where answered_on > date '{after}' and answered_on <= date '{as_of}' \
         group by supplier_id, category_id, question, answer"
    );
    let rows = select(cx, wanted.files, &sql).await?;
    let answers: Vec<AnswerDay> = rows.iter().filter_map(|row| answer_day(row)).collect();
    let indicators = wanted.shelf.indicators.keys().map(String::as_str);
    let absences = domain::evaluation::absence::absences(&answers, indicators);
    Ok(absences.into_iter().map(AbsenceRow::of).collect())
}

fn answer_day(row: &[Option<String>]) -> Option<AnswerDay> {
    let [supplier, category, question, answer, on] = row else {
        return None;
    };
    Some(AnswerDay {
        supplier_id: supplier.as_deref()?.parse().ok()?,
        category_id: category.as_deref()?.parse().ok()?,
        question: question.clone()?,
        absence: answer.as_deref().and_then(Absence::from_name),
        on: on.as_deref()?.parse().ok()?,
    })
}

pub(super) async fn select(cx: &Context, files: &[SnapshotFile], sql: &str) -> Result<Vec<Vec<Option<String>>>, Error> {
    let (files, sql) = (files.to_vec(), sql.to_owned());
    let limits = Limits {
        rows: usize::MAX,
        seconds: 600,
        memory_bytes: 512 << 20,
    };
    Ok(cx
        .blocking(move |facts, _| facts.read(&files, &sql, limits))
        .await?
        .rows)
}
