//! W8 Migration: who went from which level to which, ranks over the periods, and whether the scheme did it.

use crate::fault::Fault;
use crate::frame::{Frame, Place};
use crate::parts::{Chart, blank, change, chart, columns, csv, export_link, level, name, period_picker, truth};
use crate::screens::opened::{self, LEVEL_TABS, nothing_yet, read, tabs};
use crate::site::Site;
use crate::visit::Visit;
use app::evaluation::Reading;
use app::monitoring::{MigrationView, MoverLine, RankHistory, SchemeEffect, migration};
use app::party::SupplierName;
use app::platform::TableFile;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use domain::Decimal;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Address {
    period: String,
    /// The earlier period; the one before when empty.
    from: String,
    export: String,
}

pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let address: Address = read(query.as_deref())?;
    let title = visit.t("migration-title");
    let Some(reading) = opened::opened(&site, &visit, &address.period).await? else {
        return Ok(nothing_yet(&visit, &title, Place::Levels));
    };
    let frame = Frame::new(&visit, &title)
        .at(Place::Levels)
        .truth(truth(&visit, &reading))
        .charts();
    let tools = html! { (from_picker(&visit, &reading, &address)) (period_picker(&visit, &reading)) };
    let tabs = tabs(&visit, &LEVEL_TABS, "/levels/migration", &address.period);
    let Some(before) = before(&site, &reading, &address).await? else {
        let body = html! { (tabs) (blank(&visit.t("migration-one"), &visit.t("migration-one-why"), None)) };
        return Ok(frame.tools(tools).page(&body).into_response());
    };
    let found = migration(&site, &before, &reading, visit.language).await?;
    match address.export.as_str() {
        "" => {}
        "flows" => return csv(flow_table(&visit, &found), "level-flows", reading.period()),
        "ranks" => return csv(rank_table(&visit, &found.ranks), "ranks", reading.period()),
        _ => return csv(mover_table(&visit, &found), "movers", reading.period()),
    }
    let body = html! { (tabs) (view(&visit, &found)) };
    Ok(frame.tools(tools).page(&body).into_response())
}

async fn before(site: &Site, reading: &Reading, address: &Address) -> Result<Option<Reading>, Fault> {
    let period = match address.from.as_str() {
        "" => reading.before().map(|head| head.period.clone()),
        from if from < reading.period() => Some(from.to_owned()),
        _ => None,
    };
    match period {
        Some(period) => Ok(reading.beside(site, &period).await?),
        None => Ok(None),
    }
}

/// The earlier period; the later one stands in the picker beside it.
fn from_picker(visit: &Visit, reading: &Reading, address: &Address) -> Markup {
    let chosen = if address.from.is_empty() {
        reading.before().map(|head| head.period.as_str())
    } else {
        Some(address.from.as_str())
    };
    html! {
        form.row method="get" action="/levels/migration" data-auto="" {
            @if !address.period.is_empty() { input type="hidden" name="period" value=(address.period); }
            label.small.muted for="from" { (visit.t("migration-from")) }
            select #from name="from" {
                @for head in reading.periods.iter().rev().filter(|head| head.period.as_str() < reading.period()) {
                    option value=(head.period) selected[Some(head.period.as_str()) == chosen] { (text::quarter(&head.period, visit.language)) }
                }
            }
            span.small.muted { (visit.t("migration-to")) }
            noscript { button type="submit" { (visit.t("truth-show")) } }
        }
    }
}

/// The screen itself; also the sample of the golden page.
pub(crate) fn view(visit: &Visit, found: &MigrationView) -> Markup {
    html! {
        div.stack.roomy {
            @if let Some(scheme) = &found.scheme { (scheme_note(visit, scheme)) }
            dl.keys {
                div { dt { (visit.t("migration-stability")) } dd { @match found.stability { Some(share) => { (text::percent(share, visit.language)) } None => { "—" } } } }
                @for (word, count) in [("migration-up", found.up), ("migration-down", found.down), ("migration-entered", found.entered), ("migration-left", found.left)] {
                    div { dt { (visit.t(word)) } dd { (text::count(count)) } }
                }
            }
            div.chart-block {
                (chart(visit, Chart {
                    id: "flows", kind: "sankey", title: &flow_title(visit, found), sentence: &flow_sentence(visit, found),
                    data: &sankey(visit, found), table: flows(visit, found),
                }))
                (export_link(visit, "flows"))
            }
            @if found.ranks.periods.len() > 1 {
                div.chart-block {
                    (chart(visit, Chart {
                        id: "ranks", kind: "bump", title: &visit.say("migration-ranks-title", &[("count", &shown(&found.ranks).to_string()), ("periods", &found.ranks.periods.len().to_string())]),
                        sentence: &visit.say("migration-ranks-sentence", &[("ranked", &text::count(found.ranks.ranked))]),
                        data: &bump(visit, &found.ranks), table: rank_rows(visit, &found.ranks, &found.to_period),
                    }))
                    (export_link(visit, "ranks"))
                }
            }
            (movers(visit, found))
        }
    }
}

