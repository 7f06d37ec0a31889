//! The release binary on a data folder, and what it says about itself.

use super::watch::{Finished, watch};
use crate::process::Failure;
use serde_json::Value;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The quarter that bulk data ends with.
pub(super) const PERIOD: &str = "2026Q3";

/// All files come from one system, so that a corrected row meets the one it corrects.
const SOURCE: &str = "bench";

pub(super) struct Gradus {
    binary: PathBuf,
    home: PathBuf,
}

/// An evaluation that kept nothing.
#[derive(Debug)]
pub(super) struct Evaluated {
    /// The whole process.
    pub(super) seconds: f64,
    pub(super) peak_mib: Option<f64>,
    /// Suppliers in a level, and all that could be in one.
    pub(super) placed: u64,
    pub(super) base: u64,
    steps: Vec<(String, f64)>,
}

impl Gradus {
    pub(super) fn new(binary: PathBuf, home: PathBuf) -> Self {
        Self { binary, home }
    }

    pub(super) fn home(&self) -> &Path {
        &self.home
    }

    /// Runs one command; settings of the person at the keyboard do not reach it.
    pub(super) fn run(&self, arguments: &[&str]) -> Result<Finished, Failure> {
        let mut command = Command::new(&self.binary);
        for (name, _) in env::vars_os() {
            if name.to_string_lossy().starts_with("GRADUS_") {
                command.env_remove(name);
            }
        }
        command
            .args(arguments)
            .arg("--quiet")
            .arg("--home")
            .arg(&self.home)
            .env("GRADUS_ACTOR", "bench");
        watch(&mut command)
    }

    /// The same with the answer as JSON.
    pub(super) fn json(&self, arguments: &[&str]) -> Result<(Value, Finished), Failure> {
        let finished = self.run(&[arguments, &["--json"]].concat())?;
        let value = serde_json::from_str(&finished.stdout)
            .map_err(|error| Failure::new(format!("gradus {}: not JSON: {error}", arguments.join(" "))))?;
        Ok((value, finished))
    }

    /// Imports a file and makes sure that every row of it came in.
    pub(super) fn import(&self, kind: &str, file: &Path, rows: u64) -> Result<Finished, Failure> {
        let file = file.to_string_lossy();
        let (report, finished) = self.json(&["import", "commit", kind, &file, "--source", SOURCE])?;
        let kept = rows_kept(&report);
        if kept == Some(rows) {
            return Ok(finished);
        }
        let kept = kept.map_or_else(|| "an unknown number of".to_owned(), |kept| kept.to_string());
        Err(Failure::new(format!("{file}: {kept} rows came in, expected {rows}")))
    }

    /// Evaluates the last quarter; the workspace's own scheme unless one is named.
    pub(super) fn evaluate(&self, scheme: Option<&str>) -> Result<Evaluated, Failure> {
        let mut arguments = vec!["evaluate", "--period", PERIOD, "--dry-run"];
        if let Some(scheme) = scheme {
            arguments.extend(["--scheme", scheme]);
        }
        let (report, finished) = self.json(&arguments)?;
        let read = || Some((steps_of(&report)?, placed(&report)?, report["base"].as_u64()?));
        let (steps, placed, base) = read().ok_or_else(|| {
            Failure::new("gradus evaluate --json: `steps`, `levels` or `base` is missing or has another shape")
        })?;
        Ok(Evaluated {
            seconds: finished.seconds,
            peak_mib: finished.peak_mib,
            placed,
            base,
            steps,
        })
    }

    /// Deletes the sums kept from earlier evaluations: the next one reads every row again.
    pub(super) fn forget_sums(&self) -> Result<(), Failure> {
        super::files::remove(&self.home.join("snapshots").join("sums"))
    }

    /// Deletes the snapshots: the next evaluation writes all of them anew.
    pub(super) fn forget_snapshots(&self) -> Result<(), Failure> {
        super::files::remove(&self.home.join("snapshots"))
    }
}

impl Evaluated {
    /// Seconds of these steps together.
    pub(super) fn steps(&self, names: &[&str]) -> Result<f64, Failure> {
        let step = |name: &&str| {
            let found = self
                .steps
                .iter()
                .find(|(step, _)| step == name)
                .map(|(_, seconds)| *seconds);
            found.ok_or_else(|| Failure::new(format!("gradus evaluate --json names no step {name:?}")))
        };
        names.iter().map(step).sum()
    }
}

/// Rows that are in the store now, whether new, changed or as they were.
fn rows_kept(report: &Value) -> Option<u64> {
    let counts = report["counts"].as_array()?;
    let count = |row: &Value| Some(row["stored"].as_u64()? + row["changed"].as_u64()? + row["unchanged"].as_u64()?);
    counts.iter().map(count).sum()
}

/// Suppliers in any of the four levels.
fn placed(report: &Value) -> Option<u64> {
    let levels = report["levels"]
        .as_array()?
        .iter()
        .filter(|level| level["level"] != "none");
    levels.map(|level| level["suppliers"].as_u64()).sum()
}

fn steps_of(report: &Value) -> Option<Vec<(String, f64)>> {
    let steps = report["steps"].as_array()?;
    let step = |step: &Value| {
        Some((
            step["step"].as_str()?.to_owned(),
            step["duration_ms"].as_f64()? / 1000.0,
        ))
    };
    steps.iter().map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn steps_are_added_by_name() {
        let report = json!({ "steps": [
            { "step": "inputs", "duration_ms": 250 },
            { "step": "facts", "duration_ms": 1000 },
            { "step": "scores_and_levels", "duration_ms": 500 },
        ]});
        let steps = steps_of(&report).unwrap();
        let evaluated = Evaluated {
            seconds: 2.0,
            peak_mib: None,
            placed: 0,
            base: 0,
            steps,
        };
        assert!((evaluated.steps(&["facts", "scores_and_levels"]).unwrap() - 1.5).abs() < 1e-9);
        assert!(
            evaluated
                .steps(&["facts", "saved"])
                .unwrap_err()
                .to_string()
                .contains("\"saved\"")
        );
        assert_eq!(steps_of(&json!({ "steps": [{ "step": "facts" }] })), None);
    }

    #[test]
    fn the_placed_are_those_in_a_level() {
        let report = json!({ "levels": [
            { "level": "core", "suppliers": 2 },
            { "level": "qualified", "suppliers": 5 },
            { "level": "none", "suppliers": 9 },
        ]});
        assert_eq!(placed(&report), Some(7));
        assert_eq!(placed(&json!({ "levels": [{ "level": "core" }] })), None);
    }

    #[test]
    fn rows_kept_are_counted_over_all_kinds() {
        let report = json!({ "counts": [
            { "stored": 3, "changed": 2, "unchanged": 1, "rejected": 9 },
            { "stored": 4, "changed": 0, "unchanged": 0, "rejected": 0 },
        ]});
        assert_eq!(rows_kept(&report), Some(10));
        assert_eq!(rows_kept(&json!({})), None);
    }
}
