//! Where sorts and joins spill: a folder of its own for everyone who opens the snapshots, gone when they close.

use std::fmt;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Holds the folders of all who have the snapshots open.
const FOLDER: &str = "spill";
/// Inside a folder: locked as long as its owner lives, however the owner ends.
const OWNED: &str = "lock";
/// Beside the folders: held while one is made and stale ones are swept, so that nobody sweeps a folder half made.
const MAKING: &str = "making.lock";

/// A folder to spill into; deleted when dropped.
pub(crate) struct Spill {
    path: PathBuf,
    /// `None` once released: a folder with an open file cannot be deleted everywhere.
    owned: Option<File>,
}

impl Spill {
    /// Makes a folder, and sweeps those whose owners are gone.
    pub(crate) fn open(snapshots: &Path) -> io::Result<Spill> {
        let home = snapshots.join(FOLDER);
        std::fs::create_dir_all(&home)?;
        let making = lock_file(&home.join(MAKING))?;
        making.lock()?;
        sweep(&home)?;
        let path = make(&home)?;
        let owned = lock_file(&path.join(OWNED))?;
        owned.lock()?;
        Ok(Spill {
            path,
            owned: Some(owned),
        })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Spill {
    fn drop(&mut self) {
        drop(self.owned.take());
        // A thread may still be writing; what stays is swept by whoever opens next.
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

impl fmt::Debug for Spill {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Spill").field(&self.path).finish()
    }
}

/// The first free name with the number of this process, which tells people whose it is.
fn make(home: &Path) -> io::Result<PathBuf> {
    let mut count = 0_u32;
    loop {
        let path = home.join(format!("{}-{count}", std::process::id()));
        match std::fs::create_dir(&path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => count += 1,
            made => return made.map(|()| path),
        }
    }
}

fn sweep(home: &Path) -> io::Result<()> {
    for entry in std::fs::read_dir(home)? {
        let path = entry?.path();
        if path.is_dir() && !is_owned(&path)? {
            match std::fs::remove_dir_all(&path) {
                // Its owner was just leaving.
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                removed => removed?,
            }
        }
    }
    Ok(())
}

fn is_owned(folder: &Path) -> io::Result<bool> {
    let file = match OpenOptions::new().read(true).write(true).open(folder.join(OWNED)) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    };
    match file.try_lock() {
        Ok(()) => Ok(false),
        Err(TryLockError::WouldBlock) => Ok(true),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

fn lock_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().create(true).append(true).open(path)
}
