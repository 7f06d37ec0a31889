//! What a lint found, as people and machines read it.

use crate::failure::{Failure, Status};
use crate::output::{Cell, Report, Table, Tone};
use crate::session::Session;
use app::ErrorKind;
use catalog::{Finding, Severity};

/// Prints what a lint found; `sound` is the sentence for a document without findings.
pub(crate) fn judge(
    session: &Session,
    name: &str,
    found: Result<Vec<Finding>, app::Error>,
    sound: &str,
) -> Result<Status, Failure> {
    let findings = match found {
        Ok(findings) => findings,
        // A document that cannot be read is what a lint looks for.
        Err(error) if error.kind == ErrorKind::Invalid => return unreadable(session, name, &error),
        Err(error) => return Err(error.into()),
    };
    let mut report = Report::rows(table(&findings));
    show(&findings, &mut report);
    if findings.is_empty() {
        report.tone(Tone::Good, session.say(sound, &[("file", name)]));
    }
    session.output.print(&report)?;
    Ok(if has_errors(&findings) {
        Status::Problems
    } else {
        Status::Done
    })
}

/// Whether anything keeps the document from being used.
pub(crate) fn has_errors(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

fn unreadable(session: &Session, name: &str, error: &app::Error) -> Result<Status, Failure> {
    let (said, cure) = (error.message(session.language), error.cure(session.language));
    let mut rows = table(&[]);
    let mut row = vec![
        Cell::text(name),
        Cell::Nothing,
        Cell::text("error"),
        Cell::text("document"),
    ];
    row.extend([
        Cell::Nothing,
        Cell::text(&said),
        Cell::Nothing,
        Cell::maybe(cure.clone()),
    ]);
    rows.push(row);
    let mut report = Report::rows(rows);
    report.tone(Tone::Bad, said);
    if let Some(cure) = cure {
        report.tone(Tone::Dim, format!("  → {cure}"));
    }
    session.output.print(&report)?;
    Ok(Status::Problems)
}

/// One line per finding, errors first.
pub(crate) fn show(findings: &[Finding], report: &mut Report) {
    let mut findings: Vec<&Finding> = findings.iter().collect();
    findings.sort_by_key(|finding| (finding.severity, finding.line));
    for finding in findings {
        let tone = if finding.severity == Severity::Error {
            Tone::Bad
        } else {
            Tone::Warn
        };
        report.tone(tone, finding.to_string());
    }
}

fn table(findings: &[Finding]) -> Table {
    let mut table = Table::new(&["file", "line", "severity", "code", "path", "value", "expected", "cure"]);
    for finding in findings {
        let severity = if finding.severity == Severity::Error {
            "error"
        } else {
            "warning"
        };
        table.push(vec![
            Cell::maybe(finding.file.clone()),
            finding.line.map_or(Cell::Nothing, Cell::count),
            Cell::text(severity),
            Cell::text(finding.code),
            Cell::text(&finding.path),
            Cell::text(&finding.value),
            Cell::text(&finding.expectation),
            Cell::text(&finding.cure),
        ]);
    }
    table
}
