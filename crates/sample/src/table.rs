//! One CSV file that grows row by row: cells are appended to a buffer, the buffer goes to the file when it is full.
//!
//! The first failure of the disk is kept and handed over by `finish`, so that the code which tells
//! what happened to a supplier is not interleaved with the handling of a full disk.

use crate::manifest::{SampleError, SampleFile};
use domain::period::day_of_number;
use std::fs::File;
use std::io::Write;
use std::path::Path;

const BUFFER_BYTES: usize = 256 * 1024;

/// A file of one kind, open for writing.
#[derive(Debug)]
pub(crate) struct Table {
    kind: &'static str,
    path: std::path::PathBuf,
    file: File,
    buffer: Vec<u8>,
    at_row_start: bool,
    rows: u64,
    failure: Option<std::io::Error>,
}

impl Table {
    /// Makes `<folder>/<kind>.csv` with this header.
    pub(crate) fn create(folder: &Path, kind: &'static str, header: &str) -> Result<Table, SampleError> {
        let path = folder.join(format!("{kind}.csv"));
        let file = File::create(&path).map_err(|problem| SampleError::File {
            path: path.clone(),
            problem,
        })?;
        let mut buffer = Vec::with_capacity(BUFFER_BYTES + 4096);
        buffer.extend_from_slice(header.as_bytes());
        buffer.push(b'\n');
        Ok(Table {
            kind,
            path,
            file,
            buffer,
            at_row_start: true,
            rows: 0,
            failure: None,
        })
    }

    /// A text, quoted where it must be.
    pub(crate) fn text(&mut self, text: &str) -> &mut Table {
        self.comma();
        if text.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n')) {
            self.buffer.push(b'"');
            for byte in text.bytes() {
                if byte == b'"' {
                    self.buffer.push(b'"');
                }
                self.buffer.push(byte);
            }
            self.buffer.push(b'"');
        } else {
            self.buffer.extend_from_slice(text.as_bytes());
        }
        self
    }

    pub(crate) fn empty(&mut self) -> &mut Table {
        self.comma();
        self
    }

    pub(crate) fn empties(&mut self, count: usize) -> &mut Table {
        for _ in 0..count {
            self.comma();
        }
        self
    }

    /// A text that may be missing.
    pub(crate) fn maybe(&mut self, text: Option<&str>) -> &mut Table {
        self.text(text.unwrap_or(""))
    }

    /// The key of two parts that a reference names, such as `PO-1/2`.
    pub(crate) fn pair(&mut self, first: &str, second: &str) -> &mut Table {
        self.text(first);
        self.buffer.push(b'/');
        self.buffer.extend_from_slice(second.as_bytes());
        self
    }

    /// More of the cell before; for texts that need no quotes.
    pub(crate) fn glue(&mut self, text: &str) -> &mut Table {
        self.buffer.extend_from_slice(text.as_bytes());
        self
    }

    pub(crate) fn int(&mut self, value: i64) -> &mut Table {
        self.comma();
        push_int(&mut self.buffer, value);
        self
    }

    /// `value` divided by ten to the power of `places`, as plain decimal text without trailing zeros.
    pub(crate) fn scaled(&mut self, value: i64, places: usize) -> &mut Table {
        self.comma();
        push_scaled(&mut self.buffer, value, places);
        self
    }

    pub(crate) fn flag(&mut self, value: bool) -> &mut Table {
        self.text(if value { "yes" } else { "no" })
    }

    /// A day given as days since 1970-01-01.
    pub(crate) fn day(&mut self, day: i32) -> &mut Table {
        self.comma();
        push_day(&mut self.buffer, day);
        self
    }

    pub(crate) fn maybe_day(&mut self, day: Option<i32>) -> &mut Table {
        match day {
            Some(day) => self.day(day),
            None => self.empty(),
        }
    }

    /// An instant given as seconds since 1970-01-01T00:00:00Z.
    pub(crate) fn instant(&mut self, seconds: i64) -> &mut Table {
        self.comma();
        let (day, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        push_day(&mut self.buffer, i32::try_from(day).unwrap_or(0));
        self.buffer.push(b'T');
        for (part, end) in [(second / 3_600, b':'), (second / 60 % 60, b':'), (second % 60, b'Z')] {
            push_two(&mut self.buffer, part);
            self.buffer.push(end);
        }
        self
    }

    pub(crate) fn maybe_instant(&mut self, seconds: Option<i64>) -> &mut Table {
        match seconds {
            Some(seconds) => self.instant(seconds),
            None => self.empty(),
        }
    }

    /// Ends the row.
    pub(crate) fn end(&mut self) {
        self.buffer.push(b'\n');
        self.at_row_start = true;
        self.rows += 1;
        if self.buffer.len() >= BUFFER_BYTES {
            self.flush();
        }
    }

    pub(crate) fn finish(mut self) -> Result<SampleFile, SampleError> {
        self.flush();
        match self.failure {
            Some(problem) => Err(SampleError::File {
                path: self.path,
                problem,
            }),
            None => Ok(SampleFile {
                kind: self.kind,
                file: self.path,
                rows: self.rows,
            }),
        }
    }

    fn comma(&mut self) {
        if self.at_row_start {
            self.at_row_start = false;
        } else {
            self.buffer.push(b',');
        }
    }

    fn flush(&mut self) {
        if self.failure.is_none() {
            self.failure = self.file.write_all(&self.buffer).err();
        }
        self.buffer.clear();
    }
}

