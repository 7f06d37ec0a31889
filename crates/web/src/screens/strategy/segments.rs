//! W13 Segmentation map: categories by supply risk and profit impact, the four lists, and what contradicts itself.

use crate::fault::Fault;
use crate::frame::{Frame, Place};
use crate::parts::{Chart, blank, chart, columns, csv, export_link, level, name, period_picker, truth};
use crate::screens::opened::{LEVEL_TABS, address, nothing_yet, opened, read, tabs};
use crate::site::Site;
use crate::visit::Visit;
use app::platform::TableFile;
use app::strategy::{Segment, SegmentsView, Unplaced, segments};
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use domain::Decimal;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

const CELLS: [&str; 4] = ["strategic", "leverage", "bottleneck", "routine"];
const LEVELS: [&str; 5] = ["core", "key", "qualified", "restricted", "none"];
/// Categories whose name stands in the chart.
const LABELLED: usize = 15;
/// Contradictions that are listed.
const MISMATCHES: usize = 50;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Address {
    period: String,
    export: String,
}

pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let query: Address = read(query.as_deref())?;
    let title = visit.t("segments-title");
    let Some(reading) = opened(&site, &visit, &query.period).await? else {
        return Ok(nothing_yet(&visit, &title, Place::Levels));
    };
    let found = segments(&site, &reading, visit.language).await?;
    match query.export.as_str() {
        "" => {}
        "mismatches" => return csv(mismatch_table(&visit, &found), "mismatches", reading.period()),
        _ => return csv(segment_table(&visit, &found), "segments", reading.period()),
    }
    let body = html! { (tabs(&visit, &LEVEL_TABS, "/segments", &query.period)) (view(&visit, &found)) };
    let frame = Frame::new(&visit, &title)
        .at(Place::Levels)
        .truth(truth(&visit, &reading))
        .charts();
    Ok(frame.tools(period_picker(&visit, &reading)).page(&body).into_response())
}

/// The screen itself; also the sample of the golden page.
pub(crate) fn view(visit: &Visit, found: &SegmentsView) -> Markup {
    html! {
        div.stack.roomy {
            @if found.categories.is_empty() {
                (blank(&visit.t("segments-empty"), &visit.t("segments-empty-why"), None))
            } @else {
                div.chart-block {
                    (chart(visit, Chart {
                        id: "map", kind: "scatter", title: &finding(visit, found), sentence: &sentence(visit, found),
                        data: &scatter(visit, found), table: table(visit, found),
                    }))
                    (export_link(visit, "segments"))
                }
                div.quadrants {
                    @for cell in CELLS { (quadrant(visit, found, cell)) }
                }
            }
            (mismatches(visit, found))
            @if !found.unplaced.is_empty() { (unplaced(visit, &found.unplaced)) }
            @if found.without_spend > 0 { p.muted { (visit.say("segments-no-spend", &[("count", &text::count(found.without_spend))])) } }
        }
    }
}

fn finding(visit: &Visit, found: &SegmentsView) -> String {
    let strategic: Vec<&Segment> = found.categories.iter().filter(|one| one.cell == "strategic").collect();
    let whole: Decimal = found.categories.iter().map(|one| one.spend).sum();
    let spend: Decimal = strategic.iter().map(|one| one.spend).sum();
    let share = (spend * Decimal::ONE_HUNDRED).checked_div(whole).unwrap_or_default();
    visit.say(
        "segments-finding",
        &[
            ("count", &strategic.len().to_string()),
            ("share", &text::percent(share, visit.language)),
        ],
    )
}

fn sentence(visit: &Visit, found: &SegmentsView) -> String {
    visit.say(
        "segments-sentence",
        &[
            ("count", &found.categories.len().to_string()),
            ("period", &text::quarter(&found.period, visit.language)),
        ],
    )
}

