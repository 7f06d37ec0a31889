//! The scorecard of a supplier as a tree: level, dimensions, indicators with what was counted.

use crate::output::{Cell, Report, Table, Tone, json_number};
use crate::session::Session;
use crate::view::{level, name_of, show_line};
use app::evaluation::{DimensionLine, ExplainView, IndicatorLine};
use domain::Decimal;
use serde_json::{Map, Value, json};

/// Both faces of the explanation.
pub(super) fn report(session: &Session, view: &ExplainView) -> Report {
    let mut report = Report::rows(indicator_table(view)).record(record(view));
    head(session, view, &mut report);
    show_line(&view.why, 1, &mut report);
    for dimension in &view.dimensions {
        dimension_line(session, dimension, &mut report);
        let prefix = format!("{}.", dimension.dimension);
        for line in view
            .indicators
            .iter()
            .filter(|line| line.indicator.starts_with(&prefix))
        {
            indicator_lines(session, line, &mut report);
        }
    }
    if let Some(indicator) = costliest(view) {
        let command = format!(
            "gradus explain {} --period {} --indicator {indicator}",
            view.supplier, view.period
        );
        report.tone(Tone::Dim, session.say("cli-next", &[("command", &command)]));
    }
    report
}

fn head(session: &Session, view: &ExplainView, report: &mut Report) {
    let language = session.language;
    let name = match &view.name_latin {
        Some(latin) if *latin != view.name => format!("{} ({latin})", view.name),
        _ => view.name.clone(),
    };
    report.tone(Tone::Strong, format!("{}  {name}", view.supplier));
    let now = level(view.level.as_deref(), language).for_people();
    let held = view
        .held
        .as_deref()
        .map(|held| level(Some(held), language).for_people());
    let standing = held
        .filter(|held| *held != now)
        .map_or_else(|| now.clone(), |held| format!("{held} → {now}"));
    let score = Cell::score(view.score).for_people();
    let state = name_of("state", &view.state, language);
    let coverage = Cell::number(view.coverage, 1).for_people();
    let figures = [
        ("period", view.period.as_str()),
        ("level", &standing),
        ("grade", view.grade.as_deref().unwrap_or("–")),
        ("score", &score),
        ("state", &state),
        ("coverage", &coverage),
        ("scheme", &view.scheme),
    ];
    report.line(session.say("cli-explain-head", &figures));
}

fn dimension_line(session: &Session, dimension: &DimensionLine, report: &mut Report) {
    let (score, weight) = (Cell::score(dimension.score).for_people(), percent(dimension.effective));
    let contribution = Cell::number(dimension.contribution, 1).for_people();
    let figures = [
        ("score", score.as_str()),
        ("weight", &weight),
        ("contribution", &contribution),
    ];
    let name = name_of("dimension", &dimension.dimension, session.language);
    let text = session.say("cli-explain-dimension", &figures);
    report.spans(vec![
        (Tone::Strong, format!("  {name}")),
        (Tone::Plain, format!("  {text}")),
    ]);
}

fn indicator_lines(session: &Session, line: &IndicatorLine, report: &mut Report) {
    let label = format!("    {} {} [{}]", line.indicator, line.name, line.category);
    let Some(value) = line.value else {
        let no_data = name_of("no-data", line.no_data.as_deref().unwrap_or_default(), session.language);
        report.spans(vec![(Tone::Plain, label), (Tone::Dim, format!("  {no_data}"))]);
        return;
    };
    report.line(label);
    let (value, unit) = (
        Cell::number(value, 2).for_people(),
        name_of("unit", &line.unit, session.language),
    );
    let (good, n, events) = (plain(line.numerator), plain(line.denominator), line.events.to_string());
    let (points, weight) = (Cell::score(line.points).for_people(), percent(line.effective));
    let contribution = Cell::number(line.contribution, 1).for_people();
    let figures = [
        ("value", value.as_str()),
        ("unit", &unit),
        ("good", &good),
        ("n", &n),
        ("events", &events),
        ("points", &points),
        ("weight", &weight),
        ("contribution", &contribution),
    ];
    // Of several parts the sums say nothing: each part has a line of its own below.
    let sentence = if line.why.code.contains("parts") {
        "cli-explain-indicator-parts"
    } else {
        "cli-explain-indicator"
    };
    report.line(format!("      {}", session.say(sentence, &figures)));
    if let Some((low, high)) = line.interval {
        let (low, high) = (format!("{low:.1}"), format!("{high:.1}"));
        report.tone(
            Tone::Dim,
            format!(
                "      {}",
                session.say("cli-explain-interval", &[("low", &low), ("high", &high)])
            ),
        );
    }
    if line.window.as_deref() == Some("twelve_months") {
        report.tone(
            Tone::Dim,
            format!("      {}", session.say("cli-explain-twelve-months", &[])),
        );
    }
    for cause in &line.why.because {
        show_line(cause, 3, report);
    }
}

