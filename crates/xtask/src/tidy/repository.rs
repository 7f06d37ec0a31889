//! What the rules look at: the files of the clone and the crates that cargo sees in it.

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::rust_code::RustCode;
use crate::process::{Failure, output_of};

pub(super) struct Repository {
    pub(super) files: Vec<File>,
    pub(super) packages: Vec<Package>,
}

pub(super) struct File {
    /// Relative to the root, with `/` between the folders.
    pub(super) path: String,
    pub(super) size_bytes: u64,
    /// None for a file that is not UTF-8 text.
    pub(super) text: Option<String>,
    /// For `*.rs` only.
    pub(super) rust: Option<RustCode>,
}

/// A crate of the workspace and what it names in its `Cargo.toml`.
pub(super) struct Package {
    pub(super) name: String,
    pub(super) dependencies: Vec<Dependency>,
}

pub(super) struct Dependency {
    pub(super) name: String,
    /// Used by tests and examples only.
    pub(super) is_dev: bool,
}

impl Repository {
    pub(super) fn read(root: &Path) -> Result<Self, Failure> {
        let mut paths = match tracked_files(root) {
            Ok(paths) => paths,
            // A clone without git, such as an unpacked source archive.
            Err(_) => walked_files(root)?,
        };
        paths.sort();
        paths.dedup();

        let mut files = Vec::with_capacity(paths.len());
        for path in paths {
            // What git still tracks may be deleted already; links and folders have no text.
            let on_disk = root.join(&path);
            if fs::symlink_metadata(&on_disk).is_ok_and(|metadata| metadata.is_file()) {
                let bytes = fs::read(&on_disk).map_err(|error| unreadable(&path, &error))?;
                files.push(File::new(path, bytes));
            }
        }
        Ok(Self {
            files,
            packages: packages(root)?,
        })
    }

    pub(super) fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    pub(super) fn text_of(&self, path: &str) -> Option<&str> {
        self.file(path)?.text.as_deref()
    }

    pub(super) fn texts(&self) -> impl Iterator<Item = (&File, &str)> {
        self.files.iter().filter_map(|file| Some((file, file.text.as_deref()?)))
    }

    pub(super) fn rust_files(&self) -> impl Iterator<Item = (&File, &RustCode)> {
        self.files.iter().filter_map(|file| Some((file, file.rust.as_ref()?)))
    }

    /// Whether any file lies under this folder.
    pub(super) fn has_folder(&self, folder: &str) -> bool {
        self.files
            .iter()
            .any(|file| file.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
    }
}

impl File {
    fn new(path: String, bytes: Vec<u8>) -> Self {
        let size_bytes = bytes.len() as u64;
        let text = if bytes.contains(&0) {
            None
        } else {
            String::from_utf8(bytes).ok()
        };
        let rust = text
            .as_deref()
            .filter(|_| has_extension(&path, "rs"))
            .map(RustCode::parse);
        Self {
            path,
            size_bytes,
            text,
            rust,
        }
    }

    /// The crate the file belongs to, which is its folder's name.
    pub(super) fn crate_name(&self) -> Option<&str> {
        let (name, _) = self.path.strip_prefix("crates/")?.split_once('/')?;
        Some(name)
    }

    /// Whether the file is a test, or data of one.
    pub(super) fn is_test(&self) -> bool {
        self.path
            .split('/')
            .any(|part| matches!(part, "tests" | "tests.rs" | "testdata" | "golden" | "e2e"))
    }

    pub(super) fn has_extension(&self, extension: &str) -> bool {
        has_extension(&self.path, extension)
    }
}

fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path).extension().is_some_and(|e| e == extension)
}

fn tracked_files(root: &Path) -> Result<Vec<String>, Failure> {
    let mut git = Command::new("git");
    git.arg("-C").arg(root);
    git.args(["ls-files", "-z", "-co", "--exclude-standard"]);
    let listed = output_of(&mut git)?;
    Ok(listed
        .split('\0')
        .filter(|path| !path.is_empty())
        .map(str::to_owned)
        .collect())
}

fn walked_files(root: &Path) -> Result<Vec<String>, Failure> {
    const NOT_OURS: [&str; 3] = [".git", "target", ".venv"];
    let mut paths = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(root.join(&folder)).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        for entry in entries.map_err(|error| unreadable(&folder, &error))? {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{folder}{name}");
            if !entry.path().is_dir() {
                paths.push(path);
            } else if !(folder.is_empty() && NOT_OURS.contains(&name.as_str())) {
                folders.push(format!("{path}/"));
            }
        }
    }
    Ok(paths)
}

/// Read from the JSON itself: the crate for it asks `serde_json` for a feature that nothing else here needs,
/// and two feature sets would mean two builds of the columnar engine.
fn packages(root: &Path) -> Result<Vec<Package>, Failure> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(["metadata", "--no-deps", "--format-version", "1", "--manifest-path"])
        .arg(root.join("Cargo.toml"));
    let metadata: Value = serde_json::from_str(&output_of(&mut cargo)?)
        .map_err(|error| Failure::new(format!("cargo metadata: {error}")))?;
    let list = |value: &Value, key: &str| value[key].as_array().cloned().unwrap_or_default();
    let name = |value: &Value| value["name"].as_str().unwrap_or_default().to_owned();
    let packages = list(&metadata, "packages");
    Ok(packages
        .iter()
        .map(|package| Package {
            name: name(package),
            dependencies: list(package, "dependencies")
                .iter()
                .map(|dependency| Dependency {
                    name: name(dependency),
                    is_dev: dependency["kind"] == "dev",
                })
                .collect(),
        })
        .collect())
}

fn unreadable(path: &str, error: &io::Error) -> Failure {
    Failure::new(format!("cannot read {path:?}: {error}"))
}

#[cfg(test)]
impl Repository {
    /// A repository in memory: paths and texts.
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        Self {
            files: files
                .iter()
                .map(|(path, text)| File::new((*path).to_owned(), text.as_bytes().to_vec()))
                .collect(),
            packages: Vec::new(),
        }
    }

    /// Adds a crate; a dependency written `dev:name` is one of its tests.
    pub(super) fn with_package(mut self, name: &str, dependencies: &[&str]) -> Self {
        let dependencies = dependencies.iter().map(|text| Dependency {
            name: text.trim_start_matches("dev:").to_owned(),
            is_dev: text.starts_with("dev:"),
        });
        self.packages.push(Package {
            name: name.to_owned(),
            dependencies: dependencies.collect(),
        });
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_knows_its_crate_and_whether_it_is_a_test() {
        let repository = Repository::of(&[
            ("crates/domain/src/design/tests.rs", ""),
            ("crates/store/tests/contract/main.rs", ""),
            ("crates/store/src/dialect.rs", ""),
            ("README.md", ""),
        ]);
        let seen: Vec<_> = repository
            .files
            .iter()
            .map(|file| (file.crate_name(), file.is_test()))
            .collect();
        assert_eq!(
            seen,
            [
                (Some("domain"), true),
                (Some("store"), true),
                (Some("store"), false),
                (None, false)
            ]
        );
    }

    #[test]
    fn a_binary_file_has_no_text() {
        assert_eq!(File::new("logo.png".into(), vec![0, 1, 2]).text, None);
        assert_eq!(File::new("gb.csv".into(), vec![0xb9, 0xa9]).text, None);
    }

    #[test]
    fn a_folder_is_there_when_a_file_is_in_it() {
        let repository = Repository::of(&[("crates/domain/src/lib.rs", "")]);
        assert!(repository.has_folder("crates/domain"));
        assert!(!repository.has_folder("crates/dom"));
    }
}
