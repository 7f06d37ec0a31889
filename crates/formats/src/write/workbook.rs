//! XLSX out: texts are strings and never formulas, numbers are numbers, the header stays in sight.

use super::{Cell, Table, is_plain_number};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use std::path::Path;

/// Why a workbook could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WorkbookError {
    #[error("sheet {sheet:?} has {rows} rows: a workbook holds 1,048,576; export CSV or Parquet instead")]
    TooManyRows { sheet: String, rows: usize },
    #[error("workbook: {0}")]
    Write(#[from] XlsxError),
}

/// The rows of a sheet, its header not counted.
const ROWS_MAX: usize = 1_048_575;
/// Longer texts do not fit into a cell.
pub(super) const CELL_CHARS_MAX: usize = 32_767;

/// Writes one sheet per table into a file.
pub fn workbook(path: &Path, sheets: &[(&str, &Table)]) -> Result<(), WorkbookError> {
    filled(sheets)?.save(path)?;
    Ok(())
}

/// One sheet per table, as the bytes of a file.
pub fn workbook_bytes(sheets: &[(&str, &Table)]) -> Result<Vec<u8>, WorkbookError> {
    Ok(filled(sheets)?.save_to_buffer()?)
}

fn filled(sheets: &[(&str, &Table)]) -> Result<Workbook, WorkbookError> {
    let mut workbook = Workbook::new();
    for (name, table) in sheets {
        if table.rows.len() > ROWS_MAX {
            return Err(WorkbookError::TooManyRows {
                sheet: (*name).to_owned(),
                rows: table.rows.len(),
            });
        }
        fill(workbook.add_worksheet().set_name(*name)?, table)?;
    }
    Ok(workbook)
}

fn fill(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    for (column, name) in (0_u16..).zip(&table.columns) {
        sheet.write_string_with_format(0, column, name, &bold)?;
        sheet.set_column_width(column, width(name))?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (row, cells) in (1_u32..).zip(&table.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Empty => {}
                Cell::Number(number) if fits(number) => {
                    sheet.write_number(row, column, number.parse::<f64>().unwrap_or_default())?;
                }
                Cell::Text(text) | Cell::Number(text) => {
                    let text: String = text.chars().take(CELL_CHARS_MAX).collect();
                    sheet.write_string(row, column, text)?;
                }
            }
        }
    }
    Ok(())
}

/// A number of more than 15 digits would be rounded by the spreadsheet, so it stays text.
fn fits(number: &str) -> bool {
    let digits = number
        .trim_start_matches(['-', '0', '.'])
        .bytes()
        .filter(u8::is_ascii_digit)
        .count();
    is_plain_number(number) && digits <= 15
}

/// About as wide as its name.
fn width(name: &str) -> f64 {
    let letters: u32 = name.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    f64::from(letters.clamp(8, 40) + 2)
}
