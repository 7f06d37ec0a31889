//! `gradus indicator`: what is measured.

use crate::failure::{Failure, Status};
use crate::session::Session;
use clap::{Args, Subcommand};

mod list;
mod show;
mod run;

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
}

impl Indicator {
    pub(crate) fn name(&self) -> &'static str {
        match self.command {
            IndicatorCommand::List(_) => "indicator list",
            IndicatorCommand::Show(_) => "indicator show",
            IndicatorCommand::Run(_) => "indicator run",
        }
    }

    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        match self.command {
            IndicatorCommand::List(command) => command.run(session).await,
            IndicatorCommand::Show(command) => command.run(session).await,
            IndicatorCommand::Run(command) => command.run(session).await,
        }
    }
}
