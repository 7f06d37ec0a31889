//! W15 Indicator: what it counts, its control chart, and the lines behind the last points.

use crate::fault::Fault;
use crate::frame::{Frame, Place};
use crate::parts::{Chart, blank, chart, columns, csv, export_link, name, period_picker, truth};
use crate::screens::opened::{EVALUATION_TABS, address, nothing_yet, opened, read, tabs};
use crate::site::Site;
use crate::visit::Visit;
use app::design::{IndicatorPage, indicator_page, unit_name};
use app::evaluation::{Reading, SourceRow};
use app::monitoring::{ControlView, indicator_over_time};
use app::party::SupplierName;
use app::platform::TableFile;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use domain::Decimal;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// Points that limits need.
const POINTS_MIN: usize = 12;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Address {
    period: String,
    supplier: String,
    export: String,
}

pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(code): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let query: Address = read(query.as_deref())?;
    let page = indicator_page(&site, &code).await?;
    let title = page.name(visit.language).to_owned();
    let Some(reading) = opened(&site, &visit, &query.period).await? else {
        return Ok(nothing_yet(&visit, &title, Place::Evaluations));
    };
    let is_used = reading.opened().loaded.computed.book.indicators.contains_key(&code);
    let supplier = Some(query.supplier.trim()).filter(|code| !code.is_empty());
    let over_time = if is_used {
        Some(indicator_over_time(&site, &reading, (&code, supplier)).await?)
    } else {
        None
    };
    if let (Some(found), false) = (&over_time, query.export.is_empty()) {
        return match query.export.as_str() {
            "lines" => csv(
                line_table(&visit, &found.lines),
                &format!("{code}-lines"),
                reading.period(),
            ),
            _ => csv(point_table(&visit, found), &code, reading.period()),
        };
    }
    let body = html! {
        (tabs(&visit, &EVALUATION_TABS, "/indicators", &query.period))
        div.stack.roomy {
            (chooser(&visit, &query, &code, &suppliers(&reading)))
            @match &over_time {
                Some(found) => { (view(&visit, &title, found, reading.period())) }
                None => { (blank(&visit.t("indicator-unused"), &visit.t("indicator-unused-why"), None)) }
            }
            (definition(&visit, &page))
        }
    };
    let frame = Frame::new(&visit, &title)
        .at(Place::Evaluations)
        .truth(truth(&visit, &reading))
        .charts();
    Ok(frame.tools(period_picker(&visit, &reading)).page(&body).into_response())
}

fn suppliers(reading: &Reading) -> Vec<SupplierName> {
    reading
        .suppliers()
        .filter(|seen| seen.result.is_some())
        .map(|seen| SupplierName::of(seen.supplier))
        .collect()
}

/// Which supplier's points are drawn.
fn chooser(visit: &Visit, query: &Address, code: &str, suppliers: &[SupplierName]) -> Markup {
    html! {
        form.filters method="get" action=(format!("/indicators/{code}")) {
            @if !query.period.is_empty() { input type="hidden" name="period" value=(query.period); }
            label { (visit.t("indicator-supplier"))
                input type="search" name="supplier" list="supplier-codes" value=(query.supplier) data-filter="" autocomplete="off" placeholder=(visit.t("indicator-all"));
            }
            datalist #supplier-codes { @for supplier in suppliers { option value=(supplier.code) { (name::plain(visit, supplier)) } } }
            button type="submit" { (visit.t("truth-show")) }
            @if !query.supplier.is_empty() { a.button href=(address(&format!("/indicators/{code}"), &[("period", &query.period)])) { (visit.t("indicator-all")) } }
        }
    }
}

/// The chart with its points, and the lines behind it; also the sample of the golden page.
pub(crate) fn view(visit: &Visit, title: &str, found: &ControlView, period: &str) -> Markup {
    let known = found.points.iter().filter(|point| point.value.is_some()).count();
    html! {
        @if known == 0 {
            (blank(&visit.t("indicator-no-points"), &visit.t("indicator-no-points-why"), None))
        } @else {
            div.chart-block {
                (chart(visit, Chart {
                    id: "control", kind: "control", title: &finding(visit, title, found), sentence: &sentence(visit, found, known),
                    data: &control(visit, title, found), table: points(visit, found),
                }))
                (export_link(visit, "points"))
            }
        }
        @if found.supplier.is_some() { (lines(visit, found, period)) }
    }
}

