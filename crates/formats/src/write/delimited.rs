//! CSV and TSV out. A text that a spreadsheet would run as a formula gets an apostrophe in front.

use super::{Cell, Table, is_plain_number};
use std::borrow::Cow;
use std::io::{self, Write};

/// Characters that begin a formula, in their full-width forms too.
const FORMULA: [char; 10] = [
    '=', '+', '-', '@', '\t', '\r', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
];

/// The text as it may stand in a CSV cell.
#[must_use]
pub fn guarded(text: &str) -> Cow<'_, str> {
    // A line feed or space in front does not stop a spreadsheet from running what follows.
    if text
        .trim_start_matches([' ', '\n', '\u{a0}', '\u{feff}'])
        .starts_with(FORMULA)
    {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Writes a table with its header, rows ending in LF.
pub fn delimited(out: impl Write, table: &Table, delimiter: u8) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(out);
    writer.write_record(table.columns.iter().map(|name| guarded(name).into_owned()))?;
    for row in &table.rows {
        for cell in row {
            match cell {
                Cell::Empty => writer.write_field("")?,
                Cell::Text(text) => writer.write_field(guarded(text).as_bytes())?,
                Cell::Number(number) if is_plain_number(number) => writer.write_field(number)?,
                Cell::Number(other) => writer.write_field(guarded(other).as_bytes())?,
            }
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()
}

/// Writes texts as they are, for our own reader: no spreadsheet opens what this writes.
pub fn exact(out: impl Write, columns: &[String], rows: &[Vec<String>]) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().from_writer(out);
    writer.write_record(columns)?;
    for row in rows {
        writer.write_record(row)?;
    }
    writer.flush()
}
