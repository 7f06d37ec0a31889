//! The derivation on small rows: due dates, arrivals by Incoterm, comparable prices, clocks, requirements.

use super::*;
use crate::intake::kind::{Kind, Type};
use crate::intake::kinds;
use crate::intake::raw::RawColumn;
use crate::intake::snapshot::{Arrival, ColumnValues, SnapshotType, TABLES, find};
use crate::period::day_number;

/// Rows written as `name=value` pairs; dates ISO, numbers as stored.
fn raw(kind: &'static Kind, rows: &[(i64, &str)]) -> RawTable {
    let cell = |row: &str, name: &str| {
        row.split(' ')
            .filter_map(|pair| pair.split_once('='))
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.to_owned())
    };
    let columns = kind
        .columns
        .iter()
        .map(|column| {
            let cells = rows.iter().map(|(_, row)| cell(row, column.name));
            match column.ty {
                Type::Date => RawColumn::Day(cells.map(|cell| cell.map(|text| day(&text))).collect()),
                ty if ty.is_text() => RawColumn::Text(cells.map(|cell| cell.map(Into::into)).collect()),
                _ => RawColumn::Int(cells.map(|cell| cell.map(|text| text.parse().unwrap())).collect()),
            }
        })
        .collect();
    RawTable {
        ids: rows.iter().map(|(id, _)| *id).collect(),
        source: vec![0; rows.len()],
        sources: vec!["erp".into()],
        columns,
    }
}

fn day(text: &str) -> i32 {
    day_number(text.parse().unwrap())
}

fn masters() -> Masters {
    let mut masters = Masters::default();
    masters.insert(
        &kinds::COMPANY,
        raw(&kinds::COMPANY, &[(1, "code=ACME name=Acme currency=USD calendar=CN")]),
    );
    masters.insert(
        &kinds::SUPPLIER,
        raw(
            &kinds::SUPPLIER,
            &[
                (7, "code=S7 country=CN"),
                (8, "code=S8 merged_into=7"),
                (9, "code=S9 country=DE"),
            ],
        ),
    );
    masters.insert(
        &kinds::CATEGORY,
        raw(&kinds::CATEGORY, &[(1, "code=parts"), (2, "code=pcb parent=1")]),
    );
    masters.insert(
        &kinds::ITEM,
        raw(
            &kinds::ITEM,
            &[(5, "code=I5 category=2 unit=pc reference_price=70000000 currency=CNY")],
        ),
    );
    masters.insert(
        &kinds::LANDED_COST_ADDER,
        raw(
            &kinds::LANDED_COST_ADDER,
            &[(1, "category=1 incoterm=FOB lane=CN share=100000000")],
        ),
    );
    let rates = [
        "base=EUR quote=USD day=2026-03-02 rate=1000000000",
        "base=EUR quote=CNY day=2026-03-02 rate=7000000000",
    ];
    let rates: Vec<(i64, String)> = rates
        .iter()
        .zip(1..)
        .map(|(row, id)| (id, format!("rate_table=ECB {row}")))
        .collect();
    let rates: Vec<(i64, &str)> = rates.iter().map(|(id, row)| (*id, row.as_str())).collect();
    masters.insert(&kinds::FX_RATE, raw(&kinds::FX_RATE, &rates));
    masters.insert(
        &kinds::HOLIDAY,
        raw(&kinds::HOLIDAY, &[(1, "calendar=CN day=2026-03-05 kind=holiday")]),
    );
    masters.insert(
        &kinds::SUPPLIER_CATEGORY,
        raw(
            &kinds::SUPPLIER_CATEGORY,
            &[
                (1, "supplier=7 category=2 approved_from=2025-01-01"),
                (2, "supplier=9 category=1 approved_from=2025-01-01"),
            ],
        ),
    );
    masters.insert(
        &kinds::CERTIFICATE_REQUIREMENT,
        raw(
            &kinds::CERTIFICATE_REQUIREMENT,
            &[
                (1, "type=ISO9001 critical=1"),
                (2, "category=1 country=CN type=RoHS weight=3"),
            ],
        ),
    );
    masters
}

