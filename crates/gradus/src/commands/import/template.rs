//! `gradus import template`: what a file of a kind should look like.

use crate::cli::Format;
use crate::failure::{Failure, Status};
use crate::output::{Cell, Output, Report, Table, Tone};
use crate::session::Session;
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "gradus import template
gradus import template order_line --format csv > order_lines.csv
gradus import template supplier -o suppliers.xlsx";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Template {
    pub(crate) kind: Option<String>,
    #[arg(short, long, value_name = "FILE", requires = "kind")]
    pub(crate) output: Option<PathBuf>,
    #[arg(long, requires = "output")]
    pub(crate) force: bool,
}

impl Template {
    pub(crate) fn run(self, session: &Session) -> Result<Status, Failure> {
        let Some(kind) = &self.kind else {
            session.output.print(&order(session))?;
            return Ok(Status::Done);
        };
        let template = app::intake::template(kind)?;
        let mut file = Table::named(&template.header);
        file.push(template.example.iter().map(Cell::text).collect());
        if let Some(path) = &self.output {
            if path.exists() && !self.force {
                return Err(Failure::said("cli-error-file-there").with("path", path.display()));
            }
            Output::write_file(path, &[(kind, &file)])?;
            return Ok(Status::Done);
        }
        if session.asked_format == Some(Format::Xlsx) {
            return Err(Failure::said("cli-error-workbook-to-stdout"));
        }
        // In a pipe the template is the result, as the file that can be imported.
        let is_csv = session.asked_format == Some(Format::Csv);
        if is_csv || session.asked_format.is_none() && session.output.is_machine_text() {
            let mut bytes = Vec::new();
            formats::write::delimited(&mut bytes, &file.to_file(), b',')?;
            Output::print_raw(&bytes)?;
            return Ok(Status::Done);
        }
        session.output.print(&described(session, kind, &template.example)?)?;
        Ok(Status::Done)
    }
}

/// Everything that can be imported, in the order in which each finds what it names.
fn order(session: &Session) -> Report {
    let mut table = Table::new(&["order", "kind", "needs"]);
    for (index, (kind, needs)) in app::intake::import_order().into_iter().enumerate() {
        table.push(vec![
            Cell::count(index + 1),
            Cell::text(kind),
            Cell::text(needs.join(", ")),
        ]);
    }
    let mut report = Report::table(table);
    let command = "gradus import template supplier";
    report.tone(Tone::Dim, session.say("cli-next", &[("command", command)]));
    report
}

/// What each column means, for people and for JSON.
fn described(session: &Session, kind: &str, example: &[String]) -> Result<Report, Failure> {
    let mut table = Table::new(&["column", "required", "type", "example", "meaning"]);
    for (column, example) in app::intake::describe(kind)?.into_iter().zip(example) {
        table.push(vec![
            Cell::Text(column.column),
            Cell::Flag(column.required),
            Cell::Text(column.ty),
            Cell::text(example),
            Cell::text(column.meaning),
        ]);
    }
    let mut report = Report::table(table);
    let command = format!("gradus import template {kind} -o {kind}.csv");
    report.tone(Tone::Dim, session.say("cli-next", &[("command", &command)]));
    Ok(report)
}
