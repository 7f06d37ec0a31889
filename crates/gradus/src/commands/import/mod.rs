//! `gradus import`: files in.

use crate::failure::{Failure, Status};
use crate::session::Session;
use clap::{Args, Subcommand};

mod template;
mod check;
mod commit;
mod undo;
mod list;
mod request;
mod shown;

#[derive(Debug, Args)]
pub(crate) struct Import {
    #[command(subcommand)]
    pub(crate) command: ImportCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ImportCommand {
    Template(template::Template),
    Check(check::Check),
    Commit(commit::Commit),
    Undo(undo::Undo),
    List(list::List),
}

impl Import {
    pub(crate) fn name(&self) -> &'static str {
        match self.command {
            ImportCommand::Template(_) => "import template",
            ImportCommand::Check(_) => "import check",
            ImportCommand::Commit(_) => "import commit",
            ImportCommand::Undo(_) => "import undo",
            ImportCommand::List(_) => "import list",
        }
    }

    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        match self.command {
            ImportCommand::Template(command) => command.run(session),
            ImportCommand::Check(command) => command.run(session).await,
            ImportCommand::Commit(command) => command.run(session).await,
            ImportCommand::Undo(command) => command.run(session).await,
            ImportCommand::List(command) => command.run(session).await,
        }
    }
}
