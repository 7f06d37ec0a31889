//! A peer: a Python program in an environment of its own that waits for its turn.
//!
//! It prepares itself, says so with its versions, and then makes one run for each line it reads,
//! so that its runs and ours alternate under the same conditions.

use super::desk::Desk;
use super::files;
use crate::process::{Failure, answers, succeeds};
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

const PACKAGES: [&str; 3] = ["duckdb", "numpy", "pyarrow"];

/// A program that ships with the bench.
pub(super) struct Script {
    pub(super) name: &'static str,
    pub(super) text: &'static str,
}

pub(super) struct Peer {
    /// With its version, such as `DuckDB 1.4.2`.
    pub(super) title: String,
    script: &'static str,
    child: Child,
    orders: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Peer {
    /// Starts the script with its settings and waits until it is ready.
    pub(super) fn start(desk: &Desk<'_>, script: &Script, settings: &Value) -> Result<Self, Failure> {
        let python = environment(desk)?;
        let folder = desk.fresh(script.name)?;
        let (program, given) = (folder.join("peer.py"), folder.join("settings.json"));
        files::write(&program, script.text)?;
        files::write(&given, settings.to_string())?;
        desk.say(&format!("the peer {} prepares", script.name));
        let cannot = |error: std::io::Error| files::at(&python, error);
        let mut child = Command::new(&python)
            .arg(&program)
            .arg(&given)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(cannot)?;
        let (Some(orders), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Failure::new("the peer has no pipes"));
        };
        let answers = BufReader::new(answers);
        let mut peer = Self {
            title: String::new(),
            script: script.name,
            child,
            orders: Some(orders),
            answers,
        };
        let ready = peer.answer()?;
        peer.title = ready["title"].as_str().unwrap_or(script.name).to_owned();
        Ok(peer)
    }

    /// One run; what it tells about it, `seconds` among it.
    pub(super) fn run(&mut self) -> Result<Value, Failure> {
        if let Some(orders) = &mut self.orders {
            let told = writeln!(orders, "run").and_then(|()| orders.flush());
            told.map_err(|error| Failure::new(format!("the peer {} does not listen: {error}", self.script)))?;
        }
        self.answer()
    }

    /// One run; its seconds.
    pub(super) fn seconds(&mut self) -> Result<f64, Failure> {
        let told = self.run()?;
        told["seconds"]
            .as_f64()
            .ok_or_else(|| Failure::new(format!("the peer {} told no seconds", self.script)))
    }

    fn answer(&mut self) -> Result<Value, Failure> {
        let mut line = String::new();
        let read = self.answers.read_line(&mut line);
        let told = read
            .ok()
            .filter(|bytes| *bytes > 0)
            .and_then(|_| serde_json::from_str(&line).ok());
        told.ok_or_else(|| Failure::new(format!("the peer {} broke off, see its words above", self.script)))
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // Without a next order the peer ends by itself.
        self.orders = None;
        drop(self.child.wait());
    }
}

/// The interpreter of the environment, which is made and filled when it is not there.
fn environment(desk: &Desk<'_>) -> Result<PathBuf, Failure> {
    let folder = desk.shared("venv");
    let python = folder.join("bin/python");
    let imports = format!("import {}", PACKAGES.join(", "));
    if answers(Command::new(&python).args(["-c", &imports])) {
        return Ok(python);
    }
    desk.say("installing the peers");
    let made = succeeds(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
    let mut install = Command::new(&python);
    install
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
        .args(PACKAGES);
    if made && succeeds(&mut install)? {
        return Ok(python);
    }
    Err(files::at(
        &folder,
        "the peers could not be installed; the bench needs python3 with venv, and a package index",
    ))
}
