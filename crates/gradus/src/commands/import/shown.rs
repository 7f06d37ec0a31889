//! How the report of an import is shown: what was detected, what became of the rows, and every problem.

use crate::output::{Cell, Report, Table, Tone, grouped};
use crate::session::Session;
use app::intake::{ImportReport, ProblemGroup, sentence};
use domain::intake::problem::{Problem, Severity};
use formats::sheet::{LineEnd, Shape};
use serde_json::{Map, Value, json};
use store::Tally;
use text::Language;

/// Both faces; `rows` is what machines get as a table.
pub(super) fn report(session: &Session, found: &ImportReport, counts: &Table, rows: Table) -> Report {
    let mut report = Report::rows(rows).record(record(session.language, found, counts));
    report.tone(Tone::Strong, head(session, found));
    columns(session, found, &mut report);
    let total = total(found);
    // A file that was refused as a whole has no rows to account for.
    if !found.counts.is_empty() {
        report.spans(tally_line(session, &total));
    }
    if found.counts.len() > 1 {
        for count in &found.counts {
            let mut spans = vec![(Tone::Plain, format!("  {:<16} ", count.kind))];
            spans.extend(tally_line(session, &count.tally));
            report.spans(spans);
        }
    }
    if found.left_out > 0 || !found.left_out_by_kind.is_empty() {
        report.tone(Tone::Dim, left_out(session, found));
    }
    if found.repeated > 0 {
        let count = grouped(&found.repeated.to_string());
        report.tone(Tone::Dim, session.say("cli-import-repeated", &[("count", &count)]));
    }
    for group in &found.problems {
        report.spans(group_line(session, group));
    }
    if let Some(id) = found.same_file_as {
        report.tone(
            Tone::Dim,
            session.say("cli-import-same-file", &[("id", &id.to_string())]),
        );
    }
    report
}

/// `orders.csv · csv, utf-8 · 18,204 rows · header row 3`
fn head(session: &Session, found: &ImportReport) -> String {
    let mut parts = vec![found.file_name.clone()];
    if let Some(shape) = &found.shape {
        parts.extend(shape.packed.clone());
        parts.extend(
            shape
                .sheet
                .as_ref()
                .map(|sheet| session.say("cli-import-sheet", &[("sheet", sheet)])),
        );
        parts.extend(written(shape));
        parts.push(session.say("cli-import-rows", &[("rows", &grouped(&found.rows.to_string()))]));
        parts.push(session.say("cli-import-header", &[("row", &shape.header_row.to_string())]));
    }
    parts.join(" · ")
}

/// Rows that filters left out as a whole, and of which kinds.
fn left_out(session: &Session, found: &ImportReport) -> String {
    let count = grouped(&found.left_out.to_string());
    let mut line = session.say("cli-import-left-out", &[("count", &count)]);
    let of_kinds: Vec<String> = found
        .left_out_by_kind
        .iter()
        .map(|(kind, count)| {
            let figures = [("count", grouped(&count.to_string())), ("kind", (*kind).to_owned())];
            let figures = figures.each_ref().map(|(name, value)| (*name, value.as_str()));
            session.say("cli-import-left-out-of", &figures)
        })
        .collect();
    if !of_kinds.is_empty() {
        line += " · ";
        line += &of_kinds.join(", ");
    }
    line
}

/// How the file is written, in words that every language shares: `CSV`, `UTF-8 BOM`, `';'`, `CRLF`.
fn written(shape: &Shape) -> Vec<String> {
    let mut parts = vec![format_name(shape).to_owned()];
    let bom = if shape.bom { " BOM" } else { "" };
    parts.extend(shape.encoding.map(|encoding| format!("{encoding}{bom}")));
    parts.extend(shape.delimiter.map(|delimiter| format!("{:?}", char::from(delimiter))));
    parts.extend(shape.line_end.map(|end| line_end_name(end).to_owned()));
    parts
}

fn format_name(shape: &Shape) -> &'static str {
    match shape.format {
        formats::sheet::Format::Csv => "CSV",
        formats::sheet::Format::Tsv => "TSV",
        formats::sheet::Format::Xlsx => "XLSX",
    }
}

