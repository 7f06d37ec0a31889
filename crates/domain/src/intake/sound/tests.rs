//! What is refused, kind by kind, and what is not.

use super::*;
use crate::intake::kinds;

/// The problems of a row of text cells, read by the type of their column.
fn problems(kind: &'static Kind, cells: &[(&str, &str)]) -> Vec<String> {
    let mut values = vec![Value::Null; kind.columns.len()];
    for (name, text) in cells {
        let position = kind.position(name).unwrap();
        let ty = kind.columns[position].ty;
        values[position] = if ty.is_text() || matches!(ty, Type::Ref(_)) {
            Value::text(text)
        } else {
            let number: Decimal = text.parse().unwrap();
            let scaled = number * Decimal::from(10_i64.pow(scale(ty)));
            Value::Int(scaled.normalize().to_string().parse().unwrap())
        };
    }
    let today = Date::constant(2026, 11, 21);
    let found = Soundness::new(kind, today).problems(&values);
    found
        .iter()
        .map(|problem| format!("{problem} {}", problem.expected))
        .collect()
}

fn none() -> Vec<String> {
    Vec::new()
}

#[test]
fn a_lot_cannot_have_more_rejected_than_inspected_nor_be_decided_before_it_came() {
    let lot = |cells: &[(&str, &str)]| problems(&kinds::INSPECTION_LOT, cells);
    assert_eq!(
        lot(&[("quantity", "100"), ("sample", "20"), ("rejected", "20")]),
        none()
    );
    assert_eq!(
        lot(&[("quantity", "100"), ("sample", "20"), ("rejected", "21")]),
        ["E306 rejected \"21\" ≤ 20 (sample)"]
    );
    assert_eq!(
        lot(&[("quantity", "100"), ("rejected", "120")]),
        ["E306 rejected \"120\" ≤ 100 (quantity)"]
    );
    assert_eq!(
        lot(&[("quantity", "100"), ("sample", "101"), ("rejected", "-1.5")]),
        ["E306 sample \"101\" ≤ 100 (quantity)", "E306 rejected \"-1.5\" ≥ 0"]
    );
    assert_eq!(
        lot(&[("received_on", "2026-03-02"), ("decided_on", "2026-03-01")]),
        ["E307 decided_on \"2026-03-01\" ≥ 2026-03-02 (received_on)"]
    );
}

#[test]
fn orders_are_of_something_and_asked_for_after_they_are_given() {
    let line = |cells: &[(&str, &str)]| problems(&kinds::ORDER_LINE, cells);
    assert_eq!(line(&[("quantity", "0")]), ["E306 quantity \"0\" > 0"]);
    assert_eq!(line(&[("quantity", "-5")]), ["E306 quantity \"-5\" > 0"]);
    assert_eq!(
        line(&[("price", "-2.5"), ("currency", "EUR")]),
        ["E306 price \"-2.5\" ≥ 0"]
    );
    assert_eq!(line(&[("price", "0"), ("currency", "EUR")]), ["E311 price \"0\" > 0"]);
    assert_eq!(line(&[("price", "2.5")]), ["E310 currency \"2.5\" "]);
    assert_eq!(
        line(&[("ordered_on", "2026-03-02"), ("requested_on", "2026-03-01")]),
        ["E307 requested_on \"2026-03-01\" ≥ 2026-03-02 (ordered_on)"]
    );
    assert_eq!(line(&[("ordered_on", "2028-11-21")]), none());
    assert_eq!(
        line(&[("ordered_on", "2126-11-21")]),
        ["E308 ordered_on \"2126-11-21\" ≤ 2028-11-21"]
    );
}

#[test]
fn returns_are_negative_but_nothing_is_received_tomorrow() {
    let receipt = |cells: &[(&str, &str)]| problems(&kinds::RECEIPT, cells);
    assert_eq!(receipt(&[("quantity", "-5"), ("day", "2026-11-21")]), none());
    assert_eq!(receipt(&[("quantity", "0")]), ["E306 quantity \"0\" ≠ 0"]);
    assert_eq!(
        receipt(&[("day", "2026-11-22")]),
        ["E308 day \"2026-11-22\" ≤ 2026-11-21"]
    );
}

#[test]
fn tickets_are_answered_after_they_are_opened() {
    let opened = ("opened_at", "2026-03-02T08:00:00Z");
    let ticket = |other| problems(&kinds::TICKET, &[opened, other]);
    assert_eq!(ticket(("answered_at", "2026-03-02T08:00:01Z")), none());
    assert_eq!(
        ticket(("resolved_at", "2026-03-02T07:59:59Z")),
        ["E307 resolved_at \"2026-03-02T07:59:59Z\" ≥ 2026-03-02T08:00:00Z (opened_at)"]
    );
    assert_eq!(ticket(("rating", "6")), ["E306 rating \"6\" ≤ 5"]);
    assert_eq!(
        problems(&kinds::TICKET, &[("opened_at", "2126-03-02T08:00:00Z")]),
        ["E308 opened_at \"2126-03-02T08:00:00Z\" ≤ 2026-11-21"]
    );
}

#[test]
fn rates_are_above_zero_and_between_two_currencies() {
    let rate = |cells: &[(&str, &str)]| problems(&kinds::FX_RATE, cells);
    assert_eq!(rate(&[("base", "EUR"), ("quote", "USD"), ("rate", "1.08")]), none());
    assert_eq!(rate(&[("rate", "0")]), ["E306 rate \"0\" > 0"]);
    assert_eq!(
        rate(&[("base", "EUR"), ("quote", "EUR"), ("rate", "1")]),
        ["E306 quote \"EUR\" ≠ EUR (base)"]
    );
}

#[test]
fn every_rule_names_columns_of_its_kind() {
    for kind in crate::intake::KINDS {
        let rules = rules::of(kind.name);
        let named = rules.numbers.iter().map(|rule| rule.column);
        let named = named.chain(rules.days.iter().flat_map(|rule| [rule.column, rule.not_before]));
        for column in named.chain(rules.reach.iter().map(|(column, _)| *column)) {
            assert!(kind.position(column).is_some(), "{} {column}", kind.name);
        }
    }
}