/// The indicator that costs the score most: where to look first.
fn costliest(view: &ExplainView) -> Option<&str> {
    let cost = |line: &IndicatorLine| {
        line.points
            .map(|points| (Decimal::ONE_HUNDRED - points) * line.effective)
    };
    let measured = view.indicators.iter().filter(|line| line.points.is_some());
    measured
        .max_by(|left, right| cost(left).cmp(&cost(right)))
        .map(|line| line.indicator.as_str())
}

fn indicator_table(view: &ExplainView) -> Table {
    let mut table = Table::new(&[
        "category",
        "indicator",
        "name",
        "value",
        "unit",
        "numerator",
        "denominator",
        "events",
        "excused",
        "window",
        "lower",
        "upper",
        "points",
        "weight",
        "effective_weight",
        "contribution",
        "no_data",
    ]);
    for line in &view.indicators {
        let bound = |bound: Option<f64>| Cell::number(bound.and_then(|bound| Decimal::try_from(bound).ok()), 1);
        table.push(vec![
            Cell::text(&line.category),
            Cell::text(&line.indicator),
            Cell::text(&line.name),
            Cell::number(line.value, 3),
            Cell::text(&line.unit),
            Cell::number(line.numerator, 3),
            Cell::number(line.denominator, 3),
            Cell::count(line.events),
            Cell::count(line.excused),
            Cell::maybe(line.window.clone()),
            bound(line.interval.map(|interval| interval.0)),
            bound(line.interval.map(|interval| interval.1)),
            Cell::score(line.points),
            Cell::number(line.weight, 4),
            Cell::number(line.effective, 4),
            Cell::number(line.contribution, 3),
            Cell::maybe(line.no_data.clone()),
        ]);
    }
    table
}

fn dimension_table(view: &ExplainView) -> Table {
    let mut table = Table::new(&["dimension", "score", "weight", "effective_weight", "contribution"]);
    for line in &view.dimensions {
        table.push(vec![
            Cell::text(&line.dimension),
            Cell::score(line.score),
            Cell::number(line.weight, 4),
            Cell::number(line.effective, 4),
            Cell::number(line.contribution, 3),
        ]);
    }
    table
}

fn record(view: &ExplainView) -> Map<String, Value> {
    let value = json!({
        "supplier": view.supplier,
        "name": view.name,
        "name_latin": view.name_latin,
        "period": view.period,
        "scheme": view.scheme,
        "evaluation": view.evaluation,
        "level": view.level,
        "level_before": view.held,
        "grade": view.grade,
        "score": view.score.map(json_number),
        "rank_score": view.rank_score.map(json_number),
        "state": view.state,
        "coverage": json_number(view.coverage),
        "why": view.why,
        "dimensions": dimension_table(view).objects(),
        "indicators": indicator_table(view).objects(),
        "reasons": view.indicators.iter().map(|line| json!({
            "category": line.category, "indicator": line.indicator, "why": line.why,
        })).collect::<Vec<_>>(),
    });
    match value {
        Value::Object(record) => record,
        _ => Map::new(),
    }
}

fn plain(value: Option<Decimal>) -> String {
    let shown = |value: Decimal| Cell::number(value.normalize(), value.normalize().scale().min(3)).for_people();
    value.map_or_else(|| "–".to_owned(), shown)
}

/// A share between 0 and 1 as percent.
fn percent(share: Decimal) -> String {
    Cell::number(share * Decimal::ONE_HUNDRED, 1).for_people()
}
