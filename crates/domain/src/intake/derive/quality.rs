//! Inspection lots, nonconformances and the milestones of corrective actions.

use super::MonthRows;
use super::builder::Builder;
use super::reference::Reference;
use crate::intake::kinds;
use crate::intake::snapshot::{ColumnValues, SnapshotTable, TableData};

/// A case within this many days of another with the same item and failure mode is a repeat.
const REPEAT_DAYS: i32 = 90;
/// 1.0 as a price with six places.
const ONE: i64 = 1_000_000;

pub(super) fn inspection_lots(table: &'static SnapshotTable, rows: MonthRows<'_>, reference: &Reference) -> TableData {
    let mut builder = Builder::new(table, &kinds::INSPECTION_LOT, rows, reference);
    builder.word_or("stage", "incoming");
    builder.flag_or_no("pre_series");
    builder.decimal_column("sample", |builder, row| {
        builder.int("sample", row).or(builder.int("quantity", row))
    });
    builder.decimal_column("rejected", |builder, row| {
        Some(builder.int("rejected", row).unwrap_or(0))
    });
    builder.decimal_column("conceded", |builder, row| {
        Some(builder.int("conceded", row).unwrap_or(0))
    });
    builder.date_column("counted_on", |builder, row| counted_on(builder, row, reference));
    builder.int_column("late", |builder, row| {
        Some(i64::from(
            counted_on(builder, row, reference) != builder.day("received_on", row),
        ))
    });
    builder.decimal_column("reference_price", |builder, row| {
        let item = builder.int("item", row).and_then(|item| reference.items.get(item));
        Some(item.and_then(|item| item.reference_price).unwrap_or(ONE))
    });
    builder.finish()
}

/// The day received, or the day decided when the period of the receipt had closed by then.
fn counted_on(builder: &Builder<'_>, row: usize, reference: &Reference) -> Option<i32> {
    let received = builder.day("received_on", row)?;
    Some(match builder.day("decided_on", row) {
        Some(decided) => reference.counted_on(received, decided),
        None => received,
    })
}

pub(super) fn nonconformances(table: &'static SnapshotTable, rows: MonthRows<'_>, reference: &Reference) -> TableData {
    let mut builder = Builder::new(table, &kinds::NONCONFORMANCE, rows, reference);
    builder.money("cost", "cost", "opened_on", reference);
    builder.int_column("repeats", |builder, row| {
        let said = builder.text("repeat_of", row).is_some();
        Some(i64::from(said || repeats(builder, row, rows.own.ids[row], reference)))
    });
    builder.int_column("repeated", |builder, row| {
        Some(i64::from(repeated(builder, row, rows.own.ids[row], reference)))
    });
    builder.finish()
}

fn same_mode<'a>(builder: &Builder<'_>, row: usize, reference: &'a Reference) -> &'a [(i32, Option<i32>, i64)] {
    let supplier = reference.supplier(builder.int("supplier", row).unwrap_or(0));
    let key = builder
        .text("failure_mode", row)
        .map(|mode| (supplier, builder.int("item", row).unwrap_or(0), mode.to_owned()));
    key.and_then(|key| reference.cases.by_mode.get(&key))
        .map_or(&[], Vec::as_slice)
}

/// Whether an earlier case of the same mode lies within the 90 days before.
fn repeats(builder: &Builder<'_>, row: usize, id: i64, reference: &Reference) -> bool {
    let Some(opened) = builder.day("opened_on", row) else {
        return false;
    };
    same_mode(builder, row, reference)
        .iter()
        .any(|(day, _, other)| *other != id && (*day, *other) < (opened, id) && opened - *day <= REPEAT_DAYS)
}

/// Whether a later case repeats it within 90 days of its closing (of its opening while it is open).
fn repeated(builder: &Builder<'_>, row: usize, id: i64, reference: &Reference) -> bool {
    let Some(opened) = builder.day("opened_on", row) else {
        return false;
    };
    let closed = builder.day("closed_on", row).unwrap_or(opened);
    same_mode(builder, row, reference)
        .iter()
        .any(|(day, _, other)| *other != id && (*day, *other) > (opened, id) && *day - closed <= REPEAT_DAYS)
}

pub(super) fn scar_milestones(table: &'static SnapshotTable, rows: MonthRows<'_>, reference: &Reference) -> TableData {
    let mut builder = Builder::new(table, &kinds::SCAR_MILESTONE, rows, reference);
    // The clock stops while the buyer reviews: the due day moves by the days waited.
    builder.date_column("due_on", |builder, row| {
        let waited = builder.day("waiting_from", row).zip(builder.day("waiting_to", row));
        let waited = waited.map_or(0, |(from, to)| (to - from + 1).max(0));
        builder.day("due_on", row).map(|due| due + waited)
    });
    let severities = (0..builder.rows())
        .map(|row| {
            let case = builder.int("nonconformance", row)?;
            reference.cases.severity.get(case)?.as_deref().map(Into::into)
        })
        .collect();
    builder.set("severity", ColumnValues::Word(severities));
    builder.finish()
}
