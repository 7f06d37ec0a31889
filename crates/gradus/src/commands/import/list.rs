//! `gradus import list`: what came in, from where, and what became of it.

use crate::failure::{Failure, Status};
use crate::home::Access;
use crate::output::{Cell, Report, Table};
use crate::session::Session;
use clap::Args;

const EXAMPLES: &str = "gradus import list
gradus import list --json=import,file,stored,rejected
gradus import list --format csv > imports.csv";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct List {}

impl List {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        let workspace = session.open(Access::Read).await?;
        let mut table = Table::new(&[
            "import",
            "started_at",
            "label",
            "file",
            "source",
            "actor",
            "read",
            "stored",
            "changed",
            "unchanged",
            "rejected",
            "undone_at",
        ]);
        for record in app::intake::list_imports(&workspace.context).await? {
            let sum = |of: fn(&store::Tally) -> u64| {
                Cell::count(record.counts.iter().map(|count| of(&count.tally)).sum::<u64>())
            };
            table.push(vec![
                Cell::Id(record.id),
                Cell::text(&record.started_at),
                Cell::text(&record.label),
                Cell::text(&record.file_name),
                Cell::text(&record.source),
                Cell::text(&record.actor),
                sum(|tally| tally.read),
                sum(|tally| tally.stored),
                sum(|tally| tally.changed),
                sum(|tally| tally.unchanged),
                sum(|tally| tally.rejected),
                Cell::maybe(record.undone.map(|(at, _)| at)),
            ]);
        }
        session.output.print(&Report::table(table))?;
        Ok(Status::Done)
    }
}
