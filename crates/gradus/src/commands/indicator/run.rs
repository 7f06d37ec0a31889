//! `gradus indicator run`: one indicator for every supplier over any span, with any settings.

use super::read;
use crate::failure::{Failure, Status};
use crate::home::Access;
use crate::output::{Cell, Report, Table};
use crate::session::Session;
use crate::view::findings;
use app::design::RunIndicator;
use clap::Args;
use domain::Date;
use domain::period::Span;
use std::path::PathBuf;

const EXAMPLES: &str = "gradus indicator run delivery.otd --from 2026-07-01 --to 2026-09-30
gradus indicator run delivery.otd --from 2026-07-01 --to 2026-09-30 --set late_days=2 --supplier S10012
gradus indicator run delivery.my_otd -f my_otd.md --from 2026-01-01 --to 2026-12-31 --json";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Run {
    #[arg(value_name = "INDICATOR")]
    pub(crate) indicator: String,
    #[arg(short = 'f', long, value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Date,
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Date,
    #[arg(long, value_name = "NAME=VALUE", value_parser = read_setting)]
    pub(crate) set: Vec<(String, String)>,
    #[arg(long, value_name = "SUPPLIER")]
    pub(crate) supplier: Option<String>,
}

impl Run {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        if self.from > self.to {
            return Err(Failure::said("cli-error-span")
                .with("from", self.from)
                .with("to", self.to));
        }
        let document = self.file.as_deref().map(read).transpose()?;
        let request = RunIndicator {
            code: self.indicator,
            text: document.as_ref().map(|(_, text)| text.clone()),
            span: Span {
                from: self.from,
                to: self.to,
            },
            settings: self.set,
            supplier: self.supplier,
        };
        // Months that changed are written anew first.
        let workspace = session.open(Access::Write).await?;
        if let Some((name, text)) = &document {
            let found = app::design::lint_indicator(&workspace.context, name, text).await;
            if !found.as_ref().is_ok_and(|found| !findings::has_errors(found)) {
                return findings::judge(session, name, found, "cli-indicator-sound");
            }
        }
        let step = session
            .progress
            .step(session.say("cli-computing", &[("code", &request.code)]));
        let results = app::design::run_indicator(&workspace.context, &request).await?;
        step.done("");
        let mut table = Table::new(&[
            "code", "name", "part", "value", "good", "n", "events", "hits", "excused",
        ]);
        for result in &results {
            table.push(vec![
                Cell::text(&result.supplier),
                Cell::text(&result.name),
                Cell::text(&result.part),
                Cell::number(result.value, 2),
                Cell::number(result.good, result.good.normalize().scale()),
                Cell::number(result.n, result.n.normalize().scale()),
                Cell::count(result.events),
                Cell::count(result.hits),
                Cell::count(result.excused),
            ]);
        }
        session.output.print(&Report::table(table))?;
        Ok(Status::Done)
    }
}

fn read_setting(text: &str) -> Result<(String, String), String> {
    let (name, value) = text
        .split_once('=')
        .ok_or_else(|| format!("{text:?}: expected name=value"))?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}