/// What the chart says: signals, or none, or too few points.
fn finding(visit: &Visit, title: &str, found: &ControlView) -> String {
    let signals: Vec<&str> = found
        .points
        .iter()
        .filter(|point| point.rule.is_some())
        .map(|point| point.label.as_str())
        .collect();
    let whose = found.supplier.as_ref().map_or_else(
        || visit.t("indicator-everybody"),
        |supplier| name::plain(visit, supplier),
    );
    let figures = [
        ("indicator", title),
        ("whose", &whose),
        ("count", &signals.len().to_string()),
        ("last", signals.last().copied().unwrap_or_default()),
    ];
    let id = match (found.kind.as_str(), signals.len()) {
        ("run", _) => "indicator-run",
        (_, 0) => "indicator-noise",
        _ => "indicator-signals",
    };
    visit.say(id, &figures)
}

fn sentence(visit: &Visit, found: &ControlView, known: usize) -> String {
    let (first, last) = (found.points.first(), found.points.last());
    let events: u64 = found.points.iter().map(|point| point.events).sum();
    let figures = [
        ("points", known.to_string()),
        ("needed", POINTS_MIN.to_string()),
        (
            "from",
            first.map(|point| label(visit, &point.label)).unwrap_or_default(),
        ),
        ("to", last.map(|point| label(visit, &point.label)).unwrap_or_default()),
        ("events", text::count(events)),
        (
            "center",
            found.center.map(|center| text::exact(center, 1)).unwrap_or_default(),
        ),
        ("unit", visit.t(&format!("indicator-unit-{}", found.unit))),
    ];
    let figures: Vec<(&str, &str)> = figures.iter().map(|(name, value)| (*name, value.as_str())).collect();
    visit.say(&format!("indicator-sentence-{}", found.kind), &figures)
}

fn label(visit: &Visit, label: &str) -> String {
    text::quarter(label, visit.language)
}

/// What the chart reads.
fn control(visit: &Visit, title: &str, found: &ControlView) -> Value {
    let shown = |value: Option<Decimal>| value.map(|value| value.round_dp(2));
    let points = found.points.iter().map(|point| {
        json!({ "label": label(visit, &point.label), "value": number(shown(point.value)), "rule": point.rule, "events": point.events })
    });
    let mut lines = Vec::new();
    if let Some(center) = shown(found.center) {
        lines.push(json!({ "name": visit.t("indicator-center"), "value": number(Some(center)), "kind": "center" }));
    }
    if let Some(target) = shown(found.target) {
        lines.push(json!({ "name": visit.t("indicator-target"), "value": number(Some(target)), "kind": "target" }));
    }
    let limit = |word: &str, of: fn(&app::monitoring::ChartPoint) -> Option<Decimal>| {
        let values: Vec<Value> = found.points.iter().map(|point| number(shown(of(point)))).collect();
        json!({ "name": visit.t(word), "values": values })
    };
    let limits = match found.kind.as_str() {
        "run" => Vec::new(),
        _ => vec![
            limit("indicator-upper", |point| point.upper),
            limit("indicator-lower", |point| point.lower),
        ],
    };
    json!({ "name": title, "unit": visit.t(&format!("indicator-unit-{}", found.unit)), "points": points.collect::<Vec<Value>>(), "lines": lines, "limits": limits })
}

/// A decimal as a JSON number; the chart draws numbers, not texts.
fn number(value: Option<Decimal>) -> Value {
    let parsed = value.and_then(|value| value.to_string().parse::<serde_json::Number>().ok());
    parsed.map_or(Value::Null, Value::Number)
}

