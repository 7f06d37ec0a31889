//! Tables out: CSV that no spreadsheet runs, XLSX with real types, JSON lines.

mod calculation;
mod delimited;
mod json_lines;
mod workbook;
#[cfg(test)]
mod tests;

pub use calculation::{Calculation, Entry, Shape, calculation};
pub use delimited::{delimited, exact, guarded};
pub use json_lines::json_lines;
pub use workbook::{WorkbookError, workbook, workbook_bytes};

/// A table to be written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

/// A cell that knows whether it is a number, because only that tells `-5` from a formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Empty,
    Text(String),
    /// Plain decimal text, such as `-1234.50`.
    Number(String),
}

impl Cell {
    #[must_use]
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }

    #[must_use]
    pub fn number(number: impl std::fmt::Display) -> Cell {
        Cell::Number(number.to_string())
    }
}

/// Whether a text is a plain decimal number, as JSON writes one.
fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = digits
        .split_once('.')
        .map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    are_digits(whole) && (whole == "0" || !whole.starts_with('0')) && decimals.is_none_or(are_digits)
}
