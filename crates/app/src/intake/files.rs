//! Files out of the intake: templates, and the rejected rows of an import with their reasons.

use super::wizard::RunView;
use super::{sentence, template};
use crate::{Error, ErrorKind};
use formats::write::{Cell, Table, delimited, workbook};
use text::Language;
use uuid::Uuid;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TemplateFormat {
    Csv,
    Workbook,
}

/// The template of a kind or combined sheet as a file.
pub fn template_file(subject: &str, format: TemplateFormat) -> Result<Vec<u8>, Error> {
    let template = template(subject)?;
    let table = Table {
        columns: template.header,
        rows: vec![template.example.into_iter().map(Cell::text).collect()],
    };
    written(&table, subject, format)
}

/// The rejected rows of an import: where, what was wrong in words, and the row as it stood in the file.
pub fn rejected_file(run: &RunView, language: Language, format: TemplateFormat) -> Result<Vec<u8>, Error> {
    let names = [
        "row", "cell", "column", "code", "problem", "value", "expected", "nearest", "raw",
    ];
    let mut table = Table {
        columns: names
            .into_iter()
            .map(|name| text::message(language, &format!("rejected-{name}"), &[]))
            .collect(),
        rows: Vec::new(),
    };
    for row in &run.rejected {
        for problem in &row.problems {
            let words = problem
                .problem()
                .map(|problem| sentence(language, &problem))
                .unwrap_or_default();
            let maybe = |text: &Option<String>| text.as_ref().map_or(Cell::Empty, Cell::text);
            table.rows.push(vec![
                Cell::number(row.row),
                Cell::text(problem.cell()),
                maybe(&problem.header.clone().or_else(|| problem.field.clone())),
                Cell::text(&problem.code),
                Cell::text(words),
                Cell::text(&problem.value),
                Cell::text(&problem.expected),
                maybe(&problem.nearest),
                Cell::text(&row.raw),
            ]);
        }
    }
    written(&table, "rejected", format)
}

fn written(table: &Table, name: &str, format: TemplateFormat) -> Result<Vec<u8>, Error> {
    let failed = |error: std::io::Error| {
        Error::new(ErrorKind::Unavailable, "file")
            .with("path", name)
            .with("problem", error)
    };
    match format {
        TemplateFormat::Csv => {
            // The mark makes spreadsheets read the text as UTF-8.
            let mut bytes = "\u{feff}".as_bytes().to_vec();
            delimited(&mut bytes, table, b',').map_err(failed)?;
            Ok(bytes)
        }
        TemplateFormat::Workbook => {
            let path = std::env::temp_dir().join(format!("gradus-{}.xlsx", Uuid::now_v7()));
            let done = workbook(&path, &[(name, table)]);
            let bytes = done
                .map_err(Error::internal)
                .and_then(|()| std::fs::read(&path).map_err(failed));
            drop(std::fs::remove_file(&path));
            bytes
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_is_written_in_both_formats() {
        for subject in super::super::subjects() {
            let csv = template_file(subject, TemplateFormat::Csv).unwrap();
            assert!(csv.starts_with("\u{feff}".as_bytes()), "{subject}");
            let xlsx = template_file(subject, TemplateFormat::Workbook).unwrap();
            assert!(xlsx.starts_with(b"PK"), "{subject}");
        }
    }
}
