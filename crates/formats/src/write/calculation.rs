//! A calculation as XLSX: our own figures, and formulas over them that a reader can follow and recompute.
//!
//! Formulas are made of cell references, numbers and a few functions by whoever builds the sheet; a text from outside
//! is always a string and can never become one.

use super::workbook::{CELL_CHARS_MAX, WorkbookError};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Color, Format, Formula, Workbook, Worksheet, XlsxError};

/// One sheet of a calculation.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Calculation {
    pub name: String,
    pub rows: Vec<Vec<Entry>>,
    /// In characters, by column.
    pub widths: Vec<u8>,
    /// Rows that stay in sight.
    pub header_rows: u32,
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    Empty,
    Text(String),
    /// A heading of the table.
    Head(String),
    Number(Decimal, Shape),
    /// A formula without its `=`, and what it gives.
    Formula(String, Decimal, Shape),
}

/// How a number is shown; the cell keeps all its digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Plain,
    /// A share of 1 as percent with two decimals.
    Percent,
    /// Two decimals.
    Points,
}

impl Shape {
    fn pattern(self) -> &'static str {
        match self {
            Shape::Plain => "General",
            Shape::Percent => "0.00%",
            Shape::Points => "0.00",
        }
    }
}

/// Writes the sheets of a calculation.
pub fn calculation(sheets: &[Calculation]) -> Result<Vec<u8>, WorkbookError> {
    let mut workbook = Workbook::new();
    for sheet in sheets {
        fill(workbook.add_worksheet().set_name(&sheet.name)?, sheet)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn fill(sheet: &mut Worksheet, calculation: &Calculation) -> Result<(), XlsxError> {
    let head = Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0x00F7_F8FA))
        .set_text_wrap();
    for (column, width) in (0_u16..).zip(&calculation.widths) {
        sheet.set_column_width(column, f64::from(*width))?;
    }
    if calculation.header_rows > 0 {
        sheet.set_freeze_panes(calculation.header_rows, 0)?;
    }
    for (row, entries) in (0_u32..).zip(&calculation.rows) {
        for (column, entry) in (0_u16..).zip(entries) {
            match entry {
                Entry::Empty => {}
                Entry::Text(text) => {
                    sheet.write_string(row, column, cut(text))?;
                }
                Entry::Head(text) => {
                    sheet.write_string_with_format(row, column, cut(text), &head)?;
                }
                Entry::Number(value, shape) => {
                    let format = Format::new().set_num_format(shape.pattern());
                    sheet.write_number_with_format(row, column, value.to_f64().unwrap_or_default(), &format)?;
                }
                Entry::Formula(formula, value, shape) if is_ours(formula) => {
                    let format = Format::new().set_num_format(shape.pattern());
                    // What it gives stands in the file too, for readers that do not compute.
                    let formula = Formula::new(format!("={formula}")).set_result(value.normalize().to_string());
                    sheet.write_formula_with_format(row, column, formula, &format)?;
                }
                Entry::Formula(other, _, _) => {
                    sheet.write_string(row, column, cut(other))?;
                }
            }
        }
    }
    Ok(())
}

fn cut(text: &str) -> String {
    text.chars().take(CELL_CHARS_MAX).collect()
}

/// Whether a formula is made of references, numbers and functions alone, as ours are.
fn is_ours(formula: &str) -> bool {
    let known =
        |letter: char| letter.is_ascii_uppercase() || letter.is_ascii_digit() || "$:(),.<>=+-*/\" ".contains(letter);
    !formula.is_empty() && formula.chars().all(known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader, Xlsx};

    #[test]
    fn formulas_are_ours_and_texts_from_outside_never_become_one() {
        let sheet = Calculation {
            name: "S".to_owned(),
            rows: vec![vec![
                Entry::Number(Decimal::new(412, 0), Shape::Plain),
                Entry::Number(Decimal::new(430, 0), Shape::Plain),
                Entry::Formula("100*A1/B1".to_owned(), Decimal::new(958, 1), Shape::Points),
                Entry::Text("=1+1".to_owned()),
                Entry::Formula("cmd|'/c calc'!A1".to_owned(), Decimal::ZERO, Shape::Plain),
            ]],
            ..Calculation::default()
        };
        let bytes = calculation(&[sheet]).unwrap();
        let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
        let formulas = book.worksheet_formula("S").unwrap();
        let found: Vec<&String> = formulas
            .cells()
            .map(|(_, _, formula)| formula)
            .filter(|one| !one.is_empty())
            .collect();
        assert_eq!(found, ["100*A1/B1"]);
        let values = book.worksheet_range("S").unwrap();
        assert_eq!(values.get_value((0, 2)), Some(&Data::Float(95.8)));
        assert_eq!(values.get_value((0, 3)), Some(&Data::String("=1+1".to_owned())));
    }
}
