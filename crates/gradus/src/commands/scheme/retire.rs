//! `gradus scheme retire`: a scheme of the workspace is no longer used; its history stays.

use super::is_wanted;
use crate::failure::{Failure, Status};
use crate::home::Access;
use crate::output::{Cell, Report, Table, Tone};
use crate::session::Session;
use clap::Args;

const EXAMPLES: &str = "gradus scheme retire core
gradus scheme retire strategic-for-strategic --yes
gradus scheme retire leverage-for-pack-box --yes --json";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Retire {
    pub(crate) scheme: String,
    #[arg(short, long)]
    pub(crate) yes: bool,
}

impl Retire {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        let workspace = session.open(Access::Write).await?;
        if !is_wanted(session, self.yes, "cli-scheme-ask-retire")? {
            crate::output::note(&session.say("cli-scheme-not-retired", &[]));
            return Ok(Status::Done);
        }
        app::design::retire_scheme(&workspace.context, &self.scheme).await?;
        let mut table = Table::new(&["scheme", "retired"]);
        table.push(vec![Cell::text(&self.scheme), Cell::Flag(true)]);
        let record = table.objects().into_iter().next().unwrap_or_default();
        let mut report = Report::rows(table).record(record);
        report.tone(Tone::Good, session.say("cli-scheme-retired", &[("code", &self.scheme)]));
        session.output.print(&report)?;
        Ok(Status::Done)
    }
}
