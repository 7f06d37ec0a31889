//! How long a newcomer waits for the first run, and everyone for the next one after an edit.

use super::Bench;
use super::desk::Desk;
use super::figure::{Figure, Goal, Spread, Unit};
use super::files;
use super::watch::watch;
use crate::process::{Failure, cargo};
use std::fs;
use std::path::{Path, PathBuf};

pub(super) const BENCH: Bench = Bench {
    name: "build",
    needs_gradus: false,
    run,
};

const COLD_SECONDS: f64 = 20.0 * 60.0;
const EDIT_SECONDS: f64 = 30.0;

/// What `cargo run -- demo` builds, then what `cargo xtask test` builds besides.
const FIRST_COMMAND: &[&[&str]] = &[&["build"]];
const SECOND_COMMAND: &[&[&str]] = &[
    &["build", "--package", "xtask"],
    &["build", "--workspace", "--all-targets"],
];

/// Files that get one more line.
const EDITED: [(&str, &str); 2] = [("domain", "crates/domain/src/lib.rs"), ("web", "crates/web/src/lib.rs")];

fn run(desk: &Desk<'_>) -> Result<Vec<Figure>, Failure> {
    let sources = Sources::of(desk)?;
    sources.cargo(&["fetch", "--locked"])?;
    desk.say("building both commands of the README from nothing; this is measured once");
    let first = sources.build(FIRST_COMMAND)?;
    let second = sources.build(SECOND_COMMAND)?;
    let once = |what: &str, seconds: f64| -> Result<Figure, Failure> {
        Ok(Figure::shown(
            BENCH.name,
            what,
            Unit::Seconds,
            Spread::of(vec![seconds])?,
        ))
    };
    let mut figures = vec![
        once("cold, both commands of the README", first + second)?.with_goal(Goal::AtMost(COLD_SECONDS)),
        once("cold, `cargo run -- demo` alone", first)?,
    ];
    sources.cargo(RUNNING)?;
    for (name, file) in EDITED {
        let mut seconds = Vec::new();
        for number in 0..desk.options.runs {
            sources.edit(file, number)?;
            seconds.push(sources.cargo(RUNNING)?);
        }
        let what = format!("an edit in `{name}` to a running binary");
        let figure = Figure::shown(BENCH.name, what, Unit::Seconds, Spread::of(seconds)?);
        figures.push(figure.with_goal(Goal::AtMost(EDIT_SECONDS)));
    }
    if !desk.options.keep {
        files::remove(&sources.folder)?;
    }
    Ok(figures)
}

/// Builds and starts the program, which answers and ends.
const RUNNING: &[&str] = &["run", "--quiet", "--", "version"];

/// The sources in a folder of their own: nothing built, and edits do no harm.
struct Sources {
    folder: PathBuf,
}

impl Sources {
    fn of(desk: &Desk<'_>) -> Result<Self, Failure> {
        let folder = desk.fresh("build")?;
        files::copy_tree(&desk.workspace.root, &folder.join("source"), &["target", ".git"])?;
        Ok(Self { folder })
    }

    /// Seconds of one call of cargo.
    fn cargo(&self, arguments: &[&str]) -> Result<f64, Failure> {
        let mut command = cargo(&self.folder.join("source"));
        command
            .args(arguments)
            .env("CARGO_TARGET_DIR", self.folder.join("target"));
        Ok(watch(&mut command)?.seconds)
    }

    fn build(&self, calls: &[&[&str]]) -> Result<f64, Failure> {
        calls.iter().map(|call| self.cargo(call)).sum()
    }

    fn edit(&self, file: &str, number: usize) -> Result<(), Failure> {
        let path = self.folder.join("source").join(file);
        append(
            &path,
            &format!("\n/// Edit {number}.\npub const EDIT_{number}: usize = {number};\n"),
        )
    }
}

fn append(path: &Path, line: &str) -> Result<(), Failure> {
    let text = fs::read_to_string(path).map_err(|error| files::at(path, error))?;
    files::write(path, text + line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_edited_exists() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
        for (_, file) in EDITED {
            assert!(root.join(file).is_file(), "{file}");
        }
    }
}