fn shown(ranks: &RankHistory) -> usize {
    ranks.lines.iter().filter(|line| line.is_shown).count()
}

fn scheme_note(visit: &Visit, scheme: &SchemeEffect) -> Markup {
    let figures = [
        ("before", scheme.before.as_str()),
        ("after", &scheme.after),
        ("moved", &scheme.moved.to_string()),
        ("base", &scheme.base.to_string()),
        ("share", &text::percent(scheme.share, visit.language)),
    ];
    html! {
        p class=(if scheme.is_warning { "note warn" } else { "note" }) role=[scheme.is_warning.then_some("alert")] {
            (visit.say(if scheme.is_warning { "migration-scheme-warning" } else { "migration-scheme" }, &figures))
        }
    }
}

fn flow_title(visit: &Visit, found: &MigrationView) -> String {
    let id = match found.up.cmp(&found.down) {
        std::cmp::Ordering::Greater => "migration-flow-up",
        std::cmp::Ordering::Less => "migration-flow-down",
        std::cmp::Ordering::Equal => "migration-flow-even",
    };
    visit.say(id, &[("up", &found.up.to_string()), ("down", &found.down.to_string())])
}

fn flow_sentence(visit: &Visit, found: &MigrationView) -> String {
    visit.say(
        "migration-flow-sentence",
        &[
            ("from", &text::quarter(&found.from_period, visit.language)),
            ("to", &text::quarter(&found.to_period, visit.language)),
            ("stayed", &text::count(found.stayed)),
            ("up", &found.up.to_string()),
            ("down", &found.down.to_string()),
            ("entered", &found.entered.to_string()),
            ("left", &found.left.to_string()),
        ],
    )
}

fn place_word(visit: &Visit, place: &str) -> String {
    match place {
        "new" => visit.t("migration-new"),
        "left" => visit.t("migration-gone"),
        level => visit.t(&format!("badge-{level}")),
    }
}

const PLACES: [&str; 7] = ["core", "key", "qualified", "restricted", "none", "new", "left"];

fn kind_of(from: &str, to: &str) -> &'static str {
    let place = |name: &str| PLACES.iter().take(5).position(|one| *one == name);
    match (place(from), place(to)) {
        (Some(a), Some(b)) if b < a => "up",
        (Some(a), Some(b)) if b > a => "down",
        _ => "same",
    }
}

/// Nodes and links as the chart reads them; names are unique because the period stands in them.
fn sankey(visit: &Visit, found: &MigrationView) -> Value {
    let (from, to) = (
        text::quarter(&found.from_period, visit.language),
        text::quarter(&found.to_period, visit.language),
    );
    let count = |place: &str, is_left: bool| -> u64 {
        let flows = found
            .flows
            .iter()
            .filter(|flow| if is_left { flow.from == place } else { flow.to == place });
        flows.map(|flow| flow.suppliers).sum()
    };
    let mut nodes = Vec::new();
    for (depth, period) in [(0, &from), (1, &to)] {
        for place in PLACES.iter().filter(|place| count(place, depth == 0) > 0) {
            nodes.push(json!({
                "name": format!("{} · {period}", place_word(visit, place)),
                "label": format!("{} {}", place_word(visit, place), count(place, depth == 0)),
                "depth": depth,
                "level": place,
            }));
        }
    }
    let links = found.flows.iter().map(|flow| {
        let is_level = PLACES.iter().take(5).any(|place| *place == flow.to);
        let moved = if flow.from == flow.to { "" } else { "yes" };
        let href = is_level.then(|| {
            opened::address(
                "/suppliers",
                &[("level", &flow.to), ("moved", moved), ("period", &found.to_period)],
            )
        });
        json!({
            "source": format!("{} · {from}", place_word(visit, &flow.from)),
            "target": format!("{} · {to}", place_word(visit, &flow.to)),
            "value": flow.suppliers,
            "kind": kind_of(&flow.from, &flow.to),
            "href": href,
        })
    });
    json!({ "nodes": nodes, "links": links.collect::<Vec<Value>>() })
}

