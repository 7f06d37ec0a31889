//! Runs the program in a folder of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A folder to work in, with the data folder `data` inside.
pub(crate) struct Desk {
    folder: TempDir,
}

/// What a run left behind.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Desk {
    pub(crate) fn new() -> Desk {
        Desk {
            folder: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    /// A desk with a company in its data folder.
    pub(crate) fn with_company() -> Desk {
        let desk = Desk::new();
        desk.run(&["init", "--company", "Acme", "--currency", "EUR"]).succeeds();
        desk
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn home(&self) -> PathBuf {
        self.path().join("data")
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> &Desk {
        std::fs::write(self.path().join(name), content).expect("the file is written");
        self
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).expect("the file is there")
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, &[], "")
    }

    /// Runs with more environment and an input; no variable of the tester's own shell reaches the program.
    pub(crate) fn run_with(&self, arguments: &[&str], environment: &[(&str, &str)], input: &str) -> Run {
        let stdin = self.path().join(".stdin");
        std::fs::write(&stdin, input).expect("the input is written");
        let output = Command::new(env!("CARGO_BIN_EXE_gradus"))
            .args(arguments)
            .current_dir(self.path())
            .env_clear()
            .env("GRADUS_HOME", self.home())
            .env("GRADUS_ACTOR", "tester")
            .env("GRADUS_PARTITIONS", "2")
            .envs(environment.iter().copied())
            .stdin(Stdio::from(std::fs::File::open(&stdin).expect("the input opens")))
            .output()
            .expect("the program starts");
        Run {
            status: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Run {
    #[track_caller]
    pub(crate) fn succeeds(self) -> Run {
        self.ends_with(0)
    }

    #[track_caller]
    pub(crate) fn ends_with(self, status: i32) -> Run {
        assert_eq!(self.status, status, "{self:#?}");
        self
    }

    #[track_caller]
    pub(crate) fn says(self, text: &str) -> Run {
        assert!(self.err.contains(text), "expected {text:?} on stderr: {self:#?}");
        self
    }

    #[track_caller]
    pub(crate) fn prints(self, text: &str) -> Run {
        assert!(self.out.contains(text), "expected {text:?} on stdout: {self:#?}");
        self
    }

    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }
}

/// A limited process of the given one, by what the system lists.
pub(crate) fn limited_child_of(parent: u32) -> Option<u32> {
    let processes = std::fs::read_dir("/proc").expect("the system lists its processes");
    processes
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find_map(|folder: PathBuf| {
            let pid = folder.file_name()?.to_str()?.parse().ok()?;
            let stat = std::fs::read_to_string(folder.join("stat")).ok()?;
            // Behind the name, which stands in brackets: state, then parent.
            let is_ours = stat.rsplit_once(") ")?.1.split(' ').nth(1)? == parent.to_string();
            let called = std::fs::read(folder.join("cmdline")).ok()?;
            (is_ours && called.starts_with(b"gradus\0worker\0")).then_some(pid)
        })
}
