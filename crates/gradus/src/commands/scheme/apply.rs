//! `gradus scheme apply`: a scheme file becomes the next version of its scheme.

use super::{diff, lint, read};
use crate::failure::{Failure, Status};
use crate::home::Access;
use crate::output::Report;
use crate::session::Session;
use clap::Args;
use std::io::{IsTerminal, stdin};
use std::path::PathBuf;

const EXAMPLES: &str = "gradus scheme apply my_scheme.md --dry-run
gradus scheme apply my_scheme.md
gradus scheme apply my_scheme.md --yes --json";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Apply {
    pub(crate) file: PathBuf,
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[arg(short, long)]
    pub(crate) yes: bool,
}

impl Apply {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        let (name, text) = read(&self.file)?;
        let workspace = session.open(Access::Write).await?;
        let cx = &workspace.context;
        let planned = app::design::apply_scheme(cx, &name, &text, true).await?;
        let changes = diff::changes(&planned.changes);
        let mut report = Report::rows(changes.clone());
        lint::show(&planned.warnings, &mut report);
        report.shown(changes);
        let sentence = if planned.is_base {
            "cli-scheme-base"
        } else {
            "cli-scheme-exception"
        };
        report.line(session.say(sentence, &[("code", &planned.code)]));
        session.output.print(&report)?;
        if self.dry_run || !self.is_wanted(session)? {
            crate::output::note(&session.say("cli-scheme-not-applied", &[]));
            return Ok(Status::Done);
        }
        let applied = app::design::apply_scheme(cx, &name, &text, false).await?;
        if !session.output.is_quiet {
            crate::output::note(&session.say("cli-scheme-applied", &[("code", &applied.code)]));
        }
        Ok(Status::Done)
    }

    /// Asks where somebody can answer; a script has to say so before.
    fn is_wanted(&self, session: &Session) -> Result<bool, Failure> {
        if self.yes {
            return Ok(true);
        }
        if !stdin().is_terminal() {
            return Err(Failure::said("cli-error-needs-yes"));
        }
        crate::output::note(&session.say("cli-scheme-ask", &[]));
        let mut answer = String::new();
        stdin()
            .read_line(&mut answer)
            .map_err(|error| Failure::said("cli-error-stdin").with("problem", error))?;
        Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
    }
}