fn push_int(buffer: &mut Vec<u8>, value: i64) {
    let mut digits = [0_u8; 20];
    let mut start = digits.len();
    let mut rest = value.unsigned_abs();
    loop {
        start -= 1;
        digits[start] = digit(rest % 10);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if value < 0 {
        buffer.push(b'-');
    }
    buffer.extend_from_slice(&digits[start..]);
}

fn push_scaled(buffer: &mut Vec<u8>, value: i64, places: usize) {
    let unit = 10_u64.pow(u32::try_from(places).unwrap_or(0));
    let (whole, mut fraction) = (value.unsigned_abs() / unit, value.unsigned_abs() % unit);
    if value < 0 {
        buffer.push(b'-');
    }
    push_int(buffer, i64::try_from(whole).unwrap_or(i64::MAX));
    if fraction == 0 {
        return;
    }
    buffer.push(b'.');
    let mut digit_unit = unit / 10;
    while fraction > 0 {
        buffer.push(digit(fraction / digit_unit));
        fraction %= digit_unit;
        digit_unit /= 10;
    }
}

/// Days of the demo are written again and again: the texts of 2020 to 2029 are made once.
fn push_day(buffer: &mut Vec<u8>, day: i32) {
    const FIRST: i32 = 18_262;
    const COUNT: usize = 3_653;
    static TEXTS: std::sync::OnceLock<Vec<[u8; 10]>> = std::sync::OnceLock::new();
    let texts = TEXTS.get_or_init(|| (FIRST..).take(COUNT).map(day_text).collect());
    let known = usize::try_from(day - FIRST).ok().and_then(|index| texts.get(index));
    match known {
        Some(text) => buffer.extend_from_slice(text),
        None => buffer.extend_from_slice(&day_text(day)),
    }
}

fn day_text(day: i32) -> [u8; 10] {
    let date = day_of_number(day);
    let mut text = *b"0000-00-00";
    let year = u64::from(date.year().unsigned_abs());
    for (place, unit) in [(0, 1000), (1, 100), (2, 10), (3, 1)] {
        text[place] = digit(year / unit % 10);
    }
    for (place, part) in [(5, date.month()), (8, date.day())] {
        let part = u64::from(part.unsigned_abs());
        text[place] = digit(part / 10);
        text[place + 1] = digit(part % 10);
    }
    text
}

fn push_two(buffer: &mut Vec<u8>, value: i64) {
    let value = value.unsigned_abs();
    buffer.push(digit(value / 10 % 10));
    buffer.push(digit(value % 10));
}

fn digit(value: u64) -> u8 {
    b'0' + u8::try_from(value % 10).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_plain_text() {
        let mut buffer = Vec::new();
        push_scaled(&mut buffer, 1_250_000, 6);
        buffer.push(b' ');
        push_scaled(&mut buffer, -70, 3);
        buffer.push(b' ');
        push_scaled(&mut buffer, 12_000, 3);
        buffer.push(b' ');
        push_day(&mut buffer, domain::period::day_number(jiff::civil::date(2026, 2, 9)));
        buffer.push(b' ');
        push_day(&mut buffer, 0);
        assert_eq!(
            String::from_utf8(buffer).unwrap(),
            "1.25 -0.07 12 2026-02-09 1970-01-01"
        );
    }
}
