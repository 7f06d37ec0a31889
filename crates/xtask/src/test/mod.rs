//! `cargo xtask test`: one command from a fresh clone to a count of passed and failed tests.

mod packages;
mod postgres;
mod runner;

use std::env;
use std::process::ExitCode;
use std::time::Instant;

use crate::process::{Failure, cargo, succeeds};
use crate::{Workspace, tidy};

use postgres::Cluster;
use runner::{Runner, Tally};

/// The store's contract suite runs on PostgreSQL when this names a server.
const POSTGRES_URL: &str = "TEST_POSTGRES_URL";

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode, Failure> {
    let (own, passed_on): (Vec<&String>, Vec<&String>) =
        arguments.iter().partition(|argument| *argument == "--without-postgres");

    let runner = Runner::find_or_install(workspace);
    let server = Server::choose(!own.is_empty())?;

    let started = Instant::now();
    let mut build = cargo(&workspace.root);
    if !succeeds(build.args(["build", "--workspace", "--all-targets"]))? {
        return Err(Failure::new("the build failed; no test ran"));
    }
    let build_seconds = started.elapsed().as_secs_f64();

    let is_tidy = tidy::check_and_print(workspace)?;

    let started = Instant::now();
    let (ended_well, tally) = runner.run(workspace, &passed_on, server.url())?;
    let test_seconds = started.elapsed().as_secs_f64();
    drop(server);

    println!("build {build_seconds:.1} s");
    println!("tests {test_seconds:.1} s");
    if !is_tidy {
        println!("tidy found violations, see above");
    }
    Ok(verdict(ended_well && is_tidy, tally))
}

/// Prints the last line, always of one form; a run without a test is a failed run.
fn verdict(ended_well: bool, tally: Tally) -> ExitCode {
    if tally.passed + tally.failed == 0 {
        println!("no test ran");
    }
    println!("{} passed, {} failed", tally.passed, tally.failed);
    if ended_well && tally.failed == 0 && tally.passed > 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The PostgreSQL that the tests use.
enum Server {
    None,
    Given(String),
    Started(Cluster),
}

impl Server {
    fn choose(without: bool) -> Result<Self, Failure> {
        if without {
            println!("PostgreSQL: left out, the store is tested on SQLite only");
            return Ok(Self::None);
        }
        if let Some(url) = env::var(POSTGRES_URL).ok().filter(|url| !url.is_empty()) {
            println!("PostgreSQL: the one {POSTGRES_URL} names");
            return Ok(Self::Given(url));
        }
        let binaries = packages::find_or_install_postgres()?;
        let cluster = Cluster::start(&binaries)?;
        println!("PostgreSQL: throw-away cluster at {}", cluster.url());
        Ok(Self::Started(cluster))
    }

    fn url(&self) -> Option<String> {
        match self {
            Self::None => None,
            Self::Given(url) => Some(url.clone()),
            Self::Started(cluster) => Some(cluster.url()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_without_a_test_fails() {
        let nothing = Tally::default();
        assert_eq!(verdict(true, nothing), ExitCode::FAILURE);
    }

    #[test]
    fn a_failed_test_or_an_untidy_clone_fails() {
        let good = Tally { passed: 3, failed: 0 };
        let bad = Tally { passed: 3, failed: 1 };
        assert_eq!(verdict(true, good), ExitCode::SUCCESS);
        assert_eq!(verdict(false, good), ExitCode::FAILURE);
        assert_eq!(verdict(true, bad), ExitCode::FAILURE);
    }
}
