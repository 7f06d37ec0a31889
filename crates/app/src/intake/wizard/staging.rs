//! Staging: an uploaded file waits under a name of the server's own until it is committed or dropped.

use super::sniff::{self, Found};
use crate::Error;
use crate::platform::Principal;
use crate::platform::jobs::write_whole;
use domain::platform::access::Permission;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Write};
use std::path::PathBuf;
use uuid::Uuid;

/// Files that one person may have waiting.
pub const WAITING_MAX: usize = 20;
/// Bytes that one person may have waiting.
pub const WAITING_BYTES_MAX: u64 = 512 * 1024 * 1024;
/// Letters of a file's name that are kept.
const NAME_MAX: usize = 120;
/// The extensions that are read.
const EXTENSIONS: [&str; 5] = ["xlsx", "csv", "tsv", "txt", "zip"];

/// The folder of uploaded files.
#[derive(Debug, Default)]
pub struct Staging {
    folder: Option<PathBuf>,
}

/// An uploaded file and how far its import has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    pub id: String,
    /// The kind or combined sheet that it holds.
    pub subject: String,
    /// As the file is called where it came from; only ever shown.
    pub file_name: String,
    /// The extension of the file in the folder, one of ours.
    pub extension: String,
    pub bytes: u64,
    /// Id of the user; empty for the operator.
    pub owner: String,
    pub uploaded_by: String,
    pub uploaded_at: String,
    /// How its columns become ours, once somebody said so.
    pub choice: Option<super::Choice>,
    /// The import that it became; the file itself is gone then.
    pub import_id: Option<i64>,
}

/// Why an upload is not taken.
#[derive(Debug)]
pub enum UploadRefused {
    /// Nothing in it.
    Empty,
    /// A format that is not read, by its name.
    Extension { extension: String },
    /// The name says one thing and the content another.
    Disguised { extension: String, found: Found },
    /// Too many files, or too many bytes, of this person wait already.
    Full,
    /// The disk, or the folder.
    Failed(std::io::Error),
}

/// A file on its way in. Unless it is kept, it goes when this goes.
#[derive(Debug)]
pub struct Incoming {
    folder: PathBuf,
    file: File,
    upload: Upload,
    room: u64,
    is_kept: bool,
}

impl Upload {
    /// The columns somebody chose; `None` while the recognised ones are only proposed.
    pub(super) fn chosen_fields(&self) -> Option<&BTreeMap<String, String>> {
        let fields = self.choice.as_ref().map(|choice| &choice.fields);
        fields.filter(|fields| !fields.is_empty())
    }
}

impl Staging {
    #[must_use]
    pub fn in_folder(folder: PathBuf) -> Staging {
        Staging { folder: Some(folder) }
    }

    /// Makes room for a file that somebody sends under this name.
    pub fn receive(
        &self,
        principal: &Principal,
        (subject, file_name): (&str, &str),
        now: &str,
    ) -> Result<Incoming, UploadRefused> {
        let waiting: Vec<Upload> = self.waiting(principal);
        let bytes: u64 = waiting.iter().map(|upload| upload.bytes).sum();
        let room = WAITING_BYTES_MAX.saturating_sub(bytes);
        if waiting.len() >= WAITING_MAX || room == 0 {
            return Err(UploadRefused::Full);
        }
        let file_name = shown_name(file_name);
        let extension = extension(&file_name);
        if !EXTENSIONS.contains(&extension.as_str()) {
            return Err(UploadRefused::Extension { extension });
        }
        let id = Uuid::now_v7().to_string();
        let folder = self.root().map_err(UploadRefused::Failed)?.join(&id);
        std::fs::create_dir_all(&folder).map_err(UploadRefused::Failed)?;
        let file = File::create(folder.join(format!("file.{extension}"))).map_err(UploadRefused::Failed)?;
        Ok(Incoming {
            folder,
            file,
            upload: Upload {
                id,
                subject: subject.to_owned(),
                file_name,
                extension,
                bytes: 0,
                owner: principal.user_id.clone(),
                uploaded_by: principal.name.clone(),
                uploaded_at: now.to_owned(),
                choice: None,
                import_id: None,
            },
            room,
            is_kept: false,
        })
    }

