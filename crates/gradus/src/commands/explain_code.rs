//! `gradus explain-code`: what a code such as `E203` means and what to do about it.

use crate::failure::{Failure, Status};
use crate::nearest::nearest;
use crate::output::{Cell, Report, Table, Tone};
use crate::session::Session;
use clap::Args;
use domain::intake::problem::{CODES, Code, Severity};
use serde_json::Map;

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
        let code = Code::find(&self.code).ok_or_else(|| unknown(&self.code))?;
        let key = code.message_key();
        let title = session.say(&format!("{key}-title"), &[]);
        let page = session.say(&format!("{key}-page"), &[]);
        let stops = match code.severity() {
            Severity::Note => "note",
            Severity::Row => "row",
            Severity::File => "file",
        };
        let facts = [("code", code.number().to_owned()), ("title", title), ("stops", stops.to_owned()), ("page", page)];
        let mut table = Table::new(&["code", "title", "stops", "page"]);
        table.push(facts.iter().map(|(_, value)| Cell::text(value)).collect());
        let mut report = Report::rows(table);
        report.spans(vec![(Tone::Strong, format!("{}  {}", facts[0].1, facts[1].1))]);
        report.tone(Tone::Dim, session.say(&format!("cli-stops-{stops}"), &[]));
        for line in facts[3].1.lines() {
            report.line(line);
        }
        let record: Map<String, serde_json::Value> =
            facts.iter().map(|(key, value)| ((*key).to_owned(), value.as_str().into())).collect();
        session.output.print(&report.record(record))?;
        Ok(Status::Done)
    }
}

fn unknown(code: &str) -> Failure {
    let numbers = CODES.iter().map(|(_, number, _)| *number);
    Failure::said("cli-error-code")
        .with("code", code)
        .with("nearest", nearest(code, numbers.clone()).unwrap_or_default())
        .with("known", numbers.collect::<Vec<_>>().join(", "))
}
