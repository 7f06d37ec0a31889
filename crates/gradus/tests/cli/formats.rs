//! The same result for people and for machines.

use crate::support::Desk;

#[test]
fn a_pipe_gets_tab_separated_values_without_colour() {
    let desk = Desk::with_company();
    let listed = desk.run(&["indicator", "list"]).succeeds();
    let mut lines = listed.out.lines();
    assert_eq!(
        lines.next(),
        Some("code\tname\tdimension\tkind\tunit\tdirection\tmin_events\town")
    );
    assert!(lines.any(|line| line.starts_with("delivery.otd\t")), "{}", listed.out);
    assert!(!listed.out.contains('\x1b'));
    let forced = desk
        .run_with(
            &["indicator", "list", "--format", "table"],
            &[("CLICOLOR_FORCE", "1")],
            "",
        )
        .succeeds();
    assert!(forced.out.contains('\x1b'));
    let denied = desk.run_with(
        &["indicator", "list", "--format", "table", "--color", "never"],
        &[("CLICOLOR_FORCE", "1")],
        "",
    );
    assert!(!denied.succeeds().out.contains('\x1b'));
}

#[test]
fn json_has_stable_keys_and_numbers_that_are_numbers() {
    let desk = Desk::with_company();
    let all = desk.run(&["indicator", "list", "--json"]).succeeds().json();
    let first = all.as_array().and_then(|rows| rows.first()).expect("a row");
    let keys: Vec<&String> = first.as_object().expect("an object").keys().collect();
    assert_eq!(
        keys,
        [
            "code",
            "name",
            "dimension",
            "kind",
            "unit",
            "direction",
            "min_events",
            "own"
        ]
    );
    assert!(first["min_events"].is_u64());
    let chosen = desk.run(&["indicator", "list", "--json=unit,code"]).succeeds().json();
    let keys: Vec<&String> = chosen[0].as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["unit", "code"]);
}

#[test]
fn two_formats_at_once_are_refused() {
    Desk::new()
        .run(&["version", "--json", "--format", "csv"])
        .ends_with(2)
        .says("two different formats");
}