fn flows(visit: &Visit, found: &MigrationView) -> Markup {
    html! {
        div.table-wrap { table.compact {
            caption.visually-hidden { (flow_title(visit, found)) }
            thead { tr { th scope="col" { (text::quarter(&found.from_period, visit.language)) } th scope="col" { (text::quarter(&found.to_period, visit.language)) } th.num scope="col" { (visit.t("trust-suppliers")) } } }
            tbody {
                @for flow in &found.flows {
                    tr { td { (place_word(visit, &flow.from)) } td { (place_word(visit, &flow.to)) } td.num { (text::count(flow.suppliers)) } }
                }
            }
        } }
    }
}

fn bump(visit: &Visit, ranks: &RankHistory) -> Value {
    let series = ranks.lines.iter().map(|line| {
        json!({
            "name": name::plain(visit, &line.supplier),
            "ranks": line.ranks,
            "level": line.level.as_deref().unwrap_or("none"),
            "isShown": line.is_shown,
        })
    });
    let lines = ranks.boundaries.iter().filter(|(_, rank)| *rank > 0).map(|(level, rank)| {
        json!({ "name": visit.t(&format!("badge-{level}")), "value": Decimal::from(*rank) + Decimal::new(5, 1) })
    });
    let periods: Vec<String> = ranks
        .periods
        .iter()
        .map(|period| text::quarter(period, visit.language))
        .collect();
    json!({ "periods": periods, "max": ranks.ranked, "series": series.collect::<Vec<Value>>(), "lines": lines.collect::<Vec<Value>>() })
}

fn rank_rows(visit: &Visit, ranks: &RankHistory, period: &str) -> Markup {
    html! {
        div.table-wrap { table.compact.pinned {
            thead { tr {
                th scope="col" { (visit.t("suppliers-name")) }
                @for period in &ranks.periods { th.num scope="col" { (text::quarter(period, visit.language)) } }
            } }
            tbody {
                @for line in ranks.lines.iter().rev() {
                    tr {
                        th scope="row" { (name::link(visit, &line.supplier, period)) }
                        @for rank in &line.ranks { td.num { @match rank { Some(rank) => { (rank) } None => { span.missing { "—" } } } } }
                    }
                }
            }
        } }
    }
}

fn movers(visit: &Visit, found: &MigrationView) -> Markup {
    html! {
        section {
            div.row.spread {
                h2 { (visit.say("migration-movers", &[("count", &found.movers.len().to_string())])) }
                (export_link(visit, "movers"))
            }
            @if found.movers.is_empty() { p.muted { (visit.t("migration-nobody")) } } @else {
                div.table-wrap { table.pinned.cards {
                    thead { tr {
                        th scope="col" { (visit.t("suppliers-name")) }
                        th scope="col" { (visit.t("migration-before")) }
                        th scope="col" { (visit.t("migration-after")) }
                        th.num scope="col" { (visit.t("suppliers-score")) }
                        th.num scope="col" { (visit.t("suppliers-change")) }
                        th scope="col" { (visit.t("board-why")) }
                    } }
                    tbody data-rows="" { @for mover in &found.movers { (mover_row(visit, mover, &found.to_period)) } }
                } }
            }
        }
    }
}

/// What a mover is called; its line carries one name only.
pub(super) fn name_of(mover: &MoverLine) -> SupplierName {
    SupplierName {
        code: mover.supplier.clone(),
        name: mover.name.clone(),
        name_latin: mover.name_latin.clone(),
    }
}

fn mover_row(visit: &Visit, mover: &MoverLine, period: &str) -> Markup {
    html! {
        tr {
            th scope="row" { (name::named(visit, &name_of(mover), period)) }
            td data-label=(visit.t("migration-before")) { (level(visit, mover.from.as_deref())) }
            td data-label=(visit.t("migration-after")) { (level(visit, mover.to.as_deref())) }
            td.num data-label=(visit.t("suppliers-score")) { @match mover.score_after { Some(score) => { (text::points(score)) } None => { span.missing { "—" } } } }
            td.num { (change(mover.score_after.zip(mover.score_before).map(|(after, before)| after - before))) }
            td { span.why { (mover.why.text) } " " code.reason { (mover.why.code) } }
        }
    }
}

