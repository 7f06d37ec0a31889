//! Backup: a copy of the database and of the snapshot files that its evaluations pinned, with the hash of each.
//!
//! The copy of the database is taken first and asked which files it pins, so both stand at one moment.
//! Everything else in the snapshot folder is derived and written anew when it is needed.

use crate::{Context, Error, ErrorKind};
use domain::intake::ports::SnapshotFile;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use store::Store;

/// The database inside of a backup.
const DATABASE: &str = "gradus.db";
/// The folder of the pinned files.
const SNAPSHOTS: &str = "snapshots";
/// What the backup holds.
const MANIFEST: &str = "manifest.json";

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupManifest {
    pub created_at: String,
    pub files: Vec<BackupFile>,
}

/// One file of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupFile {
    pub path: String,
    pub sha256: String,
    pub bytes: u64,
}

/// What looking at a backup found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupReport {
    pub files: usize,
    pub bytes: u64,
    pub created_at: String,
    /// Empty when the backup can be restored.
    pub problems: Vec<String>,
}

/// Writes a backup into a new folder; it stands there whole or not at all.
pub async fn create(cx: &Context, snapshots: &Path, target: &Path) -> Result<BackupReport, Error> {
    if target.exists() {
        return Err(Error::conflict("backup-there").with("path", target.display()));
    }
    let aside = target.with_extension("unfinished");
    if aside.exists() {
        fs::remove_dir_all(&aside).map_err(|error| file_error(&aside, &error))?;
    }
    fs::create_dir_all(aside.join(SNAPSHOTS)).map_err(|error| file_error(&aside, &error))?;
    let copied = cx.store.copy_to(&aside.join(DATABASE)).await?;
    copied.ok_or_else(|| Error::conflict("backup-postgres"))?;
    let pinned = pinned(&aside.join(DATABASE), &cx.clock.now()).await?;
    let (from, now, place) = (snapshots.to_owned(), cx.clock.now(), target.to_owned());
    let report = blocking(move || finish(&aside, &from, &place, &pinned, now)).await?;
    let event = store::AuditEvent::new(
        "backup.create",
        &target.display().to_string(),
        &report.files.to_string(),
    );
    let mut tx = cx.store.begin(&cx.actor, &cx.clock.now()).await?;
    tx.record(&event).await?;
    tx.commit().await?;
    Ok(report)
}

/// Checks every hash, the database's own structure and the audit chain of a backup.
pub async fn verify(folder: &Path, now: &str) -> Result<BackupReport, Error> {
    let (looked, place) = (folder.to_owned(), folder.join(DATABASE));
    let mut report = blocking(move || compare(&looked)).await?;
    if report.problems.is_empty() {
        // Opening may write beside the file, and a backup never changes.
        let aside = tempfile::tempdir().map_err(|error| file_error(Path::new("."), &error))?;
        let copy = aside.path().join(DATABASE);
        fs::copy(&place, &copy).map_err(|error| file_error(&place, &error))?;
        let store = open(&copy, now).await?;
        report.problems.extend(store.broken().await?);
        let chain = store.verify_audit().await?;
        report.problems.extend(chain.problems.iter().map(ToString::to_string));
        store.close().await;
    }
    Ok(report)
}

/// Puts a backup into an empty data folder.
pub async fn restore(folder: &Path, home: &Path, snapshots: &Path, now: &str) -> Result<BackupReport, Error> {
    let report = verify(folder, now).await?;
    if let Some(problem) = report.problems.first() {
        return Err(Error::conflict("backup-damaged").with("problem", problem));
    }
    if home.join(DATABASE).exists() {
        return Err(Error::conflict("backup-not-empty").with("path", home.display()));
    }
    let (from, to, files) = (folder.to_owned(), home.to_owned(), snapshots.to_owned());
    blocking(move || {
        for file in manifest(&from)?.files {
            let target = match file.path.strip_prefix(SNAPSHOTS) {
                Some(inside) => files.join(inside.trim_start_matches('/')),
                None => to.join(&file.path),
            };
            copy(&from.join(&file.path), &target)?;
        }
        Ok(())
    })
    .await?;
    Ok(report)
}

