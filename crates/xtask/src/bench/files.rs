//! Folders and files, with errors that name them.

use crate::process::Failure;
use std::fmt::Display;
use std::fs;
use std::path::Path;

/// A failure at a path.
pub(super) fn at(path: &Path, problem: impl Display) -> Failure {
    Failure::new(format!("{}: {problem}", path.display()))
}

pub(super) fn create(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| at(folder, error))
}

/// A folder that may be missing, with all that is in it.
pub(super) fn remove(folder: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(at(folder, error)),
        _ => Ok(()),
    }
}

pub(super) fn write(path: &Path, text: impl AsRef<[u8]>) -> Result<(), Failure> {
    fs::write(path, text).map_err(|error| at(path, error))
}

/// Copies files and folders, without those that have one of these names at the top.
pub(super) fn copy_tree(from: &Path, to: &Path, without: &[&str]) -> Result<(), Failure> {
    create(to)?;
    for entry in fs::read_dir(from).map_err(|error| at(from, error))? {
        let entry = entry.map_err(|error| at(from, error))?;
        let name = entry.file_name();
        if without.iter().any(|left_out| name == *left_out) {
            continue;
        }
        let (path, copy) = (entry.path(), to.join(&name));
        let kind = entry.file_type().map_err(|error| at(&path, error))?;
        if kind.is_dir() {
            copy_tree(&path, &copy, &[])?;
        } else if kind.is_file() {
            fs::copy(&path, &copy).map_err(|error| at(&path, error))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_copied_without_what_is_left_out_at_the_top() {
        let folder = std::env::temp_dir().join(format!("xtask-bench-files-{}", std::process::id()));
        let (from, to) = (folder.join("from"), folder.join("to"));
        create(&from.join("a/target")).unwrap();
        create(&from.join("target")).unwrap();
        write(&from.join("a/target/kept.txt"), "kept").unwrap();
        write(&from.join("target/left.txt"), "left").unwrap();
        copy_tree(&from, &to, &["target"]).unwrap();
        let kept = fs::read_to_string(to.join("a/target/kept.txt"));
        let is_left_out = !to.join("target").exists();
        remove(&folder).unwrap();
        remove(&folder).unwrap();
        assert_eq!(kept.unwrap(), "kept");
        assert!(is_left_out);
    }
}
