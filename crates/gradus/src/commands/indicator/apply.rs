//! `gradus indicator apply`: the document of an indicator becomes one that schemes can name.

use super::read;
use crate::failure::{Failure, Status};
use crate::home::Access;
use crate::output::{Cell, Report, Table, Tone};
use crate::session::Session;
use crate::view::findings;
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "gradus indicator apply my_otd.md --dry-run
gradus indicator apply my_otd.md
gradus indicator apply my_otd.md --json";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Apply {
    pub(crate) file: PathBuf,
    #[arg(long)]
    pub(crate) dry_run: bool,
}

impl Apply {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        let (name, text) = read(&self.file)?;
        let workspace = session.open(Access::Write).await?;
        let applied = app::design::apply_indicator(&workspace.context, &name, &text, self.dry_run).await?;
        let mut table = Table::new(&["code", "version", "applied", "replaced"]);
        table.push(vec![
            Cell::text(&applied.code),
            applied.version.map_or(Cell::Nothing, Cell::count),
            Cell::Flag(applied.version.is_some()),
            Cell::Flag(applied.replaces_shipped),
        ]);
        let record = table.objects().into_iter().next().unwrap_or_default();
        let mut report = Report::rows(table).record(record);
        findings::show(&applied.warnings, &mut report);
        let (sentence, tone) = match (applied.version, applied.replaces_shipped) {
            (None, _) => ("cli-indicator-would-apply", Tone::Dim),
            (Some(_), true) => ("cli-indicator-replaces", Tone::Good),
            (Some(_), false) => ("cli-indicator-applied", Tone::Good),
        };
        report.tone(tone, session.say(sentence, &[("code", &applied.code)]));
        session.output.print(&report)?;
        Ok(Status::Done)
    }
}
