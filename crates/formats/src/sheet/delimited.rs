//! CSV and TSV: any delimiter, any line end, any encoding; a file that breaks off is noticed.

use super::encoding::{self, Utf8Reader};
use super::{Body, Fault, Format, Hints, LineEnd, Raw, Row, Shape, Sheet, SheetError, archive, header};
use csv::{ByteRecord, ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, UTF_8};
use std::cell::RefCell;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::rc::Rc;

/// Where the bytes come from.
#[derive(Debug, Clone)]
pub(super) enum Origin {
    Plain(PathBuf),
    /// The file with that index inside of a ZIP.
    Packed {
        path: PathBuf,
        index: usize,
    },
}

/// A text file that can be read again and again.
#[derive(Debug)]
pub(super) struct TextFile {
    origin: Origin,
    name: String,
    encoding: &'static Encoding,
    row_bytes: usize,
}

impl Origin {
    fn path(&self) -> &PathBuf {
        match self {
            Origin::Plain(path) | Origin::Packed { path, .. } => path,
        }
    }

    fn io(&self, source: io::Error) -> SheetError {
        SheetError::Io {
            path: self.path().clone(),
            source,
        }
    }

    /// Gives the bytes of the file to `work`.
    fn with<T>(&self, work: impl FnOnce(&mut dyn Read) -> Result<T, SheetError>) -> Result<T, SheetError> {
        match self {
            Origin::Plain(path) => {
                let file = File::open(path).map_err(|error| self.io(error))?;
                work(&mut BufReader::with_capacity(1 << 18, file))
            }
            Origin::Packed { path, index } => {
                let mut archive = archive::open(path)?;
                let mut entry = archive
                    .by_index(*index)
                    .map_err(|error| archive::unreadable(path, error))?;
                work(&mut entry)
            }
        }
    }
}

/// Finds encoding, delimiter, line ends and header.
pub(super) fn open(origin: Origin, name: &str, hints: &Hints<'_>) -> Result<Sheet, SheetError> {
    let found = origin.with(|bytes| encoding::detect(bytes).map_err(|error| origin.io(error)))?;
    let encoding = match hints.encoding {
        None => found.encoding,
        Some(label) => Encoding::for_label(label.as_bytes()).ok_or_else(|| SheetError::NoEncoding {
            label: label.to_owned(),
        })?,
    };
    let text = TextFile {
        origin,
        name: name.to_owned(),
        encoding,
        row_bytes: hints.limits.row_bytes,
    };
    let start = text.start()?;
    if start.trim().is_empty() {
        return Err(SheetError::Empty { file: name.to_owned() });
    }
    let line_end = line_end_of(&start);
    let delimiter = hints.delimiter.unwrap_or_else(|| sniff(&start, name));
    let mut shape = Shape {
        format: if delimiter == b'\t' { Format::Tsv } else { Format::Csv },
        packed: None,
        encoding: Some(encoding.name()),
        bom: found.bom,
        line_end: Some(line_end),
        delimiter: Some(delimiter),
        sheet: None,
        header_row: 0,
    };
    let first = text.first_rows(&shape, hints.header_row)?;
    let cells: Vec<&Vec<String>> = first.iter().map(|(_, cells)| cells).collect();
    let at = match hints.header_row {
        Some(row) => first.iter().position(|(number, _)| *number == row),
        None => header::find(
            &cells.iter().map(|row| row.as_slice().to_vec()).collect::<Vec<_>>(),
            hints.is_known,
        ),
    };
    let Some(at) = at else {
        return Err(SheetError::NoHeader { file: name.to_owned() });
    };
    let (number, headers) = &first[at];
    shape.header_row = *number;
    let mut headers: Vec<String> = headers.iter().map(|cell| cell.trim().to_owned()).collect();
    while headers.last().is_some_and(String::is_empty) {
        headers.pop();
    }
    Ok(Sheet {
        shape,
        headers,
        body: Body::Text(text),
    })
}

/// The line end that comes first outside of quotes.
fn line_end_of(start: &str) -> LineEnd {
    let mut is_quoted = false;
    let mut bytes = start.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => return LineEnd::Lf,
            b'\r' if !is_quoted => {
                return if bytes.peek() == Some(&b'\n') {
                    LineEnd::CrLf
                } else {
                    LineEnd::Cr
                };
            }
            _ => {}
        }
    }
    LineEnd::Lf
}

