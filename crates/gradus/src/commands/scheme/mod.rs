//! `gradus scheme`: what is measured, what it is worth, and what makes a level.

use crate::failure::{Failure, Status};
use crate::session::Session;
use clap::{Args, Subcommand};
use std::path::Path;

mod lint;
mod diff;
mod apply;
mod export;
mod simulate;

#[derive(Debug, Args)]
pub(crate) struct Scheme {
    #[command(subcommand)]
    pub(crate) command: SchemeCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SchemeCommand {
    Lint(lint::Lint),
    Diff(diff::Diff),
    Apply(apply::Apply),
    Export(export::Export),
    Simulate(simulate::Simulate),
}

impl Scheme {
    pub(crate) fn name(&self) -> &'static str {
        match self.command {
            SchemeCommand::Lint(_) => "scheme lint",
            SchemeCommand::Diff(_) => "scheme diff",
            SchemeCommand::Apply(_) => "scheme apply",
            SchemeCommand::Export(_) => "scheme export",
            SchemeCommand::Simulate(_) => "scheme simulate",
        }
    }

    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        match self.command {
            SchemeCommand::Lint(command) => command.run(session).await,
            SchemeCommand::Diff(command) => command.run(session).await,
            SchemeCommand::Apply(command) => command.run(session).await,
            SchemeCommand::Export(command) => command.run(session).await,
            SchemeCommand::Simulate(command) => command.run(session).await,
        }
    }
}

/// The name by which messages call the file, and its text.
fn read(path: &Path) -> Result<(String, String), Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::file("cli-error-read", path, &error))?;
    Ok((path.display().to_string(), text))
}