/// The files that the evaluations of a copied database pinned.
async fn pinned(database: &Path, now: &str) -> Result<Vec<SnapshotFile>, Error> {
    let store = open(database, now).await?;
    let files = store.pinned_files().await?;
    store.close().await;
    for leftover in ["gradus.db-wal", "gradus.db-shm"] {
        let path = database.with_file_name(leftover);
        if path.exists() {
            fs::remove_file(&path).map_err(|error| file_error(&path, &error))?;
        }
    }
    Ok(files)
}

async fn open(database: &Path, now: &str) -> Result<Store, Error> {
    Ok(Store::open(&format!("sqlite:{}", database.display()), now).await?)
}

fn finish(
    aside: &Path,
    snapshots: &Path,
    target: &Path,
    pinned: &[SnapshotFile],
    created_at: String,
) -> Result<BackupReport, Error> {
    let paths: BTreeSet<&str> = pinned.iter().map(|file| file.path.as_str()).collect();
    for path in &paths {
        copy(&snapshots.join(path), &aside.join(SNAPSHOTS).join(path))?;
    }
    let mut files = vec![described(aside, DATABASE)?];
    for path in paths {
        files.push(described(aside, &format!("{SNAPSHOTS}/{path}"))?);
    }
    let manifest = BackupManifest { created_at, files };
    let text = serde_json::to_string_pretty(&manifest)?;
    let path = aside.join(MANIFEST);
    fs::write(&path, text)
        .and_then(|()| File::open(&path)?.sync_all())
        .map_err(|error| file_error(&path, &error))?;
    fs::rename(aside, target).map_err(|error| file_error(target, &error))?;
    Ok(report(&manifest, Vec::new()))
}

fn compare(folder: &Path) -> Result<BackupReport, Error> {
    let manifest = manifest(folder)?;
    let mut problems = Vec::new();
    for file in &manifest.files {
        match described(folder, &file.path) {
            Ok(found) if found == *file => {}
            Ok(_) => problems.push(format!("{} was altered", file.path)),
            Err(error) => problems.push(error.to_string()),
        }
    }
    Ok(report(&manifest, problems))
}

fn report(manifest: &BackupManifest, problems: Vec<String>) -> BackupReport {
    BackupReport {
        files: manifest.files.len(),
        bytes: manifest.files.iter().map(|file| file.bytes).sum(),
        created_at: manifest.created_at.clone(),
        problems,
    }
}

fn manifest(folder: &Path) -> Result<BackupManifest, Error> {
    let path = folder.join(MANIFEST);
    let text = fs::read_to_string(&path).map_err(|error| file_error(&path, &error))?;
    serde_json::from_str(&text).map_err(|error| {
        Error::invalid("backup-manifest")
            .with("path", path.display())
            .with("problem", &error)
    })
}

fn described(folder: &Path, path: &str) -> Result<BackupFile, Error> {
    let place = folder.join(path);
    let mut file = File::open(&place).map_err(|error| file_error(&place, &error))?;
    let (mut hash, mut bytes, mut part) = (Sha256::new(), 0, vec![0; 1 << 16]);
    loop {
        let read = file.read(&mut part).map_err(|error| file_error(&place, &error))?;
        if read == 0 {
            break;
        }
        hash.update(&part[..read]);
        bytes += u64::try_from(read).unwrap_or(0);
    }
    let sha256 = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(BackupFile {
        path: path.to_owned(),
        sha256,
        bytes,
    })
}

/// Copies a file with the folders it stands in, and syncs it.
fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(|error| file_error(folder, &error))?;
    }
    fs::copy(from, to).map_err(|error| file_error(from, &error))?;
    File::open(to)
        .and_then(|file| file.sync_all())
        .map_err(|error| file_error(to, &error))
}

fn file_error(path: &Path, error: &io::Error) -> Error {
    Error::new(ErrorKind::Unavailable, "file")
        .with("path", path.display())
        .with("problem", error)
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Error> + Send + 'static) -> Result<T, Error> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Error::internal(format!("the backup stopped: {error}")))?
}
