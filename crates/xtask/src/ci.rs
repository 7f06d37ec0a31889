//! `cargo xtask ci`: formatting, lints, licences and advisories, then the tests.

use std::process::ExitCode;

use crate::process::{Failure, answers, cargo, succeeds};
use crate::{Workspace, test};

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode, Failure> {
    if let Some(argument) = arguments.first() {
        return Err(Failure::new(format!("ci takes no argument {argument:?}")));
    }

    let mut failed: Vec<&str> = Vec::new();
    for step in STEPS {
        if !answers(cargo(&workspace.root).args([step.tool, "--version"])) {
            println!("{}: not checked, {}", step.name, step.missing);
            continue;
        }
        println!("{}: cargo {}", step.name, step.arguments.join(" "));
        if let Some(reason) = step.unavailable(workspace) {
            println!("{}: not checked, {reason}", step.name);
        } else if !succeeds(cargo(&workspace.root).args(step.arguments))? {
            failed.push(step.name);
        }
    }
    if !failed.is_empty() {
        println!("failed before the tests: {}", failed.join(", "));
    }

    let tested = test::run(workspace, &[])?;
    Ok(if failed.is_empty() { tested } else { ExitCode::FAILURE })
}

struct Step {
    name: &'static str,
    /// The cargo subcommand that must be installed.
    tool: &'static str,
    missing: &'static str,
    arguments: &'static [&'static str],
    /// A cargo call that must work first, and what its failure means.
    needs: Option<(&'static [&'static str], &'static str)>,
}

const STEPS: &[Step] = &[
    Step {
        name: "formatting",
        tool: "fmt",
        missing: "rustfmt is not installed (rustup component add rustfmt)",
        arguments: &["fmt", "--all", "--check"],
        needs: None,
    },
    Step {
        name: "lints",
        tool: "clippy",
        missing: "clippy is not installed (rustup component add clippy)",
        arguments: &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"],
        needs: None,
    },
    Step {
        name: "licences and bans",
        tool: "deny",
        missing: "cargo-deny is not installed (cargo install cargo-deny --locked)",
        arguments: &["deny", "check", "licenses", "bans", "sources"],
        needs: None,
    },
    Step {
        name: "advisories",
        tool: "deny",
        missing: "cargo-deny is not installed (cargo install cargo-deny --locked)",
        arguments: &["deny", "check", "advisories"],
        needs: Some((
            &["deny", "fetch", "db"],
            "the advisory database could not be fetched; it needs the network",
        )),
    },
];

impl Step {
    fn unavailable(&self, workspace: &Workspace) -> Option<&'static str> {
        let (arguments, reason) = self.needs?;
        (!answers(cargo(&workspace.root).args(arguments))).then_some(reason)
    }
}
