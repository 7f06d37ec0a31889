//! Sums kept from earlier evaluations, so that a change in one month costs the reading of one quarter.
//!
//! A query that only filters and projects gives for two files together the sum of what it gives for each. So the sums
//! of one query over the files of one calendar quarter are kept under the hash of everything they depend on: the
//! statement with its values, the buckets, the rules and the content of the files. Nothing is lost when they are
//! deleted.

use super::codec::{decode, encode, length, number, read_text, text};
use super::sums::Sums;
use crate::storage::hex;
use domain::intake::ports::{FactError, ObserveRequest, SnapshotFile};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Raised whenever the meaning of a query or the form of the bytes changes.
const FORM: &str = "1";
/// Below this many rows reading is as fast as remembering.
const WORTH_ROWS: u64 = 100_000;
/// The oldest are deleted beyond this.
const LIMIT_BYTES: u64 = 512 << 20;
const FOLDER: &str = "sums";
const HASH_BYTES: usize = 32;

/// The kept sums of one request.
pub(super) struct Kept {
    folder: PathBuf,
    /// What all queries of the request depend on.
    request: String,
    /// Nothing is kept anew: the process may not write.
    reads_only: bool,
}

impl Kept {
    pub(super) fn new(folder: &Path, request: &ObserveRequest<'_>, reads_only: bool) -> Kept {
        let ObserveRequest {
            files: _,
            queries: _,
            as_of,
            buckets,
            unit_id,
            partitions: _,
        } = request;
        Kept {
            folder: folder.join(FOLDER),
            reads_only,
            request: format!("{FORM} {} {as_of} {buckets:?} {unit_id:?}", env!("CARGO_PKG_VERSION")),
        }
    }

    /// The name under which the sums of a query over some files are kept.
    pub(super) fn key(&self, query: &str, files: &[SnapshotFile]) -> String {
        let mut hash = Sha256::new();
        for text in [self.request.as_str(), query]
            .into_iter()
            .chain(files.iter().map(|file| file.sha256.as_str()))
        {
            hash.update(text.len().to_le_bytes());
            hash.update(text);
        }
        hex(&hash.finalize())
    }

    /// Reads kept sums into the empty ones; `None` when there are none, or not whole.
    pub(super) fn load(&self, key: &str, empty: Sums) -> Option<Sums> {
        let content = std::fs::read(self.folder.join(key)).ok()?;
        let (mut body, hash) = content.split_at_checked(content.len().checked_sub(HASH_BYTES)?)?;
        if Sha256::digest(body).as_slice() != hash {
            return None;
        }
        for _ in 0..length(&mut body)? {
            read_text(&mut body)?;
        }
        decode(body, empty)
    }

    /// Keeps the sums. What cannot be kept is computed again, so a full disk is no error here.
    pub(super) fn save(&self, key: &str, files: &[SnapshotFile], sums: &Sums) {
        if self.reads_only {
            return;
        }
        let mut content = Vec::with_capacity(sums.groups.len() * 12);
        number(&mut content, files.len() as u64);
        for file in files {
            text(&mut content, &file.path);
        }
        encode(sums, &mut content);
        let hash = Sha256::digest(&content);
        content.extend_from_slice(&hash);
        let aside = self.folder.join(format!("{key}.{}", std::process::id()));
        let written = std::fs::create_dir_all(&self.folder)
            .and_then(|()| std::fs::write(&aside, &content))
            .and_then(|()| std::fs::rename(&aside, self.folder.join(key)));
        if written.is_err() {
            drop(std::fs::remove_file(&aside));
        }
    }

    /// Deletes the oldest beyond the limit.
    pub(super) fn trim(&self) {
        if self.reads_only {
            return;
        }
        let Ok(entries) = std::fs::read_dir(&self.folder) else {
            return;
        };
        let mut kept: Vec<(SystemTime, u64, PathBuf)> = entries
            .filter_map(|entry| {
                let entry = entry.ok()?;
                let metadata = entry.metadata().ok()?;
                Some((metadata.modified().ok()?, metadata.len(), entry.path()))
            })
            .collect();
        kept.sort_unstable_by(|a, b| b.cmp(a));
        let mut bytes = 0;
        for (_, size, path) in kept {
            bytes += size;
            if bytes > LIMIT_BYTES {
                drop(std::fs::remove_file(path));
            }
        }
    }
}

/// The files of a table, by calendar quarter; `None` when they have too few rows to be worth it.
pub(super) fn quarters(files: &[SnapshotFile]) -> Option<Vec<Vec<SnapshotFile>>> {
    if files.iter().map(|file| file.rows).sum::<u64>() < WORTH_ROWS {
        return None;
    }
    let mut quarters: BTreeMap<_, Vec<SnapshotFile>> = BTreeMap::new();
    for file in files {
        let quarter = file.month.map(|month| (month.year, (month.month - 1) / 3));
        quarters.entry(quarter).or_default().push(file.clone());
    }
    for files in quarters.values_mut() {
        files.sort();
    }
    Some(quarters.into_values().collect())
}

/// Deletes all kept sums.
pub(crate) fn forget(folder: &Path) -> Result<(), FactError> {
    match std::fs::remove_dir_all(folder.join(FOLDER)) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// Deletes the kept sums of files that are no longer listed.
pub(crate) fn sweep(folder: &Path, keep: &[SnapshotFile]) -> Result<(), FactError> {
    let keep: BTreeSet<&str> = keep.iter().map(|file| file.path.as_str()).collect();
    let entries = match std::fs::read_dir(folder.join(FOLDER)) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    for entry in entries {
        let path = entry?.path();
        let content = std::fs::read(&path)?;
        if !paths(&content).is_some_and(|paths| paths.iter().all(|path| keep.contains(path))) {
            std::fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// The files that kept sums come from.
fn paths(mut content: &[u8]) -> Option<Vec<&str>> {
    let input = &mut content;
    (0..length(input)?).map(|_| read_text(input)).collect()
}
