//! Order lines: due dates and working days, arrivals where the Incoterm stops the clock, comparable prices.

use super::MonthRows;
use super::builder::Builder;
use super::prices::{PriceHistory, PricePoint};
use super::rates::{extend, per_unit};
use super::reference::Reference;
use crate::intake::kinds;
use crate::intake::raw::RawTable;
use crate::intake::snapshot::{Arrival, ColumnValues, SnapshotTable, TableData};
use crate::period::{Month, WorkCalendar};
use std::collections::BTreeMap;

/// Terms under which the delivery clock stops when the goods are handed over (or stand ready, for EXW).
const HAND_OVER_TERMS: &[&str] = &["EXW", "FCA", "FAS", "FOB", "CPT", "CIP", "CFR", "CIF"];

pub(super) fn derive(
    table: &'static SnapshotTable,
    month: Month,
    rows: MonthRows<'_>,
    reference: &Reference,
    history: &mut PriceHistory,
) -> TableData {
    let mut builder = Builder::new(table, &kinds::ORDER_LINE, rows, reference);
    builder.word_or("status", "open");
    dates(&mut builder, rows, reference);
    arrivals(&mut builder, rows, reference);
    let points = prices(&mut builder, month, reference, history);
    history.push(month, points);
    builder.finish()
}

/// What the confirmations of one line say.
#[derive(Debug, Clone, Copy, Default)]
struct Promise {
    answered_on: Option<i32>,
    first: Option<i32>,
    last: Option<i32>,
    moved_later: bool,
}

fn dates(builder: &mut Builder<'_>, rows: MonthRows<'_>, reference: &Reference) {
    let promises = promises(rows);
    let calendars: Vec<&WorkCalendar> = (0..builder.rows())
        .map(|row| calendar(builder, row, reference))
        .collect();
    let promise = |row: usize| promises.get(&rows.own.ids[row]).copied().unwrap_or_default();
    let number = |row: usize, day: Option<i32>| day.map(|day| i64::from(calendars[row].workday_no(day)));
    builder.date_column("first_confirmed_on", |_, row| promise(row).first);
    builder.date_column("last_confirmed_on", |_, row| promise(row).last);
    builder.date_column("answered_on", |_, row| promise(row).answered_on);
    builder.date_column("due_on", |builder, row| {
        promise(row).first.or_else(|| builder.day("requested_on", row))
    });
    builder.int_column("moved_later", |_, row| Some(i64::from(promise(row).moved_later)));
    builder.int_column("ordered_workday", |builder, row| {
        number(row, builder.day("ordered_on", row))
    });
    builder.int_column("requested_workday", |builder, row| {
        number(row, builder.day("requested_on", row))
    });
    builder.int_column("first_confirmed_workday", |_, row| number(row, promise(row).first));
    builder.int_column("last_confirmed_workday", |_, row| number(row, promise(row).last));
    builder.int_column("answered_workday", |_, row| number(row, promise(row).answered_on));
}

/// The calendar of the line's site, else of the company.
fn calendar<'a>(builder: &Builder<'_>, row: usize, reference: &'a Reference) -> &'a WorkCalendar {
    let site = builder.int("site", row).and_then(|site| reference.sites.get(site));
    reference.calendar(site.and_then(|site| site.calendar.as_deref()))
}

fn promises(rows: MonthRows<'_>) -> BTreeMap<i64, Promise> {
    let Some(table) = rows.child("confirmation") else {
        return BTreeMap::new();
    };
    let kind = &kinds::CONFIRMATION;
    let ints = |name| {
        kind.position(name)
            .and_then(|position| table.ints(position))
            .unwrap_or(&[])
    };
    let days = |name| {
        kind.position(name)
            .and_then(|position| table.days(position))
            .unwrap_or(&[])
    };
    let asked = kind
        .position("asked_by")
        .and_then(|position| table.texts(position))
        .unwrap_or(&[]);
    let (lines, sequences) = (ints("order_line"), ints("sequence"));
    let (given, promised) = (days("confirmed_on"), days("promised_on"));
    let mut order: Vec<usize> = (0..table.len()).collect();
    order.sort_by_key(|row| (lines[*row], sequences[*row], table.ids[*row]));
    let mut all: BTreeMap<i64, Promise> = BTreeMap::new();
    for row in order {
        let Some(line) = lines[row] else { continue };
        let promise = all.entry(line).or_default();
        let later = promise
            .last
            .zip(promised[row])
            .is_some_and(|(before, now)| now > before);
        if later && asked[row].as_deref() != Some("buyer") {
            promise.moved_later = true;
        }
        promise.answered_on = promise.answered_on.or(given[row]);
        promise.first = promise.first.or(promised[row]);
        promise.last = promised[row].or(promise.last);
    }
    all
}

