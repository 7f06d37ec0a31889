//! The sample company from its files to the summary, as a new user meets it.

use crate::support::Desk;
use serde_json::Value;
use std::collections::BTreeMap;

/// Suppliers by level of one of the quarters in the summary.
fn counts(quarter: &Value) -> BTreeMap<String, i64> {
    let levels = quarter["levels"].as_array().expect("levels");
    levels
        .iter()
        .map(|row| {
            let level = row["level"].as_str().unwrap_or("none").to_owned();
            (level, row["suppliers"].as_i64().expect("a count"))
        })
        .collect()
}

/// A figure of the programme by its name.
fn figure(demo: &Value, name: &str) -> f64 {
    let rows = demo["programme"].as_array().expect("the programme");
    let row = rows.iter().find(|row| row["figure"] == name);
    row.and_then(|row| row["value"].as_f64())
        .unwrap_or_else(|| panic!("{name} in {rows:#?}"))
}

#[test]
fn the_demo_company_comes_out_as_the_reference_case_and_its_stories_are_found_in_the_data() {
    let desk = Desk::new();
    let demo = desk.run(&["demo", "--no-serve", "--json"]).succeeds().json();
    assert_eq!(
        (&demo["first"]["period"], &demo["latest"]["period"]),
        (&"2025Q3".into(), &"2026Q3".into())
    );
    assert_eq!(demo["first"]["base"], 400);
    let expected = [
        ("core", 60),
        ("key", 90),
        ("qualified", 180),
        ("restricted", 20),
        ("none", 50),
    ];
    let expected: BTreeMap<String, i64> = expected.map(|(level, count)| (level.to_owned(), count)).into();
    assert_eq!(counts(&demo["first"]), expected);
    assert_eq!(
        Some(counts(&demo["latest"]).values().sum::<i64>()),
        demo["latest"]["base"].as_i64()
    );

    // What the reference case reports after a year of the programme, to the digits in which it reports it.
    let near = |name: &str, expected: f64, within: f64| {
        let found = figure(&demo, name);
        assert!(
            (found - expected).abs() <= within,
            "{name}: {found}, expected {expected}"
        );
    };
    near("acceptance_before", 92.0, 1.0);
    near("acceptance_after", 98.5, 0.5);
    near("value_per_effort_change", 40.0, 2.0);
    near("effort_change", -22.0, 2.0);
    near("core_orders_change", 40.0, 2.0);
    near("joint_products", 5.0, 0.0);
    near("reserve_entered", 30.0, 0.0);
    near("reserve_now_key", 15.0, 0.0);
    near("sales_change", 25.0, 0.0);

    // The finders look at all suppliers; the card they are held against is only the test's.
    let found: Vec<(&str, &str)> = demo["stories"]
        .as_array()
        .expect("stories")
        .iter()
        .map(|story| {
            (
                story["story"].as_str().unwrap_or(""),
                story["code"].as_str().unwrap_or(""),
            )
        })
        .collect();
    let planted: Vec<(&str, &str)> = sample::stories()
        .iter()
        .map(|story| (story.id, story.supplier_code.unwrap_or("")))
        .collect();
    assert_eq!(found, planted, "{:#?}", demo["stories"]);

    the_way_into_the_data(&desk);
}

/// From a level to the row of a file, and back to the same bytes.
fn the_way_into_the_data(desk: &Desk) {
    let levels = desk.run(&["levels", "--json=code,level"]).succeeds().json();
    let first = levels[0]["code"].as_str().expect("a supplier").to_owned();
    let explained = desk.run(&["explain", &first, "--json"]).succeeds().json();
    let indicator = explained["indicators"].as_array().expect("indicators");
    let measured = indicator
        .iter()
        .find(|line| line["value"].is_number())
        .expect("one is measured");
    let code = measured["indicator"].as_str().expect("a code").to_owned();
    let rows = desk
        .run(&["explain", &first, "--indicator", &code, "--rows", "5", "--json"])
        .succeeds()
        .json();
    assert!(rows[0]["import"].is_number() && rows[0]["file"].is_string(), "{rows}");
    let evaluations = desk.run(&["evaluate", "--list", "--json=id"]).succeeds().json();
    let id = evaluations[0]["id"].as_str().expect("an id").to_owned();
    let again = desk
        .run(&["evaluate", "--recompute", &id, "--deep", "--json"])
        .succeeds()
        .json();
    assert_eq!(again["same"], true);
}

#[test]
fn an_interrupted_demo_is_made_anew_and_a_finished_one_is_shown_again() {
    // What a demo leaves that was ended after its company: its mark without the word that it is complete.
    let desk = Desk::with_company();
    std::fs::write(desk.home().join("demo"), "").expect("written");
    let made = desk.run(&["demo", "--small", "--no-serve", "--json"]).succeeds();
    assert!(made.err.contains("interrupted"), "{}", made.err);
    let demo = made.json();
    assert_eq!(demo["stories"].as_array().map(Vec::len), Some(6));
    for quarter in [&demo["first"], &demo["latest"]] {
        assert_eq!(Some(counts(quarter).values().sum::<i64>()), quarter["base"].as_i64());
    }
    desk.run(&["demo", "--small", "--no-serve", "--json"])
        .succeeds()
        .says("there already");
}
