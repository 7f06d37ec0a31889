//! `gradus scheme apply`: a scheme file becomes the next version of its scheme, everywhere or on a part of the categories.

use super::{diff, is_wanted, read_or_kept};
use crate::failure::{Failure, Status};
use crate::home::Access;
use crate::output::Report;
use crate::session::Session;
use crate::view::findings;
use app::design::Part;
use clap::Args;
use domain::party::Kraljic;
use std::path::PathBuf;

const EXAMPLES: &str = "gradus scheme apply my_scheme.md --dry-run
gradus scheme apply strategic --cell strategic --yes
gradus scheme apply leverage --category PACK-BOX --yes --json";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Apply {
    pub(crate) file: PathBuf,
    #[arg(long, value_name = "CODE", conflicts_with = "cell")]
    pub(crate) category: Option<String>,
    #[arg(long, value_name = "CELL", value_parser = read_cell)]
    pub(crate) cell: Option<Kraljic>,
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[arg(short, long)]
    pub(crate) yes: bool,
}

impl Apply {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        let workspace = session.open(Access::Write).await?;
        let cx = &workspace.context;
        let (name, mut text) = read_or_kept(cx, &self.file).await?;
        let category = self.category.clone().map(Part::Category);
        if let Some(part) = category.or(self.cell.map(Part::Cell)) {
            text = app::design::scheme_for(cx, &name, &text, &part).await?;
        }
        let planned = app::design::apply_scheme(cx, &name, &text, true).await?;
        let changes = diff::changes(&planned.changes);
        let mut report = Report::rows(changes.clone());
        findings::show(&planned.warnings, &mut report);
        report.shown(changes);
        let sentence = if planned.is_base {
            "cli-scheme-base"
        } else {
            "cli-scheme-exception"
        };
        report.line(session.say(sentence, &[("code", &planned.code)]));
        session.output.print(&report)?;
        if self.dry_run || !is_wanted(session, self.yes, "cli-scheme-ask")? {
            crate::output::note(&session.say("cli-scheme-not-applied", &[]));
            return Ok(Status::Done);
        }
        let applied = app::design::apply_scheme(cx, &name, &text, false).await?;
        if !session.output.is_quiet {
            crate::output::note(&session.say("cli-scheme-applied", &[("code", &applied.code)]));
        }
        Ok(Status::Done)
    }
}

/// Reads a cell of the Kraljic matrix where an option is parsed.
fn read_cell(text: &str) -> Result<Kraljic, String> {
    let names = Kraljic::ALL.map(Kraljic::name);
    Kraljic::from_name(text).ok_or_else(|| names.join(", "))
}
