//! W7 Level board: four levels and those without one, the distance to the nearest boundary, and why.

use crate::fault::Fault;
use crate::frame::{Frame, Place};
use crate::parts::{columns, csv, export_link, level, name, period_picker, pyramid, truth};
use crate::screens::opened::{self, LEVEL_TABS, nothing_yet, read, tabs};
use crate::site::Site;
use crate::visit::Visit;
use app::classification::{BoardColumn, BoardRow, BoardView, PyramidRow, board};
use app::platform::TableFile;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use domain::Decimal;
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

/// The address of the board.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Address {
    period: String,
    /// `near` or `flags`: only rows that people should discuss.
    only: String,
    export: String,
}

pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let address: Address = read(query.as_deref())?;
    let title = visit.t("rail-levels");
    let Some(reading) = opened::opened(&site, &visit, &address.period).await? else {
        return Ok(nothing_yet(&visit, &title, Place::Levels));
    };
    let found = board(&reading, visit.language);
    if !address.export.is_empty() {
        return csv(table(&visit, &found), "levels", reading.period());
    }
    let body = view(&visit, &address, &found);
    let frame = Frame::new(&visit, &title)
        .at(Place::Levels)
        .truth(truth(&visit, &reading));
    Ok(frame.tools(period_picker(&visit, &reading)).page(&body).into_response())
}

/// The board itself; also the sample of the golden page.
pub(crate) fn view(visit: &Visit, address: &Address, found: &BoardView) -> Markup {
    let near: u64 = found.columns.iter().map(|column| column.near).sum();
    let filter = |only: &str| opened::address("/levels", &[("period", &address.period), ("only", only)]);
    html! {
        div.stack {
            (tabs(visit, &LEVEL_TABS, "/levels", &address.period))
            @if found.status == "draft" {
                p.note {
                    (visit.t("board-draft")) " "
                    a href=(opened::address("/levels/trust", &[("period", &address.period)])) { (visit.t("board-draft-trust")) }
                }
            }
            @if !found.is_partial {
                section.board-top {
                    (pyramid(visit, &found.pyramid, &found.period))
                    (causes(visit, &found.pyramid))
                }
            }
            div.row.spread {
                ul.chips aria-label=(visit.t("board-show")) {
                    @for (only, word, count) in [("", "board-all", None), ("near", "board-near", Some(near)), ("flags", "board-flags", None)] {
                        li { a.chip href=(filter(only)) aria-current=[(address.only == only).then_some("true")] {
                            (visit.t(word)) @if let Some(count) = count { " " span.count { (count) } }
                        } }
                    }
                }
                (export_link(visit, "levels"))
            }
            div.board {
                @for column in &found.columns { (board_column(visit, address, found, column)) }
            }
        }
    }
}

/// Why shares are outside of their ranges.
fn causes(visit: &Visit, rows: &[PyramidRow]) -> Markup {
    let outside: Vec<&PyramidRow> = rows.iter().filter(|row| !row.causes.is_empty()).collect();
    html! {
        div {
            h2 { (visit.t("board-ranges")) }
            @if outside.is_empty() { p.muted { (visit.t("board-ranges-kept")) } }
            ul.causes {
                @for row in outside {
                    li {
                        (level(visit, row.level.as_deref())) " "
                        span.muted { (visit.t(if row.status.as_deref() == Some("above") { "board-above" } else { "board-below" })) }
                        @for cause in &row.causes { p.why { (cause.text) } }
                    }
                }
            }
        }
    }
}

fn board_column(visit: &Visit, address: &Address, found: &BoardView, column: &BoardColumn) -> Markup {
    let level_name = column.level.as_deref();
    let shown: Vec<&BoardRow> = column
        .suppliers
        .iter()
        .filter(|row| match address.only.as_str() {
            "near" => row.is_near(),
            "flags" => !row.flags.is_empty(),
            _ => true,
        })
        .collect();
    let row = found.pyramid.iter().find(|row| row.level.as_deref() == level_name);
    let id = format!("badge-{}", level_name.unwrap_or("none"));
    html! {
        section.board-column aria-labelledby=(id) {
            header {
                h2 id=(id) { (level(visit, level_name)) span.board-count { (column.suppliers.len()) } }
                @if let Some(row) = row.filter(|row| !found.is_partial && row.range.is_some()) { (share(visit, row)) }
                @if column.near > 0 { p.count { (visit.say("board-near-count", &[("count", &column.near.to_string())])) } }
            }
            @if shown.is_empty() { p.muted.board-empty { (visit.t("board-nobody")) } }
            ol.board-rows tabindex=[(shown.len() > 8).then_some("0")] aria-label=[(shown.len() > 8).then(|| visit.t("board-scroll"))] {
                @for row in shown { (board_row(visit, &found.period, row)) }
            }
        }
    }
}

/// The share of the base against its range: a bar, a bracket and the figures.
fn share(visit: &Visit, row: &PyramidRow) -> Markup {
    let width = |percent: Decimal| (percent * Decimal::from(2)).min(Decimal::from(120)).round_dp(1);
    html! {
        p.board-share {
            span { (text::percent(row.share, visit.language)) }
            @if let Some((low, high)) = row.range {
                span.muted { (visit.say("board-range", &[("low", &text::exact(low, 1)), ("high", &text::exact(high, 1))])) }
            }
        }
        svg.share viewBox="0 0 120 12" preserveAspectRatio="none" aria-hidden="true" {
            rect.track width="120" height="4" rx="1" {}
            rect class=(format!("fill-{}", row.level.as_deref().unwrap_or("none"))) width=(width(row.share)) height="4" rx="1" {}
            @if let Some((low, high)) = row.range { path.bracket d=(format!("M{} 6 v4 H{} v-4", width(low), width(high))) {} }
        }
    }
}

