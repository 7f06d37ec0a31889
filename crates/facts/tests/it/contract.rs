//! The columns of an indicator's query, checked before any data is there.

use domain::evaluation::observation::ParameterValue;
use domain::intake::ports::FactError;
use facts::lint;

const GOOD: &str = "select supplier_id, category_id, unit_id, row_id, opened_on as on_date, 'all' as part,
    case when answer_minutes <= $minutes then 1 else 0 end as good, 1 as n, severity, fault_owner from tickets";

fn minutes() -> Vec<(String, ParameterValue)> {
    vec![("minutes".to_owned(), ParameterValue::Integer(480))]
}

fn objection(sql: &str) -> String {
    match lint(sql, &minutes()) {
        Err(FactError::Query { problem, cure, .. }) => format!("{problem} — {cure}"),
        other => panic!("{sql}: {other:?}"),
    }
}

#[test]
fn the_columns_are_listed_with_their_types() {
    let report = lint(GOOD, &minutes()).unwrap();
    let seen: Vec<(&str, &str, bool)> = report
        .columns
        .iter()
        .map(|column| (column.name.as_str(), column.ty.as_str(), column.used))
        .collect();
    assert_eq!(
        seen,
        [
            ("supplier_id", "bigint", true),
            ("category_id", "bigint", true),
            ("unit_id", "bigint", true),
            ("row_id", "bigint", true),
            ("on_date", "date", true),
            ("part", "text", true),
            ("good", "bigint", true),
            ("n", "bigint", true),
            ("severity", "text", false),
            ("fault_owner", "text", true),
        ]
    );
}

#[test]
fn a_missing_column_is_named_with_the_nearest() {
    let text = objection(&GOOD.replace("opened_on as on_date", "opened_on as ondate"));
    assert!(
        text.contains("column `on_date` is missing") && text.contains("did you mean `ondate`?"),
        "{text}"
    );
}

#[test]
fn a_column_of_the_wrong_type_says_what_is_expected() {
    let text = objection(&GOOD.replace("opened_on as on_date", "'2026-03-02' as on_date"));
    assert!(
        text.contains("column `on_date`") && text.contains("expected a date"),
        "{text}"
    );
    let text = objection(&GOOD.replace("1 as n", "true as n"));
    assert!(
        text.contains("column `n`") && text.contains("expected an integer or a decimal"),
        "{text}"
    );
    let text = objection(&GOOD.replace("'all' as part", "1 as part"));
    assert!(text.contains("expected a text"), "{text}");
    let text = objection(&GOOD.replace("fault_owner from", "1 as fault_owner from"));
    assert!(text.contains("column `fault_owner`"), "{text}");
}

#[test]
fn a_floating_number_is_refused_even_in_between() {
    for (from, to) in [
        ("1 as n", "date_part('epoch', opened_on) as n"),
        ("1 as n", "cast(date_part('epoch', opened_on) as bigint) as n"),
        ("from tickets", "from tickets where date_part('epoch', opened_on) > 5"),
        (
            "from tickets",
            "from tickets where row_id in (select cast(date_part('epoch', opened_on) as bigint) from tickets)",
        ),
    ] {
        let text = objection(&GOOD.replace(from, to));
        assert!(text.contains("never a floating number"), "{to}: {text}");
    }
    for (from, to) in [
        ("1 as n", "cast(1 as double) as n"),
        ("1 as n", "avg(rating) over () as n"),
    ] {
        objection(&GOOD.replace(from, to));
    }
    let exact = GOOD.replace("1 as n", "0.5 + 1.25 as n");
    let report = lint(&exact, &minutes()).unwrap();
    assert!(report.columns[7].ty.starts_with("decimal("), "{:?}", report.columns[7]);
}

#[test]
fn types_that_do_not_go_together_are_found_without_data() {
    let text = objection(&GOOD.replace(
        "from tickets",
        "from tickets where opened_on > 5 and days_between(severity, 3) > 2",
    ));
    assert!(!text.is_empty());
    let text = objection(&GOOD.replace("1 as n", "received_between(opened_on, null, null) as n"));
    assert!(
        text.contains("arrivals") && text.contains("received_between(arrivals, from_date DATE"),
        "{text}"
    );
}
