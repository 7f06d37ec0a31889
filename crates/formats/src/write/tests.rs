//! What leaves the house cannot be run, and numbers stay numbers.

use super::*;
use proptest::prelude::*;

fn table(cells: Vec<Cell>) -> Table {
    Table {
        columns: (0..cells.len()).map(|index| format!("c{index}")).collect(),
        rows: vec![cells],
    }
}

fn csv_of(table: &Table) -> String {
    let mut out = Vec::new();
    delimited(&mut out, table, b',').unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_text_that_begins_a_formula_is_guarded_and_a_negative_number_is_not() {
    let cells = [
        "=1+1", "+49 30", "-5", "@SUM(A1)", "\tx", "\rx", "＝1", "＋1", "－1", "＠x", " =1", "plain", "5-3",
    ];
    let mut cells: Vec<Cell> = cells.iter().map(|text| Cell::text(*text)).collect();
    cells.push(Cell::number("-5.50"));
    cells.push(Cell::Number("=1+1".to_owned()));
    let text = csv_of(&table(cells));
    let row = text.split_once('\n').unwrap().1;
    assert_eq!(
        row,
        "'=1+1,'+49 30,'-5,'@SUM(A1),'\tx,\"'\rx\",'＝1,'＋1,'－1,'＠x,' =1,plain,5-3,-5.50,'=1+1\n"
    );
}

#[test]
fn json_numbers_keep_every_digit_and_texts_stay_texts() {
    let mut out = Vec::new();
    let cells = vec![
        Cell::number("123456789012345678.90"),
        Cell::text("a\"b"),
        Cell::Empty,
        Cell::Number("NaN".to_owned()),
    ];
    json_lines(&mut out, &table(cells)).unwrap();
    assert_eq!(
        String::from_utf8(out).unwrap(),
        "{\"c0\":123456789012345678.90,\"c1\":\"a\\\"b\",\"c2\":null,\"c3\":\"NaN\"}\n"
    );
}

#[test]
fn a_workbook_is_read_back_with_its_types() {
    use calamine::{Data, Reader, Xlsx, open_workbook};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.xlsx");
    let cells = vec![
        Cell::text("=1+1"),
        Cell::number("-5.5"),
        Cell::text("007"),
        Cell::number("1234567890123456789"),
    ];
    workbook(&path, &[("九月", &table(cells))]).unwrap();
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    let range = book.worksheet_range("九月").unwrap();
    let row: Vec<Data> = range.rows().nth(1).unwrap().to_vec();
    let text = |text: &str| Data::String(text.to_owned());
    assert_eq!(
        row,
        [
            text("=1+1"),
            Data::Float(-5.5),
            text("007"),
            text("1234567890123456789")
        ]
    );
    assert!(
        book.worksheet_formula("九月").unwrap().is_empty(),
        "no cell is a formula"
    );
}

proptest! {
    #[test]
    fn no_written_text_begins_a_formula(text in "[=+@\\-\t\r \n＝＠a1(]{0,8}") {
        let written = csv_of(&table(vec![Cell::text(&*text), Cell::text("end")]));
        let mut reader = csv::Reader::from_reader(written.as_bytes());
        let row = reader.records().next().unwrap().unwrap();
        let first = row[0].trim_start().chars().next();
        prop_assert!(!first.is_some_and(|c| "=+-@＝＋－＠".contains(c)), "{:?}", &row[0]);
        let with_apostrophe = format!("'{text}");
        prop_assert!(row[0] == *text || row[0] == with_apostrophe);
    }
}
