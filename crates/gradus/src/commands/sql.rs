//! `gradus sql`: one `select` over the columnar tables, as the engine itself answers it.

use crate::failure::{Failure, Status};
use crate::home::Access;
use crate::output::{Cell, Report, Table, Tone, grouped};
use crate::session::Session;
use clap::Args;
use domain::intake::ports::{Limits, ResultTable};
use std::borrow::Cow;
use std::path::PathBuf;

const EXAMPLES: &str = r#"gradus sql "select status, count(*) as lines from order_lines group by status"
gradus sql -f late_lines.sql --rows 1000 --format csv > late_lines.csv
gradus sql "select * from inspection_lots" --rows 5 --json"#;

/// Memory that a person's query may take.
const MEMORY_BYTES: usize = 512 << 20;

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Sql {
    #[arg(required_unless_present = "file", conflicts_with = "file")]
    pub(crate) query: Option<String>,
    #[arg(short, long, value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    #[arg(long, value_name = "COUNT")]
    pub(crate) rows: Option<usize>,
    #[arg(long, value_name = "SECONDS", default_value_t = 60, hide_default_value = true)]
    pub(crate) seconds: u64,
}

impl Sql {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        let query = match (&self.query, &self.file) {
            (Some(query), _) => query.clone(),
            (None, Some(path)) => {
                std::fs::read_to_string(path).map_err(|error| Failure::file("cli-error-read", path, &error))?
            }
            (None, None) => String::new(),
        };
        // Months that changed are written anew first, so the answer is about today's rows.
        let workspace = session.open(Access::Write).await?;
        let (files, _) = app::evaluation::refresh(&workspace.context).await?;
        // A terminal shows what fits; a machine gets everything unless it says otherwise.
        let rows = self
            .rows
            .unwrap_or(if session.output.is_for_people() { 40 } else { usize::MAX });
        let limits = Limits {
            rows,
            seconds: self.seconds,
            memory_bytes: MEMORY_BYTES,
        };
        let answer = workspace
            .context
            .blocking(move |facts, _| facts.select(&files, &query, limits))
            .await?;
        session.output.print(&report(session, &answer))?;
        Ok(Status::Done)
    }
}

fn report(session: &Session, answer: &ResultTable) -> Report {
    let mut table = Table::named(answer.columns.iter().map(|(name, _)| name));
    for row in &answer.rows {
        table.push(
            row.iter()
                .zip(&answer.columns)
                .map(|(cell, (_, ty))| cell_of(cell.as_deref(), ty))
                .collect(),
        );
    }
    let mut shown = table.clone();
    shown.columns = answer
        .columns
        .iter()
        .map(|(name, ty)| Cow::Owned(format!("{name}\n{}", ty.to_lowercase())))
        .collect();
    let mut report = Report::rows(table);
    report.shown(shown);
    let (rows, total) = (
        grouped(&answer.rows.len().to_string()),
        grouped(&answer.total_rows.to_string()),
    );
    report.tone(
        Tone::Dim,
        session.say("cli-sql-rows", &[("rows", &rows), ("total", &total)]),
    );
    report
}

/// Numbers stay numbers, whatever the engine calls their type.
pub(crate) fn cell_of(cell: Option<&str>, ty: &str) -> Cell {
    let Some(text) = cell else { return Cell::Nothing };
    let ty = ty.to_lowercase();
    if ty.starts_with("int") || ty.starts_with("uint") || ty.starts_with("bigint") {
        return text.parse().map_or_else(|_| Cell::text(text), Cell::Integer);
    }
    if ty.starts_with("decimal") || ty.starts_with("float") || ty.starts_with("double") {
        return text.parse().map_or_else(
            |_| Cell::text(text),
            |value: rust_decimal::Decimal| Cell::Number {
                value,
                places: value.scale(),
            },
        );
    }
    match (ty.starts_with("bool"), text) {
        (true, "true") => Cell::Flag(true),
        (true, "false") => Cell::Flag(false),
        _ => Cell::text(text),
    }
}
