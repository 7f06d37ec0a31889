//! `gradus diff`: who moved between two evaluations, and why.

use crate::failure::{Failure, Status};
use crate::home::Access;
use crate::output::{Report, Tone};
use crate::session::Session;
use crate::view::mover_table;
use clap::Args;

const EXAMPLES: &str = "gradus diff 2026Q2 2026Q3
gradus diff 2025Q3 2026Q3 --json
gradus diff 2026Q1 2026Q3 --format csv > moves.csv";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Diff {
    #[arg(value_name = "RUN_A")]
    pub(crate) before: String,
    #[arg(value_name = "RUN_B")]
    pub(crate) after: String,
}

impl Diff {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        let workspace = session.open(Access::Read).await?;
        let view = app::monitoring::diff(&workspace.context, &self.before, &self.after, session.language).await?;
        let table = mover_table(&view.movers, session.language);
        let count = view.movers.len().to_string();
        let mut report = Report::rows(table.clone());
        let head = [
            ("before", view.from_period.as_str()),
            ("after", &view.to_period),
            ("count", &count),
        ];
        report.tone(Tone::Strong, session.say("cli-moved", &head));
        report.shown(table);
        session.output.print(&report)?;
        Ok(Status::Done)
    }
}
