//! Every command in one file of its own, in the order in which a new user meets them.

use crate::failure::{Failure, Status};
use crate::session::Session;
use clap::Subcommand;

mod demo;
mod init;
mod import;
mod evaluate;
mod levels;
mod explain;
mod diff;
mod indicator;
mod scheme;
mod sql;
mod export;
mod backup;
mod calc;
mod serve;
mod doctor;
mod explain_code;
mod config;
mod completions;
mod token;
mod user;
mod version;

/// What can be done.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Demo(demo::Demo),
    Init(init::Init),
    Import(import::Import),
    Evaluate(evaluate::Evaluate),
    Levels(levels::Levels),
    Explain(explain::Explain),
    Diff(diff::Diff),
    Indicator(indicator::Indicator),
    Scheme(scheme::Scheme),
    Sql(sql::Sql),
    Export(export::Export),
    Calc(calc::Calc),
    Serve(serve::Serve),
    Backup(backup::Backup),
    User(user::User),
    Token(token::Token),
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
            Command::Demo(_) => "demo",
            Command::Init(_) => "init",
            Command::Import(command) => command.name(),
            Command::Evaluate(_) => "evaluate",
            Command::Levels(_) => "levels",
            Command::Explain(_) => "explain",
            Command::Diff(_) => "diff",
            Command::Indicator(command) => command.name(),
            Command::Scheme(command) => command.name(),
            Command::Sql(_) => "sql",
            Command::Export(_) => "export",
            Command::Calc(_) => "calc",
            Command::Serve(_) => "serve",
            Command::Backup(_) => "backup",
            Command::User(_) => "user",
            Command::Token(_) => "token",
            Command::Doctor(_) => "doctor",
            Command::ExplainCode(_) => "explain-code",
            Command::Config(_) => "config show",
            Command::Completions(_) => "completions",
            Command::Version(_) => "version",
        }
    }

    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        match self {
            Command::Demo(command) => command.run(session).await,
            Command::Init(command) => command.run(session).await,
            Command::Import(command) => command.run(session).await,
            Command::Evaluate(command) => command.run(session).await,
            Command::Levels(command) => command.run(session).await,
            Command::Explain(command) => command.run(session).await,
            Command::Diff(command) => command.run(session).await,
            Command::Indicator(command) => command.run(session).await,
            Command::Scheme(command) => command.run(session).await,
            Command::Sql(command) => command.run(session).await,
            Command::Export(command) => command.run(session).await,
            Command::Calc(command) => command.run(),
            Command::Serve(command) => command.run(session).await,
            Command::Backup(command) => command.run(session).await,
            Command::User(command) => command.run(session).await,
            Command::Token(command) => command.run(session).await,
            Command::Doctor(command) => command.run(session).await,
            Command::ExplainCode(command) => command.run(session),
            Command::Config(command) => command.run(session),
            Command::Completions(command) => command.run(session),
            Command::Version(_) => version::Version::run(session),
        }
    }
}