const MARCH: Month = Month { year: 2026, month: 3 };

fn order_lines(rows: &[(i64, &str)], children: &[(&'static str, RawTable)], history: &mut PriceHistory) -> TableData {
    let own = raw(&kinds::ORDER_LINE, rows);
    let reference = Reference::new(&masters());
    month(
        find("order_lines").unwrap(),
        MARCH,
        MonthRows { own: &own, children },
        &reference,
        history,
    )
}

fn column<'a>(data: &'a TableData, name: &str) -> &'a ColumnValues {
    let table = find(data.table).unwrap();
    &data.columns[table.columns.iter().position(|column| column.name == name).unwrap()]
}

#[test]
fn every_table_has_every_column_at_equal_length_and_of_its_type() {
    let reference = Reference::new(&masters());
    for table in TABLES {
        let data = match table.kind {
            None => whole(table, &masters(), &reference),
            Some(kind) => {
                let own = raw(kinds::find(kind).unwrap(), &[(1, ""), (2, "")]);
                month(
                    table,
                    MARCH,
                    MonthRows {
                        own: &own,
                        children: &[],
                    },
                    &reference,
                    &mut PriceHistory::default(),
                )
            }
        };
        assert_eq!(data.columns.len(), table.columns.len(), "{}", table.name);
        for (values, column) in data.columns.iter().zip(table.columns) {
            assert_eq!(values.len(), data.rows(), "{}.{}", table.name, column.name);
            let fits = matches!(
                (values, column.ty),
                (ColumnValues::Int(_), SnapshotType::Int)
                    | (ColumnValues::Date(_), SnapshotType::Date)
                    | (ColumnValues::Decimal(_), SnapshotType::Decimal(_))
                    | (ColumnValues::Word(_), SnapshotType::Word)
                    | (ColumnValues::Arrivals(_), SnapshotType::Arrivals)
            );
            assert!(fits, "{}.{}", table.name, column.name);
        }
    }
}

#[test]
fn the_clock_stops_where_the_incoterm_hands_over() {
    let children = [
        (
            "hand_over",
            raw(&kinds::HAND_OVER, &[(1, "order_line=11 day=2026-03-04 quantity=10000")]),
        ),
        (
            "receipt",
            raw(
                &kinds::RECEIPT,
                &[
                    (1, "order_line=11 day=2026-03-20 quantity=10000"),
                    (2, "order_line=12 day=2026-03-06 quantity=4000"),
                    (3, "order_line=12 day=2026-03-04 quantity=6000"),
                    (4, "order_line=13 day=2026-03-09 quantity=1000"),
                ],
            ),
        ),
    ];
    let line = |incoterm| {
        format!(
            "supplier=8 item=5 ordered_on=2026-03-02 requested_on=2026-03-06 quantity=10000 unit=pc incoterm={incoterm}"
        )
    };
    let (fob, ddp, exw) = (line("FOB"), line("DDP"), line("EXW"));
    let data = order_lines(
        &[(11, &fob), (12, &ddp), (13, &exw)],
        &children,
        &mut PriceHistory::default(),
    );
    assert_eq!(
        column(&data, "supplier_id"),
        &ColumnValues::Int(vec![Some(7); 3]),
        "a merged supplier leads to the one it became"
    );
    assert_eq!(
        column(&data, "category_id"),
        &ColumnValues::Int(vec![Some(2); 3]),
        "the item gives the category"
    );
    let ColumnValues::Arrivals(arrivals) = column(&data, "arrivals") else {
        panic!("arrivals")
    };
    assert_eq!(arrivals[0].len(), 1);
    assert_eq!(arrivals[0][0].day, day("2026-03-04"), "FOB stops at hand-over");
    let days: Vec<i32> = arrivals[1].iter().map(|arrival: &Arrival| arrival.day).collect();
    assert_eq!(
        days,
        [day("2026-03-04"), day("2026-03-06")],
        "DDP stops at arrival, earliest first"
    );
    // The 5th is a holiday in the company's calendar.
    assert_eq!(arrivals[1][1].workday_no - arrivals[1][0].workday_no, 1);
    let words = |name: &str| match column(&data, name) {
        ColumnValues::Word(values) => values
            .iter()
            .map(|word| word.as_deref().unwrap_or("").to_owned())
            .collect::<Vec<_>>(),
        _ => panic!("{name}"),
    };
    assert_eq!(words("clock"), ["hand_over", "arrival", "arrival_flagged"]);
    assert_eq!(words("status"), ["open", "open", "open"]);
    assert_eq!(
        column(&data, "complete_on"),
        &ColumnValues::Date(vec![Some(day("2026-03-04")), Some(day("2026-03-06")), None])
    );
}