fn line_end_name(end: LineEnd) -> &'static str {
    match end {
        LineEnd::Lf => "LF",
        LineEnd::CrLf => "CRLF",
        LineEnd::Cr => "CR",
    }
}

/// Everything that was detected, for machines.
fn shape(found: &ImportReport) -> Value {
    let dates = found
        .dates
        .iter()
        .map(|column| json!({ "column": column.header, "shapes": column.shapes }));
    let Some(shape) = &found.shape else { return Value::Null };
    json!({
        "format": format_name(shape),
        "packed": shape.packed,
        "sheet": shape.sheet,
        "encoding": shape.encoding,
        "byte_order_mark": shape.bom,
        "delimiter": shape.delimiter.map(|delimiter| char::from(delimiter).to_string()),
        "line_end": shape.line_end.map(line_end_name),
        "header_row": shape.header_row,
        "decimal": found.decimal,
        "dates": dates.collect::<Vec<_>>(),
    })
}

/// Which columns were understood, and how dates and decimals are written.
fn columns(session: &Session, found: &ImportReport, report: &mut Report) {
    let mut headers: Vec<&str> = found.mapped.iter().map(|column| column.header.as_str()).collect();
    headers.sort_unstable();
    headers.dedup();
    if headers.is_empty() {
        return;
    }
    let (mapped, all) = (
        headers.len().to_string(),
        (headers.len() + found.ignored.len()).to_string(),
    );
    let figures = [("mapped", mapped.as_str()), ("all", &all)];
    let mut line = session.say("cli-import-mapped", &figures);
    if !found.ignored.is_empty() {
        line += "; ";
        line += &session.say("cli-import-ignored", &[("columns", &found.ignored.join(", "))]);
    }
    report.line(line);
    let mut shapes: Vec<String> = found
        .dates
        .iter()
        .map(|column| format!("{} {}", column.header, column.shapes.join(", ")))
        .collect();
    shapes.extend(
        found
            .decimal
            .map(|mark| session.say("cli-import-decimal", &[("mark", mark)])),
    );
    if !shapes.is_empty() {
        report.tone(Tone::Dim, format!("  {}", shapes.join(" · ")));
    }
}

fn tally_line(session: &Session, tally: &Tally) -> Vec<(Tone, String)> {
    let part = |tone, sign: &str, id: &str, count: u64| {
        let tone = if count == 0 { Tone::Dim } else { tone };
        (
            tone,
            format!(
                "{sign} {}   ",
                session.say(id, &[("count", &grouped(&count.to_string()))])
            ),
        )
    };
    vec![
        part(Tone::Good, "✓", "cli-import-new", tally.stored),
        part(Tone::Good, "↻", "cli-import-changed", tally.changed),
        part(Tone::Plain, "=", "cli-import-unchanged", tally.unchanged),
        part(Tone::Bad, "✗", "cli-import-rejected", tally.rejected),
    ]
}

/// `  E203 ×9  due_date "31/02/2026" is not a date — expected YYYY-MM-DD   rows 214, 377, 378 …`
fn group_line(session: &Session, group: &ProblemGroup) -> Vec<(Tone, String)> {
    let tone = if group.severity == Severity::Note {
        Tone::Warn
    } else {
        Tone::Bad
    };
    let shown: Vec<String> = group.rows.iter().take(5).map(u64::to_string).collect();
    let more = if group.count > 5 { " …" } else { "" };
    let rows = match shown.as_slice() {
        [] => String::new(),
        [row] => session.say("cli-import-in-row", &[("row", row)]),
        rows => session.say("cli-import-in-rows", &[("rows", &format!("{}{more}", rows.join(", ")))]),
    };
    vec![
        (tone, format!("  {} ×{}", group.code, group.count)),
        (Tone::Plain, format!("  {}", sentence(session.language, &group.example))),
        (Tone::Dim, others(session, group)),
        (Tone::Dim, format!("   {rows}")),
    ]
}

/// What stood in the other cells of the group.
fn others(session: &Session, group: &ProblemGroup) -> String {
    if group.others.is_empty() {
        return String::new();
    }
    let values: Vec<String> = group.others.iter().map(|value| format!("{value:?}")).collect();
    let text = session.say("cli-import-also", &[("values", &values.join(", "))]);
    format!("   {text}")
}

