//! The binary form of `COPY`: written for new rows, read for exports.

use super::export::RawBuilder;
use crate::StoreError;
use domain::intake::{Kind, Value};

const SIGNATURE: &[u8] = b"PGCOPY\n\xff\r\n\0";
/// Signature, flags, and the length of an extension that nobody uses.
const HEADER_BYTES: usize = SIGNATURE.len() + 8;

/// A buffer that starts as the format wants it.
pub(super) fn header() -> Vec<u8> {
    let mut buffer = SIGNATURE.to_vec();
    buffer.extend([0; 8]);
    buffer
}

pub(super) fn start_row(buffer: &mut Vec<u8>, cells: usize) {
    buffer.extend(u16::try_from(cells).unwrap_or(u16::MAX).to_be_bytes());
}

pub(super) fn value(buffer: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Null => buffer.extend((-1_i32).to_be_bytes()),
        Value::Int(value) => int(buffer, *value),
        Value::Text(value) => text(buffer, value),
    }
}

pub(super) fn int(buffer: &mut Vec<u8>, value: i64) {
    buffer.extend(8_i32.to_be_bytes());
    buffer.extend(value.to_be_bytes());
}

pub(super) fn text(buffer: &mut Vec<u8>, text: &str) {
    buffer.extend(u32::try_from(text.len()).unwrap_or(u32::MAX).to_be_bytes());
    buffer.extend(text.as_bytes());
}

pub(super) fn end(buffer: &mut Vec<u8>) {
    buffer.extend((-1_i16).to_be_bytes());
}

/// Reads exported rows (id, source, the columns of the kind) from chunks cut anywhere.
pub(super) struct CopyReader {
    /// For each column of the kind: is it text?
    texts: Vec<bool>,
    rest: Vec<u8>,
    past_header: bool,
}

impl CopyReader {
    pub(super) fn new(kind: &Kind) -> CopyReader {
        let texts = kind.columns.iter().map(|column| column.ty.is_text()).collect();
        CopyReader {
            texts,
            rest: Vec::new(),
            past_header: false,
        }
    }

    pub(super) fn read(&mut self, chunk: &[u8], into: &mut RawBuilder) -> Result<(), StoreError> {
        self.rest.extend_from_slice(chunk);
        let bytes = std::mem::take(&mut self.rest);
        let mut at = 0;
        if !self.past_header {
            if bytes.len() < HEADER_BYTES {
                self.rest = bytes;
                return Ok(());
            }
            self.past_header = true;
            at = HEADER_BYTES;
        }
        while let Some(length) = row_length(&bytes[at..]) {
            self.row(&bytes[at + 2..at + length], into)?;
            at += length;
        }
        self.rest = bytes[at..].to_vec();
        Ok(())
    }

    fn row(&self, mut cells: &[u8], into: &mut RawBuilder) -> Result<(), StoreError> {
        let id = next(&mut cells)
            .and_then(|cell| cell.try_into().ok())
            .map(i64::from_be_bytes);
        let source = next(&mut cells);
        let (Some(id), Some(source)) = (id, source) else {
            return Err(garbled("an id and a source"));
        };
        into.start(id, source);
        for (position, is_text) in self.texts.iter().enumerate() {
            match next(&mut cells) {
                None => into.null(position),
                Some(cell) if *is_text => into.text(position, cell)?,
                Some(cell) => {
                    let value = cell.try_into().map_err(|_| garbled("an integer of eight bytes"))?;
                    into.int(position, i64::from_be_bytes(value))?;
                }
            }
        }
        Ok(())
    }
}

/// Bytes of the row that starts here; `None` at the end mark or when it is not all there yet.
fn row_length(bytes: &[u8]) -> Option<usize> {
    let cells = i16::from_be_bytes(bytes.get(..2)?.try_into().ok()?);
    let mut at = 2;
    for _ in 0..u16::try_from(cells).ok()? {
        let length = i32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?);
        at += 4 + usize::try_from(length).unwrap_or(0);
    }
    (bytes.len() >= at).then_some(at)
}

/// The next cell; `None` for null.
fn next<'a>(cells: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, rest) = cells.split_at_checked(4)?;
    let length = usize::try_from(i32::from_be_bytes(length.try_into().ok()?)).ok();
    *cells = rest;
    let (cell, rest) = rest.split_at_checked(length?)?;
    *cells = rest;
    Some(cell)
}

fn garbled(expected: &'static str) -> StoreError {
    StoreError::Corrupt {
        place: "an exported row".to_owned(),
        found: "other bytes".to_owned(),
        expected,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::intake::kinds;

    #[test]
    fn rows_survive_whatever_the_chunks() {
        let mut bytes = header();
        for id in [3, 1, 2] {
            start_row(&mut bytes, 6);
            int(&mut bytes, id);
            text(&mut bytes, "erp");
            for value in [
                Value::text("CN"),
                Value::text("2026-10-01"),
                Value::text("holiday"),
                Value::Null,
            ] {
                super::value(&mut bytes, &value);
            }
        }
        end(&mut bytes);
        let read = |size: usize| {
            let mut builder = RawBuilder::new(&kinds::HOLIDAY, 0);
            let mut reader = CopyReader::new(&kinds::HOLIDAY);
            for chunk in bytes.chunks(size) {
                reader.read(chunk, &mut builder).unwrap();
            }
            builder.finish()
        };
        let whole = read(bytes.len());
        assert_eq!(whole.ids, [1, 2, 3]);
        for size in [1, 7, 64] {
            assert_eq!(read(size), whole, "chunks of {size}");
        }
    }
}
