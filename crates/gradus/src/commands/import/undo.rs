//! `gradus import undo`: what an import changed becomes what it was.

use crate::failure::{Failure, Status};
use crate::home::Access;
use crate::output::{Cell, Report, Table, grouped};
use crate::session::Session;
use clap::Args;

const EXAMPLES: &str = "gradus import undo 12
gradus import undo 12 --dry-run
gradus import undo 12 --home /srv/gradus";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Undo {
    #[arg(value_name = "IMPORT")]
    pub(crate) import: i64,
    #[arg(long)]
    pub(crate) dry_run: bool,
}

impl Undo {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        let workspace = session.open(Access::Write).await?;
        let outcome = if self.dry_run {
            app::intake::preview_undo(&workspace.context, self.import).await?
        } else {
            app::intake::undo(&workspace.context, self.import).await?
        };
        let mut table = Table::new(&["import", "removed", "restored"]);
        table.push(vec![
            Cell::Id(self.import),
            Cell::count(outcome.removed),
            Cell::count(outcome.restored),
        ]);
        let record = table.objects().into_iter().next().unwrap_or_default();
        let mut report = Report::rows(table).record(record);
        let id = self.import.to_string();
        let (removed, restored) = (
            grouped(&outcome.removed.to_string()),
            grouped(&outcome.restored.to_string()),
        );
        let figures = [("id", id.as_str()), ("removed", &removed), ("restored", &restored)];
        let sentence = if self.dry_run {
            "cli-import-would-undo"
        } else {
            "cli-import-undone"
        };
        report.line(session.say(sentence, &figures));
        session.output.print(&report)?;
        Ok(Status::Done)
    }
}
