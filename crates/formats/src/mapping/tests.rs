//! Mapping files, right and wrong.

use super::*;
use expect_test::{Expect, expect};

fn check(text: &str, expected: &Expect) {
    expected.assert_eq(&parse(text).map_or_else(|error| error.to_string(), |_| "right".to_owned()));
}

#[test]
fn a_whole_mapping_is_read() {
    let mapping = parse(
        r#"
        source = "sap"
        null_values = ["N/A"]
        [file]
        sheet = "9月"
        header_row = 3
        delimiter = "tab"
        decimal = "comma"
        time_zone = "Asia/Shanghai"
        date_format = "D.M.YYYY"
        [limits]
        max_overdelivery = 1.1
        [[entity]]
        kind = "supplier"
        columns = { code = "Creditor", name = "Creditor", status = { constant = "approved" } }
        [[entity]]
        kind = "order_line"
        columns = { order_no = "PO", line_no = { template = "{PO}/{ID}" }, ordered_on = { first_of = ["Sent", "Due"], date_format = ["YYYY-MM-DD"] }, requested_on = "Due", status = { column = "State", values = { "Closed " = "closed" }, otherwise = "open" }, quantity = { product = ["Packs", "Per pack"] } }
        filter = [{ column = "Creditor", not = "Depot" }, { column = "PO", not_empty = true }]
        "#,
    )
    .unwrap();
    assert_eq!(mapping.file.delimiter, Some(b'\t'));
    assert_eq!(mapping.limits.max_overdelivery, Decimal::new(11, 1));
    let [supplier, order_line] = &mapping.entities[..] else {
        panic!("two entities")
    };
    assert_eq!(
        (supplier.on_repeat, order_line.on_repeat),
        (Repeat::Same, Repeat::Refuse)
    );
    let formats: Vec<String> = order_line
        .columns
        .iter()
        .flat_map(|c| c.date_formats.iter().map(ToString::to_string))
        .collect();
    assert_eq!(formats, ["YYYY-MM-DD", "D.M.YYYY"]);
    assert_eq!(order_line.filter.len(), 2);
}

#[test]
fn everything_wrong_is_said_at_once_with_the_nearest_name() {
    check(
        r#"
        sorce = "sap"
        [file]
        header_row = 0
        decimal = "dot"
        time_zone = "Asia/Shangai"
        [[entity]]
        kind = "orderline"
        [[entity]]
        kind = "receipt"
        columns = { quantiy = "Q", day = { colum = "D" }, quantity = { column = "Q", constant = "1" }, line_no = 3, document_no = { template = "{A" }, order_line = { column = "D", date_format = "dd" } }
        filter = [{ column = "A" }, { is = "x" }]
        on_repeat = "last"
        "#,
        &expect![[r#"
            sorce is not known: did you mean "source"?
            file.header_row = 0: a row number, 1 for the first row is expected
            file.time_zone "Asia/Shangai" is not known: an IANA name such as Asia/Shanghai is expected
            file.decimal "dot": point or comma is expected
            entity 1: kind "orderline" is not known: did you mean "order_line"?
            entity 2 (receipt): day.colum is not known: did you mean "column"?
            entity 2 (receipt): day: exactly one of column, constant, template, first_of, earliest_of, product is expected
            entity 2 (receipt): document_no.template "{A": headers in braces are expected, such as "{PO}/{Line}"
            entity 2 (receipt): line_no = 3: a header, or a table such as { column = "PO" } is expected
            entity 2 (receipt): order_line.date_format "dd": expected a year, a month and a day, such as YYYY-MM-DD, D/M/YYYY, M/D/YY, D-Mon-YY, or EXCEL
            entity 2 (receipt): quantity: exactly one of column, constant, template, first_of, earliest_of, product is expected
            entity 2 (receipt): E101 receipt has no column "quantiy": did you mean "quantity"?
            entity 2 (receipt): on_repeat "last": refuse, same or first is expected
            entity 2 (receipt): filter 1: exactly one of is, not, in, not_in, empty = true, not_empty = true is expected
            entity 2 (receipt): filter 2: column is missing"#]],
    );
}

#[test]
fn what_is_no_toml_says_its_line() {
    check(
        "source = \"a\"\nnull_values = [",
        &expect!["line 2: unclosed array, expected `]`"],
    );
    // Only how the file is written; what it holds is said beside it.
    check("[file]\ndecimal = \"comma\"", &expect!["right"]);
}
