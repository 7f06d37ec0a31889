//! Every command in one file of its own, in the order in which a new user meets them.

use crate::failure::{Failure, Status};
use crate::session::Session;
use clap::Subcommand;

mod init;
mod sql;
mod calc;
mod doctor;
mod explain_code;
mod config;
mod completions;
mod version;

/// What can be done.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Init(init::Init),
    Sql(sql::Sql),
    Calc(calc::Calc),
    Doctor(doctor::Doctor),
    ExplainCode(explain_code::ExplainCode),
    Config(config::Config),
    Completions(completions::Completions),
    Version(version::Version),
}

impl Command {
    /// As the lock file names it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Command::Init(_) => "init",
            Command::Sql(_) => "sql",
            Command::Calc(_) => "calc",
            Command::Doctor(_) => "doctor",
            Command::ExplainCode(_) => "explain-code",
            Command::Config(_) => "config",
            Command::Completions(_) => "completions",
            Command::Version(_) => "version",
        }
    }

    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        match self {
            Command::Init(command) => command.run(session).await,
            Command::Sql(command) => command.run(session).await,
            Command::Calc(command) => command.run(session),
            Command::Doctor(command) => command.run(session).await,
            Command::ExplainCode(command) => command.run(session),
            Command::Config(command) => command.run(session),
            Command::Completions(command) => command.run(session),
            Command::Version(command) => command.run(session),
        }
    }
}
