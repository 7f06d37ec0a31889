//! The sample company from its files to the summary; minutes of work, so only with `SLOW_TESTS=1`.

use crate::support::Desk;

#[test]
fn a_small_demo_is_imported_evaluated_and_explained() {
    if std::env::var_os("SLOW_TESTS").is_none() {
        return;
    }
    let desk = Desk::new();
    let demo = desk.run(&["demo", "--small", "--no-serve", "--json"]).succeeds().json();
    assert_eq!(
        (&demo["first"]["period"], &demo["latest"]["period"]),
        (&"2025Q3".into(), &"2026Q3".into())
    );
    assert_eq!(demo["stories"].as_array().map(Vec::len), Some(6));
    for quarter in [&demo["first"], &demo["latest"]] {
        let levels = quarter["levels"].as_array().expect("levels");
        let counted: i64 = levels
            .iter()
            .map(|level| level["suppliers"].as_i64().unwrap_or(0))
            .sum();
        assert_eq!(Some(counted), quarter["base"].as_i64());
    }
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