#[test]
fn the_first_promise_is_the_due_date_and_later_moves_are_marked() {
    let children = [(
        "confirmation",
        raw(
            &kinds::CONFIRMATION,
            &[
                (
                    2,
                    "order_line=11 sequence=2 confirmed_on=2026-03-10 promised_on=2026-03-30 asked_by=supplier",
                ),
                (
                    1,
                    "order_line=11 sequence=1 confirmed_on=2026-03-03 promised_on=2026-03-20",
                ),
                (
                    3,
                    "order_line=12 sequence=1 confirmed_on=2026-03-03 promised_on=2026-03-20",
                ),
                (
                    4,
                    "order_line=12 sequence=2 confirmed_on=2026-03-09 promised_on=2026-03-25 asked_by=buyer",
                ),
            ],
        ),
    )];
    let row = "supplier=7 ordered_on=2026-03-02 requested_on=2026-03-18 quantity=1000 unit=pc";
    let data = order_lines(
        &[(11, row), (12, row), (13, row)],
        &children,
        &mut PriceHistory::default(),
    );
    let twenty = Some(day("2026-03-20"));
    assert_eq!(
        column(&data, "due_on"),
        &ColumnValues::Date(vec![twenty, twenty, Some(day("2026-03-18"))])
    );
    assert_eq!(
        column(&data, "last_confirmed_on"),
        &ColumnValues::Date(vec![Some(day("2026-03-30")), Some(day("2026-03-25")), None])
    );
    assert_eq!(
        column(&data, "moved_later"),
        &ColumnValues::Int(vec![Some(1), Some(0), Some(0)])
    );
}

#[test]
fn prices_compare_landed_in_reporting_currency_or_say_why_not() {
    let rows = [
        (
            11,
            "supplier=7 item=5 ordered_on=2026-03-03 quantity=2000 unit=pc price=70000000 currency=CNY incoterm=FOB",
        ),
        (
            12,
            "supplier=7 item=5 ordered_on=2026-03-20 quantity=2000 unit=pc price=70000000 currency=CNY incoterm=FOB",
        ),
        (
            13,
            "supplier=9 item=5 ordered_on=2026-03-03 quantity=2000 unit=pc price=9000000 currency=USD incoterm=FOB",
        ),
        (
            14,
            "supplier=9 item=5 ordered_on=2026-03-03 quantity=2000 unit=pc price=9000000 currency=USD incoterm=DDP",
        ),
        (15, "supplier=9 item=5 ordered_on=2026-03-03 quantity=2000 unit=pc"),
        // The source states the value of the line in cents: it counts, not quantity times price.
        (
            16,
            "supplier=9 item=5 ordered_on=2026-03-03 quantity=2000 unit=pc price=9000000 currency=USD value=1801",
        ),
    ];
    let mut history = PriceHistory::default();
    history.push(
        Month { year: 2025, month: 3 },
        [PricePoint {
            supplier_id: 7,
            item_id: 5,
            price: 12_000_000_000,
        }],
    );
    let data = order_lines(&rows, &[], &mut history);
    let decimals = |name: &str| match column(&data, name) {
        ColumnValues::Decimal(values) => values.clone(),
        _ => panic!("{name}"),
    };
    assert_eq!(
        decimals("price"),
        [
            Some(11_000_000_000),
            None,
            None,
            Some(9_000_000_000),
            None,
            Some(9_000_000_000)
        ]
    );
    assert_eq!(
        decimals("amount"),
        [
            Some(20_000_000),
            None,
            Some(18_000_000),
            Some(18_000_000),
            None,
            Some(18_010_000)
        ]
    );
    assert_eq!(decimals("last_year_price")[0], Some(12_000_000_000));
    let ColumnValues::Word(states) = column(&data, "price_state") else {
        panic!("price_state")
    };
    let states: Vec<&str> = states.iter().map(|state| state.as_deref().unwrap()).collect();
    assert_eq!(
        states,
        [
            "comparable",
            "no_rate",
            "no_adder",
            "comparable",
            "no_price",
            "comparable"
        ]
    );
    assert_eq!(
        history.last(Month { year: 2026, month: 4 }, 7, 5),
        Some(11_000_000_000),
        "the month is remembered"
    );
}

