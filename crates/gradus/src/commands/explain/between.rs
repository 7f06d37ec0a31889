//! The change of a score between two quarters, taken apart without a remainder.

use crate::failure::Failure;
use crate::output::{Cell, Report, Table, Tone, json_number};
use crate::session::Session;
use crate::view::{level, name_of};
use app::Context;
use app::evaluation::ExplainView;
use app::monitoring::{BarLine, BetweenView};
use domain::design::indicator::Dimension;
use domain::period::Quarter;
use serde_json::{Map, Value, json};

/// From the first quarter to the second.
pub(super) async fn report(
    session: &Session,
    cx: &Context,
    supplier: &str,
    (from, to): (Quarter, Quarter),
) -> Result<Report, Failure> {
    let (from, to) = (from.to_string(), to.to_string());
    let view = app::monitoring::between(cx, supplier, &from, &to).await?;
    let before = app::evaluation::explain(cx, &view.supplier, Some(&from), session.language).await?;
    let after = app::evaluation::explain(cx, &view.supplier, Some(&to), session.language).await?;
    let mut report = Report::rows(table(&view)).record(record(&view));
    report.tone(Tone::Strong, head(session, &view));
    let width = view
        .bars
        .iter()
        .map(|bar| cause(session, bar).chars().count())
        .max()
        .unwrap_or(0);
    for bar in view.bars.iter().filter(|bar| !bar.shown.is_zero()) {
        let tone = if bar.shown.is_sign_negative() {
            Tone::Bad
        } else {
            Tone::Good
        };
        let name = cause(session, bar);
        let padding = " ".repeat(width - name.chars().count());
        let mut values = moved_values(bar, &before, &after).into_iter();
        report.spans(vec![
            (Tone::Plain, format!("  {name}{padding}  ")),
            (tone, format!("{:>+6}", bar.shown)),
            (Tone::Dim, format!("  {}", values.next().unwrap_or_default())),
        ]);
        for value in values {
            report.tone(Tone::Dim, format!("  {}          {value}", " ".repeat(width)));
        }
    }
    crate::view::show_line(&after.why, 1, &mut report);
    Ok(report)
}

fn cause(session: &Session, bar: &BarLine) -> String {
    let list = if Dimension::from_name(&bar.cause).is_some() {
        "dimension"
    } else {
        "cause"
    };
    name_of(list, &bar.cause, session.language)
}

fn head(session: &Session, view: &BetweenView) -> String {
    let shown = |code: &Option<String>| level(code.as_deref(), session.language).for_people();
    let (before, after) = (shown(&view.from_level), shown(&view.to_level));
    let levels = if before == after {
        after
    } else {
        format!("{before} → {after}")
    };
    format!(
        "{}  {}   {levels}   {} → {}  ({:+})",
        view.supplier, view.name, view.from, view.to, view.change
    )
}

/// `delivery.otd 96.1 → 81.4 (n 103 → 102)` for each indicator of the dimension whose value differs.
fn moved_values(bar: &BarLine, before: &ExplainView, after: &ExplainView) -> Vec<String> {
    let prefix = format!("{}.", bar.cause);
    let mut lines = Vec::new();
    for line in after
        .indicators
        .iter()
        .filter(|line| line.indicator.starts_with(&prefix))
    {
        let earlier = before
            .indicators
            .iter()
            .find(|other| other.indicator == line.indicator && other.category == line.category);
        let values = (earlier.and_then(|earlier| earlier.value), line.value);
        let (Some(old), Some(new)) = values else { continue };
        if old != new {
            let shown = |value| Cell::number(value, 1).for_people();
            let events = (earlier.map_or(0, |earlier| earlier.events), line.events);
            lines.push(format!(
                "{} {} → {} (n {} → {})",
                line.indicator,
                shown(old),
                shown(new),
                events.0,
                events.1
            ));
        }
    }
    lines
}

fn table(view: &BetweenView) -> Table {
    let mut table = Table::new(&["cause", "change", "shown"]);
    for bar in &view.bars {
        table.push(vec![
            Cell::text(&bar.cause),
            Cell::number(bar.exact, 3),
            Cell::number(bar.shown, 1),
        ]);
    }
    table
}

fn record(view: &BetweenView) -> Map<String, Value> {
    let value = json!({
        "supplier": view.supplier,
        "name": view.name,
        "from": view.from_period,
        "to": view.to_period,
        "level_before": view.from_level,
        "level_after": view.to_level,
        "score_before": json_number(view.from),
        "score_after": json_number(view.to),
        "change": json_number(view.change),
        "causes": table(view).objects(),
    });
    match value {
        Value::Object(record) => record,
        _ => Map::new(),
    }
}
