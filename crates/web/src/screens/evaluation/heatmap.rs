//! W14 Heatmap: scores of indicators by supplier as a table that can be read, copied and sorted both ways.

use crate::fault::Fault;
use crate::frame::{Frame, Place};
use crate::parts::{blank, columns, csv, export_link, name, pages, period_picker, truth};
use crate::screens::opened::{self, EVALUATION_TABS, address, nothing_yet, read, tabs};
use crate::site::Site;
use crate::visit::Visit;
use app::evaluation::{HeatCell, HeatColumn, HeatRequest, HeatRow, HeatmapView, Reading, heatmap};
use app::platform::TableFile;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use domain::Decimal;
use domain::design::indicator::Dimension;
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

/// The address of the map.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(crate) struct Address {
    period: String,
    category: String,
    level: String,
    dimension: String,
    /// Code of an indicator, with `-` before it for the best first; sorts the rows.
    sort: String,
    /// Code of a supplier; sorts the columns.
    row: String,
    page: String,
    export: String,
}

impl Address {
    fn request(&self, page: usize) -> HeatRequest {
        let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        HeatRequest {
            category: some(&self.category),
            level: some(&self.level),
            dimension: some(&self.dimension),
            by_indicator: some(&self.sort.trim_start_matches('-').to_owned()).filter(|code| code != "score"),
            by_supplier: some(&self.row),
            is_descending: self.sort.starts_with('-'),
            page,
            page_rows: None,
        }
    }

    fn link(&self, changed: &[(&str, &str)]) -> String {
        let own = [
            ("period", self.period.as_str()),
            ("category", &self.category),
            ("level", &self.level),
            ("dimension", &self.dimension),
            ("sort", &self.sort),
            ("row", &self.row),
        ];
        let mut pairs: Vec<(&str, &str)> = own
            .into_iter()
            .filter(|(name, _)| !changed.iter().any(|(other, _)| other == name))
            .collect();
        pairs.extend(changed);
        address("/indicators", &pairs)
    }
}

pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let query: Address = read(query.as_deref())?;
    let title = visit.t("heatmap-title");
    let Some(reading) = opened::opened(&site, &visit, &query.period).await? else {
        return Ok(nothing_yet(&visit, &title, Place::Evaluations));
    };
    if !query.export.is_empty() {
        let request = HeatRequest {
            page_rows: Some(usize::MAX),
            ..query.request(1)
        };
        let found = heatmap(&reading, &request, visit.language)?;
        return csv(table(&visit, &found), "indicators", reading.period());
    }
    let number = query.page.parse().unwrap_or(1).max(1);
    let found = heatmap(&reading, &query.request(number), visit.language)?;
    let body = html! {
        (tabs(&visit, &EVALUATION_TABS, "/indicators", &query.period))
        div.stack { (filters(&visit, &query, &choices(&reading))) (view(&visit, &query, &found)) }
    };
    let frame = Frame::new(&visit, &title)
        .at(Place::Evaluations)
        .truth(truth(&visit, &reading));
    Ok(frame.tools(period_picker(&visit, &reading)).page(&body).into_response())
}

/// Code and name of the categories.
fn choices(reading: &Reading) -> Vec<(String, String)> {
    let all = reading.opened().loaded.computed.categories.iter();
    all.map(|category| (category.code.clone(), category.name.clone()))
        .collect()
}

fn filters(visit: &Visit, query: &Address, categories: &[(String, String)]) -> Markup {
    html! {
        form.filters method="get" action="/indicators" data-auto="" {
            label { (visit.t("suppliers-category"))
                select name="category" { option value="" { (visit.t("filter-all")) } @for (code, name) in categories { option value=(code) selected[query.category == *code] { (name) } } }
            }
            label { (visit.t("trust-dimension"))
                select name="dimension" {
                    option value="" { (visit.t("filter-all")) }
                    @for dimension in Dimension::ALL { option value=(dimension.name()) selected[query.dimension == dimension.name()] { (visit.t(&format!("word-dimension-{}", dimension.name()))) } }
                }
            }
            label { (visit.t("suppliers-level"))
                select name="level" {
                    option value="" { (visit.t("filter-all")) }
                    @for name in ["core", "key", "qualified", "restricted", "none"] { option value=(name) selected[query.level == name] { (visit.t(&format!("word-level-{name}"))) } }
                }
            }
            @for (name, value) in [("period", &query.period), ("sort", &query.sort), ("row", &query.row)] { @if !value.is_empty() { input type="hidden" name=(name) value=(value); } }
            button type="submit" { (visit.t("filter-apply")) }
        }
    }
}

