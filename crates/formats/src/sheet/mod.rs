//! Reading tables: one way into CSV, TSV and XLSX, also inside of a ZIP, with whatever was detected on show.
//!
//! A [`Sheet`] can be read several times, front to back, without ever holding more than a row in memory.

mod archive;
mod apart;
mod delimited;
mod encoding;
mod header;
mod workbook;
#[cfg(test)]
mod tests;

use apart::{Found, Look, Reader};
use csv::StringRecord;
use domain::platform::worker::{Ended, Worker};
use std::borrow::Cow;
use std::fmt;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use apart::answer;
pub use archive::Limits;

/// What a person says about a file, and what helps to find its header.
#[derive(Default)]
pub struct Hints<'a> {
    pub sheet: Option<&'a str>,
    /// Row of the header, the first one is 1.
    pub header_row: Option<u64>,
    /// Label of the encoding, such as `gb18030`.
    pub encoding: Option<&'a str>,
    pub delimiter: Option<u8>,
    /// Whether a text is a known column name.
    pub is_known: Option<&'a dyn Fn(&str) -> bool>,
    pub limits: Limits,
    /// Where packed files and workbooks are read; in this process when there is none.
    pub worker: Option<Arc<dyn Worker>>,
}

/// The format of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Csv,
    Tsv,
    Xlsx,
}

/// How the lines of a text file end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineEnd {
    Lf,
    CrLf,
    Cr,
}

/// What was detected; everything but the format is there for text files or for workbooks only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    pub format: Format,
    /// Name of the file inside of the ZIP, when it was packed.
    pub packed: Option<String>,
    pub encoding: Option<&'static str>,
    pub bom: bool,
    pub line_end: Option<LineEnd>,
    pub delimiter: Option<u8>,
    pub sheet: Option<String>,
    /// Row of the header, the first one is 1.
    pub header_row: u64,
}

/// A table that was opened: its shape, its header, and its rows to be read.
#[derive(Debug)]
pub struct Sheet {
    pub shape: Shape,
    pub headers: Vec<String>,
    body: Body,
}

#[derive(Debug)]
enum Body {
    Text(delimited::TextFile),
    Workbook(workbook::Workbook),
}

/// One row below the header.
pub struct Row<'a> {
    /// Row as people count them: the line of a text file on which it starts, or the row of the sheet.
    pub number: u64,
    pub cells: &'a StringRecord,
    raw: Raw<'a>,
    /// What is wrong with the row as a whole.
    pub fault: Option<Fault>,
}

enum Raw<'a> {
    Bytes(&'a [u8]),
    Cells,
}

/// A row that is there but cannot be trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// More or fewer cells than the header.
    CellCount { found: usize },
    /// Bytes that are no text in the encoding of the file.
    Encoding,
}

impl Row<'_> {
    /// The row as it stands in the file; of a workbook its cells with tabs between them.
    #[must_use]
    pub fn raw(&self) -> String {
        match self.raw {
            Raw::Bytes(bytes) => String::from_utf8_lossy(bytes).trim_end_matches(['\r', '\n']).to_owned(),
            Raw::Cells => self.cells.iter().collect::<Vec<_>>().join("\t"),
        }
    }
}

/// How a file ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// Rows below the header.
    pub rows: u64,
    /// The row in which the file breaks off.
    pub truncated: Option<u64>,
}

/// Why a file could not be opened or read to its end.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    #[error("{}: {source}", path.display())]
    Io { path: PathBuf, source: std::io::Error },
    #[error("{what} in {file}: {found}, at most {limit} are read; split the file or save it as CSV")]
    TooLarge {
        file: String,
        what: Cow<'static, str>,
        found: String,
        limit: String,
    },
    #[error("{file} cannot be read: {problem}")]
    Unreadable { file: String, problem: String },
    #[error("{file} is empty")]
    Empty { file: String },
    #[error("{file} has no header row among its first rows: expected a row of column names")]
    NoHeader { file: String },
    #[error("{file} has no sheet {wanted:?}: it has {}", sheets.join(", "))]
    NoSheet {
        file: String,
        wanted: String,
        sheets: Vec<String>,
    },
    #[error(
        "encoding {label:?} is not known: expected utf-8, utf-16le, gb18030, windows-1252 or another label of the web"
    )]
    NoEncoding { label: String },
    #[error("{file} cannot be read: {ended}; nothing of it was stored")]
    Ended { file: String, ended: Ended },
}

/// Opens a file and finds out what it is; nothing but the first rows is kept.
///
/// Text is read here: it is streamed, its rows are capped, and no parser grows with it. What is packed can blow up, so it
/// is looked into apart; a text inside of it is read here once that went well.
pub fn open(path: &Path, hints: &Hints<'_>) -> Result<Sheet, SheetError> {
    let file = name_of(path);
    if !archive::is_packed(path)? {
        return delimited::open(delimited::Origin::Plain(path.to_owned()), &file, hints);
    }
    let reader = Reader::of(hints.worker.as_ref());
    let look = Look {
        sheet: hints.sheet.map(str::to_owned),
        rows: rows_looked_at(hints),
        limits: hints.limits.clone(),
    };
    match reader.look(path, &look)? {
        Found::Workbook { sheet, rows } => workbook::open(path, (sheet, rows), reader, hints),
        Found::Table { index, name } => {
            let origin = delimited::Origin::Packed {
                path: path.to_owned(),
                index,
            };
            let mut sheet = delimited::open(origin, &name, hints)?;
            sheet.shape.packed = Some(name);
            Ok(sheet)
        }
    }
}

/// The first rows, among which the header is looked for.
fn rows_looked_at(hints: &Hints<'_>) -> usize {
    usize::try_from(hints.header_row.unwrap_or(0))
        .unwrap_or(0)
        .max(header::ROWS_LOOKED_AT)
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

impl Sheet {
    /// Gives every row below the header to `visit`, until it breaks off.
    pub fn read(&self, mut visit: impl FnMut(&Row<'_>) -> ControlFlow<()>) -> Result<Ending, SheetError> {
        let mut ending = Ending {
            rows: 0,
            truncated: None,
        };
        let width = self.headers.len();
        let mut counted = |row: &Row<'_>| {
            ending.rows += 1;
            visit(row)
        };
        let truncated = match &self.body {
            Body::Text(text) => text.read(&self.shape, width, &mut counted)?,
            Body::Workbook(book) => book.read(&self.shape, width, &mut counted)?,
        };
        Ok(Ending { truncated, ..ending })
    }
}

/// Says it as the report of an import does: `CSV · gb18030 · ; · CR`.
impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.format {
            Format::Csv => "CSV",
            Format::Tsv => "TSV",
            Format::Xlsx => "XLSX",
        })?;
        if let Some(sheet) = &self.sheet {
            write!(f, " · {sheet:?}")?;
        }
        if let Some(encoding) = self.encoding {
            write!(f, " · {encoding}{}", if self.bom { " BOM" } else { "" })?;
        }
        if let Some(delimiter) = self.delimiter {
            write!(f, " · {:?}", char::from(delimiter))?;
        }
        match self.line_end {
            Some(LineEnd::Lf) => f.write_str(" · LF"),
            Some(LineEnd::CrLf) => f.write_str(" · CRLF"),
            Some(LineEnd::Cr) => f.write_str(" · CR"),
            None => Ok(()),
        }
    }
}
