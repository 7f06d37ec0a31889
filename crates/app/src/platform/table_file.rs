//! A table as a file: comma-separated with a mark that makes spreadsheets read it as UTF-8, and no formulas in it.

use crate::Error;
use domain::Decimal;
use formats::write::{Cell, Table, delimited};

/// A table that a screen shows, ready to be written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableFile {
    columns: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableCell {
    Empty,
    Text(String),
    Number(Decimal),
}

impl TableFile {
    #[must_use]
    pub fn new(columns: Vec<String>) -> TableFile {
        TableFile {
            columns,
            rows: Vec::new(),
        }
    }

    pub fn push(&mut self, cells: Vec<TableCell>) {
        let cell = |cell| match cell {
            TableCell::Empty => Cell::Empty,
            TableCell::Text(text) => Cell::text(text),
            TableCell::Number(number) => Cell::number(number),
        };
        self.rows.push(cells.into_iter().map(cell).collect());
    }

    /// Comma-separated, in UTF-8 with its mark.
    pub fn to_csv(self) -> Result<Vec<u8>, Error> {
        let mut bytes = "\u{feff}".as_bytes().to_vec();
        let table = Table {
            columns: self.columns,
            rows: self.rows,
        };
        delimited(&mut bytes, &table, b',').map_err(Error::internal)?;
        Ok(bytes)
    }
}

impl From<&str> for TableCell {
    fn from(text: &str) -> TableCell {
        TableCell::Text(text.to_owned())
    }
}

impl From<String> for TableCell {
    fn from(text: String) -> TableCell {
        TableCell::Text(text)
    }
}

impl From<Decimal> for TableCell {
    fn from(number: Decimal) -> TableCell {
        TableCell::Number(number)
    }
}

impl From<u64> for TableCell {
    fn from(number: u64) -> TableCell {
        TableCell::Number(Decimal::from(number))
    }
}

impl<T: Into<TableCell>> From<Option<T>> for TableCell {
    fn from(value: Option<T>) -> TableCell {
        value.map_or(TableCell::Empty, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_a_text_and_a_number_stays_one() {
        let mut table = TableFile::new(vec!["name".to_owned(), "points".to_owned()]);
        table.push(vec!["=1+1".into(), Decimal::new(-125, 1).into()]);
        let text = String::from_utf8(table.to_csv().unwrap()).unwrap();
        assert!(text.starts_with('\u{feff}') && text.contains("-12.5"), "{text}");
        assert!(!text.contains("\n=1"), "{text}");
    }
}
