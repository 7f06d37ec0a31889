//! XLSX, streamed cell by cell: a dense range of a hostile workbook would take all memory.

use super::apart::{FirstRow, Reader};
use super::archive::{Limits, unreadable};
use super::{Body, Fault, Format, Hints, Raw, Row, Shape, Sheet, SheetError, header, name_of};
use calamine::{Cell, DataRef, Reader as _, SheetVisible, Xlsx, XlsxError, open_workbook};
use csv::StringRecord;
use std::borrow::Cow;
use std::fs::File;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// A workbook of which one sheet is read.
#[derive(Debug)]
pub(super) struct Workbook {
    path: PathBuf,
    sheet: String,
    limits: Limits,
    reader: Reader,
}

/// Takes a row with its number; a row without content is not given.
pub(super) type GiveRow<'a> = dyn FnMut(u64, &mut StringRecord) -> ControlFlow<()> + 'a;

/// Finds the header among the first rows of the chosen sheet.
pub(super) fn open(
    path: &Path,
    (sheet, mut rows): (String, Vec<FirstRow>),
    reader: Reader,
    hints: &Hints<'_>,
) -> Result<Sheet, SheetError> {
    if rows.is_empty() {
        return Err(SheetError::Empty { file: name_of(path) });
    }
    let at = match hints.header_row {
        Some(wanted) => rows.iter().position(|(number, _)| *number == wanted),
        None => header::find(
            &rows.iter().map(|(_, cells)| cells.clone()).collect::<Vec<_>>(),
            hints.is_known,
        ),
    };
    let Some(at) = at else {
        return Err(SheetError::NoHeader { file: name_of(path) });
    };
    let (header_row, mut headers) = rows.swap_remove(at);
    while headers.last().is_some_and(String::is_empty) {
        headers.pop();
    }
    Ok(Sheet {
        shape: Shape {
            format: Format::Xlsx,
            packed: None,
            encoding: None,
            bom: false,
            line_end: None,
            delimiter: None,
            sheet: Some(sheet.clone()),
            header_row,
        },
        headers,
        body: Body::Workbook(Workbook {
            path: path.to_owned(),
            sheet,
            limits: hints.limits.clone(),
            reader,
        }),
    })
}

impl Workbook {
    /// Visits the rows below the header. Workbooks do not break off unnoticed.
    pub(super) fn read(
        &self,
        shape: &Shape,
        width: usize,
        visit: &mut dyn FnMut(&Row<'_>) -> ControlFlow<()>,
    ) -> Result<Option<u64>, SheetError> {
        self.reader
            .rows(&self.path, &self.sheet, &self.limits, &mut |number, cells| {
                if number <= shape.header_row {
                    return ControlFlow::Continue(());
                }
                while cells.len() < width {
                    cells.push_field("");
                }
                let has_more = width > 0 && cells.iter().skip(width).any(|cell| !cell.trim().is_empty());
                let fault = has_more.then_some(Fault::CellCount { found: cells.len() });
                visit(&Row {
                    number,
                    cells,
                    raw: Raw::Cells,
                    fault,
                })
            })?;
        Ok(None)
    }
}

/// The sheet to read, and its first rows with their numbers.
pub(super) fn look(
    path: &Path,
    wanted: Option<&str>,
    most: usize,
    limits: &Limits,
) -> Result<(String, Vec<FirstRow>), SheetError> {
    let sheet = guarded(path, || choose(path, wanted))?;
    let mut first: Vec<FirstRow> = Vec::new();
    rows(path, &sheet, limits, &mut |number, cells| {
        first.push((number, cells.iter().map(|cell| cell.trim().to_owned()).collect()));
        if first.len() >= most {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })?;
    Ok((sheet, first))
}

/// Gives every row with content, in this process.
pub(super) fn rows(path: &Path, sheet: &str, limits: &Limits, give: &mut GiveRow<'_>) -> Result<(), SheetError> {
    guarded(path, || {
        let mut book = workbook(path)?;
        let reader = book.worksheet_cells_reader(sheet);
        let mut reader = reader.map_err(|error| unreadable(path, error))?;
        let mut row = Gathered::default();
        let mut cells = 0_u64;
        while let Some(cell) = reader.next_cell().map_err(|error| unreadable(path, error))? {
            let (number, column) = cell.get_position();
            if u64::from(number) + 1 != row.number {
                if row.give(give).is_break() {
                    return Ok(());
                }
                row.number = u64::from(number) + 1;
            }
            cells += 1;
            check(path, limits, cells, (column as usize, row.record.as_slice().len()))?;
            row.push(column as usize, &cell);
        }
        // Whether the last one wants more does not matter any longer.
        let _ = row.give(give);
        Ok(())
    })
}

fn check(path: &Path, limits: &Limits, cells: u64, (column, row_bytes): (usize, usize)) -> Result<(), SheetError> {
    let too_large = |what: &'static str, found: String, limit: String| {
        Err(SheetError::TooLarge {
            file: name_of(path),
            what: Cow::Borrowed(what),
            found,
            limit,
        })
    };
    if cells > limits.cells {
        return too_large("cells", format!("> {}", limits.cells), limits.cells.to_string());
    }
    if column >= limits.columns {
        return too_large("columns", (column + 1).to_string(), limits.columns.to_string());
    }
    if row_bytes > limits.row_bytes {
        return too_large("bytes in one row", row_bytes.to_string(), limits.row_bytes.to_string());
    }
    Ok(())
}

/// The sheet that was asked for, or the only visible one that holds something.
fn choose(path: &Path, wanted: Option<&str>) -> Result<String, SheetError> {
    let mut book = workbook(path)?;
    let visible = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible);
    let visible: Vec<String> = visible.map(|sheet| sheet.name.clone()).collect();
    let none = |wanted: &str, sheets: Vec<String>| SheetError::NoSheet {
        file: name_of(path),
        wanted: wanted.to_owned(),
        sheets,
    };
    if let Some(wanted) = wanted {
        let all = book.sheet_names();
        return if all.iter().any(|name| name == wanted) {
            Ok(wanted.to_owned())
        } else {
            Err(none(wanted, all))
        };
    }
    let mut filled = Vec::new();
    for name in visible {
        // A chart sheet has no cells.
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else {
            continue;
        };
        if cells.next_cell().map_err(|error| unreadable(path, error))?.is_some() {
            filled.push(name);
        }
    }
    match filled.len() {
        0 => Err(SheetError::Empty { file: name_of(path) }),
        1 => Ok(filled.remove(0)),
        _ => Err(none("", filled)),
    }
}

