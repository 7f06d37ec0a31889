//! What a file really is, and the limits that hold before anything is unpacked.

use super::{SheetError, name_of};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;
use zip::ZipArchive;

/// What the reader refuses, so that a small file cannot take the machine down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Entries of an archive.
    pub entries: usize,
    /// Bytes of an archive once unpacked, as counted and not as declared.
    pub unpacked_bytes: u64,
    /// Cells of one sheet.
    pub cells: u64,
    /// Columns of one sheet.
    pub columns: usize,
    /// Bytes of one row.
    pub row_bytes: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            entries: 2_000,
            unpacked_bytes: 512 << 20,
            cells: 50_000_000,
            columns: 2_000,
            row_bytes: 4 << 20,
        }
    }
}

/// What an archive is.
pub(super) enum Content {
    Workbook,
    /// The only table in it: its place and its name.
    Table {
        index: usize,
        name: String,
    },
}

const PACKED: &[u8] = b"PK\x03\x04";
const OLD_OFFICE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Whether the file is an archive, by its first bytes.
pub(super) fn is_packed(path: &Path) -> Result<bool, SheetError> {
    let io = |source| SheetError::Io {
        path: path.to_owned(),
        source,
    };
    let mut start = [0; 8];
    let mut file = File::open(path).map_err(io)?;
    let mut length = 0;
    while length < start.len() {
        match file.read(&mut start[length..]).map_err(io)? {
            0 => break,
            count => length += count,
        }
    }
    let start = &start[..length];
    if start.is_empty() {
        return Err(SheetError::Empty { file: name_of(path) });
    }
    if start == OLD_OFFICE {
        return Err(unreadable(path, "it is an old XLS file or protected by a password"));
    }
    Ok(start.starts_with(PACKED))
}

/// Looks into an archive, when it keeps the limits.
pub(super) fn content(path: &Path, limits: &Limits) -> Result<Content, SheetError> {
    let mut archive = open(path)?;
    let is_workbook = archive.index_for_name("[Content_Types].xml").is_some();
    check(&mut archive, path, limits)?;
    if is_workbook {
        return Ok(Content::Workbook);
    }
    let (index, name) = single_table(&mut archive, path)?;
    Ok(Content::Table { index, name })
}

pub(super) fn open(path: &Path) -> Result<ZipArchive<BufReader<File>>, SheetError> {
    let file = File::open(path).map_err(|source| SheetError::Io {
        path: path.to_owned(),
        source,
    })?;
    ZipArchive::new(BufReader::new(file)).map_err(|error| unreadable(path, error))
}

pub(super) fn unreadable(path: &Path, problem: impl fmt::Display) -> SheetError {
    SheetError::Unreadable {
        file: name_of(path),
        problem: problem.to_string(),
    }
}

/// Unpacks everything once and counts, with a hard stop.
fn check(archive: &mut ZipArchive<BufReader<File>>, path: &Path, limits: &Limits) -> Result<(), SheetError> {
    let too_large = |what: &'static str, found: String, limit: String| SheetError::TooLarge {
        file: name_of(path),
        what: Cow::Borrowed(what),
        found,
        limit,
    };
    if archive.len() > limits.entries {
        return Err(too_large(
            "entries",
            archive.len().to_string(),
            limits.entries.to_string(),
        ));
    }
    let mut left = limits.unpacked_bytes;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|error| unreadable(path, error))?;
        let unpacked = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink());
        let unpacked = unpacked.map_err(|error| unreadable(path, error))?;
        if unpacked > left {
            let limit = format!("{} MB", limits.unpacked_bytes >> 20);
            return Err(too_large("unpacked bytes", format!("> {limit}"), limit));
        }
        left -= unpacked;
    }
    Ok(())
}

/// The one file of an archive that is a table by its name; folders and the notes of archivers are no files.
fn single_table(archive: &mut ZipArchive<BufReader<File>>, path: &Path) -> Result<(usize, String), SheetError> {
    let mut tables = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|error| unreadable(path, error))?;
        let name = entry.name().map_err(|error| unreadable(path, error))?.into_owned();
        let is_table = ["csv", "tsv", "txt"].iter().any(|ending| {
            Path::new(&name)
                .extension()
                .is_some_and(|extension| extension.eq_ignore_ascii_case(ending))
        });
        if is_table && !name.starts_with("__MACOSX/") {
            tables.push((index, name));
        }
    }
    match tables.len() {
        1 => Ok(tables.remove(0)),
        0 => Err(unreadable(path, "the archive holds no CSV or TSV file")),
        _ => {
            let names: Vec<String> = tables.into_iter().map(|(_, name)| name).collect();
            Err(unreadable(
                path,
                format!(
                    "the archive holds several tables, unpack it first: {}",
                    names.join(", ")
                ),
            ))
        }
    }
}