fn arrivals(builder: &mut Builder<'_>, rows: MonthRows<'_>, reference: &Reference) {
    let hand_overs = by_line(rows.child("hand_over"), &kinds::HAND_OVER);
    let receipts = by_line(rows.child("receipt"), &kinds::RECEIPT);
    let mut lists = Vec::with_capacity(builder.rows());
    let (mut clocks, mut totals, mut complete) = (Vec::new(), Vec::new(), Vec::new());
    for row in 0..builder.rows() {
        let id = rows.own.ids[row];
        let at_hand_over = builder
            .text("incoterm", row)
            .is_some_and(|incoterm| HAND_OVER_TERMS.contains(&incoterm));
        let (clock, events) = match (at_hand_over, hand_overs.get(&id)) {
            (true, Some(events)) => ("hand_over", Some(events)),
            (true, None) => ("arrival_flagged", receipts.get(&id)),
            (false, _) => ("arrival", receipts.get(&id)),
        };
        let calendar = calendar(builder, row, reference);
        let list: Vec<Arrival> = events
            .into_iter()
            .flatten()
            .map(|(day, quantity)| Arrival {
                day: *day,
                workday_no: calendar.workday_no(*day),
                quantity: *quantity,
            })
            .collect();
        let received = receipts
            .get(&id)
            .or(events)
            .into_iter()
            .flatten()
            .map(|(_, quantity)| quantity)
            .sum();
        clocks.push(Some(clock.into()));
        totals.push(Some(received));
        complete.push(complete_on(&list, builder.int("quantity", row).unwrap_or(0)));
        lists.push(list);
    }
    builder.set("clock", ColumnValues::Word(clocks));
    builder.set("received_quantity", ColumnValues::Decimal(totals));
    builder.set("complete_on", ColumnValues::Date(complete));
    builder.set("arrivals", ColumnValues::Arrivals(lists));
}

/// The day on which the ordered quantity had arrived.
fn complete_on(arrivals: &[Arrival], quantity: i64) -> Option<i32> {
    let mut total = 0_i64;
    arrivals
        .iter()
        .find(|arrival| {
            total = total.saturating_add(arrival.quantity);
            total >= quantity
        })
        .map(|arrival| arrival.day)
}

/// Events of each order line as (day, quantity), earliest first.
fn by_line(table: Option<&RawTable>, kind: &crate::intake::kind::Kind) -> BTreeMap<i64, Vec<(i32, i64)>> {
    let mut all: BTreeMap<i64, Vec<(i32, i64)>> = BTreeMap::new();
    let Some(table) = table else { return all };
    let column = |name| kind.position(name).unwrap_or(usize::MAX);
    let lines = table.ints(column("order_line")).unwrap_or(&[]);
    let quantities = table.ints(column("quantity")).unwrap_or(&[]);
    let days = table.days(column("day")).unwrap_or(&[]);
    for ((line, day), quantity) in lines.iter().zip(days).zip(quantities) {
        if let (Some(line), Some(day), Some(quantity)) = (line, day, quantity) {
            all.entry(*line).or_default().push((*day, *quantity));
        }
    }
    for events in all.values_mut() {
        events.sort_unstable();
    }
    all
}