fn points(visit: &Visit, found: &ControlView) -> Markup {
    let figure = |value: Option<Decimal>| html! { @match value { Some(value) => { (text::exact(value, 2)) } None => { span.missing { "—" } } } };
    html! {
        div.table-wrap { table.compact {
            thead { tr {
                th scope="col" { (visit.t(&format!("indicator-{}", found.step))) }
                th.num scope="col" { (visit.t("indicator-value")) " (" (visit.t(&format!("indicator-unit-{}", found.unit))) ")" }
                th.num scope="col" { "n" }
                @if found.kind != "run" { th.num scope="col" { (visit.t("indicator-lower")) } th.num scope="col" { (visit.t("indicator-upper")) } th scope="col" { (visit.t("indicator-rule")) } }
            } }
            tbody {
                @for point in &found.points {
                    tr {
                        td { (label(visit, &point.label)) }
                        td.num { (figure(point.value)) }
                        td.num { (text::count(point.events)) }
                        @if found.kind != "run" {
                            td.num { (figure(point.lower)) } td.num { (figure(point.upper)) }
                            td { @if let Some(rule) = point.rule { (visit.t(&format!("indicator-rule-{rule}"))) } }
                        }
                    }
                }
            }
        } }
    }
}

fn lines(visit: &Visit, found: &ControlView, period: &str) -> Markup {
    html! {
        section {
            div.row.spread { h2 { (visit.say("indicator-lines", &[("count", &found.lines.len().to_string()), ("period", &text::quarter(period, visit.language))])) } (export_link(visit, "lines")) }
            @if found.lines.is_empty() { p.muted { (visit.t("indicator-no-lines")) } } @else {
                p.muted.small { (visit.t("indicator-lines-lead")) }
                div.table-wrap.lines-wrap tabindex="0" { table.compact.cards {
                    thead { tr {
                        th scope="col" { (visit.t("indicator-line-day")) } th scope="col" { (visit.t("indicator-line-key")) } th.num scope="col" { (visit.t("indicator-line-good")) } th.num scope="col" { (visit.t("indicator-line-n")) }
                        th scope="col" { (visit.t("indicator-line-counted")) } th scope="col" { (visit.t("indicator-line-file")) }
                    } }
                    tbody {
                        @for line in &found.lines {
                            tr {
                                td { (line.on_date) }
                                td { (line.key.as_deref().unwrap_or("—")) }
                                td.num data-label=(visit.t("indicator-line-good")) { (text::exact(line.good, 2)) }
                                td.num data-label=(visit.t("indicator-line-n")) { (text::exact(line.n, 2)) }
                                td { (counted(visit, line)) }
                                td { @match (&line.file, line.file_row) { (Some(file), Some(row)) => { span.muted { (file) " · " (visit.say("indicator-line-row", &[("row", &row.to_string())])) } } _ => { span.missing { "—" } } } }
                            }
                        }
                    }
                } }
            }
        }
    }
}

fn counted(visit: &Visit, line: &SourceRow) -> String {
    match (&line.fault_owner, line.counted) {
        (_, true) if line.good < line.n => visit.t("indicator-line-miss"),
        (_, true) => visit.t("indicator-line-met"),
        (Some(owner), false) => visit.say("indicator-line-excused", &[("owner", owner)]),
        (None, false) => visit.t("indicator-line-left-out"),
    }
}

/// Definition, formula and prose of the indicator's document; also a sample of the golden page.
pub(crate) fn definition(visit: &Visit, page: &IndicatorPage) -> Markup {
    let indicator = &page.indicator;
    let best = |up: &str, down: &str| visit.t(if page.direction() == "up" { up } else { down });
    html! {
        section.definition {
            h2 { (visit.t("indicator-definition")) }
            div.two-thirds {
                div.prose { @for paragraph in page.prose(visit.language).split("\n\n").filter(|text| !text.trim().is_empty()) { p { (emphasised(paragraph)) } } }
                dl.facts {
                    dt { (visit.t("indicator-code")) } dd { code { (indicator.code) } }
                    dt { (visit.t("trust-dimension")) } dd { (visit.t(&format!("word-dimension-{}", indicator.dimension.name()))) }
                    dt { (visit.t("indicator-unit")) } dd { (visit.t(&format!("indicator-unit-{}", unit_name(indicator.unit)))) ", " (best("indicator-more", "indicator-less")) }
                    dt { (visit.t("indicator-min")) } dd { (indicator.min_events) }
                    dt { (visit.t("indicator-curve")) }
                    dd { @for (value, points) in &indicator.curve.0 { div { (text::exact(*value, 2)) " → " (text::exact(*points, 1)) } } }
                    dt { (visit.t("indicator-needs")) } dd { @for need in &indicator.needs { div { code { (need) } } } }
                }
            }
            details { summary { (visit.t("indicator-formula")) } pre { code { (indicator.query.trim()) } } }
        }
    }
}

