//! What parent and child say to each other about a file: requests and findings as JSON, rows as plain bytes.

use super::{Found, Look};
use crate::sheet::archive::Limits;
use crate::sheet::workbook::GiveRow;
use crate::sheet::{SheetError, name_of};
use csv::StringRecord;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::io;
use std::ops::ControlFlow;
use std::path::Path;

#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Request {
    Look(Look),
    Rows { sheet: String, limits: Limits },
}

/// A part of an answer.
#[derive(Debug)]
pub(super) enum Reply<'a> {
    Found(Found),
    Rows(Cow<'a, [u8]>),
}

const FOUND: u8 = b'f';
const ROWS: u8 = b'r';
const REFUSED: u8 = b'x';
/// Bytes of rows that go into one record.
const ROWS_BYTES: usize = 128 << 10;

pub(super) fn found(found: &Found) -> io::Result<Vec<u8>> {
    lettered(FOUND, found)
}

pub(super) fn refusal(refusal: &Refusal) -> io::Result<Vec<u8>> {
    lettered(REFUSED, refusal)
}

fn lettered(letter: u8, value: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut record = vec![letter];
    serde_json::to_writer(&mut record, value)?;
    Ok(record)
}

/// A record, or why the file was refused; the outer error is about the record itself.
pub(super) fn read(record: &[u8]) -> io::Result<Result<Reply<'_>, Refusal>> {
    match record.split_first() {
        Some((&FOUND, json)) => Ok(Ok(Reply::Found(serde_json::from_slice(json)?))),
        Some((&ROWS, rows)) => Ok(Ok(Reply::Rows(Cow::Borrowed(rows)))),
        Some((&REFUSED, json)) => Ok(Err(serde_json::from_slice(json)?)),
        _ => Err(io::ErrorKind::InvalidData.into()),
    }
}

/// Gathers rows into records: the row's number, how many cells, and each with its length in front.
pub(super) struct RowsWriter<'a> {
    emit: &'a mut dyn FnMut(&[u8]) -> io::Result<()>,
    record: Vec<u8>,
    unheard: Option<io::Error>,
}

impl<'a> RowsWriter<'a> {
    pub(super) fn new(emit: &'a mut dyn FnMut(&[u8]) -> io::Result<()>) -> RowsWriter<'a> {
        RowsWriter {
            emit,
            record: vec![ROWS],
            unheard: None,
        }
    }

    pub(super) fn add(&mut self, number: u64, cells: &StringRecord) -> ControlFlow<()> {
        self.record.extend(number.to_le_bytes());
        self.record.extend(length(cells.len()));
        for cell in cells {
            self.record.extend(length(cell.len()));
            self.record.extend(cell.as_bytes());
        }
        if self.record.len() >= ROWS_BYTES
            && let Err(error) = self.flush()
        {
            self.unheard = Some(error);
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        match self.unheard.take() {
            Some(error) => Err(error),
            None if self.record.len() > 1 => self.flush(),
            None => Ok(()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        (self.emit)(&self.record)?;
        self.record.truncate(1);
        Ok(())
    }
}

/// Rows and cells are capped far below what fits.
fn length(length: usize) -> [u8; 4] {
    u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes()
}

/// Gives the rows of a record on.
pub(super) fn read_rows(
    mut rows: &[u8],
    row: &mut StringRecord,
    give: &mut GiveRow<'_>,
) -> io::Result<ControlFlow<()>> {
    while !rows.is_empty() {
        let number = read_row(&mut rows, row).ok_or(io::ErrorKind::InvalidData)?;
        if give(number, row).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

fn read_row(rows: &mut &[u8], row: &mut StringRecord) -> Option<u64> {
    row.clear();
    let number = u64::from_le_bytes(take::<8>(rows)?);
    for _ in 0..u32::from_le_bytes(take::<4>(rows)?) {
        let length = u32::from_le_bytes(take::<4>(rows)?) as usize;
        let (cell, rest) = rows.split_at_checked(length)?;
        *rows = rest;
        row.push_field(std::str::from_utf8(cell).ok()?);
    }
    Some(number)
}

fn take<const N: usize>(rows: &mut &[u8]) -> Option<[u8; N]> {
    let (head, rest) = rows.split_first_chunk::<N>()?;
    *rows = rest;
    Some(*head)
}

/// Why a file was refused, without its name.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Refusal {
    Io(String),
    TooLarge { what: String, found: String, limit: String },
    Unreadable(String),
    Empty,
    NoHeader,
    NoSheet { wanted: String, sheets: Vec<String> },
}

impl Refusal {
    pub(super) fn of(error: SheetError) -> Refusal {
        match error {
            SheetError::Io { source, .. } => Refusal::Io(source.to_string()),
            SheetError::TooLarge { what, found, limit, .. } => Refusal::TooLarge {
                what: what.into_owned(),
                found,
                limit,
            },
            SheetError::Unreadable { problem, .. } => Refusal::Unreadable(problem),
            SheetError::Empty { .. } => Refusal::Empty,
            SheetError::NoHeader { .. } => Refusal::NoHeader,
            SheetError::NoSheet { wanted, sheets, .. } => Refusal::NoSheet { wanted, sheets },
            // A packed file has no encoding of its own, and a child starts none.
            SheetError::NoEncoding { label } => Refusal::Unreadable(label),
            SheetError::Ended { ended, .. } => Refusal::Unreadable(ended.to_string()),
        }
    }

    pub(super) fn told(self, path: &Path) -> SheetError {
        let file = name_of(path);
        match self {
            Refusal::Io(problem) => SheetError::Io {
                path: path.to_owned(),
                source: io::Error::other(problem),
            },
            Refusal::TooLarge { what, found, limit } => SheetError::TooLarge {
                file,
                what: Cow::Owned(what),
                found,
                limit,
            },
            Refusal::Unreadable(problem) => SheetError::Unreadable { file, problem },
            Refusal::Empty => SheetError::Empty { file },
            Refusal::NoHeader => SheetError::NoHeader { file },
            Refusal::NoSheet { wanted, sheets } => SheetError::NoSheet { file, wanted, sheets },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_as_they_were_and_a_cut_is_an_error() {
        let mut records: Vec<Vec<u8>> = Vec::new();
        let mut emit = |record: &[u8]| {
            records.push(record.to_vec());
            Ok(())
        };
        let mut writer = RowsWriter::new(&mut emit);
        assert!(writer.add(7, &StringRecord::from(vec!["a", "", "零"])).is_continue());
        assert!(writer.add(9, &StringRecord::new()).is_continue());
        writer.finish().unwrap();
        let [record] = records.as_slice() else {
            panic!("{records:?}");
        };
        let Ok(Reply::Rows(bytes)) = read(record).unwrap() else {
            panic!("no rows");
        };
        let read_all = |bytes: &[u8]| {
            let mut seen = Vec::new();
            let read = read_rows(bytes, &mut StringRecord::new(), &mut |number, cells| {
                seen.push((number, cells.iter().map(str::to_owned).collect::<Vec<_>>()));
                ControlFlow::Continue(())
            });
            read.map(|_| seen)
        };
        let cells = ["a", "", "零"].map(str::to_owned).to_vec();
        assert_eq!(read_all(&bytes).unwrap(), [(7, cells), (9, Vec::new())]);
        for cut in 1..bytes.len() - 12 {
            assert!(read_all(&bytes[..cut]).is_err(), "{cut}");
        }
        assert!(read(b"").is_err() && read(b"?").is_err());
    }
}
