//! Tables without months: suppliers, categories, approvals, required certificates, working days.

use super::reference::{Masters, Reference};
use crate::intake::kinds;
use crate::intake::snapshot::{ColumnValues, SnapshotTable, TableData};
use crate::period::day_number;
use jiff::civil::date;

pub(super) fn derive(table: &'static SnapshotTable, masters: &Masters, reference: &Reference) -> TableData {
    match table.name {
        "suppliers" => suppliers(table, masters),
        "categories" => categories(table, masters),
        "supplier_categories" => approvals(table, masters, reference),
        "required_certificates" => required_certificates(table, masters, reference),
        "workdays" => workdays(table, reference),
        _ => TableData::empty(table),
    }
}

/// One cell on its way into a column.
enum Cell {
    Int(Option<i64>),
    Day(Option<i32>),
    Word(Option<String>),
}

fn push(data: &mut TableData, cells: Vec<Cell>) {
    for (column, cell) in data.columns.iter_mut().zip(cells) {
        match (column, cell) {
            (ColumnValues::Int(values), Cell::Int(value)) => values.push(value),
            (ColumnValues::Date(values), Cell::Day(value)) => values.push(value),
            (ColumnValues::Word(values), Cell::Word(value)) => values.push(value.map(String::into_boxed_str)),
            // The lists below follow the table's columns; the test of every table would show a slip.
            _ => debug_assert!(false, "cell does not fit its column"),
        }
    }
}

fn suppliers(table: &'static SnapshotTable, masters: &Masters) -> TableData {
    let view = masters.view(&kinds::SUPPLIER);
    let mut data = TableData::empty(table);
    for row in (0..view.rows()).filter(|row| view.int("merged_into", *row).is_none()) {
        let word = |name| Cell::Word(view.text(name, row).map(str::to_owned));
        let cells = vec![
            Cell::Int(Some(view.id(row))),
            word("code"),
            word("country"),
            word("status"),
            word("family"),
            Cell::Day(view.day("approved_from", row)),
            Cell::Day(view.day("reserve_from", row)),
        ];
        push(&mut data, cells);
    }
    data
}

fn categories(table: &'static SnapshotTable, masters: &Masters) -> TableData {
    let view = masters.view(&kinds::CATEGORY);
    let mut data = TableData::empty(table);
    for row in 0..view.rows() {
        let word = |name| Cell::Word(view.text(name, row).map(str::to_owned));
        let parent = view.int("parent", row).unwrap_or(0);
        push(
            &mut data,
            vec![
                Cell::Int(Some(view.id(row))),
                word("code"),
                Cell::Int(Some(parent)),
                word("kraljic"),
            ],
        );
    }
    data
}

fn approvals(table: &'static SnapshotTable, masters: &Masters, reference: &Reference) -> TableData {
    let view = masters.view(&kinds::SUPPLIER_CATEGORY);
    let mut data = TableData::empty(table);
    for row in 0..view.rows() {
        let cells = vec![
            Cell::Int(Some(view.id(row))),
            Cell::Int(view.int("supplier", row).map(|id| reference.supplier(id))),
            Cell::Int(view.int("category", row)),
            Cell::Int(Some(view.int("business_unit", row).unwrap_or(0))),
            Cell::Day(view.day("approved_from", row)),
            Cell::Day(view.day("approved_to", row)),
        ];
        push(&mut data, cells);
    }
    data
}

/// One row per approval and requirement that applies to its category (or one above) and the supplier's country.
fn required_certificates(table: &'static SnapshotTable, masters: &Masters, reference: &Reference) -> TableData {
    let (approvals, wanted) = (
        masters.view(&kinds::SUPPLIER_CATEGORY),
        masters.view(&kinds::CERTIFICATE_REQUIREMENT),
    );
    let mut data = TableData::empty(table);
    for approval in 0..approvals.rows() {
        let supplier = reference.supplier(approvals.int("supplier", approval).unwrap_or(0));
        let category = approvals.int("category", approval).unwrap_or(0);
        for row in 0..wanted.rows() {
            let in_category = wanted
                .int("category", row)
                .is_none_or(|id| reference.category_chain(category).any(|above| above == id));
            let in_country = wanted
                .text("country", row)
                .is_none_or(|country| reference.country(supplier) == Some(country));
            if !(in_category && in_country) {
                continue;
            }
            let cells = vec![
                Cell::Int(Some(wanted.id(row))),
                Cell::Int(Some(supplier)),
                Cell::Int(Some(category)),
                Cell::Int(Some(approvals.int("business_unit", approval).unwrap_or(0))),
                Cell::Word(wanted.text("type", row).map(str::to_owned)),
                Cell::Int(Some(wanted.int("critical", row).unwrap_or(0))),
                Cell::Int(Some(wanted.int("weight", row).unwrap_or(1))),
                Cell::Int(Some(wanted.int("grace_days", row).unwrap_or(0))),
                Cell::Day(approvals.day("approved_from", approval)),
                Cell::Day(approvals.day("approved_to", approval)),
            ];
            push(&mut data, cells);
        }
    }
    data
}

fn workdays(table: &'static SnapshotTable, reference: &Reference) -> TableData {
    let mut data = TableData::empty(table);
    let (first, last) = (day_number(date(2000, 1, 1)), day_number(date(2040, 12, 31)));
    for (name, calendar) in reference.calendar_names() {
        for day in first..=last {
            let number = i64::from(calendar.workday_no(day));
            push(
                &mut data,
                vec![
                    Cell::Word(Some(name.to_owned())),
                    Cell::Day(Some(day)),
                    Cell::Int(Some(number)),
                ],
            );
        }
    }
    data
}