#[test]
fn requirements_follow_category_and_country() {
    let data = whole(
        find("required_certificates").unwrap(),
        &masters(),
        &Reference::new(&masters()),
    );
    assert_eq!(
        column(&data, "supplier_id"),
        &ColumnValues::Int(vec![Some(7), Some(7), Some(9)])
    );
    assert_eq!(
        column(&data, "weight"),
        &ColumnValues::Int(vec![Some(1), Some(3), Some(1)])
    );
}

#[test]
fn tickets_wait_for_the_supplier_only() {
    let own = raw(
        &kinds::TICKET,
        &[(
            1,
            "supplier=7 opened_at=2026-03-02T09:00:00Z answered_at=2026-03-02T15:00:00Z target_hours=16",
        )],
    );
    let events = raw(
        &kinds::TICKET_EVENT,
        &[
            (
                1,
                "ticket=1 sequence=1 happened_at=2026-03-02T10:00:00Z kind=waiting_on_buyer",
            ),
            (
                2,
                "ticket=1 sequence=2 happened_at=2026-03-02T12:00:00Z kind=back_to_supplier",
            ),
        ],
    );
    let children = [("ticket_event", events)];
    let reference = Reference::new(&masters());
    let rows = MonthRows {
        own: &own,
        children: &children,
    };
    let data = month(
        find("tickets").unwrap(),
        MARCH,
        rows,
        &reference,
        &mut PriceHistory::default(),
    );
    assert_eq!(column(&data, "answer_minutes"), &ColumnValues::Int(vec![Some(240)]));
    assert_eq!(column(&data, "target_minutes"), &ColumnValues::Int(vec![Some(960)]));
    assert_eq!(column(&data, "resolve_minutes"), &ColumnValues::Int(vec![None]));
}

#[test]
fn a_lot_decided_after_the_closing_of_its_period_counts_on_the_day_of_the_decision() {
    let own = raw(
        &kinds::INSPECTION_LOT,
        &[
            (
                1,
                "lot=A supplier=7 received_on=2026-03-30 decided_on=2026-04-14 quantity=1000 decision=accepted",
            ),
            (
                2,
                "lot=B supplier=7 received_on=2026-03-30 decided_on=2026-04-15 quantity=1000 decision=accepted",
            ),
            (
                3,
                "lot=C supplier=7 received_on=2026-04-01 decided_on=2026-04-15 quantity=1000 decision=accepted",
            ),
        ],
    );
    let rows = MonthRows {
        own: &own,
        children: &[],
    };
    let reference = Reference::new(&masters());
    let table = find("inspection_lots").unwrap();
    let data = month(table, MARCH, rows, &reference, &mut PriceHistory::default());
    let days = ["2026-03-30", "2026-04-15", "2026-04-01"].map(|text| Some(day(text)));
    let expected = ColumnValues::Date(days.to_vec());
    assert_eq!(*column(&data, "counted_on"), expected);
    assert_eq!(
        *column(&data, "late"),
        ColumnValues::Int(vec![Some(0), Some(1), Some(0)])
    );
}
