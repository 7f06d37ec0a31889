//! `gradus sql`: one `select` over the columnar tables, as the engine itself answers it.

use crate::failure::{Failure, Status};
use crate::home::Access;
use crate::output::{Cell, Report, Table, Tone, grouped};
use crate::session::Session;
use clap::Args;
use domain::intake::ports::{FactError, Limits, ResultTable};
use domain::intake::snapshot::{self, SnapshotType};
use std::borrow::Cow;
use std::path::PathBuf;

const EXAMPLES: &str = r#"gradus sql "select status, count(*) as lines from order_lines group by status"
gradus sql -f late_lines.sql --rows 1000 --format csv > late_lines.csv
gradus sql --tables --format csv"#;

/// Memory that a person's query may take.
const MEMORY_BYTES: usize = 512 << 20;

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Sql {
    #[arg(required_unless_present_any = ["file", "tables"], conflicts_with = "file")]
    pub(crate) query: Option<String>,
    #[arg(short, long, value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    #[arg(long, conflicts_with_all = ["query", "file"])]
    pub(crate) tables: bool,
    #[arg(long, value_name = "COUNT")]
    pub(crate) rows: Option<usize>,
    #[arg(long, value_name = "SECONDS", default_value_t = 60, hide_default_value = true)]
    pub(crate) seconds: u64,
}

impl Sql {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        if self.tables {
            session.output.print(&Report::table(tables()))?;
            return Ok(Status::Done);
        }
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
            .await
            .map_err(|error| self.limited(error))?;
        session.output.print(&report(session, &answer))?;
        Ok(Status::Done)
    }
}

impl Sql {
    /// A query that took too long or too much says which limit it met and how to move it.
    fn limited(&self, error: app::Error) -> Failure {
        let source = std::error::Error::source(&error);
        match source.and_then(|source| source.downcast_ref::<FactError>()) {
            Some(FactError::Limit { what: "memory" }) => {
                Failure::said("cli-error-sql-memory").with("limit", MEMORY_BYTES >> 20)
            }
            Some(FactError::Limit { .. }) => Failure::said("cli-error-sql-time").with("limit", self.seconds),
            _ => error.into(),
        }
    }
}

/// Every table and column that a query can name.
fn tables() -> Table {
    let mut list = Table::new(&["table", "column", "type"]);
    for table in snapshot::TABLES {
        for column in table.columns {
            list.push(vec![
                Cell::text(table.name),
                Cell::text(column.name),
                Cell::Text(type_name(column.ty)),
            ]);
        }
    }
    list
}

fn type_name(ty: SnapshotType) -> String {
    match ty {
        SnapshotType::Int => "bigint".to_owned(),
        SnapshotType::Date => "date".to_owned(),
        SnapshotType::Word => "text".to_owned(),
        SnapshotType::Decimal(places) => format!("decimal, {places} places"),
        SnapshotType::Arrivals => "list of (day, quantity)".to_owned(),
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
