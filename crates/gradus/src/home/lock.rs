//! One writer at a time on a data folder: an operating-system lock, and a note in the file that says who holds it.

use crate::failure::Failure;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

/// The right to write; ends when dropped or when the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct Lock {
    file: File,
}

/// Who holds the lock, as the file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Holder {
    pub(crate) process: String,
    pub(crate) command: String,
}

impl Lock {
    /// Makes the file, free.
    pub(crate) fn create(path: &Path) -> Result<(), Failure> {
        let made = OpenOptions::new().create(true).append(true).open(path);
        made.map(drop)
            .map_err(|error| Failure::file("cli-error-create", path, &error))
    }

    /// Takes the lock or says who has it; never waits, because the holder may be a server.
    pub(crate) fn take(path: &Path, command: &str) -> Result<Lock, Failure> {
        let cannot = |error: std::io::Error| Failure::file("cli-error-lock", path, &error);
        let mut file = OpenOptions::new().read(true).write(true).open(path).map_err(cannot)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(held(&mut file, path)),
            Err(TryLockError::Error(error)) => return Err(cannot(error)),
        }
        write_holder(&mut file, command).map_err(cannot)?;
        Ok(Lock { file })
    }

    /// Who holds the lock now; `None` when it is free.
    pub(crate) fn holder(path: &Path) -> Result<Option<Holder>, Failure> {
        let cannot = |error: std::io::Error| Failure::file("cli-error-lock", path, &error);
        let mut file = OpenOptions::new().read(true).open(path).map_err(cannot)?;
        match file.try_lock_shared() {
            Ok(()) => Ok(None),
            Err(TryLockError::WouldBlock) => Ok(Some(read_holder(&mut file))),
            Err(TryLockError::Error(error)) => Err(cannot(error)),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // The note is only for people: where it cannot be emptied, the next holder overwrites it.
        let _ = self.file.set_len(0);
    }
}

fn held(file: &mut File, path: &Path) -> Failure {
    let holder = read_holder(file);
    Failure::said("cli-error-held")
        .with("path", path.parent().unwrap_or(path).display())
        .with("process", holder.process)
        .with("command", holder.command)
}

fn write_holder(file: &mut File, command: &str) -> std::io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    write!(file, "{}\ngradus {command}\n", std::process::id())?;
    file.flush()
}

fn read_holder(file: &mut File) -> Holder {
    let mut text = String::new();
    // Elsewhere than on Unix a locked file cannot be read; then the holder stays unnamed.
    let _ = file.read_to_string(&mut text);
    let mut lines = text.lines().map(str::to_owned);
    let mut next = || lines.next().unwrap_or_else(|| "?".to_owned());
    Holder {
        process: next(),
        command: next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_writer_learns_who_is_first() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("lock");
        Lock::create(&path).expect("made");
        let first = Lock::take(&path, "evaluate").expect("free");
        let (sentence, cure) = Lock::take(&path, "import commit")
            .expect_err("held")
            .explain(text::Language::En);
        assert!(sentence.contains("gradus evaluate"), "{sentence}");
        assert!(sentence.contains(&std::process::id().to_string()), "{sentence}");
        assert!(cure.is_some());
        drop(first);
        assert_eq!(Lock::holder(&path).expect("readable"), None);
        Lock::take(&path, "import commit").expect("free again");
    }
}