fn board_row(visit: &Visit, period: &str, row: &BoardRow) -> Markup {
    html! {
        li.board-row.near[row.is_near()] {
            div.board-line {
                span.board-name { (name::link(visit, &row.supplier, period)) }
                span.num { @match row.score { Some(score) => { (text::points(score)) } None => { span.missing { "—" } } } }
            }
            details.board-why {
                summary { @if row.boundary.is_some() { (distance(visit, row)) } @else { (visit.t("board-why")) } }
                p.why { (row.why.text) }
                @for cause in &row.why.because { p.why { (cause.text) } }
            }
            @if row.held != row.level || !row.flags.is_empty() {
                div.board-flags {
                    @if row.held != row.level { span.board-held { (visit.t("board-from")) " " (level(visit, row.held.as_deref())) } }
                    (flag_tags(visit, &row.flags))
                }
            }
        }
    }
}

/// "0.4 short of key" or "1.2 above key".
pub(super) fn distance(visit: &Visit, row: &BoardRow) -> Markup {
    let Some(boundary) = &row.boundary else { return html! {} };
    let gap = boundary.distance.abs();
    // "0.0 short" would be said of somebody who is short.
    let points = if gap < Decimal::new(5, 2) {
        visit.t("board-hardly")
    } else {
        text::points(gap)
    };
    let word = visit.t(&format!("badge-{}", boundary.level));
    let id = if boundary.distance < Decimal::ZERO {
        "board-short"
    } else {
        "board-over"
    };
    let by = visit.t(&format!("board-by-{}", boundary.by));
    html! { span.distance.is-near[boundary.is_near] title=(by) { (visit.say(id, &[("points", &points), ("level", &word)])) } }
}

/// Flags in words.
fn flag_tags(visit: &Visit, flags: &[String]) -> Markup {
    let tone = |flag: &str| match flag {
        "knockout" | "capped" => "tag bad",
        "not_official" | "tie" | "margin" => "tag warn",
        _ => "tag",
    };
    html! {
        @for flag in flags { span class=(tone(flag)) { (visit.t(&format!("board-flag-{}", flag.replace('_', "-")))) } }
    }
}

fn table(visit: &Visit, found: &BoardView) -> TableFile {
    let words = [
        "suppliers-level",
        "board-code",
        "suppliers-name",
        "suppliers-score",
        "suppliers-grade",
        "suppliers-coverage",
        "board-distance",
        "board-boundary",
        "board-held",
        "board-flags",
        "board-why",
    ];
    let mut table = TableFile::new(columns(visit, &words));
    for row in found.columns.iter().flat_map(|column| &column.suppliers) {
        let level_word = |level: Option<&str>| visit.t(&format!("word-level-{}", level.unwrap_or("none")));
        let flags: Vec<String> = row
            .flags
            .iter()
            .map(|flag| visit.t(&format!("board-flag-{}", flag.replace('_', "-"))))
            .collect();
        table.push(vec![
            level_word(row.level.as_deref()).into(),
            row.supplier.code.clone().into(),
            name::plain(visit, &row.supplier).into(),
            row.score.into(),
            row.grade.clone().into(),
            row.coverage.into(),
            row.boundary.as_ref().map(|boundary| boundary.distance).into(),
            row.boundary
                .as_ref()
                .map(|boundary| level_word(Some(&boundary.level)))
                .into(),
            level_word(row.held.as_deref()).into(),
            flags.join(", ").into(),
            row.why.text.clone().into(),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::golden::{golden, named};
    use app::classification::Boundary;
    use app::evaluation::Line;

    pub(crate) fn row(level: Option<&str>, score: i64, distance: i64) -> BoardRow {
        BoardRow {
            supplier: named("S10012"),
            level: level.map(str::to_owned),
            held: Some("core".to_owned()),
            grade: Some("B".to_owned()),
            score: Some(Decimal::new(score, 1)),
            coverage: Some(Decimal::from(88)),
            state: "official".to_owned(),
            flags: vec!["margin".to_owned(), "knockout".to_owned()],
            boundary: Some(Boundary {
                distance: Decimal::new(distance, 1),
                level: "key".to_owned(),
                by: "grade",
                is_near: distance.abs() <= 10,
            }),
            why: Line {
                code: "level.rest".to_owned(),
                text: "<b>Qualified</b>".to_owned(),
                because: Vec::new(),
            },
        }
    }

    fn sample() -> BoardView {
        let pyramid_row = |level: Option<&str>, suppliers| PyramidRow {
            level: level.map(str::to_owned),
            suppliers,
            share: Decimal::from(suppliers),
            target: None,
            range: level.map(|_| (Decimal::from(10), Decimal::from(15))),
            status: None,
            causes: Vec::new(),
        };
        let levels = [Some("core"), Some("key"), Some("qualified"), Some("restricted"), None];
        BoardView {
            evaluation: "0198".to_owned(),
            period: "2026Q3".to_owned(),
            status: "draft".to_owned(),
            base: 400,
            is_partial: false,
            pyramid: levels.map(|level| pyramid_row(level, 12)).to_vec(),
            columns: levels
                .map(|level| BoardColumn {
                    level: level.map(str::to_owned),
                    suppliers: if level == Some("core") {
                        Vec::new()
                    } else {
                        vec![row(level, 745, -5), row(level, 700, -50)]
                    },
                    near: 1,
                })
                .to_vec(),
        }
    }

    #[test]
    fn the_board_stands_in_both_languages() {
        golden("board", |visit| view(visit, &Address::default(), &sample()));
    }
}