fn flow_table(visit: &Visit, found: &MigrationView) -> TableFile {
    let mut table = TableFile::new(columns(
        visit,
        &["migration-before", "migration-after", "trust-suppliers"],
    ));
    for flow in &found.flows {
        table.push(vec![
            place_word(visit, &flow.from).into(),
            place_word(visit, &flow.to).into(),
            flow.suppliers.into(),
        ]);
    }
    table
}

fn rank_table(visit: &Visit, ranks: &RankHistory) -> TableFile {
    let mut head = columns(visit, &["board-code", "suppliers-name"]);
    head.extend(ranks.periods.iter().cloned());
    let mut table = TableFile::new(head);
    for line in &ranks.lines {
        let mut cells = vec![
            line.supplier.code.clone().into(),
            name::plain(visit, &line.supplier).into(),
        ];
        cells.extend(line.ranks.iter().map(|rank| (*rank).into()));
        table.push(cells);
    }
    table
}

fn mover_table(visit: &Visit, found: &MigrationView) -> TableFile {
    let words = [
        "board-code",
        "suppliers-name",
        "migration-before",
        "migration-after",
        "migration-score-before",
        "suppliers-score",
        "migration-reason",
        "board-why",
    ];
    let mut table = TableFile::new(columns(visit, &words));
    for mover in &found.movers {
        let word = |level: Option<&str>| visit.t(&format!("word-level-{}", level.unwrap_or("none")));
        table.push(vec![
            mover.supplier.clone().into(),
            name::plain(visit, &name_of(mover)).into(),
            word(mover.from.as_deref()).into(),
            word(mover.to.as_deref()).into(),
            mover.score_before.into(),
            mover.score_after.into(),
            mover.why.code.clone().into(),
            mover.why.text.clone().into(),
        ]);
    }
    table
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::golden::{golden, named};
    use app::evaluation::Line;
    use app::monitoring::{Flow, RankLine};

    pub(crate) fn mover(code: &str, kind: &str) -> MoverLine {
        let named = named(code);
        MoverLine {
            supplier: named.code,
            name: named.name,
            name_latin: named.name_latin,
            from: Some("core".to_owned()),
            to: Some("key".to_owned()),
            kind: kind.to_owned(),
            score_before: Some(Decimal::new(914, 1)),
            score_after: Some(Decimal::new(803, 1)),
            reason: "<b>Not core</b>".to_owned(),
            why: Line {
                code: "higher.floors".to_owned(),
                text: "<b>Not core</b>".to_owned(),
                because: Vec::new(),
            },
        }
    }

    fn sample() -> MigrationView {
        let flow = |from: &str, to: &str, suppliers| Flow {
            from: from.to_owned(),
            to: to.to_owned(),
            suppliers,
        };
        MigrationView {
            from_period: "2026Q2".to_owned(),
            to_period: "2026Q3".to_owned(),
            flows: vec![
                flow("core", "core", 48),
                flow("core", "key", 2),
                flow("new", "qualified", 3),
                flow("key", "left", 1),
            ],
            up: 0,
            down: 2,
            entered: 0,
            left: 1,
            stayed: 48,
            stability: Some(Decimal::from(96)),
            scheme: Some(SchemeEffect {
                before: "six-dimensions v1".to_owned(),
                after: "six-dimensions v2".to_owned(),
                moved: 44,
                base: 400,
                share: Decimal::from(11),
                is_warning: true,
            }),
            movers: vec![mover("S10012", "down")],
            ranks: RankHistory {
                periods: vec!["2026Q2".to_owned(), "2026Q3".to_owned()],
                ranked: 363,
                boundaries: vec![("core".to_owned(), 50)],
                lines: vec![RankLine {
                    supplier: named("S10012"),
                    level: Some("key".to_owned()),
                    ranks: vec![None, Some(77)],
                    is_shown: true,
                }],
            },
        }
    }

    #[test]
    fn migration_stands_in_both_languages() {
        golden("migration", |visit| view(visit, &sample()));
    }

    #[test]
    fn a_move_from_nowhere_is_neither_up_nor_down() {
        assert_eq!(kind_of("key", "core"), "up");
        assert_eq!(kind_of("key", "none"), "down");
        assert_eq!(kind_of("new", "core"), "same");
    }
}
