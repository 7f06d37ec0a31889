//! Rows of other people's files through mappings.

use super::*;
use crate::intake::cell::{Codes, DateFormat};
use crate::intake::kinds::{ORDER_LINE, RECEIPT, SAVING, SUPPLIER};
use crate::intake::problem::Code;

struct SomeCodes;

impl Codes for SomeCodes {
    fn country(&self, text: &str) -> Option<&'static str> {
        (text == "China").then_some("CN")
    }

    fn currency(&self, text: &str) -> Option<(&'static str, u8)> {
        (text == "USD").then_some(("USD", 2))
    }
}

struct Creditor;

impl Names for Creditor {
    fn means(&self, _: &str, column: &str, folded: &str) -> bool {
        column == "code" && folded == "creditor"
    }
}

fn column(kind: &Kind, name: &str, source: Source) -> ColumnMapping {
    ColumnMapping::plain(kind.position(name).unwrap(), source)
}

fn named(name: &str) -> Source {
    Source::Column(name.to_owned())
}

fn receipt() -> Mapping {
    let mut day = column(
        &RECEIPT,
        "day",
        Source::FirstOf(vec!["Delivered".to_owned(), "Scheduled".to_owned()]),
    );
    day.date_formats = vec![DateFormat::new("D-Mon-YY").unwrap()];
    let entity = EntityMapping {
        kind: &RECEIPT,
        columns: vec![
            column(&RECEIPT, "document_no", named("ASN")),
            column(&RECEIPT, "line_no", named("ID")),
            column(&RECEIPT, "order_line", Source::template("{PO}/{ID}").unwrap()),
            day,
            column(
                &RECEIPT,
                "quantity",
                Source::Product(vec!["Packs".to_owned(), "Per pack".to_owned()]),
            ),
        ],
        filter: vec![Filter {
            column: "Seller".to_owned(),
            test: Test::NotIn(vec!["Depot".to_owned()]),
        }],
        on_repeat: Repeat::Refuse,
    };
    Mapping {
        entities: vec![entity],
        null_values: vec!["N/A".to_owned()],
        ..Mapping::default()
    }
}

const HEADERS: [&str; 8] = [
    "ID",
    "PO",
    "ASN",
    "Seller",
    "Scheduled",
    "Delivered",
    "Packs",
    "Per pack",
];

fn read(row: &[&str]) -> Outcome {
    let (bound, notes) = receipt().bind(&Headers::new(HEADERS), "receipt", None).unwrap();
    assert_eq!(notes, []);
    bound.read(&bound.entities[0], row, &SomeCodes)
}

#[test]
fn templates_products_and_first_choices_make_values() {
    let Outcome::Values(values) = read(&["7", "PO-1", "ASN-8", "Acme", "2-Jun-06", " n/a ", "19", "30"]) else {
        panic!("the row is right");
    };
    assert_eq!(&*key_of(&RECEIPT, &values), "ASN-8/7");
    assert_eq!(values[2], Value::text("PO-1/7"));
    assert_eq!(values[RECEIPT.position("day").unwrap()], Value::text("2006-06-02"));
    assert_eq!(values[RECEIPT.position("quantity").unwrap()], Value::Int(570_000));
    assert_eq!(values.len(), RECEIPT.columns.len());
}

use crate::intake::value::Value;

#[test]
fn a_filtered_row_holds_nothing_whatever_else_is_wrong_with_it() {
    assert_eq!(read(&["", "", "", "Depot", "", "", "", ""]), Outcome::LeftOut);
}

#[test]
fn everything_wrong_with_a_row_is_said_at_once() {
    let Outcome::Problems(problems) = read(&["7", "", "ASN-8", "Acme", "N/A", "31-Feb-06", "many", "30"]) else {
        panic!("the row is wrong");
    };
    let shown: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        ["B E201 order_line", "F E203 day \"31-Feb-06\"", "G E202 quantity"]
    );
    assert_eq!(problems[1].expected, "D-Mon-YY");
}

#[test]
fn a_header_that_the_mapping_names_must_be_there() {
    let problems = receipt()
        .bind(&Headers::new(HEADERS[1..].iter().copied()), "receipt", None)
        .unwrap_err();
    let missing: Vec<(Code, &str)> = problems
        .iter()
        .map(|problem| (problem.code, problem.value.as_str()))
        .collect();
    assert_eq!(missing, [(Code::MissingColumn, "ID"), (Code::MissingColumn, "ID")]);
}