/// The delimiter that cuts most lines into the same number of cells, more than one.
fn sniff(start: &str, name: &str) -> u8 {
    const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];
    if name.to_ascii_lowercase().ends_with(".tsv") {
        return b'\t';
    }
    let score = |delimiter: u8| {
        let mut counts: Vec<usize> = Vec::new();
        let (mut count, mut is_quoted) = (0, false);
        for byte in start.bytes() {
            match byte {
                b'"' => is_quoted = !is_quoted,
                b'\n' | b'\r' if !is_quoted => counts.push(std::mem::take(&mut count)),
                other if other == delimiter && !is_quoted => count += 1,
                _ => {}
            }
        }
        if counts.is_empty() {
            counts.push(count);
        }
        let usual = |wanted: usize| counts.iter().filter(|count| **count == wanted).count();
        let best = counts
            .iter()
            .copied()
            .filter(|count| *count > 0)
            .max_by_key(|count| (usual(*count), *count));
        best.map_or((0, 0), |count| (usual(count), count))
    };
    // The first candidate wins a tie.
    CANDIDATES
        .into_iter()
        .rev()
        .max_by_key(|delimiter| score(*delimiter))
        .unwrap_or(b',')
}

impl TextFile {
    /// The first 64 KB as text.
    fn start(&self) -> Result<String, SheetError> {
        self.decoded(|bytes| {
            let mut buffer = vec![0; 1 << 16];
            let length = encoding::fill(&mut &mut *bytes, &mut buffer).map_err(|error| self.origin.io(error))?;
            Ok(String::from_utf8_lossy(&buffer[..length])
                .trim_start_matches('\u{feff}')
                .to_owned())
        })
    }

    /// The rows among which the header stands, with their numbers.
    fn first_rows(&self, shape: &Shape, wanted: Option<u64>) -> Result<Vec<(u64, Vec<String>)>, SheetError> {
        let most = usize::try_from(wanted.unwrap_or(0))
            .unwrap_or(0)
            .max(header::ROWS_LOOKED_AT);
        let mut rows = Vec::new();
        self.read(
            &Shape {
                header_row: 0,
                ..shape.clone()
            },
            0,
            &mut |row| {
                rows.push((row.number, row.cells.iter().map(str::to_owned).collect()));
                if rows.len() >= most {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            },
        )?;
        Ok(rows)
    }

    fn decoded<T>(&self, work: impl FnOnce(&mut dyn Read) -> Result<T, SheetError>) -> Result<T, SheetError> {
        self.origin.with(|bytes| {
            if self.encoding == UTF_8 {
                work(bytes)
            } else {
                work(&mut Utf8Reader::new(bytes, self.encoding))
            }
        })
    }

    /// Visits the rows below the header (all rows when `header_row` is 0); gives the row in which the file breaks off.
    pub(super) fn read(
        &self,
        shape: &Shape,
        width: usize,
        visit: &mut dyn FnMut(&Row<'_>) -> ControlFlow<()>,
    ) -> Result<Option<u64>, SheetError> {
        self.decoded(|bytes| {
            let window = Rc::new(RefCell::new(Window::new(self.row_bytes)));
            let source = Tee {
                source: bytes,
                window: Rc::clone(&window),
            };
            let delimiter = shape.delimiter.unwrap_or(b',');
            let mut reader = ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .delimiter(delimiter)
                .buffer_capacity(1 << 17)
                .from_reader(source);
            let mut lines = Lines {
                is_cr: shape.line_end == Some(LineEnd::Cr),
                number: 1,
            };
            let mut scratch = Scratch::default();
            let mut last: Option<Last> = None;
            loop {
                let start = reader.position().byte();
                window.borrow_mut().forget(start);
                match reader.read_byte_record(&mut scratch.bytes) {
                    Ok(true) => {}
                    Ok(false) => break,
                    Err(error) => return self.broken_off(error, lines.number),
                }
                let window = window.borrow();
                let raw = window.slice(start, reader.position().byte());
                let (before, raw) = split_blank_lines(raw);
                let number = lines.pass(before, raw);
                if number <= shape.header_row {
                    continue;
                }
                let fault = scratch.decode(width);
                let is_short = fault.is_some() && scratch.text.len() < width;
                last = Some(Last::of(number, raw, delimiter, is_short));
                let row = Row {
                    number,
                    cells: &scratch.text,
                    raw: Raw::Bytes(raw),
                    fault,
                };
                if visit(&row).is_break() {
                    return Ok(None);
                }
            }
            Ok(last.filter(|last| last.breaks_off).map(|last| last.number))
        })
    }

    /// A row that outgrows its limit is mostly a quotation mark that never closes.
    fn broken_off(&self, error: csv::Error, row: u64) -> Result<Option<u64>, SheetError> {
        match error.into_kind() {
            csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => Err(SheetError::TooLarge {
                file: self.name.clone(),
                what: "row".into(),
                found: row.to_string(),
                limit: format!("{} bytes", self.row_bytes),
            }),
            csv::ErrorKind::Io(error) => Err(self.origin.io(error)),
            other => Err(SheetError::Unreadable {
                file: self.name.clone(),
                problem: format!("{other:?}"),
            }),
        }
    }
}

/// The buffers of one pass.
#[derive(Default)]
struct Scratch {
    bytes: ByteRecord,
    text: StringRecord,
}

impl Scratch {
    /// Turns the bytes into texts; says what is wrong with the row.
    fn decode(&mut self, width: usize) -> Option<Fault> {
        let spare = std::mem::take(&mut self.text).into_byte_record();
        let bytes = std::mem::replace(&mut self.bytes, spare);
        let (text, is_text) = match StringRecord::from_byte_record(bytes) {
            Ok(text) => (text, true),
            Err(error) => (StringRecord::from_byte_record_lossy(error.into_byte_record()), false),
        };
        self.text = text;
        if !is_text || self.text.as_slice().contains('\u{fffd}') {
            return Some(Fault::Encoding);
        }
        let found = self.text.len();
        let is_padded = found > width && self.text.iter().skip(width).all(|cell| cell.trim().is_empty());
        (width > 0 && found != width && !is_padded).then_some(Fault::CellCount { found })
    }
}

/// What the last row says about the end of the file.
struct Last {
    number: u64,
    breaks_off: bool,
}

impl Last {
    fn of(number: u64, raw: &[u8], delimiter: u8, is_short: bool) -> Last {
        let has_end = raw.last().is_some_and(|byte| matches!(byte, b'\n' | b'\r'));
        // An open quotation mark swallows the line ends behind it; without one a line end means that the row is whole.
        let is_open = raw.contains(&b'"') && ends_inside_quotes(raw, delimiter);
        Last {
            number,
            breaks_off: is_open || is_short && !has_end,
        }
    }
}

/// Whether a quotation mark that opens a cell is never closed.
fn ends_inside_quotes(raw: &[u8], delimiter: u8) -> bool {
    let (mut is_quoted, mut is_start) = (false, true);
    let mut bytes = raw.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' if is_quoted && bytes.peek() == Some(&b'"') => {
                bytes.next();
            }
            b'"' if is_quoted => is_quoted = false,
            b'"' if is_start => is_quoted = true,
            _ => {}
        }
        is_start = !is_quoted && byte == delimiter;
    }
    is_quoted
}