    /// What this person uploaded and neither committed nor dropped, the latest first.
    #[must_use]
    pub fn waiting(&self, principal: &Principal) -> Vec<Upload> {
        let Ok(entries) = self.root().and_then(std::fs::read_dir) else {
            return Vec::new();
        };
        let names = entries
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok());
        let mut waiting: Vec<Upload> = names
            .filter_map(|id| self.read::<Upload>(&id, "upload"))
            .filter(|upload| upload.owner == principal.user_id && upload.import_id.is_none())
            .collect();
        waiting.sort_by(|one, other| other.id.cmp(&one.id));
        waiting
    }

    /// An upload of this person; an administrator sees everybody's.
    pub fn find(&self, principal: &Principal, id: &str) -> Result<Upload, Error> {
        let upload = Uuid::parse_str(id)
            .ok()
            .and_then(|id| self.read::<Upload>(&id.to_string(), "upload"));
        upload
            .filter(|upload| upload.owner == principal.user_id || principal.may(Permission::Administer))
            .ok_or_else(|| Error::not_found("no-upload"))
    }

    /// Where the file lies.
    pub(super) fn file(&self, upload: &Upload) -> Result<PathBuf, Error> {
        let root = self.root().map_err(|error| staging_failed(&error))?;
        Ok(root.join(&upload.id).join(format!("file.{}", upload.extension)))
    }

    /// Writes down how far an upload has come.
    pub(super) fn note(&self, upload: &Upload) -> Result<(), Error> {
        self.write(&upload.id, "upload", upload)
    }

    /// Removes the file; what it became stays known, so that its addresses still lead somewhere.
    pub(super) fn settle(&self, upload: &Upload) -> Result<(), Error> {
        self.note(upload)?;
        drop(std::fs::remove_file(self.file(upload)?));
        if let Ok(root) = self.root() {
            drop(std::fs::remove_file(root.join(&upload.id).join("check.json")));
        }
        Ok(())
    }

    /// Forgets what a check found.
    pub(super) fn forget_check(&self, upload: &Upload) {
        if let Ok(root) = self.root() {
            for name in ["check", "check_job"] {
                drop(std::fs::remove_file(root.join(&upload.id).join(format!("{name}.json"))));
            }
        }
    }

    /// Removes an upload with everything that is known about it.
    pub(super) fn remove(&self, upload: &Upload) -> Result<(), Error> {
        let gone = self
            .root()
            .and_then(|root| std::fs::remove_dir_all(root.join(&upload.id)));
        gone.map_err(|error| staging_failed(&error))
    }

    pub(super) fn read<T: DeserializeOwned>(&self, id: &str, name: &str) -> Option<T> {
        let path = self.root().ok()?.join(id).join(format!("{name}.json"));
        serde_json::from_slice(&std::fs::read(path).ok()?).ok()
    }

    pub(super) fn write(&self, id: &str, name: &str, value: &impl Serialize) -> Result<(), Error> {
        let written = self
            .root()
            .and_then(|root| write_whole(&root.join(id).join(format!("{name}.json")), value));
        written.map_err(|error| staging_failed(&error))
    }

    fn root(&self) -> std::io::Result<PathBuf> {
        let folder = self.folder.clone();
        folder.ok_or_else(|| std::io::Error::new(std::io::ErrorKind::NotFound, "there is no data folder"))
    }
}

impl Incoming {
    /// Takes the next bytes.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), UploadRefused> {
        self.upload.bytes += bytes.len() as u64;
        if self.upload.bytes > self.room {
            return Err(UploadRefused::Full);
        }
        self.file.write_all(bytes).map_err(UploadRefused::Failed)
    }

    /// Looks at what came in and keeps it.
    pub fn keep(mut self) -> Result<Upload, UploadRefused> {
        if self.upload.bytes == 0 {
            return Err(UploadRefused::Empty);
        }
        self.file.sync_all().map_err(UploadRefused::Failed)?;
        let extension = self.upload.extension.clone();
        let path = self.folder.join(format!("file.{extension}"));
        let mut start = Vec::new();
        let mut beginning = File::open(path)
            .map_err(UploadRefused::Failed)?
            .take(sniff::LOOKED_AT as u64);
        beginning.read_to_end(&mut start).map_err(UploadRefused::Failed)?;
        let found = sniff::sniff(&start);
        if !sniff::fits(&extension, found) {
            return Err(UploadRefused::Disguised { extension, found });
        }
        write_whole(&self.folder.join("upload.json"), &self.upload).map_err(UploadRefused::Failed)?;
        self.is_kept = true;
        Ok(self.upload.clone())
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if !self.is_kept {
            drop(std::fs::remove_dir_all(&self.folder));
        }
    }
}

