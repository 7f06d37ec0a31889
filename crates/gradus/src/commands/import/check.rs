//! `gradus import check`: everything that is wrong with a file, at once; writes nothing.

use super::request::{Source, status};
use super::shown;
use crate::failure::{Failure, Status};
use crate::home::Access;
use crate::output::Tone;
use crate::session::Session;
use clap::Args;
use std::sync::Arc;

const EXAMPLES: &str = "gradus import check deliveries september.xlsx
gradus import check order_line orders.csv --errors problems.csv
gradus import check shipments.csv --map scms.toml --max-overdelivery 5";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Check {
    #[command(flatten)]
    source: Source,
}

impl Check {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        let request = self.source.request()?;
        // A check tries the import in a transaction that it takes back, so it needs the right to write.
        let workspace = session.open(Access::Write).await?;
        let name = session.say("cli-import-reading", &[("file", &request.path.display().to_string())]);
        let step = session.progress.counted(name, Some(Arc::clone(&request.progress)));
        let found = app::intake::check(&workspace.context, &request).await?;
        drop(step);
        self.source.write_errors(session, &found)?;
        let counts = shown::counts(&found, false);
        let mut report = shown::report(session, &found, &counts, shown::problems(session.language, &found));
        let only_valid = if status(&found) == Status::Problems {
            " --only-valid"
        } else {
            ""
        };
        let would_store = |count: &store::KindCount| count.tally.stored + count.tally.changed > 0;
        if found.counts.iter().any(would_store) {
            let command = format!("gradus import commit {}{only_valid}", self.source.typed());
            report.tone(Tone::Dim, session.say("cli-next", &[("command", &command)]));
        }
        session.output.print(&report)?;
        Ok(status(&found))
    }
}