/// Bold where the document says so with two stars, and nothing else of its marks.
fn emphasised(paragraph: &str) -> Markup {
    html! {
        @for (at, part) in paragraph.split("**").enumerate() {
            @if at % 2 == 1 { strong { (part) } } @else { (part.replace('`', "")) }
        }
    }
}

fn point_table(visit: &Visit, found: &ControlView) -> TableFile {
    let step = format!("indicator-{}", found.step);
    let words = [
        step.as_str(),
        "indicator-value",
        "indicator-n",
        "indicator-lower",
        "indicator-upper",
        "indicator-rule",
    ];
    let mut table = TableFile::new(columns(visit, &words));
    for point in &found.points {
        table.push(vec![
            point.label.clone().into(),
            point.value.into(),
            point.events.into(),
            point.lower.into(),
            point.upper.into(),
            point.rule.map(u64::from).into(),
        ]);
    }
    table
}

fn line_table(visit: &Visit, lines: &[SourceRow]) -> TableFile {
    let mut table = TableFile::new(columns(
        visit,
        &[
            "indicator-line-day",
            "indicator-line-key",
            "indicator-line-good",
            "indicator-line-n",
            "indicator-line-counted",
            "indicator-line-file",
            "indicator-line-file-row",
        ],
    ));
    for line in lines {
        table.push(vec![
            line.on_date.clone().into(),
            line.key.clone().into(),
            line.good.into(),
            line.n.into(),
            counted(visit, line).into(),
            line.file.clone().into(),
            line.file_row.into(),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::golden::{golden, named};
    use app::monitoring::ChartPoint;

    fn sample(kind: &str) -> ControlView {
        let has_limits = kind != "run";
        let point = |label: &str, value: i64, rule| ChartPoint {
            label: label.to_owned(),
            value: Some(Decimal::new(value, 1)),
            events: 34,
            lower: has_limits.then(|| Decimal::from(80)),
            upper: has_limits.then_some(Decimal::ONE_HUNDRED),
            rule,
        };
        ControlView {
            indicator: "delivery.otd".to_owned(),
            supplier: Some(named("S10012")),
            unit: "percent".to_owned(),
            kind: kind.to_owned(),
            step: "month",
            center: has_limits.then(|| Decimal::from(95)),
            target: Some(Decimal::from(99)),
            points: vec![
                point("2026-08", 951, None),
                point("2026-09", 712, has_limits.then_some(1)),
            ],
            lines: vec![SourceRow {
                on_date: "2026-09-02".to_owned(),
                part: "all".to_owned(),
                good: Decimal::ZERO,
                n: Decimal::ONE,
                counted: true,
                fault_owner: None,
                gate: None,
                kind: "order_line".to_owned(),
                what: None,
                happened_on: None,
                source: Some("erp".to_owned()),
                key: Some("<b>PO-1</b>/10".to_owned()),
                import_id: Some(3),
                file: Some("sep.csv".to_owned()),
                file_row: Some(214),
                corrected_by: None,
            }],
        }
    }

    #[test]
    fn the_chart_stands_in_both_languages_with_and_without_limits() {
        golden("indicator", |visit| view(visit, "OTD", &sample("p"), "2026Q3"));
        golden("indicator-run", |visit| view(visit, "OTD", &sample("run"), "2026Q3"));
    }

    #[test]
    fn stars_become_bold_and_nothing_else() {
        assert_eq!(
            emphasised("**What.** a < `b`").into_string(),
            "<strong>What.</strong> a &lt; b"
        );
    }
}
