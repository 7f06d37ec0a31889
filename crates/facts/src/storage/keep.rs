//! Are the files what the manifest says, and which of them are still needed?

use super::UNFINISHED;
use super::write::hex;
use domain::intake::ports::{FactError, SnapshotFile};
use domain::intake::snapshot::TABLES;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// Whether the file has the size and the hash of the manifest.
pub(crate) fn verify(folder: &Path, file: &SnapshotFile) -> Result<bool, FactError> {
    if altered(folder, file)? {
        return Ok(false);
    }
    let mut content = File::open(folder.join(&file.path))?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 20];
    loop {
        let read = content.read(&mut buffer)?;
        if read == 0 {
            return Ok(hex(&hash.finalize()) == file.sha256);
        }
        hash.update(&buffer[..read]);
    }
}

/// Whether the file is missing or of another size: cheap enough to ask before every reading.
pub(crate) fn altered(folder: &Path, file: &SnapshotFile) -> Result<bool, FactError> {
    match std::fs::metadata(folder.join(&file.path)) {
        Ok(metadata) => Ok(!metadata.is_file() || metadata.len() != file.bytes),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error.into()),
    }
}

/// Deletes every snapshot file that is not listed, and every unfinished one; returns how many.
pub(crate) fn sweep(folder: &Path, keep: &[SnapshotFile]) -> Result<u64, FactError> {
    let keep: BTreeSet<&str> = keep.iter().map(|file| file.path.as_str()).collect();
    let being_written = format!("{}-", std::process::id());
    let mut swept = 0;
    for table in TABLES {
        let entries = match std::fs::read_dir(folder.join(table.name)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(error.into()),
        };
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            // An unfinished file of this process is just being written.
            let left_over = name.ends_with(UNFINISHED) && !name.starts_with(&being_written);
            if (name.ends_with(".parquet") || left_over) && !keep.contains(format!("{}/{name}", table.name).as_str()) {
                std::fs::remove_file(entry.path())?;
                swept += 1;
            }
        }
    }
    Ok(swept)
}
