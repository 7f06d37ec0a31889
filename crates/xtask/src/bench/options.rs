//! What was asked for on the command line.

use super::{ARGUMENTS, BENCHES};
use crate::process::Failure;
use std::path::PathBuf;

const RUNS: usize = 5;

/// The arguments of `cargo xtask bench`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Options {
    /// Names of benches; all when empty.
    chosen: Vec<String>,
    /// Order lines instead of the number that the goal is stated for.
    pub(super) rows: Option<u64>,
    pub(super) runs: usize,
    /// A release binary that is there already.
    pub(super) binary: Option<PathBuf>,
    /// Leaves the data for the next call.
    pub(super) keep: bool,
    pub(super) json: bool,
}

impl Options {
    pub(super) fn read(arguments: &[String]) -> Result<Self, Failure> {
        let mut options = Self {
            chosen: Vec::new(),
            rows: None,
            runs: RUNS,
            binary: None,
            keep: false,
            json: false,
        };
        let mut words = arguments.iter();
        let mut is_all = false;
        while let Some(word) = words.next() {
            let mut value = || {
                words
                    .next()
                    .ok_or_else(|| Failure::new(format!("{word} needs a value")))
            };
            match word.as_str() {
                "--rows" => options.rows = Some(number(word, value()?, 10_000)?),
                "--runs" => {
                    options.runs = usize::try_from(number(word, value()?, 1)?).unwrap_or(RUNS);
                }
                "--binary" => options.binary = Some(PathBuf::from(value()?)),
                "--keep" => options.keep = true,
                "--json" => options.json = true,
                "all" => is_all = true,
                name if BENCHES.iter().any(|bench| bench.name == name) => options.chosen.push(name.to_owned()),
                _ => {
                    return Err(Failure::new(format!(
                        "there is no bench {word:?}; expected {ARGUMENTS}"
                    )));
                }
            }
        }
        if is_all {
            options.chosen.clear();
        }
        Ok(options)
    }

    pub(super) fn is_chosen(&self, name: &str) -> bool {
        self.chosen.is_empty() || self.chosen.iter().any(|chosen| chosen == name)
    }
}

fn number(option: &str, text: &str, least: u64) -> Result<u64, Failure> {
    let plain: String = text.chars().filter(|c| *c != '_').collect();
    plain
        .parse()
        .ok()
        .filter(|number| *number >= least)
        .ok_or_else(|| Failure::new(format!("{option} {text}: expected a whole number of at least {least}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Options, Failure> {
        let arguments: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Options::read(&arguments)
    }

    #[test]
    fn everything_is_chosen_unless_benches_are_named() {
        let options = read("").unwrap();
        assert_eq!(options.runs, 5);
        assert!(options.is_chosen("smaa") && options.is_chosen("build"));
        let options = read("smaa import --runs 3 --rows 2_000_000 --keep --json --binary bin/gradus").unwrap();
        assert!(options.is_chosen("smaa") && options.is_chosen("import") && !options.is_chosen("build"));
        assert_eq!(
            (options.runs, options.rows, options.keep, options.json),
            (3, Some(2_000_000), true, true)
        );
        assert_eq!(options.binary, Some(PathBuf::from("bin/gradus")));
        assert!(read("smaa all").unwrap().is_chosen("build"));
    }

    #[test]
    fn what_is_wrong_is_told() {
        let told = |line: &str| read(line).unwrap_err().to_string();
        assert!(told("speed").contains("there is no bench \"speed\""));
        assert!(told("--rows many").contains("--rows many: expected a whole number"));
        assert!(told("--rows 10").contains("at least 10000"));
        assert!(told("--runs").contains("--runs needs a value"));
    }
}