fn workbook(path: &Path) -> Result<Xlsx<BufReader<File>>, SheetError> {
    open_workbook(path).map_err(|error: XlsxError| unreadable(path, error))
}

/// The library panics on some damaged files; that is a verdict on the file and no end of the program.
fn guarded<T>(path: &Path, work: impl FnOnce() -> Result<T, SheetError>) -> Result<T, SheetError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(unreadable(path, "the workbook is damaged")))
}

/// The cells of a row, gathered until the next row begins.
#[derive(Default)]
struct Gathered {
    number: u64,
    record: StringRecord,
    has_content: bool,
}

impl Gathered {
    fn push(&mut self, column: usize, cell: &Cell<DataRef<'_>>) {
        // Out of order or twice in one row: the first one counts, as in a spreadsheet program.
        if column < self.record.len() {
            return;
        }
        while self.record.len() < column {
            self.record.push_field("");
        }
        let before = self.record.as_slice().len();
        push_text(&mut self.record, cell.get_value());
        self.has_content |= self.record.as_slice().len() > before;
    }

    /// Gives the row on, when there is something in it, and starts anew.
    fn give(&mut self, give: &mut GiveRow<'_>) -> ControlFlow<()> {
        let mut flow = ControlFlow::Continue(());
        if self.has_content {
            flow = give(self.number, &mut self.record);
        }
        self.record.clear();
        self.has_content = false;
        flow
    }
}

/// A cell as text: dates in ISO form, numbers with the 15 digits that a spreadsheet shows.
fn push_text(record: &mut StringRecord, value: &DataRef<'_>) {
    match value {
        DataRef::Empty => record.push_field(""),
        DataRef::SharedString(text) => record.push_field(text),
        DataRef::Bool(yes) => record.push_field(if *yes { "true" } else { "false" }),
        DataRef::Int(number) => record.push_field(&number.to_string()),
        DataRef::Float(number) => record.push_field(&number_text(*number)),
        DataRef::DateTime(time) if time.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
            let day = format!("{year:04}-{month:02}-{day:02}");
            if (hour, minute, second) == (0, 0, 0) {
                record.push_field(&day);
            } else {
                record.push_field(&format!("{day}T{hour:02}:{minute:02}:{second:02}"));
            }
        }
        DataRef::DateTime(time) => record.push_field(&number_text(time.as_f64())),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => record.push_field(text),
        // As the spreadsheet shows it: the column's type will not accept it, and the report quotes it.
        DataRef::Error(error) => record.push_field(&error.to_string()),
    }
}

/// Fifteen significant digits, plainly written: 0.1 + 0.2 is 0.3.
pub(super) fn number_text(number: f64) -> String {
    if !number.is_finite() {
        return number.to_string();
    }
    let scientific = format!("{number:.14e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let negative = mantissa.starts_with('-');
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return "0".to_owned();
    }
    let point = exponent + 1;
    let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    let repeat = |times: i32| "0".repeat(usize::try_from(times).unwrap_or(0));
    let plain = if point <= 0 {
        format!("0.{}{digits}", repeat(-point))
    } else if point >= count {
        format!("{digits}{}", repeat(point - count))
    } else {
        let (whole, rest) = digits.split_at(usize::try_from(point).unwrap_or(0));
        format!("{whole}.{rest}")
    };
    if negative { format!("-{plain}") } else { plain }
}
