//! Tickets: working minutes in the supplier's time zone and calendar, stopped while the buyer must act.

use super::MonthRows;
use super::builder::Builder;
use super::calendar::{WORKDAY_MINUTES, WorkClock, Zone};
use super::reference::Reference;
use crate::intake::kinds;
use crate::intake::raw::RawTable;
use crate::intake::snapshot::{SnapshotTable, TableData};
use crate::period::{Month, day_number};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

type Pause = (Timestamp, Timestamp);

/// The clocks of one ticket.
#[derive(Debug, Default, Clone, Copy)]
struct Clocks {
    opened_on: Option<i32>,
    answer: Option<i64>,
    resolve: Option<i64>,
    age: Option<i64>,
}

pub(super) fn derive(
    table: &'static SnapshotTable,
    month: Month,
    rows: MonthRows<'_>,
    reference: &Reference,
) -> TableData {
    let mut builder = Builder::new(table, &kinds::TICKET, rows, reference);
    let month_end = end_of(month);
    let pauses = pauses(rows.child("ticket_event"), month_end);
    let mut zones: BTreeMap<String, Zone> = BTreeMap::new();
    let mut all = Vec::with_capacity(builder.rows());
    for row in 0..builder.rows() {
        let site = builder.int("site", row).and_then(|site| reference.sites.get(site));
        let zone_name = site.and_then(|site| site.time_zone.clone()).unwrap_or_default();
        let zone = zones
            .entry(zone_name.clone())
            .or_insert_with(|| Zone::named(Some(&zone_name)));
        let supplier = reference.supplier(builder.int("supplier", row).unwrap_or(0));
        let calendar = site
            .and_then(|site| site.calendar.as_deref())
            .or_else(|| reference.country(supplier));
        let clock = WorkClock {
            zone,
            calendar: reference.calendar(calendar),
        };
        let paused = pauses.get(&rows.own.ids[row]).map_or(&[][..], Vec::as_slice);
        all.push(clocks(&builder, row, clock, paused, month_end));
    }
    builder.date_column("opened_on", |_, row| all[row].opened_on);
    builder.int_column("answer_minutes", |_, row| all[row].answer);
    builder.int_column("resolve_minutes", |_, row| all[row].resolve);
    builder.int_column("age_minutes", |_, row| all[row].age);
    builder.int_column("target_minutes", |builder, row| {
        builder.int("target_hours", row).map(|hours| hours * 60)
    });
    builder.date_column("resolved_on", |builder, row| {
        utc_day(instant(builder, "resolved_at", row)?)
    });
    builder.date_column("reopened_on", |builder, row| {
        utc_day(instant(builder, "reopened_at", row)?)
    });
    builder.finish()
}

fn clocks(builder: &Builder<'_>, row: usize, clock: WorkClock<'_>, paused: &[Pause], month_end: Timestamp) -> Clocks {
    let Some(opened) = instant(builder, "opened_at", row) else {
        return Clocks::default();
    };
    let until = |end: Option<Timestamp>| end.map(|end| clock.minutes_between_unpaused(opened, end, paused));
    Clocks {
        opened_on: utc_day(opened),
        answer: until(instant(builder, "answered_at", row)),
        resolve: until(instant(builder, "resolved_at", row)),
        // A ticket still open on the last working day may be a few minutes old: it has a whole day at least.
        age: until(Some(month_end)).map(|age| age + WORKDAY_MINUTES),
    }
}

fn instant(builder: &Builder<'_>, name: &str, row: usize) -> Option<Timestamp> {
    builder.text(name, row)?.parse().ok()
}

fn utc_day(at: Timestamp) -> Option<i32> {
    Some(day_number(at.to_zoned(TimeZone::UTC).date()))
}

fn end_of(month: Month) -> Timestamp {
    let next = month.last_day().tomorrow().unwrap_or(jiff::civil::Date::MAX);
    next.to_zoned(TimeZone::UTC)
        .map_or(Timestamp::MAX, |start| start.timestamp())
}

/// The stretches in which each ticket waited on the buyer.
fn pauses(events: Option<&RawTable>, month_end: Timestamp) -> BTreeMap<i64, Vec<Pause>> {
    let Some(table) = events else { return BTreeMap::new() };
    let kind = &kinds::TICKET_EVENT;
    let column = |name| kind.position(name).unwrap_or(usize::MAX);
    let tickets = table.ints(column("ticket")).unwrap_or(&[]);
    let sequences = table.ints(column("sequence")).unwrap_or(&[]);
    let instants = table.texts(column("happened_at")).unwrap_or(&[]);
    let kinds = table.texts(column("kind")).unwrap_or(&[]);
    let mut order: Vec<usize> = (0..table.len()).collect();
    order.sort_by_key(|row| (tickets[*row], sequences[*row]));
    let mut open: BTreeMap<i64, Timestamp> = BTreeMap::new();
    let mut all: BTreeMap<i64, Vec<Pause>> = BTreeMap::new();
    for row in order {
        let at = instants[row].as_deref().and_then(|text| text.parse::<Timestamp>().ok());
        let (Some(ticket), Some(at)) = (tickets[row], at) else {
            continue;
        };
        match kinds[row].as_deref() {
            Some("waiting_on_buyer") => {
                open.entry(ticket).or_insert(at);
            }
            Some("back_to_supplier") => {
                if let Some(start) = open.remove(&ticket) {
                    all.entry(ticket).or_default().push((start, at));
                }
            }
            _ => {}
        }
    }
    for (ticket, start) in open {
        all.entry(ticket).or_default().push((start, month_end.max(start)));
    }
    all
}
