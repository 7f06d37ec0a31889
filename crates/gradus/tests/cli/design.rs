//! Schemes and indicators that users make: what cannot be used is refused before it is kept.

use crate::support::Desk;
use std::fmt::Write;

/// The document of an exception with the given changes.
fn exception(changes: &str) -> String {
    format!(
        "+++\ncode = \"x2\"\nversion = 1\nname = {{ en = \"X\", zh = \"例外\" }}\n{changes}+++\n\nWhy.\n\n## 说明\n\n原因。\n"
    )
}

/// A company with a supplier, two categories, two business units and six orders.
fn desk() -> Desk {
    let desk = Desk::with_company();
    desk.write(
        "business_unit.csv",
        "code,company,name\nEU,1000,Europe\nUS,1000,America\n",
    );
    desk.write(
        "supplier.csv",
        "code,name,status\nS1,Nordwind,approved\nS2,Ostwind,approved\n",
    );
    desk.write(
        "category.csv",
        "code,name,kraljic\nDISPLAY,Displays,strategic\nBOX,Boxes,routine\n",
    );
    desk.write(
        "supplier_category.csv",
        "supplier,category,business_unit,approved_from\nS1,DISPLAY,EU,2025-01-01\nS2,BOX,US,2025-01-01\n",
    );
    let mut orders = String::from(
        "order_no,line_no,supplier,business_unit,category,ordered_on,requested_on,quantity,unit,price,currency\n",
    );
    for number in 1..=6 {
        let (supplier, unit, category) = if number <= 3 {
            ("S1", "EU", "DISPLAY")
        } else {
            ("S2", "US", "BOX")
        };
        let _ = writeln!(
            orders,
            "PO{number},1,{supplier},{unit},{category},2026-07-0{number},2026-08-0{number},10,pcs,5,EUR"
        );
    }
    desk.write("order_line.csv", orders);
    for kind in [
        "business_unit",
        "supplier",
        "category",
        "supplier_category",
        "order_line",
    ] {
        desk.run(&["import", "commit", kind, &format!("{kind}.csv")]).succeeds();
    }
    desk
}

#[test]
fn an_exception_that_could_not_be_used_is_refused_before_it_is_kept() {
    let desk = desk();
    desk.write(
        "x2.md",
        exception("base = \"six-dimensions\"\nscope = { category = \"DISPLAY\" }\n[quality]\nweight = 9900\n"),
    );
    desk.run(&["scheme", "lint", "x2.md"]).ends_with(1).prints("17400");
    desk.run(&["scheme", "apply", "x2.md", "--yes"])
        .ends_with(2)
        .says("17400");
    for (scope, near) in [
        ("supplier = \"S9\"", "S1"),
        ("category = \"DISPLY\"", "DISPLAY"),
        ("industry = \"toys\"", "industry"),
    ] {
        desk.write(
            "x2.md",
            exception(&format!("base = \"six-dimensions\"\nscope = {{ {scope} }}\n")),
        );
        desk.run(&["scheme", "lint", "x2.md"])
            .ends_with(1)
            .prints("scope_unknown")
            .prints(near);
    }
    desk.run(&["evaluate", "--period", "2026Q3"]).succeeds();
}

#[test]
fn a_preset_is_put_on_a_cell_or_a_category_and_retired_again() {
    let desk = desk();
    desk.run(&["scheme", "apply", "strategic", "--cell", "strategic", "--yes"])
        .succeeds();
    desk.run(&["scheme", "apply", "routine", "--category", "BOX", "--yes"])
        .succeeds();
    let listed = desk.run(&["scheme", "export", "--json"]).succeeds().json();
    let row = |code: &str| {
        let rows = listed.as_array().expect("rows");
        rows.iter().find(|row| row["code"] == code).cloned().unwrap_or_default()
    };
    assert_eq!(row("strategic-for-strategic")["scope"], "kraljic strategic");
    assert_eq!(row("routine-for-box")["scope"], "category BOX");
    assert_eq!(row("six-dimensions")["in_use"], true);
    assert_eq!(row("strategic")["in_use"], false);
    let evaluated = desk
        .run(&["evaluate", "--period", "2026Q3", "--json"])
        .succeeds()
        .json();
    assert_eq!(evaluated["scheme"], "six-dimensions");

    desk.run(&["scheme", "retire", "routine-for-box"])
        .ends_with(2)
        .says("--yes");
    desk.run(&["scheme", "retire", "routine-for-box", "--yes"]).succeeds();
    desk.run(&["scheme", "retire", "routine-for-box", "--yes"]).ends_with(2);
    desk.run(&["scheme", "retire", "six-dimensions", "--yes"])
        .ends_with(2)
        .says("ships with the program");
    let listed = desk.run(&["scheme", "export", "--json=code"]).succeeds();
    assert!(!listed.out.contains("routine-for-box"), "{}", listed.out);
    desk.run(&["evaluate", "--period", "2026Q3"]).succeeds();
}