/// The last part of a path without what does not belong into a name.
fn shown_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last
        .chars()
        .filter(|c| {
            !c.is_control() && !matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        })
        .collect();
    let letters = clean.chars().count();
    clean.chars().skip(letters.saturating_sub(NAME_MAX)).collect()
}

fn extension(name: &str) -> String {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    if stem.is_empty() {
        String::new()
    } else {
        extension.to_ascii_lowercase()
    }
}

fn staging_failed(error: &std::io::Error) -> Error {
    Error::new(crate::ErrorKind::Unavailable, "file")
        .with("path", "uploads")
        .with("problem", error)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-11-21T12:00:00Z";

    fn staging() -> (tempfile::TempDir, Staging) {
        let folder = tempfile::tempdir().unwrap();
        let staging = Staging::in_folder(folder.path().join("staging"));
        (folder, staging)
    }

    fn send(staging: &Staging, name: &str, bytes: &[u8]) -> Result<Upload, UploadRefused> {
        let mut incoming = staging.receive(&Principal::operator("Li Na"), ("supplier", name), NOW)?;
        incoming.write(bytes)?;
        incoming.keep()
    }

    #[test]
    fn a_name_never_decides_where_a_file_lies() {
        let (folder, staging) = staging();
        for name in [
            "../../etc/passwd.csv",
            "..\\..\\boot.csv",
            "a\u{202e}vsc.csv",
            "x\0y.csv",
        ] {
            let upload = send(&staging, name, b"code,name\n").unwrap();
            let path = staging.file(&upload).unwrap();
            assert!(path.starts_with(folder.path().join("staging")), "{}", path.display());
            assert!(path.ends_with("file.csv"));
            assert!(
                !upload.file_name.contains(['/', '\\', '\0', '\u{202e}']),
                "{:?}",
                upload.file_name
            );
        }
    }

    #[test]
    fn what_is_not_what_it_says_leaves_nothing_behind() {
        let (folder, staging) = staging();
        assert!(matches!(
            send(&staging, "orders.xlsx", b"code,name\n"),
            Err(UploadRefused::Disguised { found: Found::Text, .. })
        ));
        assert!(matches!(
            send(&staging, "orders.csv", b"%PDF-1.7"),
            Err(UploadRefused::Disguised { found: Found::Pdf, .. })
        ));
        assert!(matches!(
            send(&staging, "orders.exe", b"MZ"),
            Err(UploadRefused::Extension { .. })
        ));
        assert!(matches!(send(&staging, "orders.csv", b""), Err(UploadRefused::Empty)));
        let left = std::fs::read_dir(folder.path().join("staging")).map_or(0, Iterator::count);
        assert_eq!(left, 0);
    }

    #[test]
    fn an_upload_is_its_owners_and_there_is_a_limit_to_them() {
        let (_folder, staging) = staging();
        let mut me = Principal::operator("Li Na");
        let first = send(&staging, "one.csv", b"code\n").unwrap();
        assert_eq!(staging.find(&me, &first.id).unwrap(), first);
        assert!(staging.find(&me, "../upload").is_err());
        for _ in 1..WAITING_MAX {
            send(&staging, "more.csv", b"code\n").unwrap();
        }
        assert!(matches!(
            send(&staging, "last.csv", b"code\n"),
            Err(UploadRefused::Full)
        ));
        me.user_id = "2".to_owned();
        me.may.remove(&Permission::Administer);
        assert!(staging.find(&me, &first.id).is_err());
        assert!(staging.waiting(&me).is_empty());
    }
}
