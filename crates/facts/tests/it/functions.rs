//! The functions that Gradus adds.

use crate::support::Folder;

fn lines() -> Folder {
    Folder::with(
        "order_lines",
        "row_id | supplier_id | due_on | quantity | arrivals
         1 | 7 | 2026-03-06 | 15 | 2026-03-02:10; 2026-03-06:4.5; 2026-03-09:0.5
         2 | 7 | 2026-03-06 | 5 |
         3 | 7 | | | 2026-03-06:1",
    )
}

fn column(folder: &Folder, expression: &str) -> Vec<Option<String>> {
    let table = folder
        .select(&format!("select {expression} from order_lines order by row_id"))
        .unwrap();
    table.rows.into_iter().map(|mut row| row.remove(0)).collect()
}

fn texts(cells: &[&str]) -> Vec<Option<String>> {
    cells
        .iter()
        .map(|cell| (*cell != "-").then(|| (*cell).to_owned()))
        .collect()
}

#[test]
fn quantities_are_counted_between_days_both_included() {
    let folder = lines();
    for (expression, expected) in [
        (
            "received_between(arrivals, date '2026-03-02', date '2026-03-06')",
            ["14.500", "0.000", "1.000"],
        ),
        (
            "received_between(arrivals, date '2026-03-03', date '2026-03-05')",
            ["0.000", "0.000", "0.000"],
        ),
        (
            "received_between(arrivals, null, date '2026-03-02')",
            ["10.000", "0.000", "0.000"],
        ),
        (
            "received_between(arrivals, add_days(due_on, 1), null)",
            ["0.500", "0.000", "1.000"],
        ),
        ("received_between(arrivals, null, null)", ["15.000", "0.000", "1.000"]),
        // Monday 2026-03-02 is four working days before Friday, the Monday after is one later.
        (
            "received_between_workdays(arrivals, 14653, 14657)",
            ["14.500", "0.000", "1.000"],
        ),
    ] {
        let seen = column(&folder, expression);
        assert_eq!(seen, texts(&expected), "{expression}");
    }
}

#[test]
fn working_days_skip_the_weekend() {
    let folder = Folder::with(
        "order_lines",
        "row_id | requested_on | quantity | arrivals\n1 | 2026-03-09 | 1 | 2026-03-06:1; 2026-03-10:2",
    );
    let received = |from: i32, to: i32| {
        folder.cell(&format!(
            "select received_between_workdays(arrivals, requested_workday + {from}, requested_workday + {to}) from order_lines"
        ))
    };
    assert_eq!(received(-1, 0).as_deref(), Some("1.000"));
    assert_eq!(received(0, 0).as_deref(), Some("0.000"));
    assert_eq!(received(-1, 1).as_deref(), Some("3.000"));
}

#[test]
fn the_day_of_the_full_quantity() {
    let folder = lines();
    for (expression, expected) in [
        ("received_in_full_on(arrivals, quantity)", ["2026-03-09", "-", "-"]),
        (
            "received_in_full_on(arrivals, quantity * 0.95)",
            ["2026-03-06", "-", "-"],
        ),
        ("received_in_full_on(arrivals, 14.5001)", ["2026-03-09", "-", "-"]),
        ("received_in_full_on(arrivals, 10)", ["2026-03-02", "-", "-"]),
        ("received_in_full_on(arrivals, 15.001)", ["-", "-", "-"]),
        ("received_in_full_on(arrivals, null)", ["-", "-", "-"]),
    ] {
        assert_eq!(column(&folder, expression), texts(&expected), "{expression}");
    }
}

#[test]
fn days_are_counted_and_added() {
    let folder = lines();
    assert_eq!(
        column(&folder, "days_between(due_on, date '2026-03-01')"),
        texts(&["-5", "-5", "-"])
    );
    assert_eq!(
        column(&folder, "add_days(due_on, -6)"),
        texts(&["2026-02-28", "2026-02-28", "-"])
    );
    assert_eq!(
        folder
            .cell("select days_between(date '2024-02-28', date '2024-03-01')")
            .as_deref(),
        Some("2")
    );
    assert!(
        folder
            .select("select add_days(date '2026-01-01', 9223372036854775807)")
            .is_err()
    );
}

#[test]
fn sums_are_exact_in_groups_alone_and_over_windows() {
    let folder = lines();
    assert_eq!(
        folder.cell("select sum(quantity) from order_lines").as_deref(),
        Some("20.000")
    );
    assert_eq!(folder.cell("select sum(row_id) from order_lines").as_deref(), Some("6"));
    assert_eq!(folder.cell("select sum(row_id) from tickets"), None);
    assert_eq!(
        folder
            .cell("select sum(distinct supplier_id) from order_lines")
            .as_deref(),
        Some("7")
    );
    assert_eq!(
        folder
            .cell("select sum(row_id) filter (where row_id > 1) from order_lines")
            .as_deref(),
        Some("5")
    );
    assert_eq!(
        column(&folder, "sum(row_id) over (order by row_id)"),
        texts(&["1", "3", "6"])
    );
    assert_eq!(
        column(
            &folder,
            "sum(quantity) over (order by row_id rows between 1 preceding and current row)"
        ),
        texts(&["15.000", "20.000", "5.000"])
    );
    assert!(
        folder
            .select("select sum(9223372036854775807 - row_id) from order_lines")
            .is_err()
    );
}

#[test]
fn every_function_has_help_with_an_example_that_runs() {
    let folder = lines();
    for help in facts::functions() {
        assert!(
            help.call.starts_with(help.name) && help.meaning.ends_with('.'),
            "{help:?}"
        );
        let table = if help.example.contains("closed_on") {
            "nonconformances"
        } else {
            "order_lines"
        };
        folder
            .select(&format!("select {} from {table}", help.example))
            .unwrap_or_else(|error| panic!("{}: {error}", help.name));
    }
}
