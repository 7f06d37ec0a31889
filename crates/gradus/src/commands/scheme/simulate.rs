//! `gradus scheme simulate`: who would move under a scheme file; keeps nothing.

use super::read;
use crate::commands::evaluate::read_quarter;
use crate::failure::{Failure, Status};
use crate::home::Access;
use crate::output::{Cell, Report, Table, Tone};
use crate::session::Session;
use crate::view::{level, mover_table};
use clap::Args;
use domain::period::Quarter;
use serde_json::{Map, Value, json};
use std::path::PathBuf;

const EXAMPLES: &str = "gradus scheme simulate my_scheme.md --period 2026Q3
gradus scheme simulate my_scheme.md --period 2026Q3 --json=counts
gradus scheme simulate my_scheme.md --period 2026Q3 --format csv > moves.csv";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Simulate {
    pub(crate) file: PathBuf,
    #[arg(long, value_name = "QUARTER", value_parser = read_quarter)]
    pub(crate) period: Quarter,
}

impl Simulate {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        let (name, text) = read(&self.file)?;
        // Months that changed are written anew first.
        let workspace = session.open(Access::Write).await?;
        let step = session
            .progress
            .step(session.say("cli-evaluating", &[("period", &self.period.to_string())]));
        let tried = app::design::simulate(&workspace.context, &name, &text, self.period, session.language).await?;
        step.done("");
        let mut counts = Table::new(&["level", "suppliers_before", "suppliers_after"]);
        for (code, before, after) in &tried.counts {
            counts.push(vec![
                level(Some(code), session.language),
                Cell::count(*before),
                Cell::count(*after),
            ]);
        }
        let movers = mover_table(&tried.movers, session.language);
        let record = json!({
            "period": tried.period,
            "scheme": tried.scheme,
            "compared_with": tried.compared_with,
            "counts": counts.objects(),
            "movers": movers.objects(),
        });
        let record = if let Value::Object(record) = record {
            record
        } else {
            Map::new()
        };
        let mut report = Report::rows(movers.clone()).record(record);
        let count = tried.movers.len().to_string();
        let head = [
            ("scheme", tried.scheme.as_str()),
            ("other", &tried.compared_with),
            ("count", &count),
        ];
        report.tone(Tone::Strong, session.say("cli-scheme-simulated", &head));
        report.shown(counts);
        report.line("");
        report.shown(movers);
        session.output.print(&report)?;
        Ok(Status::Done)
    }
}