#[test]
fn our_own_names_and_synonyms_need_no_mapping() {
    let mapping = Mapping::automatic(&SUPPLIER);
    let headers = Headers::new(["Creditor", "NAME", "Status ", "Printed at"]);
    let (bound, notes) = mapping.bind(&headers, "supplier", Some(&Creditor)).unwrap();
    assert_eq!(bound.used, [true, true, true, false]);
    assert_eq!(notes.len(), 1);
    assert_eq!(
        (notes[0].code, notes[0].place.cell()),
        (Code::UnknownColumn, "D".to_owned())
    );
    let row: &[&str] = &["V-1", "Acme", "Approved", "now"];
    let Outcome::Values(values) = bound.read(&bound.entities[0], row, &SomeCodes) else {
        panic!("the row is right")
    };
    assert_eq!(values[SUPPLIER.position("status").unwrap()], Value::text("approved"));
}

#[test]
fn two_headers_for_one_column_are_refused() {
    let headers = Headers::new(["CODE", "Code", "name", "status"]);
    let problems = Mapping::automatic(&SUPPLIER)
        .bind(&headers, "supplier", Some(&Creditor))
        .unwrap_err();
    assert_eq!(problems.len(), 1);
    assert_eq!(
        (problems[0].code, problems[0].expected.as_str()),
        (Code::ColumnTwice, "CODE, Code")
    );
}

#[test]
fn words_are_translated_whatever_their_case() {
    let mut status = column(&ORDER_LINE, "status", named("State"));
    status.values.insert("done".to_owned(), "closed".to_owned());
    status.otherwise = Some("open".to_owned());
    let entity = EntityMapping {
        kind: &ORDER_LINE,
        columns: vec![status],
        filter: Vec::new(),
        on_repeat: Repeat::Refuse,
    };
    let mapping = Mapping {
        entities: vec![entity],
        ..Mapping::default()
    };
    let problems = mapping.bind(&Headers::new(["State"]), "order_line", None).unwrap_err();
    let missing: Vec<&str> = problems.iter().filter_map(|problem| problem.field.as_deref()).collect();
    assert_eq!(
        missing,
        ["order_no", "line_no", "supplier", "ordered_on", "quantity", "unit"]
    );
}

#[test]
fn money_takes_its_places_from_the_currency_of_the_row() {
    let mapping = Mapping::automatic(&SAVING);
    let headers = Headers::new(["entry", "supplier", "booked_on", "amount", "currency"]);
    let (bound, _) = mapping.bind(&headers, "saving", Some(&Creditor)).unwrap();
    let read = |currency: &str| {
        let row: &[&str] = &["1", "V-1", "2026-03-02", "12.5", currency];
        bound.read(&bound.entities[0], row, &SomeCodes)
    };
    let Outcome::Values(values) = read("USD") else {
        panic!("the row is right")
    };
    assert_eq!(values[SAVING.position("amount").unwrap()], Value::Int(1_250));
    let Outcome::Problems(problems) = read("UDS") else {
        panic!("no such currency")
    };
    let codes: Vec<Code> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [Code::MissingValue, Code::NotOneOf]);
}

#[test]
fn a_template_keeps_doubled_braces_and_refuses_single_ones() {
    let pieces = [Piece::Text("{x}".to_owned()), Piece::Column("A".to_owned())];
    assert_eq!(Source::template("{{x}}{A}"), Some(Source::Template(pieces.to_vec())));
    assert_eq!(Source::template("{A"), None);
    assert_eq!(Source::template("A}"), None);
    assert_eq!(Source::template("{}"), None);
}

#[test]
fn master_data_beside_facts_may_repeat() {
    assert_eq!(Repeat::usual(&SUPPLIER, &[&SUPPLIER, &ORDER_LINE]), Repeat::Same);
    assert_eq!(Repeat::usual(&SUPPLIER, &[&SUPPLIER]), Repeat::Refuse);
    assert_eq!(Repeat::usual(&ORDER_LINE, &[&SUPPLIER, &ORDER_LINE]), Repeat::Refuse);
}
