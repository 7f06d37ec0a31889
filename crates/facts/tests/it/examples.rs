//! Every worked example of every indicator that ships, run on the real engine.

use crate::support::{Folder, Names, day, span, table_of_rows};
use catalog::{indicators, read_setting};
use domain::Decimal;
use domain::design::indicator::{Example, Indicator};
use domain::evaluation::observation::{EventRow, ObserveQuery, ParameterValue};
use domain::intake::ports::{EventsRequest, FactSource};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

#[test]
fn every_example_gives_what_it_says() {
    let mut failures = String::new();
    let mut run = 0;
    for indicator in indicators() {
        for example in &indicator.examples {
            run += 1;
            if let Err(problem) = check(indicator, example) {
                writeln!(failures, "\n{} — {}\n{problem}", indicator.code, example.title).unwrap();
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
    assert!(run > indicators().len(), "{run} examples");
}

#[test]
fn every_shipped_query_keeps_the_contract() {
    for indicator in indicators() {
        let parameters: Vec<_> = indicator
            .parameters
            .iter()
            .map(|parameter| (parameter.name.clone(), parameter.default.clone()))
            .collect();
        facts::lint(&indicator.query, &parameters).unwrap_or_else(|error| panic!("{}: {error}", indicator.code));
    }
}

fn check(indicator: &Indicator, example: &Example) -> Result<(), String> {
    let mut names = Names::default();
    let mut folder = Folder::new();
    let mut suppliers = BTreeSet::new();
    for table in &example.tables {
        let data = table_of_rows(&table.name, &table.header, &table.rows, &mut names);
        if let Some(column) = table.header.iter().position(|name| name == "supplier_id") {
            suppliers.extend(table.rows.iter().map(|row| names.id(&row[column])));
        }
        folder.write(&data, None);
    }
    let (query, as_of) = query(indicator, example)?;
    let mut events = Vec::new();
    for supplier_id in suppliers {
        let request = EventsRequest {
            files: &folder.files,
            query: &query,
            as_of,
            span: span("1990-01-01", "2090-12-31"),
            supplier_id,
            category_id: None,
            unit_id: None,
            limit: 10_000,
        };
        let found = folder.snapshots.events(&request).map_err(|error| error.to_string())?;
        for event in &found {
            own_row(example, event, &mut names)?;
        }
        events.extend(found.into_iter().map(|event| (supplier_id, event)));
    }
    compare(example, &events, &mut names)
}

fn query(indicator: &Indicator, example: &Example) -> Result<(ObserveQuery, domain::Date), String> {
    let mut values: BTreeMap<String, ParameterValue> = indicator
        .parameters
        .iter()
        .map(|parameter| (parameter.name.clone(), parameter.default.clone()))
        .collect();
    let mut as_of = None;
    for (name, text) in &example.settings {
        if name == "as_of" {
            as_of = Some(day(text.trim()));
            continue;
        }
        let parameter = indicator.parameters.iter().find(|parameter| parameter.name == *name);
        let parameter = parameter.ok_or_else(|| format!("{name} is no parameter"))?;
        values.insert(
            name.clone(),
            read_setting(parameter, text).map_err(|error| error.to_string())?,
        );
    }
    let query = ObserveQuery {
        indicator: indicator.code.clone(),
        sql: indicator.query.clone(),
        parameters: values.into_iter().collect(),
        counted_owners: vec!["supplier".to_owned()],
    };
    Ok((query, as_of.ok_or("the example has no as_of")?))
}

/// The event names the table that has its row.
fn own_row(example: &Example, event: &EventRow, names: &mut Names) -> Result<(), String> {
    let named = event.table.as_deref().unwrap_or("no table");
    let table = example.tables.iter().find(|table| table.name == named);
    let Some(table) = table else {
        return Err(format!("row {} comes from {named}", event.row_id));
    };
    let column = table
        .header
        .iter()
        .position(|name| name == "row_id")
        .unwrap_or_default();
    let has_row = table.rows.iter().any(|row| names.id(&row[column]) == event.row_id);
    has_row
        .then_some(())
        .ok_or_else(|| format!("{named} has no row {}", event.row_id))
}

/// The rows in any order, only the columns that the example shows.
fn compare(example: &Example, events: &[(i64, EventRow)], names: &mut Names) -> Result<(), String> {
    let header = &example.gives.header;
    let mut expected: Vec<Vec<String>> = example
        .gives
        .rows
        .iter()
        .map(|row| {
            header
                .iter()
                .zip(row)
                .map(|(name, cell)| wanted(name, cell, names))
                .collect()
        })
        .collect();
    let mut seen: Vec<Vec<String>> = events
        .iter()
        .map(|(supplier_id, event)| header.iter().map(|name| shown(name, *supplier_id, event)).collect())
        .collect();
    expected.sort();
    seen.sort();
    if expected == seen {
        return Ok(());
    }
    let lines = |rows: &[Vec<String>]| rows.iter().map(|row| row.join(" | ")).collect::<Vec<_>>().join("\n  ");
    let (wanted, found) = (lines(&expected), lines(&seen));
    Err(format!(
        "{}\nexpected\n  {wanted}\nfound\n  {found}",
        header.join(" | ")
    ))
}

fn wanted(name: &str, cell: &str, names: &mut Names) -> String {
    match name {
        _ if cell.is_empty() && name.ends_with("_id") => "0".to_owned(),
        _ if cell.is_empty() => String::new(),
        "good" | "n" => number(cell),
        _ if name.ends_with("_id") => names.id(cell).to_string(),
        _ => cell.to_owned(),
    }
}

fn number(text: &str) -> String {
    text.parse::<Decimal>()
        .map_or_else(|_| text.to_owned(), |number| number.normalize().to_string())
}

fn shown(name: &str, supplier_id: i64, event: &EventRow) -> String {
    match name {
        "supplier_id" => supplier_id.to_string(),
        "category_id" => event.category_id.to_string(),
        "unit_id" => event.unit_id.to_string(),
        "row_id" => event.row_id.to_string(),
        "on_date" => event.on_date.to_string(),
        "part" => event.part.clone(),
        "good" => event.good.normalize().to_string(),
        "n" => event.n.normalize().to_string(),
        "fault_owner" => event.fault_owner.clone().unwrap_or_default(),
        "gate" => event.gate.clone().unwrap_or_default(),
        other => format!("column {other} is not in the contract"),
    }
}