/// Bubbles grow with the root of spend, so that areas compare.
fn scatter(visit: &Visit, found: &SegmentsView) -> Value {
    let largest = found.categories.iter().map(|one| root(one.spend)).fold(1.0, f64::max);
    let points = found.categories.iter().enumerate().map(|(at, one)| {
        let hover = [
            one.name.clone(),
            format!("{}: {}", visit.t("segments-risk"), text::points(one.supply_risk)),
            format!("{}: {}", visit.t("segments-profit"), text::points(one.profit_impact)),
            format!(
                "{}: {}",
                visit.t("segments-spend"),
                text::money(one.spend, "", visit.language)
            ),
            format!("{}: {}", visit.t("segments-suppliers"), one.suppliers),
        ];
        json!({
            "x": number(one.supply_risk),
            "y": number(one.profit_impact),
            "size": (10.0 + 38.0 * root(one.spend) / largest).round(),
            "name": one.name,
            "hover": hover.join("\n"),
            "href": address("/suppliers", &[("category", &one.code), ("period", &found.period)]),
            "isLabelled": at < LABELLED,
        })
    });
    let quadrant = |cell: &str, from: [u8; 2], to: [u8; 2], at: &str| json!({ "name": visit.t(&format!("segments-cell-{cell}")), "from": from, "to": to, "at": at });
    json!({
        "x": visit.t("segments-risk"),
        "y": visit.t("segments-profit"),
        "points": points.collect::<Vec<Value>>(),
        "quadrants": [
            quadrant("leverage", [0, 50], [50, 100], "insideTopLeft"),
            quadrant("strategic", [50, 50], [100, 100], "insideTopRight"),
            quadrant("routine", [0, 0], [50, 50], "insideBottomLeft"),
            quadrant("bottleneck", [50, 0], [100, 50], "insideBottomRight"),
        ],
    })
}

fn number(value: Decimal) -> f64 {
    value.to_string().parse().unwrap_or_default()
}

fn root(value: Decimal) -> f64 {
    number(value.max(Decimal::ZERO)).sqrt()
}

fn table(visit: &Visit, found: &SegmentsView) -> Markup {
    html! {
        div.table-wrap { table.compact {
            thead { tr {
                th scope="col" { (visit.t("suppliers-category")) } th scope="col" { (visit.t("segments-cell")) }
                th.num scope="col" { (visit.t("segments-risk")) } th.num scope="col" { (visit.t("segments-profit")) }
                th.num scope="col" { (visit.t("segments-spend")) } th.num scope="col" { (visit.t("segments-suppliers")) }
            } }
            tbody {
                @for one in &found.categories {
                    tr {
                        td { (one.name) } td { (visit.t(&format!("segments-cell-{}", one.cell))) }
                        td.num { (text::points(one.supply_risk)) } td.num { (text::points(one.profit_impact)) }
                        td.num { (text::money(one.spend, "", visit.language)) } td.num { (text::count(one.suppliers)) }
                    }
                }
            }
        } }
    }
}

fn quadrant(visit: &Visit, found: &SegmentsView, cell: &str) -> Markup {
    let own: Vec<&Segment> = found.categories.iter().filter(|one| one.cell == cell).collect();
    html! {
        section.card {
            header { h2 { (visit.t(&format!("segments-cell-{cell}"))) } span.count { (own.len()) } }
            p.muted.small { (visit.t(&format!("segments-cell-{cell}-advice"))) }
            @if own.is_empty() { p.muted { (visit.t("segments-none")) } }
            ul.ends {
                @for one in own {
                    li {
                        div.board-line {
                            a.board-name href=(address("/suppliers", &[("category", &one.code), ("period", &found.period)])) { (one.name) }
                            span.num.muted { (text::money(one.spend, "", visit.language)) }
                        }
                        div.row.small {
                            @for (name, count) in LEVELS.iter().zip(one.levels) {
                                @if count > 0 { a.level-count href=(address("/suppliers", &[("category", &one.code), ("level", name), ("period", &found.period)])) { (level(visit, (*name != "none").then_some(name))) " " (count) } }
                            }
                        }
                        @if let Some(declared) = one.declared.as_deref().filter(|declared| *declared != one.cell) {
                            p.small.muted { (visit.say("segments-declared", &[("cell", &visit.t(&format!("segments-cell-{declared}")))])) }
                        }
                    }
                }
            }
        }
    }
}

