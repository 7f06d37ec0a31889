//! The level pyramid: how many suppliers are in which level, against the target shares and the allowed ranges.

use super::words::level;
use crate::output::{Cell, Report, Table, Tone};
use app::classification::PyramidRow;
use text::{Language, message};

/// Counts, shares of the base, targets and ranges by level.
pub(crate) fn pyramid(rows: &[PyramidRow], language: Language) -> Table {
    let mut table = Table::new(&[
        "level",
        "suppliers",
        "share",
        "target",
        "range_from",
        "range_to",
        "range_status",
    ]);
    for row in rows {
        table.push(vec![
            level(row.level.as_deref(), language),
            Cell::count(row.suppliers),
            Cell::number(row.share, 1),
            Cell::number(row.target, 1),
            Cell::number(row.range.map(|range| range.0), 1),
            Cell::number(row.range.map(|range| range.1), 1),
            Cell::maybe(row.status.clone()),
        ]);
    }
    table
}

/// Characters of the longest bar.
const BAR: u64 = 30;

/// The pyramid as bars, the narrow top first, with what people compare it with and why a range is missed.
pub(crate) fn pyramid_lines(rows: &[PyramidRow], language: Language, report: &mut Report) {
    let largest = rows.iter().map(|row| row.suppliers).max().unwrap_or(0).max(1);
    let names: Vec<String> = rows
        .iter()
        .map(|row| level(row.level.as_deref(), language).for_people())
        .collect();
    let name_width = names.iter().map(|name| width(name)).max().unwrap_or(0);
    let bar_width = usize::try_from(BAR).unwrap_or(0);
    for (row, name) in rows.iter().zip(&names) {
        let bar = "█".repeat(usize::try_from(row.suppliers * BAR / largest).unwrap_or(0));
        let padding = " ".repeat(name_width - width(name));
        let (suppliers, share) = (
            Cell::count(row.suppliers).for_people(),
            Cell::number(row.share, 1).for_people(),
        );
        let is_missed = row.status.as_deref().is_some_and(|status| status != "within");
        report.spans(vec![
            (
                Tone::Plain,
                format!("  {name}{padding}  {suppliers:>6}  {share:>5} %  "),
            ),
            (Tone::Good, format!("{bar:<bar_width$}  ")),
            (if is_missed { Tone::Warn } else { Tone::Dim }, aim(row, language)),
        ]);
        for cause in &row.causes {
            report.tone(Tone::Dim, format!("      {}", cause.text));
        }
    }
}

/// Target share and range in words; nothing for those who are not classified.
fn aim(row: &PyramidRow, language: Language) -> String {
    let Some((from, to)) = row.range else {
        return String::new();
    };
    let shown = |value| Cell::number(value, 1).for_people();
    let status = super::words::name_of("range", row.status.as_deref().unwrap_or("within"), language);
    let variables = [("from", shown(from)), ("to", shown(to)), ("status", status)];
    let variables: Vec<(&str, &str)> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let range = message(language, "cli-pyramid-range", &variables);
    match row.target {
        Some(target) => format!(
            "{} · {range}",
            message(language, "cli-pyramid-target", &[("target", &shown(target))])
        ),
        None => range,
    }
}

/// Columns on a terminal: wide letters take two.
fn width(text: &str) -> usize {
    text.chars().map(|c| if u32::from(c) >= 0x2e80 { 2 } else { 1 }).sum()
}
