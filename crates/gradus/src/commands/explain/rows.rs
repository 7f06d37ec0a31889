//! The rows behind one figure: what was counted, and from which file and row it came.

use crate::failure::Failure;
use crate::output::{Cell, Report, Table, Tone};
use crate::session::Session;
use app::Context;

/// The source rows of an indicator, misses first.
pub(super) async fn report(
    session: &Session,
    cx: &Context,
    (supplier, period): (&str, Option<&str>),
    (indicator, limit): (&str, usize),
) -> Result<Report, Failure> {
    let rows = app::evaluation::source_rows(cx, supplier, period, (indicator, limit)).await?;
    let mut table = Table::new(&[
        "on_date",
        "part",
        "good",
        "n",
        "counted",
        "fault_owner",
        "gate",
        "kind",
        "what",
        "happened_on",
        "key",
        "source",
        "import",
        "file",
        "row",
        "corrected_by",
    ]);
    for row in &rows {
        table.push(vec![
            Cell::text(&row.on_date),
            Cell::text(&row.part),
            Cell::number(row.good, row.good.normalize().scale()),
            Cell::number(row.n, row.n.normalize().scale()),
            Cell::Flag(row.counted),
            Cell::maybe(row.fault_owner.clone()),
            Cell::maybe(row.gate.clone()),
            Cell::text(&row.kind),
            Cell::maybe(row.what.clone()),
            Cell::maybe(row.happened_on.clone()),
            Cell::maybe(row.key.clone()),
            Cell::maybe(row.source.clone()),
            row.import_id.map_or(Cell::Nothing, Cell::Id),
            Cell::maybe(row.file.clone()),
            row.file_row.map_or(Cell::Nothing, Cell::id),
            row.corrected_by.map_or(Cell::Nothing, Cell::Id),
        ]);
    }
    let mut report = Report::rows(table.clone());
    let count = rows.len().to_string();
    let head = [("supplier", supplier), ("indicator", indicator), ("count", &count)];
    report.tone(Tone::Strong, session.say("cli-explain-rows", &head));
    report.shown(table);
    Ok(report)
}