fn mismatches(visit: &Visit, found: &SegmentsView) -> Markup {
    html! {
        section {
            div.row.spread { h2 { (visit.say("segments-mismatches", &[("count", &found.mismatches.len().to_string())])) } (export_link(visit, "mismatches")) }
            @if found.mismatches.is_empty() { p.muted { (visit.t("segments-no-mismatch")) } } @else {
                div.table-wrap { table.pinned.cards {
                    thead { tr {
                        th scope="col" { (visit.t("suppliers-name")) } th scope="col" { (visit.t("suppliers-level")) } th scope="col" { (visit.t("suppliers-category")) }
                        th scope="col" { (visit.t("segments-cell")) } th.num scope="col" { (visit.t("segments-spend")) } th scope="col" { (visit.t("segments-what")) }
                    } }
                    tbody data-rows="" {
                        @for one in found.mismatches.iter().take(MISMATCHES) {
                            tr {
                                th scope="row" { (name::named(visit, &one.supplier, &found.period)) }
                                td { (level(visit, one.level.as_deref())) }
                                td data-label=(visit.t("suppliers-category")) { (one.category_name) }
                                td data-label=(visit.t("segments-cell")) { (visit.t(&format!("segments-cell-{}", one.cell))) }
                                td.num data-label=(visit.t("segments-spend")) { (text::money(one.spend, "", visit.language)) }
                                td { span.why { (visit.t(&format!("segments-mismatch-{}", one.kind.replace('_', "-")))) } }
                            }
                        }
                    }
                } }
                @if found.mismatches.len() > MISMATCHES { p.count { (visit.say("trust-more", &[("count", &(found.mismatches.len() - MISMATCHES).to_string())])) } }
            }
        }
    }
}

fn unplaced(visit: &Visit, all: &[Unplaced]) -> Markup {
    html! {
        section.note {
            h2 { (visit.say("segments-unplaced", &[("count", &all.len().to_string())])) }
            ul { @for one in all { li { (one.name) ": " (visit.t(&format!("segments-missing-{}", one.missing))) } } }
        }
    }
}

fn segment_table(visit: &Visit, found: &SegmentsView) -> TableFile {
    let words = [
        "board-code",
        "suppliers-category",
        "segments-cell",
        "segments-risk",
        "segments-profit",
        "segments-spend",
        "segments-suppliers",
    ];
    let mut table = TableFile::new(columns(visit, &words));
    for one in &found.categories {
        table.push(vec![
            one.code.clone().into(),
            one.name.clone().into(),
            visit.t(&format!("segments-cell-{}", one.cell)).into(),
            one.supply_risk.into(),
            one.profit_impact.into(),
            one.spend.into(),
            one.suppliers.into(),
        ]);
    }
    table
}

fn mismatch_table(visit: &Visit, found: &SegmentsView) -> TableFile {
    let words = [
        "board-code",
        "suppliers-name",
        "suppliers-level",
        "suppliers-category",
        "segments-cell",
        "segments-spend",
        "segments-what",
    ];
    let mut table = TableFile::new(columns(visit, &words));
    for one in &found.mismatches {
        table.push(vec![
            one.supplier.code.clone().into(),
            name::plain(visit, &one.supplier).into(),
            visit
                .t(&format!("word-level-{}", one.level.as_deref().unwrap_or("none")))
                .into(),
            one.category_name.clone().into(),
            visit.t(&format!("segments-cell-{}", one.cell)).into(),
            one.spend.into(),
            visit
                .t(&format!("segments-mismatch-{}", one.kind.replace('_', "-")))
                .into(),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::golden::{golden, named};
    use app::strategy::Mismatch;

    fn sample() -> SegmentsView {
        SegmentsView {
            period: "2026Q3".to_owned(),
            categories: vec![Segment {
                code: "COMP-IC".to_owned(),
                name: "Integrated circuits<b>".to_owned(),
                supply_risk: Decimal::from(62),
                profit_impact: Decimal::from(88),
                spend: Decimal::from(12_400_000),
                cell: "strategic".to_owned(),
                declared: Some("bottleneck".to_owned()),
                suppliers: 41,
                levels: [6, 11, 20, 1, 3],
            }],
            unplaced: vec![Unplaced {
                code: "PACK".to_owned(),
                name: "Packaging".to_owned(),
                missing: "days",
            }],
            mismatches: vec![Mismatch {
                supplier: named("S10012"),
                level: Some("restricted".to_owned()),
                category: "COMP-IC".to_owned(),
                category_name: "Integrated circuits".to_owned(),
                cell: "strategic".to_owned(),
                spend: Decimal::from(310_000),
                kind: "restricted_where_needed",
            }],
            without_spend: 4,
        }
    }

    #[test]
    fn the_map_stands_in_both_languages() {
        golden("segments", |visit| view(visit, &sample()));
    }
}
