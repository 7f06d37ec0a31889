//! What check and commit are both told: the file, what it holds, and how to read it.

use crate::failure::{Failure, Status};
use crate::output::Output;
use crate::session::Session;
use app::intake::{ImportOptions, ImportReport, ImportRequest};
use clap::Args;
use domain::Decimal;
use domain::intake::cell::{DateFormat, DecimalMark};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// The options of both commands.
#[derive(Debug, Args)]
pub(super) struct Source {
    #[arg(value_names = ["KIND", "FILE"], num_args = 1..=2, required = true)]
    pub(super) what: Vec<String>,
    #[arg(long, value_name = "MAPPING")]
    pub(super) map: Option<PathBuf>,
    #[arg(id = "source", long = "source", value_name = "NAME")]
    pub(super) system: Option<String>,
    #[arg(long, value_name = "QUANTITY")]
    pub(super) max_quantity: Option<Decimal>,
    #[arg(long, value_name = "TIMES")]
    pub(super) max_overdelivery: Option<Decimal>,
    #[arg(long, value_name = "NAME")]
    pub(super) sheet: Option<String>,
    #[arg(long, value_name = "MARK", value_parser = decimal_mark)]
    pub(super) decimal: Option<DecimalMark>,
    #[arg(long = "time-zone", value_name = "ZONE", value_parser = zone)]
    pub(super) local_zone: Option<String>,
    #[arg(long, value_name = "FORMAT", value_parser = DateFormat::new)]
    pub(super) date_format: Vec<DateFormat>,
    #[arg(long, value_name = "FILE")]
    pub(super) errors: Option<PathBuf>,
}

impl Source {
    /// The request, with the mapping file read; a mapping may stand for the kind.
    pub(super) fn request(&self) -> Result<ImportRequest, Failure> {
        let (subject, path) = match self.what.as_slice() {
            [kind, file] => (Some(kind.clone()), PathBuf::from(file)),
            [file] if self.map.is_some() => (None, PathBuf::from(file)),
            [name] if app::intake::subjects().contains(&name.as_str()) => {
                return Err(Failure::said("cli-error-no-file").with("kind", name));
            }
            [file] => return Err(Failure::said("cli-error-no-kind").with("file", file)),
            _ => return Err(Failure::said("cli-error-no-kind").with("file", "")),
        };
        let read = |path: &PathBuf| {
            std::fs::read_to_string(path).map_err(|error| Failure::file("cli-error-read", path, &error))
        };
        Ok(ImportRequest {
            path,
            file_name: None,
            subject,
            mapping: self.map.as_ref().map(read).transpose()?,
            source: self.system.clone(),
            options: ImportOptions {
                only_valid: false,
                dry_run: false,
                max_quantity: self.max_quantity,
                max_overdelivery: self.max_overdelivery,
                sheet: self.sheet.clone(),
                decimal: self.decimal,
                time_zone: self.local_zone.clone(),
                date_formats: self.date_format.clone(),
            },
            progress: Arc::new(AtomicU64::new(0)),
        })
    }

    /// As it was typed, for the command that is suggested next.
    pub(super) fn typed(&self) -> String {
        let mut words = self.what.clone();
        if let Some(map) = &self.map {
            words.push(format!("--map {}", map.display()));
        }
        words.extend(self.sheet.iter().map(|sheet| format!("--sheet {sheet:?}")));
        if let Some(mark) = self.decimal {
            words.push(format!("--decimal {}", mark_name(mark)));
        }
        words.extend(self.local_zone.iter().map(|zone| format!("--time-zone {zone}")));
        words.extend(
            self.date_format
                .iter()
                .map(|format| format!("--date-format {format:?}", format = format.to_string())),
        );
        words.extend(self.system.iter().map(|source| format!("--source {source}")));
        words.join(" ")
    }

    /// Writes every problem to the file that was asked for.
    pub(super) fn write_errors(&self, session: &Session, report: &ImportReport) -> Result<(), Failure> {
        let Some(path) = &self.errors else { return Ok(()) };
        Output::write_file(path, &[("problems", &super::shown::problems(session.language, report))])
    }
}

/// The mark by the name that a mapping file gives it.
fn decimal_mark(text: &str) -> Result<DecimalMark, String> {
    [DecimalMark::Point, DecimalMark::Comma]
        .into_iter()
        .find(|mark| mark_name(*mark) == text)
        .ok_or_else(|| "point, comma".to_owned())
}

fn mark_name(mark: DecimalMark) -> &'static str {
    if mark == DecimalMark::Comma { "comma" } else { "point" }
}

/// A zone that the program knows.
fn zone(text: &str) -> Result<String, String> {
    match jiff::tz::TimeZone::get(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err("Europe/Berlin, Asia/Shanghai, UTC …".to_owned()),
    }
}

/// 1 when a row or the whole file was refused; a remark alone is none.
pub(super) fn status(report: &ImportReport) -> Status {
    use domain::intake::problem::Severity;
    let is_refused = report.problems.iter().any(|group| group.severity > Severity::Note);
    if report.rejected > 0 || is_refused {
        Status::Problems
    } else {
        Status::Done
    }
}
