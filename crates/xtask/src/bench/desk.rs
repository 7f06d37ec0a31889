//! Where a run of benches works: its folder, the release binary, its options.

use super::files;
use super::gradus::Gradus;
use super::options::Options;
use crate::Workspace;
use crate::process::{Failure, cargo, succeeds};
use std::env;
use std::path::PathBuf;
use std::time::Instant;

pub(super) struct Desk<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) options: Options,
    folder: PathBuf,
    binary: PathBuf,
    opened: Instant,
}

impl<'a> Desk<'a> {
    /// Makes the folder, and builds the binary when a bench needs it and none was given.
    pub(super) fn open(workspace: &'a Workspace, options: Options, needs_gradus: bool) -> Result<Self, Failure> {
        let target = env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| workspace.root.join("target"), |target| workspace.root.join(target));
        let binary = match &options.binary {
            Some(binary) => workspace.root.join(binary),
            None => target.join("release/gradus"),
        };
        let desk = Self {
            workspace,
            options,
            folder: target.join("bench"),
            binary,
            opened: Instant::now(),
        };
        files::create(&desk.folder)?;
        files::remove(&desk.folder.join("work"))?;
        if needs_gradus {
            desk.build()?;
        }
        Ok(desk)
    }

    fn build(&self) -> Result<(), Failure> {
        if self.options.binary.is_none() {
            self.say("building the release binary");
            let mut build = cargo(&self.workspace.root);
            if !succeeds(build.args(["build", "--release", "--package", "gradus"]))? {
                return Err(Failure::new("the release binary could not be built"));
            }
        }
        if self.binary.is_file() {
            return Ok(());
        }
        Err(files::at(
            &self.binary,
            "there is no such program; give its path with --binary",
        ))
    }

    /// The program on a data folder.
    pub(super) fn gradus(&self, home: PathBuf) -> Gradus {
        Gradus::new(self.binary.clone(), home)
    }

    /// A folder that outlives a bench: data that others use as well, the peers' environment.
    pub(super) fn shared(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// An empty folder for one bench.
    pub(super) fn fresh(&self, name: &str) -> Result<PathBuf, Failure> {
        let folder = self.folder.join("work").join(name);
        files::remove(&folder)?;
        files::create(&folder)?;
        Ok(folder)
    }

    /// Order lines of a bench: as asked for, or as its goal is stated for.
    pub(super) fn rows_or(&self, stated: u64) -> u64 {
        self.options.rows.unwrap_or(stated)
    }

    /// Progress, on the error output: standard output carries the report.
    pub(super) fn say(&self, sentence: &str) {
        eprintln!("{:>6.0} s  {sentence}", self.opened.elapsed().as_secs_f64());
    }

    /// Removes what the benches left, unless it shall be kept.
    pub(super) fn clear(&self) -> Result<(), Failure> {
        if self.options.keep {
            return Ok(());
        }
        files::remove(&self.folder.join("work"))?;
        files::remove(&self.folder.join("data"))
    }
}
