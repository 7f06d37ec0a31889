//! `gradus explain-code`: what a code such as `E203` means and what to do about it.

use crate::failure::{Failure, Status};
use crate::output::{Cell, Report, Table, Tone};
use crate::session::Session;
use clap::Args;
use domain::intake::problem::Severity;

const EXAMPLES: &str = "gradus explain-code E203
gradus explain-code e117 --lang zh
gradus explain-code E301 --json";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ExplainCode {
    pub(crate) code: String,
}

impl ExplainCode {
    pub(crate) fn run(self, session: &Session) -> Result<Status, Failure> {
        let page = app::intake::explain_code(session.language, &self.code)?;
        let stops = match page.severity {
            Severity::Note => "note",
            Severity::Row => "row",
            Severity::File => "file",
        };
        let mut table = Table::new(&["code", "title", "stops", "page"]);
        table.push(vec![
            Cell::text(page.number),
            Cell::text(&page.title),
            Cell::text(stops),
            Cell::text(&page.page),
        ]);
        let record = table.objects().into_iter().next().unwrap_or_default();
        let mut report = Report::rows(table).record(record);
        report.tone(Tone::Strong, format!("{}  {}", page.number, page.title));
        report.tone(Tone::Dim, session.say(&format!("cli-stops-{stops}"), &[]));
        for line in page.page.lines() {
            report.line(line);
        }
        session.output.print(&report)?;
        Ok(Status::Done)
    }
}
