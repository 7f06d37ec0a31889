//! The only way results leave the program: people on a terminal get tables and sentences, machines get full values.

mod cell;
mod report;
mod people;
mod machine;
mod progress;

pub(crate) use cell::{Cell, grouped, json_number};
pub(crate) use progress::{Progress, seconds};
pub(crate) use report::{Report, Table, Tone};

use crate::cli::{Color, Format};
use crate::failure::Failure;
use std::io::{BufWriter, IsTerminal, Write, stderr, stdout};
use std::path::Path;
use text::Language;

/// How results are written in this run.
#[derive(Debug, Clone)]
pub(crate) struct Output {
    pub(crate) format: Format,
    /// The JSON keys that were asked for; all when `None`.
    pub(crate) fields: Option<Vec<String>>,
    pub(crate) has_color: bool,
    pub(crate) language: Language,
    pub(crate) is_quiet: bool,
}

impl Output {
    /// Writes a report to stdout in the chosen format.
    pub(crate) fn print(&self, report: &Report) -> Result<(), Failure> {
        let mut out = BufWriter::new(stdout().lock());
        self.write(report, &mut out)?;
        out.flush()?;
        Ok(())
    }

    /// Writes text as it is, for documents such as templates and completion scripts.
    pub(crate) fn print_raw(bytes: &[u8]) -> Result<(), Failure> {
        let mut out = stdout().lock();
        out.write_all(bytes)?;
        out.flush()?;
        Ok(())
    }

    /// Writes a table to a file: a workbook when it is called so, CSV otherwise.
    pub(crate) fn write_file(path: &Path, sheets: &[(&str, &Table)]) -> Result<(), Failure> {
        let tables: Vec<(&str, formats::write::Table)> =
            sheets.iter().map(|(name, table)| (*name, table.to_file())).collect();
        let is_workbook = path
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"));
        if is_workbook {
            let sheets: Vec<(&str, &formats::write::Table)> =
                tables.iter().map(|(name, table)| (*name, table)).collect();
            return formats::write::workbook(path, &sheets).map_err(|error| {
                Failure::said("cli-error-write")
                    .with("path", path.display())
                    .with("problem", error)
            });
        }
        let cannot = |error: std::io::Error| Failure::file("cli-error-write", path, &error);
        let Some((_, table)) = tables.first() else {
            return Ok(());
        };
        let file = std::fs::File::create(path).map_err(cannot)?;
        formats::write::delimited(BufWriter::new(file), table, b',').map_err(cannot)
    }

    /// Whether a person reads the result.
    pub(crate) fn is_for_people(&self) -> bool {
        self.format == Format::Table
    }

    /// Whether a document goes into a pipe as it is.
    pub(crate) fn is_machine_text(&self) -> bool {
        self.format == Format::Tsv
    }

    fn write(&self, report: &Report, out: &mut dyn Write) -> Result<(), Failure> {
        match self.format {
            Format::Table | Format::Xlsx | Format::Parquet => people::write(report, self.has_color, self.language, out),
            Format::Json => machine::write_json(report, self.fields.as_deref(), out),
            Format::Ndjson => machine::write_ndjson(report, self.fields.as_deref(), out),
            Format::Csv => machine::write_csv(report, out),
            Format::Tsv => machine::write_tsv(report, out),
            Format::Markdown => machine::write_markdown(report, out),
        }
    }
}

/// The format that fits whoever reads: a table on a terminal, tab-separated values in a pipe.
pub(crate) fn default_format() -> Format {
    if stdout().is_terminal() {
        Format::Table
    } else {
        Format::Tsv
    }
}

/// `NO_COLOR` and `CLICOLOR_FORCE` as <https://no-color.org> and <https://bixense.com/clicolors> say; the option beats both.
pub(crate) fn has_color(option: Option<Color>) -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
    match option {
        Some(Color::Always) => true,
        Some(Color::Never) => false,
        _ if is_set("NO_COLOR") => false,
        _ => is_set("CLICOLOR_FORCE") || stdout().is_terminal(),
    }
}

/// Tells on stderr why a command could not run; nothing when nobody reads any more.
pub(crate) fn complain(failure: &Failure, language: Language) {
    let (sentence, cure) = failure.explain(language);
    if sentence.is_empty() {
        return;
    }
    let is_method = matches!(failure, Failure::Method(_));
    let prefix = if is_method {
        String::new()
    } else {
        text::message(language, "cli-error", &[]) + " "
    };
    let mut err = stderr().lock();
    // With stderr gone there is nobody to tell.
    let _ = writeln!(err, "{prefix}{sentence}");
    if let Some(cure) = cure {
        let _ = writeln!(err, "  → {cure}");
    }
}

/// A sentence beside the results, on stderr: they do not mix with what a pipe carries.
pub(crate) fn note(sentence: &str) {
    let _ = writeln!(stderr().lock(), "{sentence}");
}
