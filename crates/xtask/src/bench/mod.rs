//! `cargo xtask bench`: the figures of the product, each measured in the same run as its peer.
//!
//! One bench is one module with a `BENCH` and one line in [`BENCHES`]; `docs/benchmarks.md` explains each of them.

mod options;
mod desk;
mod figure;
mod report;
mod machine;

mod evaluate;
mod incremental;
mod import;
mod lanes;
mod smaa;
mod growth;
mod build;

mod data;
mod corrected;
mod scheme;
mod query;
mod gradus;
mod peer;
mod watch;
mod files;

use crate::Workspace;
use crate::process::{Failure, cargo, succeeds};
use desk::Desk;
use figure::Figure;
use options::Options;
use std::process::ExitCode;

/// One thing that is measured.
struct Bench {
    name: &'static str,
    /// Whether it runs the release binary.
    needs_gradus: bool,
    run: fn(&Desk<'_>) -> Result<Vec<Figure>, Failure>,
}

/// In the order of a run of all: what shares its data stands together, what takes longest comes last.
const BENCHES: &[Bench] = &[
    evaluate::BENCH,
    incremental::BENCH,
    import::BENCH,
    lanes::BENCH,
    smaa::BENCH,
    growth::BENCH,
    build::BENCH,
];

/// What stands behind the command in the help.
pub(crate) const ARGUMENTS: &str = "[evaluate|incremental|import|lanes|smaa|growth|build|all] [--rows N] [--runs N] \
                                    [--binary PATH] [--keep] [--json]";

/// Ends with a failure when a goal is missed.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode, Failure> {
    let options = Options::read(arguments)?;
    // Generating rows and simulating are work of this program itself, so it must not run unoptimised.
    if cfg!(debug_assertions) {
        let mut again = cargo(&workspace.root);
        again.args(["run", "--release", "--quiet", "--package", "xtask", "--", "bench"]);
        let is_well = succeeds(again.args(arguments))?;
        return Ok(if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }

    let chosen: Vec<&Bench> = BENCHES.iter().filter(|bench| options.is_chosen(bench.name)).collect();
    let desk = Desk::open(workspace, options, chosen.iter().any(|bench| bench.needs_gradus))?;
    let machine = machine::describe();
    let mut figures = Vec::new();
    let mut broken = None;
    for bench in chosen {
        desk.say(&format!("{}: {} runs", bench.name, desk.options.runs));
        match (bench.run)(&desk) {
            Ok(found) => figures.extend(found),
            Err(failure) => {
                broken = Some(Failure::new(format!("{}: {failure}", bench.name)));
                break;
            }
        }
    }
    desk.clear()?;
    // What was measured before something broke is still worth reading.
    print!(
        "{}",
        if desk.options.json {
            report::json(&machine, &figures)
        } else {
            report::table(&machine, &figures)
        }
    );
    match broken {
        Some(failure) => Err(failure),
        None if figures.iter().any(|figure| figure.is_reached() == Some(false)) => Ok(ExitCode::FAILURE),
        None => Ok(ExitCode::SUCCESS),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_names_every_bench() {
        let names: Vec<&str> = BENCHES.iter().map(|bench| bench.name).collect();
        assert!(
            ARGUMENTS.starts_with(&format!("[{}|all]", names.join("|"))),
            "{ARGUMENTS}"
        );
    }
}
