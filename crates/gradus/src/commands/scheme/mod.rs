//! `gradus scheme`: what is measured, what it is worth, and what makes a level.

use crate::failure::{Failure, Status};
use crate::session::Session;
use app::Context;
use clap::{Args, Subcommand};
use std::io::{IsTerminal, stdin};
use std::path::Path;

mod lint;
mod diff;
mod apply;
mod retire;
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
    Retire(retire::Retire),
    Export(export::Export),
    Simulate(simulate::Simulate),
}

impl Scheme {
    pub(crate) fn name(&self) -> &'static str {
        match self.command {
            SchemeCommand::Lint(_) => "scheme lint",
            SchemeCommand::Diff(_) => "scheme diff",
            SchemeCommand::Apply(_) => "scheme apply",
            SchemeCommand::Retire(_) => "scheme retire",
            SchemeCommand::Export(_) => "scheme export",
            SchemeCommand::Simulate(_) => "scheme simulate",
        }
    }

    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        match self.command {
            SchemeCommand::Lint(command) => command.run(session).await,
            SchemeCommand::Diff(command) => command.run(session).await,
            SchemeCommand::Apply(command) => command.run(session).await,
            SchemeCommand::Retire(command) => command.run(session).await,
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

/// A file, or where there is none the scheme of that code.
async fn read_or_kept(cx: &Context, path: &Path) -> Result<(String, String), Failure> {
    let code = path.to_string_lossy();
    if !path.exists() && path.extension().is_none() {
        let text = app::design::scheme_text(cx, &code).await?;
        return Ok((code.into_owned(), text));
    }
    read(path)
}

/// Asks where somebody can answer; a script has to say so before.
fn is_wanted(session: &Session, yes: bool, question: &str) -> Result<bool, Failure> {
    if yes {
        return Ok(true);
    }
    if !stdin().is_terminal() {
        return Err(Failure::said("cli-error-needs-yes"));
    }
    crate::output::note(&session.say(question, &[]));
    let mut answer = String::new();
    stdin()
        .read_line(&mut answer)
        .map_err(|error| Failure::said("cli-error-stdin").with("problem", error))?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}