/// The map itself; also the sample of the golden page.
pub(crate) fn view(visit: &Visit, query: &Address, found: &HeatmapView) -> Markup {
    let none: &[(&str, &str)] = &[
        ("category", ""),
        ("level", ""),
        ("dimension", ""),
        ("row", ""),
        ("sort", ""),
    ];
    html! {
        @if found.rows.is_empty() {
            (blank(&visit.t("suppliers-no-match"), &visit.t("heatmap-no-match"), Some((&query.link(none), &visit.t("suppliers-clear")))))
        } @else {
            div.row.spread {
                p { (sentence(visit, found)) }
                (export_link(visit, "indicators"))
            }
            (legend(visit))
            (phone(visit, query, found))
            div.table-wrap.heat-wrap { table.heat.pinned {
                caption.visually-hidden { (visit.t("heatmap-caption")) }
                thead {
                    tr {
                        th scope="col" aria-sort=[is_sorted(query, "score")] { a href=(query.link(&[("sort", &next(query, "score"))])) { (visit.t("suppliers-name")) (arrow(query, "score")) } }
                        @for column in &found.columns { (head(visit, query, column)) }
                    }
                    tr.heat-mean {
                        th scope="row" { (visit.t("heatmap-mean")) }
                        @for column in &found.columns { td { @match column.mean { Some(mean) => { (text::points(mean)) } None => { "—" } } } }
                    }
                }
                tbody data-rows="" { @for row in &found.rows { (heat_row(visit, query, found, row)) } }
            } }
            (pages(visit, found.page, found.page_rows, found.total_rows, |page| query.link(&[("page", &page.to_string())])))
        }
    }
}

fn sentence(visit: &Visit, found: &HeatmapView) -> String {
    let weakest = found
        .columns
        .iter()
        .filter_map(|column| Some((column.mean?, &column.name)))
        .min();
    let first =
        weakest.map(|(mean, name)| visit.say("heatmap-weakest", &[("indicator", name), ("mean", &text::points(mean))]));
    let second = found.separates.as_ref().map(|(name, gap)| {
        visit.say(
            "heatmap-separates",
            &[("indicator", name), ("points", &text::points(*gap))],
        )
    });
    [first, second].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn legend(visit: &Visit) -> Markup {
    html! {
        ul.heat-legend aria-label=(visit.t("heatmap-legend")) {
            @for (class, word) in [("heat-1", "< 50"), ("heat-2", "50–60"), ("heat-3", "60–70"), ("heat-4", "70–80"), ("heat-5", "80–90"), ("heat-6", "≥ 90")] {
                li { span class=(format!("swatch {class}")) aria-hidden="true" {} (word) }
            }
            li { span.swatch.heat-none aria-hidden="true" {} (visit.t("part-no-data")) }
        }
    }
}

/// On a phone one indicator is chosen and ranked.
fn phone(visit: &Visit, query: &Address, found: &HeatmapView) -> Markup {
    let chosen = query.sort.trim_start_matches('-');
    let at = found
        .columns
        .iter()
        .position(|column| column.indicator == chosen)
        .unwrap_or(0);
    html! {
        div.heat-phone {
            form.filters method="get" action="/indicators" data-auto="" {
                label { (visit.t("heatmap-indicator"))
                    select name="sort" { @for column in &found.columns { option value=(column.indicator) selected[column.indicator == chosen] { (column.name) } } }
                }
                @for (name, value) in [("period", &query.period), ("category", &query.category), ("level", &query.level), ("dimension", &query.dimension)] { @if !value.is_empty() { input type="hidden" name=(name) value=(value); } }
                button type="submit" { (visit.t("truth-show")) }
            }
            ol.ends {
                @for row in &found.rows {
                    li.board-line {
                        span.board-name { (name::link(visit, &row.supplier, &found.period)) }
                        span class=(class(row.cells.get(at).copied().unwrap_or_default())) { (words(visit, row.cells.get(at).copied().unwrap_or_default())) }
                    }
                }
            }
        }
    }
}

fn head(visit: &Visit, query: &Address, column: &HeatColumn) -> Markup {
    let missing = visit.say("heatmap-missing", &[("count", &column.missing.to_string())]);
    html! {
        th scope="col" aria-sort=[is_sorted(query, &column.indicator)] title=(missing) {
            a href=(query.link(&[("sort", &next(query, &column.indicator))])) { (column.name) (arrow(query, &column.indicator)) }
            a.heat-open href=(address(&format!("/indicators/{}", column.indicator), &[("period", &query.period)])) aria-label=(visit.say("heatmap-open", &[("indicator", &column.name)])) { "↗" }
        }
    }
}

fn is_sorted(query: &Address, code: &str) -> Option<&'static str> {
    let is_own = query.sort.trim_start_matches('-') == code || (query.sort.is_empty() && code == "score");
    is_own.then_some(if query.sort.starts_with('-') {
        "descending"
    } else {
        "ascending"
    })
}

