//! `gradus import commit`: the rows of a file, kept in one transaction.

use super::request::{Source, status};
use super::shown;
use crate::failure::{Failure, Status};
use crate::home::Access;
use crate::output::{Report, Tone};
use crate::session::Session;
use app::intake::ImportReport;
use clap::Args;
use std::sync::Arc;

const EXAMPLES: &str = "gradus import commit deliveries september.xlsx
gradus import commit order_line orders.csv --source sap --only-valid
gradus import commit shipments.csv --map scms.toml --dry-run";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Commit {
    #[command(flatten)]
    source: Source,
    #[arg(long)]
    only_valid: bool,
    #[arg(long)]
    dry_run: bool,
}

impl Commit {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        let mut request = self.source.request()?;
        request.options.only_valid = self.only_valid;
        request.options.dry_run = self.dry_run;
        let workspace = session.open(Access::Write).await?;
        let name = session.say("cli-import-reading", &[("file", &request.path.display().to_string())]);
        let step = session.progress.counted(name, Some(Arc::clone(&request.progress)));
        let found = app::intake::commit(&workspace.context, &request).await?;
        drop(step);
        self.source.write_errors(session, &found)?;
        let is_refused = !found.committed && !self.dry_run;
        let counts = shown::counts(&found, is_refused);
        let mut report = shown::report(session, &found, &counts, counts.clone());
        self.last_line(session, &found, &mut report);
        if is_refused && !session.output.is_for_people() {
            shown::complain(session, &found);
        }
        session.output.print(&report)?;
        Ok(status(&found))
    }

    /// What became of it: kept, only tried, or refused as a whole.
    fn last_line(&self, session: &Session, found: &ImportReport, report: &mut Report) {
        if let Some(id) = found.import_id {
            report.tone(Tone::Good, session.say("cli-import-kept", &[("id", &id.to_string())]));
        } else if self.dry_run {
            report.tone(Tone::Dim, session.say("cli-import-dry", &[]));
        } else {
            report.tone(Tone::Bad, session.say("cli-import-refused", &[]));
            let would_store = found
                .counts
                .iter()
                .any(|count| count.tally.stored + count.tally.changed > 0);
            if would_store && !self.only_valid {
                let command = format!("gradus import commit {} --only-valid", self.source.typed());
                report.tone(Tone::Dim, session.say("cli-next", &[("command", &command)]));
            }
        }
    }
}
