//! Ten thousand real delivery lines, imported as they were published: the figures of all 73 suppliers equal those
//! that were computed apart with exact arithmetic.

use crate::support::Desk;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

fn examples() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/scms")
}

fn desk() -> Desk {
    let desk = Desk::new();
    desk.run(&["init", "--company", "SCMS", "--currency", "USD"]).succeeds();
    let mapping = examples().join("mapping-with-depot.toml").display().to_string();
    let file = examples()
        .join("SCMS_Delivery_History_Dataset.csv.zip")
        .display()
        .to_string();
    desk.run(&["import", "commit", "scms", &file, "--map", &mapping])
        .succeeds();
    desk
}

/// The expected figures by supplier.
fn expected() -> BTreeMap<String, BTreeMap<String, String>> {
    let text = std::fs::read_to_string(examples().join("expected/scms_vendor_kpi.csv")).expect("the figures are there");
    let mut lines = text.lines().map(cells);
    let header = lines.next().expect("a header");
    lines
        .map(|cells| (cells[0].clone(), header.iter().cloned().zip(cells).collect()))
        .filter(|(name, _): &(String, _)| name != "*ALL*")
        .collect()
}

/// The cells of a line in which names may stand in quotes.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    for letter in line.trim_end_matches('\r').chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            letter => cells.last_mut().expect("one cell at least").push(letter),
        }
    }
    cells
}

/// `n` and `good` of every supplier by a run of the on-time indicator in calendar days.
fn on_time(desk: &Desk, early_days: &str) -> BTreeMap<String, (String, String)> {
    let early = format!("early_days={early_days}");
    let run = desk.run(&[
        "--json",
        "indicator",
        "run",
        "delivery.otd",
        "--from",
        "2006-01-01",
        "--to",
        "2015-12-31",
        "--set",
        "day_kind=calendar",
        "--set",
        "reference_date=requested",
        "--set",
        "quantity_tolerance_percent=0",
        "--set",
        &early,
    ]);
    let rows = run.succeeds().json();
    let rows = rows
        .as_array()
        .or_else(|| rows["rows"].as_array())
        .expect("rows")
        .clone();
    let number = |row: &Value, key: &str| row[key].to_string().trim_matches('"').to_owned();
    rows.iter()
        .map(|row| {
            (
                row["code"].as_str().expect("a code").to_owned(),
                (number(row, "n"), number(row, "good")),
            )
        })
        .collect()
}

/// The rows of a query, tab-separated as a pipe gets them.
fn select(desk: &Desk, sql: &str) -> Vec<Vec<String>> {
    let run = desk.run(&["sql", sql]).succeeds();
    run.out
        .lines()
        .skip(1)
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect()
}

#[test]
fn on_time_figures_of_all_suppliers_equal_the_published_ones() {
    let (desk, expected) = (desk(), expected());
    let (any_early, two_weeks) = (on_time(&desk, "10000"), on_time(&desk, "14"));
    assert_eq!(any_early.len(), 73);
    assert_eq!(expected.len(), 73);
    for (supplier, figures) in &expected {
        let found = (&any_early[supplier].0, &any_early[supplier].1, &two_weeks[supplier].1);
        assert_eq!(
            found,
            (
                &figures["lines"],
                &figures["on_time_lines"],
                &figures["window_m14_0_lines"]
            ),
            "{supplier}"
        );
    }
}

#[test]
fn values_and_delays_of_all_suppliers_equal_the_published_ones() {
    let (desk, expected) = (desk(), expected());
    let rows = select(
        &desk,
        "select s.code, cast(sum(o.amount) as decimal(18,2)), sum(days_between(o.requested_on, o.complete_on)) \
         from order_lines o join suppliers s on s.supplier_id = o.supplier_id group by s.code",
    );
    assert_eq!(rows.len(), 73);
    for row in rows {
        let figures = &expected[&row[0]];
        // Cents: the output leaves trailing zeros away, the published figures do not.
        let cents = |text: &str| (text.parse::<f64>().expect("a number") * 100.0).round();
        let (value, expected) = (cents(&row[1]), cents(&figures["value_usd"]));
        assert!((value - expected).abs() < 0.5, "{}: {value} {expected}", row[0]);
        assert_eq!(row[2], figures["delay_days_sum"], "{}", row[0]);
    }
}

#[test]
fn the_price_index_of_all_suppliers_equals_the_published_one() {
    let (desk, expected) = (desk(), expected());
    let rows = select(
        &desk,
        "with market as (select item_id, median(unit_price) as middle from order_lines where unit_price > 0 group by item_id \
                         having count(*) >= 3 and count(distinct supplier_id) >= 2) \
         select s.code, sum(cast(o.unit_price * o.quantity as decimal(38,9))), sum(cast(m.middle * o.quantity as decimal(38,9))) \
         from order_lines o join market m on m.item_id = o.item_id join suppliers s on s.supplier_id = o.supplier_id \
         where o.unit_price > 0 group by s.code",
    );
    assert!(!rows.is_empty());
    let mut found: BTreeMap<String, f64> = BTreeMap::new();
    for row in rows {
        let (paid, market): (f64, f64) = (row[1].parse().expect("a number"), row[2].parse().expect("a number"));
        found.insert(row[0].clone(), 100.0 * paid / market);
    }
    for (supplier, figures) in &expected {
        let expected = figures["price_index_weighted"].parse::<f64>().ok();
        match (expected, found.get(supplier)) {
            (Some(expected), Some(found)) => {
                assert!((expected - found).abs() < 0.000_1, "{supplier}: {expected} {found}")
            }
            (expected, found) => assert_eq!(expected.is_some(), found.is_some(), "{supplier}"),
        }
    }
}