#[test]
fn a_business_unit_has_levels_of_its_own() {
    let desk = desk();
    let whole = desk
        .run(&["evaluate", "--period", "2026Q3", "--json"])
        .succeeds()
        .json();
    let unit = desk
        .run(&["evaluate", "--period", "2026Q3", "--unit", "EU", "--json"])
        .succeeds()
        .json();
    assert_eq!((&whole["base"], &unit["base"]), (&2.into(), &1.into()));
    let codes = |arguments: &[&str]| {
        let rows = desk.run(arguments).succeeds().json();
        let rows = rows.as_array().expect("rows").clone();
        rows.iter().map(|row| row["code"].to_string()).collect::<Vec<_>>()
    };
    assert_eq!(codes(&["levels", "--json=code"]).len(), 2);
    assert_eq!(codes(&["levels", "--unit", "EU", "--json=code"]), ["\"S1\""]);
    desk.run(&["evaluate", "--period", "2026Q3", "--unit", "EUR"])
        .ends_with(2)
        .says("there is no business unit");
    let id = unit["id"].as_str().expect("an id");
    let again = desk
        .run(&["evaluate", "--recompute", id, "--deep", "--json"])
        .succeeds()
        .json();
    assert_eq!(again["same"], true);
}

/// The shipped on-time indicator under a code of its own, with one place changed.
fn own_indicator(desk: &Desk, change: (&str, &str)) -> String {
    let shipped = desk
        .run(&["indicator", "show", "delivery.promise_stability"])
        .succeeds()
        .out;
    let own = shipped.replace("delivery.promise_stability", "delivery.kept_promises");
    assert!(own.contains(change.0), "{own}");
    own.replacen(change.0, change.1, 1)
}

#[test]
fn an_own_indicator_is_linted_kept_and_used_by_a_scheme() {
    let desk = desk();
    let falling = "[[60, 100], [80, 60], [87, 75], [94, 90], [98, 0]]";
    let spoiled = own_indicator(&desk, ("[[60, 0], [80, 60], [87, 75], [94, 90], [98, 100]]", falling))
        .replace("else 1 end as good", "else avg(1) end as good");
    desk.write("own.md", spoiled);
    let run = [
        "indicator",
        "run",
        "delivery.kept_promises",
        "-f",
        "own.md",
        "--from",
        "2026-07-01",
        "--to",
        "2026-09-30",
    ];
    for command in [&["indicator", "lint", "own.md"][..], &run[..]] {
        desk.run(command).ends_with(1).prints("curve_direction").prints("avg");
    }
    desk.run(&["indicator", "apply", "own.md"])
        .ends_with(2)
        .says("curve_direction");

    desk.write("own.md", own_indicator(&desk, ("min_events = 5", "min_events = 1")));
    desk.run(&["indicator", "lint", "own.md"]).succeeds();
    desk.run(&["indicator", "apply", "own.md", "--dry-run"]).succeeds();
    desk.run(&["indicator", "show", "delivery.kept_promises"]).ends_with(2);
    desk.run(&["indicator", "apply", "own.md"]).succeeds();
    let scheme = desk.run(&["scheme", "export", "four-dimensions"]).succeeds().out;
    let mut own = scheme.replace("code = \"four-dimensions\"", "code = \"ours\"");
    let at = own.find("delivery.otd").expect("the on-time indicator");
    own.replace_range(at..at + "delivery.otd".len(), "delivery.kept_promises");
    desk.write("ours.md", own);
    desk.run(&["scheme", "lint", "ours.md"]).succeeds();
    desk.run(&["scheme", "apply", "ours.md", "--yes"]).succeeds();
    let evaluated = desk
        .run(&["evaluate", "--period", "2026Q3", "--json"])
        .succeeds()
        .json();
    assert_eq!(evaluated["scheme"], "ours");
    let explained = desk.run(&["explain", "S1", "--json"]).succeeds().out;
    assert!(explained.contains("delivery.kept_promises"), "{explained}");
}