fn total(found: &ImportReport) -> Tally {
    found.counts.iter().fold(Tally::default(), |sum, count| Tally {
        read: sum.read + count.tally.read,
        stored: sum.stored + count.tally.stored,
        changed: sum.changed + count.tally.changed,
        unchanged: sum.unchanged + count.tally.unchanged,
        rejected: sum.rejected + count.tally.rejected,
    })
}

/// Says to whoever looks on what a pipe cannot show: which rows are wrong, and that nothing was stored.
pub(super) fn complain(session: &Session, found: &ImportReport) {
    for group in &found.problems {
        let line: Vec<String> = group_line(session, group).into_iter().map(|(_, text)| text).collect();
        crate::output::note(line.concat().trim());
    }
    crate::output::note(&session.say("cli-import-refused", &[]));
}

/// Every problem with its place, what stood there, and what was expected.
pub(super) fn problems(language: Language, found: &ImportReport) -> Table {
    let mut table = Table::new(&[
        "file", "row", "place", "kind", "column", "code", "severity", "value", "expected", "nearest", "message", "raw",
    ]);
    for row in &found.rejected_rows {
        for problem in &row.problems {
            table.push(problem_row(language, found, problem, row.raw.as_deref()));
        }
    }
    // What concerns the file or a column stands on no row; of row problems the list above has each one.
    for group in found.problems.iter().filter(|group| group.severity != Severity::Row) {
        table.push(problem_row(language, found, &group.example, None));
    }
    table
}

fn problem_row(language: Language, found: &ImportReport, problem: &Problem, raw: Option<&str>) -> Vec<Cell> {
    let severity = match problem.code.severity() {
        Severity::Note => "note",
        Severity::Row => "row",
        Severity::File => "file",
    };
    vec![
        Cell::text(&found.file_name),
        problem.place.row.map_or(Cell::Nothing, Cell::id),
        Cell::text(problem.place.cell()),
        Cell::maybe(problem.kind),
        Cell::maybe(problem.field.clone().or_else(|| problem.place.header.clone())),
        Cell::text(problem.code.number()),
        Cell::text(severity),
        Cell::text(&problem.value),
        Cell::text(&problem.expected),
        Cell::maybe(problem.nearest.clone()),
        Cell::text(sentence(language, problem)),
        Cell::maybe(raw),
    ]
}

/// Rows read = stored + changed + unchanged + rejected + held back, by kind. Held back is what a refused commit kept out
/// although it was right; a check or a dry run says what would be stored.
pub(super) fn counts(found: &ImportReport, is_refused: bool) -> Table {
    let columns = [
        "import",
        "kind",
        "read",
        "stored",
        "changed",
        "unchanged",
        "rejected",
        "held_back",
    ];
    let mut table = Table::new(&columns);
    for count in &found.counts {
        let mut tally = count.tally;
        let mut held_back = 0;
        if is_refused {
            held_back = std::mem::take(&mut tally.stored) + std::mem::take(&mut tally.changed);
        }
        table.push(vec![
            found.import_id.map_or(Cell::Nothing, Cell::Id),
            Cell::text(count.kind),
            Cell::count(tally.read),
            Cell::count(tally.stored),
            Cell::count(tally.changed),
            Cell::count(tally.unchanged),
            Cell::count(tally.rejected),
            Cell::count(held_back),
        ]);
    }
    table
}

fn record(language: Language, found: &ImportReport, counts: &Table) -> Map<String, Value> {
    let mapped = found.mapped.iter().map(|column| {
        json!({ "column": column.letters, "header": column.header, "kind": column.kind, "field": column.column })
    });
    let value = json!({
        "file": found.file_name,
        "label": found.label,
        "import": found.import_id,
        "committed": found.committed,
        "rows": found.rows,
        "rejected": found.rejected,
        "left_out": found.left_out,
        "left_out_by_kind": found.left_out_by_kind,
        "repeated": found.repeated,
        "same_file_as": found.same_file_as,
        "ignored": found.ignored,
        "shape": shape(found),
        "mapped": mapped.collect::<Vec<_>>(),
        "counts": counts.objects(),
        "problems": problems(language, found).objects(),
    });
    match value {
        Value::Object(record) => record,
        _ => Map::new(),
    }
}