/// The money columns of one line.
#[derive(Debug, Default, Clone, Copy)]
struct Money {
    amount: Option<i64>,
    unit_price: Option<i64>,
    price: Option<i64>,
    state: &'static str,
    benchmark: Option<(&'static str, i64)>,
    contract: Option<i64>,
    year_ago: Option<i64>,
}

fn prices(builder: &mut Builder<'_>, month: Month, reference: &Reference, history: &PriceHistory) -> Vec<PricePoint> {
    let mut points: BTreeMap<(i64, i64), i64> = BTreeMap::new();
    let mut all = Vec::with_capacity(builder.rows());
    for row in 0..builder.rows() {
        let supplier = reference.supplier(builder.int("supplier", row).unwrap_or(0));
        let item = builder.int("item", row).unwrap_or(0);
        let money = line_money(builder, row, (supplier, item), month, reference, history);
        if let Some(price) = money.price.filter(|_| item != 0) {
            points.insert((supplier, item), price);
        }
        all.push(money);
    }
    builder.decimal_column("amount", |_, row| all[row].amount);
    builder.decimal_column("unit_price", |_, row| all[row].unit_price);
    builder.decimal_column("price", |_, row| all[row].price);
    builder.decimal_column("benchmark_price", |_, row| all[row].benchmark.map(|(_, price)| price));
    builder.decimal_column("contract_price", |_, row| all[row].contract);
    builder.decimal_column("last_year_price", |_, row| all[row].year_ago);
    let benchmarks = all
        .iter()
        .map(|money| money.benchmark.map(|(kind, _)| kind.into()))
        .collect();
    builder.set("benchmark", ColumnValues::Word(benchmarks));
    builder.set(
        "price_state",
        ColumnValues::Word(all.iter().map(|money| Some(money.state.into())).collect()),
    );
    points
        .into_iter()
        .map(|((supplier_id, item_id), price)| PricePoint {
            supplier_id,
            item_id,
            price,
        })
        .collect()
}

fn line_money(
    builder: &Builder<'_>,
    row: usize,
    (supplier, item): (i64, i64),
    month: Month,
    reference: &Reference,
    history: &PriceHistory,
) -> Money {
    let day = builder.day("ordered_on", row).unwrap_or(0);
    let (Some(price), Some(currency)) = (builder.int("price", row), builder.text("currency", row)) else {
        return Money {
            state: "no_price",
            ..Money::default()
        };
    };
    let price_unit = builder.int("price_unit", row);
    let amount = match builder.int("value", row) {
        Some(stated) => reference.rates.money(stated, currency, day),
        None => extend(builder.int("quantity", row).unwrap_or(0), price, price_unit)
            .and_then(|amount| reference.rates.convert(amount, currency, day)),
    };
    let Some(price) = per_unit(price, price_unit) else {
        return Money {
            amount,
            state: "no_price",
            ..Money::default()
        };
    };
    let Some(price) = reference.rates.convert(price, currency, day) else {
        return Money {
            state: "no_rate",
            ..Money::default()
        };
    };
    let category = builder
        .int("category", row)
        .or_else(|| reference.item_category(Some(item)))
        .unwrap_or(0);
    let lane = builder.text("lane", row).or_else(|| reference.country(supplier));
    let contract = reference.prices.contract(supplier, item, day, &reference.rates);
    // A contract is agreed on the terms of its orders, so it is raised to "delivered" like the price it is held against.
    let raised = |price| reference.landed(price, builder.text("incoterm", row), category, lane);
    let Some(landed) = raised(price) else {
        return Money {
            amount,
            unit_price: Some(price),
            state: "no_adder",
            contract,
            ..Money::default()
        };
    };
    let benchmark = contract
        .and_then(raised)
        .map(|price| ("contract", price))
        .or_else(|| reference.prices.benchmark(item, day))
        .or_else(|| history.last(month, supplier, item).map(|price| ("own_last", price)));
    let year_ago = history.year_ago(month, supplier, item);
    Money {
        amount,
        unit_price: Some(price),
        price: Some(landed),
        state: "comparable",
        benchmark,
        contract,
        year_ago,
    }
}
