//! The program that runs the tests, nextest or plain cargo, and what its output says.

use std::io::{BufRead, BufReader, IsTerminal};
use std::process::{Command, Stdio};

use crate::Workspace;
use crate::process::{Failure, answers, cargo, succeeds};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Runner {
    Nextest,
    /// The fallback where nextest cannot be installed.
    Cargo,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) passed: u64,
    pub(super) failed: u64,
}

impl Runner {
    pub(super) fn find_or_install(workspace: &Workspace) -> Self {
        let is_there = || answers(cargo(&workspace.root).args(["nextest", "--version"]));
        if is_there() {
            return Self::Nextest;
        }
        println!("cargo-nextest: not found, installing it");
        let mut install = cargo(&workspace.root);
        install.args(["install", "cargo-nextest", "--locked"]);
        // Not into the target folder of this workspace, which may be cached for it alone.
        install.env_remove("CARGO_TARGET_DIR");
        let installed = succeeds(&mut install).unwrap_or(false);
        if installed && is_there() {
            return Self::Nextest;
        }
        println!("cargo-nextest: could not be installed, plain cargo test takes its place");
        Self::Cargo
    }

    /// Runs every test; says whether the run ended well, and the count.
    pub(super) fn run(
        self,
        workspace: &Workspace,
        arguments: &[&String],
        postgres_url: Option<String>,
    ) -> Result<(bool, Tally), Failure> {
        let mut command = cargo(&workspace.root);
        match self {
            Self::Nextest => command.args(["nextest", "run", "--workspace"]),
            Self::Cargo => command.args(["test", "--workspace", "--no-fail-fast", "--lib", "--bins", "--tests"]),
        };
        command.args(arguments);
        match postgres_url {
            Some(url) => command.env(super::POSTGRES_URL, url),
            None => command.env_remove(super::POSTGRES_URL),
        };
        self.run_and_count(&mut command)
    }

    fn run_and_count(self, command: &mut Command) -> Result<(bool, Tally), Failure> {
        // nextest reports on its error output, the harness of cargo test on standard output.
        match self {
            Self::Nextest => command.stderr(Stdio::piped()),
            Self::Cargo => command.stdout(Stdio::piped()),
        };
        if std::io::stderr().is_terminal() {
            command.env("CARGO_TERM_COLOR", "always");
        }
        let failed_to = |what: &str, error| Failure::new(format!("cannot {what} tests: {error}"));
        let mut child = command.spawn().map_err(|error| failed_to("run the", error))?;

        let mut tally = Tally::default();
        if let Some(report) = child.stderr.take() {
            echo_and_count(BufReader::new(report), nextest_summary, &mut tally);
        }
        if let Some(report) = child.stdout.take() {
            echo_and_count(BufReader::new(report), harness_summary, &mut tally);
        }
        let status = child.wait().map_err(|error| failed_to("end the", error))?;
        Ok((status.success(), tally))
    }
}

/// Shows each line as it comes and adds up those that are a summary.
fn echo_and_count(report: impl BufRead, summary_in: fn(&str) -> Option<Tally>, tally: &mut Tally) {
    for line in report.split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        if let Some(part) = summary_in(&without_colours(&line)) {
            tally.passed += part.passed;
            tally.failed += part.failed;
        }
    }
}

/// `Summary [   1.2s] 5 tests run: 3 passed (1 slow, 1 flaky), 1 failed, 1 timed out, 2 skipped`
fn nextest_summary(line: &str) -> Option<Tally> {
    let (_, counts) = line.trim_start().strip_prefix("Summary [")?.split_once(" run: ")?;
    Some(tally_of(&without_parentheses(counts), ','))
}

/// `test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0s`
fn harness_summary(line: &str) -> Option<Tally> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    Some(tally_of(counts, ';'))
}

fn tally_of(counts: &str, separator: char) -> Tally {
    let mut tally = Tally::default();
    for count in counts.split(separator) {
        let Some((number, what)) = count.trim().split_once(' ') else {
            continue;
        };
        let number: u64 = number.parse().unwrap_or(0);
        match what.trim() {
            "passed" => tally.passed += number,
            "failed" | "exec failed" | "timed out" => tally.failed += number,
            _ => {}
        }
    }
    tally
}

fn without_parentheses(text: &str) -> String {
    let mut depth = 0_u32;
    text.chars()
        .filter(|&c| {
            match c {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => return depth == 0,
            }
            false
        })
        .collect()
}

/// Leaves out terminal sequences such as `ESC[1;32m`.
fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        if c == '\u{1b}' {
            chars.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(c);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nextest(line: &str) -> Option<(u64, u64)> {
        nextest_summary(&without_colours(line)).map(|tally| (tally.passed, tally.failed))
    }

    #[test]
    fn the_summary_of_nextest_is_read() {
        let all_good = "     Summary [   0.012s] 3 tests run: 3 passed, 1 skipped";
        assert_eq!(nextest(all_good), Some((3, 0)));
        let one = "     Summary [   0.012s] 1 test run: 1 passed (1 slow), 0 skipped";
        assert_eq!(nextest(one), Some((1, 0)));
        let mixed = "Summary [ 9s] 5/9 tests run: 2 passed (1 slow, 1 flaky), 1 failed (1 leaky), \
                     1 timed out, 1 exec failed, 2 skipped";
        assert_eq!(nextest(mixed), Some((2, 3)));
    }

    #[test]
    fn colours_do_not_hide_the_summary() {
        let line = "\u{1b}[32;1m     Summary\u{1b}[0m [ 0.1s] \u{1b}[1m2\u{1b}[0m tests run: 2 passed";
        assert_eq!(nextest(line), Some((2, 0)));
    }

    #[test]
    fn other_lines_are_no_summary() {
        assert_eq!(nextest("        PASS [   0.003s] domain design::tests"), None);
    }

    #[test]
    fn the_summaries_of_cargo_test_add_up() {
        let report = "running 4 tests\n\
             test result: FAILED. 3 passed; 1 failed; 0 ignored; finished in 0.00s\n\
             test result: ok. 2 passed; 0 failed; 1 ignored; finished in 0.00s\n";
        let mut tally = Tally::default();
        echo_and_count(report.as_bytes(), harness_summary, &mut tally);
        assert_eq!((tally.passed, tally.failed), (5, 1));
    }
}
