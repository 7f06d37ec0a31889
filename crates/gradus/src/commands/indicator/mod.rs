//! `gradus indicator`: what is measured.

use crate::failure::{Failure, Status};
use crate::session::Session;
use clap::{Args, Subcommand};
use std::path::Path;

mod list;
mod show;
mod run;
mod lint;
mod apply;

#[derive(Debug, Args)]
pub(crate) struct Indicator {
    #[command(subcommand)]
    pub(crate) command: IndicatorCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum IndicatorCommand {
    List(list::List),
    Show(show::Show),
    Run(run::Run),
    Lint(lint::Lint),
    Apply(apply::Apply),
}

impl Indicator {
    pub(crate) fn name(&self) -> &'static str {
        match self.command {
            IndicatorCommand::List(_) => "indicator list",
            IndicatorCommand::Show(_) => "indicator show",
            IndicatorCommand::Run(_) => "indicator run",
            IndicatorCommand::Lint(_) => "indicator lint",
            IndicatorCommand::Apply(_) => "indicator apply",
        }
    }

    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        match self.command {
            IndicatorCommand::List(command) => command.run(session).await,
            IndicatorCommand::Show(command) => command.run(session).await,
            IndicatorCommand::Run(command) => command.run(session).await,
            IndicatorCommand::Lint(command) => command.run(session).await,
            IndicatorCommand::Apply(command) => command.run(session).await,
        }
    }
}

/// The name by which messages call the file, and its text.
fn read(path: &Path) -> Result<(String, String), Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::file("cli-error-read", path, &error))?;
    Ok((path.display().to_string(), text))
}