/// Counts lines as an editor does; a quoted cell may hold several.
struct Lines {
    is_cr: bool,
    number: u64,
}

impl Lines {
    /// The line on which the row starts, after the blank lines before it.
    fn pass(&mut self, before: &[u8], raw: &[u8]) -> u64 {
        let start = self.number + self.ends(before);
        self.number = start + self.ends(raw);
        start
    }

    fn ends(&self, bytes: &[u8]) -> u64 {
        let wanted = if self.is_cr { b'\r' } else { b'\n' };
        bytes.iter().map(|byte| u64::from(*byte == wanted)).sum()
    }
}

/// The CSV reader passes over blank lines; they are lines all the same.
fn split_blank_lines(raw: &[u8]) -> (&[u8], &[u8]) {
    let start = raw
        .iter()
        .position(|byte| !matches!(byte, b'\n' | b'\r'))
        .unwrap_or(raw.len());
    raw.split_at(start)
}

/// The bytes of the row that is being read, kept so that a rejected row can be shown as it stands in the file.
struct Window {
    bytes: Vec<u8>,
    /// Offset of the first byte.
    offset: u64,
    most: usize,
}

impl Window {
    fn new(most: usize) -> Window {
        Window {
            bytes: Vec::with_capacity(1 << 18),
            offset: 0,
            most: most + (1 << 18),
        }
    }

    /// Drops what lies before a position, now and then.
    fn forget(&mut self, position: u64) {
        let passed = usize::try_from(position - self.offset)
            .unwrap_or(0)
            .min(self.bytes.len());
        if passed > 1 << 17 {
            self.bytes.drain(..passed);
            self.offset = position;
        }
    }

    fn slice(&self, start: u64, end: u64) -> &[u8] {
        let index = |position: u64| {
            usize::try_from(position - self.offset)
                .unwrap_or(0)
                .min(self.bytes.len())
        };
        &self.bytes[index(start)..index(end)]
    }
}

/// Keeps what passes through in the window.
struct Tee<'a> {
    source: &'a mut dyn Read,
    window: Rc<RefCell<Window>>,
}

impl Read for Tee<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut window = self.window.borrow_mut();
        if window.bytes.len() > window.most {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let count = self.source.read(buffer)?;
        window.bytes.extend_from_slice(&buffer[..count]);
        Ok(count)
    }
}