fn arrow(query: &Address, code: &str) -> &'static str {
    match is_sorted(query, code) {
        Some("descending") => " ↓",
        Some(_) => " ↑",
        None => "",
    }
}

/// The weakest first, then the best first.
fn next(query: &Address, code: &str) -> String {
    if is_sorted(query, code) == Some("ascending") {
        format!("-{code}")
    } else {
        code.to_owned()
    }
}

fn heat_row(visit: &Visit, query: &Address, found: &HeatmapView, row: &HeatRow) -> Markup {
    let is_chosen = query.row == row.supplier.code;
    html! {
        tr {
            th scope="row" {
                (name::link(visit, &row.supplier, &found.period))
                a.heat-open href=(query.link(&[("row", if is_chosen { "" } else { &row.supplier.code })])) aria-pressed=(is_chosen.to_string()) role="button"
                    aria-label=(visit.say("heatmap-sort-row", &[("name", &name::plain(visit, &row.supplier))])) { @if is_chosen { "⇤" } @else { "⇥" } }
            }
            @for (column, cell) in found.columns.iter().zip(&row.cells) {
                td class=(class(*cell)) {
                    a href=(address(&format!("/indicators/{}", column.indicator), &[("supplier", &row.supplier.code), ("period", &found.period)]))
                        title=(visit.say("heatmap-cell", &[("indicator", &column.name), ("events", &text::count(cell.events))])) {
                        (words(visit, *cell))
                    }
                }
            }
        }
    }
}

fn words(visit: &Visit, cell: HeatCell) -> Markup {
    match cell.points {
        Some(points) => html! { (text::points(points)) },
        None => html! { span.visually-hidden { (visit.t("part-no-data")) } span aria-hidden="true" { "·" } },
    }
}

/// Six steps of one colour; missing is hatched.
fn class(cell: HeatCell) -> &'static str {
    let Some(points) = cell.points else { return "heat-none" };
    let steps = [
        (50, "heat-1"),
        (60, "heat-2"),
        (70, "heat-3"),
        (80, "heat-4"),
        (90, "heat-5"),
    ];
    let step = steps.iter().find(|(below, _)| points < Decimal::from(*below));
    step.map_or("heat-6", |(_, class)| class)
}

fn table(visit: &Visit, found: &HeatmapView) -> TableFile {
    let mut head = columns(
        visit,
        &["board-code", "suppliers-name", "suppliers-level", "suppliers-score"],
    );
    head.extend(found.columns.iter().map(|column| column.name.clone()));
    let mut table = TableFile::new(head);
    for row in &found.rows {
        let mut cells = vec![
            row.supplier.code.clone().into(),
            name::plain(visit, &row.supplier).into(),
            visit
                .t(&format!("word-level-{}", row.level.as_deref().unwrap_or("none")))
                .into(),
            row.score.into(),
        ];
        cells.extend(row.cells.iter().map(|cell| cell.points.into()));
        table.push(cells);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::golden::{golden, named};

    fn sample() -> HeatmapView {
        let cell = |points: Option<i64>| HeatCell {
            points: points.map(Decimal::from),
            events: 34,
        };
        let column = |code: &str| HeatColumn {
            indicator: code.to_owned(),
            name: format!("{code}<b>"),
            dimension: "delivery".to_owned(),
            mean: Some(Decimal::from(81)),
            missing: 3,
        };
        HeatmapView {
            period: "2026Q3".to_owned(),
            columns: vec![column("delivery.otd"), column("delivery.lead_time")],
            rows: vec![HeatRow {
                supplier: named("S10012"),
                level: Some("core".to_owned()),
                score: Some(Decimal::from(88)),
                cells: vec![cell(Some(45)), cell(None)],
            }],
            total_rows: 1,
            page: 1,
            page_rows: 100,
            separates: Some(("OTD".to_owned(), Decimal::from(23))),
        }
    }

    #[test]
    fn the_map_stands_in_both_languages() {
        golden("heatmap", |visit| view(visit, &Address::default(), &sample()));
    }

    #[test]
    fn a_column_is_sorted_from_the_weakest_then_from_the_best() {
        let mut query = Address::default();
        assert_eq!(next(&query, "delivery.otd"), "delivery.otd");
        query.sort = "delivery.otd".to_owned();
        assert_eq!(next(&query, "delivery.otd"), "-delivery.otd");
    }
}
