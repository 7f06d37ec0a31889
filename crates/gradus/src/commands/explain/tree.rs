//! The scorecard of a supplier as a tree: level, dimensions, indicators with what was counted.

use crate::commands::evaluate::provisional;
use crate::output::{Cell, Report, Table, Tone, json_number};
use crate::session::Session;
use crate::view::{level, name_of, show_line};
use app::evaluation::{DimensionLine, ExplainView, IndicatorLine};
use domain::Decimal;
use serde_json::{Map, Value, json};

/// Both faces of the explanation.
pub(super) fn report(session: &Session, view: &ExplainView) -> Report {
    let mut report = Report::rows(indicator_table(view)).record(record(view));
    report
        .section(head_table(view))
        .section(category_table(view))
        .section(dimension_table(view));
    head(session, view, &mut report);
    show_line(&view.why, 1, &mut report);
    categories(session, view, &mut report);
    for dimension in &view.dimensions {
        dimension_line(session, dimension, view.score.is_some(), &mut report);
        let prefix = format!("{}.", dimension.dimension);
        for line in view
            .indicators
            .iter()
            .filter(|line| line.indicator.starts_with(&prefix))
        {
            indicator_lines(session, line, view.score.is_some(), &mut report);
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
    let coverage = Cell::score(view.coverage).for_people();
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
    let kept = name_of("evaluation-status", &view.status, language);
    let which = [("status", kept.as_str()), ("id", &view.evaluation)];
    report.tone(Tone::Dim, format!("  {}", session.say("cli-evaluation-which", &which)));
    if let Some(closes_on) = view.closes_on.filter(|_| view.finality.is_final()) {
        let cut = [("closes_on", closes_on.to_string())];
        report.tone(
            Tone::Dim,
            format!("  {}", session.say("cli-explain-cut", &[("closes_on", &cut[0].1)])),
        );
    }
    provisional(session, view.finality, view.closes_on, report);
    if let Some(late) = view.late {
        let (here, later) = (late.counted_here.to_string(), late.counted_later.to_string());
        let figures = [("here", here.as_str()), ("later", &later)];
        report.tone(Tone::Dim, format!("  {}", session.say("cli-explain-late", &figures)));
    }
}

/// Each category with its part of the score, and which scheme applies there and why.
fn categories(session: &Session, view: &ExplainView, report: &mut Report) {
    for line in &view.categories {
        let (spend, share) = (
            Cell::number(line.spend_share, 1).for_people(),
            Cell::number(line.share, 1).for_people(),
        );
        let score = Cell::score(line.score).for_people();
        let figures = [
            ("category", line.category.as_str()),
            ("name", &line.name),
            ("score", &score),
            ("spend", &spend),
            ("share", &share),
        ];
        report.line(format!("  {}", session.say("cli-explain-category", &figures)));
        show_line(&line.why, 2, report);
    }
}

/// Level, grade, score and reason in one row.
fn head_table(view: &ExplainView) -> Table {
    let mut table = Table::new(&[
        "supplier",
        "name",
        "period",
        "status",
        "level",
        "level_before",
        "grade",
        "score",
        "rank_score",
        "state",
        "coverage",
        "scheme",
        "reason",
    ]);
    table.push(vec![
        Cell::text(&view.supplier),
        Cell::text(&view.name),
        Cell::text(&view.period),
        Cell::text(&view.status),
        Cell::maybe(view.level.clone()),
        Cell::maybe(view.held.clone()),
        Cell::maybe(view.grade.clone()),
        Cell::score(view.score),
        Cell::score(view.rank_score),
        Cell::text(&view.state),
        Cell::score(view.coverage),
        Cell::text(&view.scheme),
        Cell::text(view.why.short()),
    ]);
    table
}

fn category_table(view: &ExplainView) -> Table {
    let mut table = Table::new(&[
        "category",
        "name",
        "score",
        "spend_share",
        "share",
        "coverage",
        "scheme",
        "scheme_version",
        "reason",
    ]);
    for line in &view.categories {
        table.push(vec![
            Cell::text(&line.category),
            Cell::text(&line.name),
            Cell::score(line.score),
            Cell::number(line.spend_share, 1),
            Cell::number(line.share, 1),
            Cell::score(line.coverage),
            Cell::text(&line.scheme),
            Cell::count(line.scheme_version),
            Cell::text(&line.why.text),
        ]);
    }
    table
}

fn dimension_line(session: &Session, dimension: &DimensionLine, is_scored: bool, report: &mut Report) {
    if !is_scored {
        let weight = percent(dimension.weight);
        let text = session.say("cli-explain-dimension-unscored", &[("weight", &weight)]);
        let name = name_of("dimension", &dimension.dimension, session.language);
        report.spans(vec![
            (Tone::Strong, format!("  {name}")),
            (Tone::Plain, format!("  {text}")),
        ]);
        return;
    }
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

fn indicator_lines(session: &Session, line: &IndicatorLine, is_scored: bool, report: &mut Report) {
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
    let sentence = match (line.why.code.contains("parts"), is_scored) {
        (true, true) => "cli-explain-indicator-parts",
        (false, true) => "cli-explain-indicator",
        (true, false) => "cli-explain-indicator-parts-unscored",
        (false, false) => "cli-explain-indicator-unscored",
    };
    report.line(format!("      {}", session.say(sentence, &figures)));
    if let Some((low, high)) = line.interval {
        let (low, high, hits) = (format!("{low:.1}"), format!("{high:.1}"), line.hits.to_string());
        let events = line.events.to_string();
        let figures = [
            ("hits", hits.as_str()),
            ("events", &events),
            ("low", &low),
            ("high", &high),
        ];
        let sentence = session.say("cli-explain-interval", &figures);
        report.tone(Tone::Dim, format!("      {sentence}"));
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
        "status": view.status,
        "period_state": view.finality.name(),
        "closes_on": view.closes_on.map(|day| day.to_string()),
        "late": view.late,
        "categories": category_table(view).objects(),
        "schemes": view.categories.iter().map(|line| json!({
            "category": line.category, "scheme": line.scheme, "version": line.scheme_version, "why": line.why,
        })).collect::<Vec<_>>(),
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
