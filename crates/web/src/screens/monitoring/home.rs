//! W2 Home: what needs somebody, four figures, the pyramid, who moved most, how fresh the data are; and the first steps.

use super::migration::name_of;
use crate::fault::Fault;
use crate::frame::{Frame, Place};
use crate::parts::{change, columns, csv, export_link, level, name, period_picker, pyramid, truth};
use crate::screens::opened::{self, address, read};
use crate::site::Site;
use crate::visit::{Visit, encoded};
use app::classification::{self, PyramidRow};
use app::evaluation::Words;
use app::monitoring::{Feed, FirstSteps, HomeView, KeyFigure, MoverLine, Need, Story, first_steps, home};
use app::platform::TableFile;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Decimal;
use domain::platform::access::Permission;
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

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
    let principal = visit.principal()?;
    if !principal.may(Permission::See) {
        // Somebody who sees one supplier only begins there.
        return Ok(match &principal.scope.supplier {
            Some(code) => Redirect::to(&format!("/suppliers/{}", encoded(code))).into_response(),
            None => Redirect::to("/account").into_response(),
        });
    }
    let title = visit.t("rail-home");
    let Some(reading) = opened::opened(&site, &visit, &query.period).await? else {
        let steps = first_steps(&site).await?;
        return Ok(Frame::new(&visit, &title)
            .at(Place::Home)
            .page(&start(&visit, steps))
            .into_response());
    };
    let found = home(&site, principal, &reading, visit.language).await?;
    if !query.export.is_empty() {
        return csv(table(&visit, &found), "movers", reading.period());
    }
    let loaded = &reading.opened().loaded;
    let levels = if reading.is_partial() {
        Vec::new()
    } else {
        let words = Words {
            language: visit.language,
            computed: &loaded.computed,
        };
        classification::pyramid(
            &loaded.computed.proposal,
            &loaded.computed.book.base.scheme().rules,
            words,
        )
    };
    let stories = if visit.is_demo && !reading.is_partial() {
        reading.opened().stories(&site, &reading).await?
    } else {
        Vec::new()
    };
    let body = view(&visit, &found, &levels, &stories);
    let frame = Frame::new(&visit, &title)
        .at(Place::Home)
        .truth(truth(&visit, &reading));
    Ok(frame.tools(period_picker(&visit, &reading)).page(&body).into_response())
}

/// The page of an evaluated workspace; also the sample of the golden page.
pub(crate) fn view(visit: &Visit, found: &HomeView, levels: &[PyramidRow], stories: &[Story]) -> Markup {
    html! {
        div.stack.roomy {
            (figures(visit, found))
            div.home-top {
                div.stack {
                    (needs(visit, found))
                    @if !stories.is_empty() { (story_card(visit, found, stories)) }
                }
                div.stack {
                    @if !levels.is_empty() {
                        section.card {
                            header { h2 { (visit.t("home-pyramid")) } a href=(address("/levels", &[("period", &found.period)])) { (visit.t("home-board")) } }
                            (pyramid(visit, levels, &found.period))
                        }
                    }
                }
            }
            (movers(visit, found))
            (feeds(visit, &found.feeds))
        }
    }
}

/// Four figures, each with what it was before.
fn figures(visit: &Visit, found: &HomeView) -> Markup {
    html! {
        dl.keys.key-figures {
            @for figure in &found.figures {
                div {
                    dt { a href=(figure_address(figure, &found.period)) { (visit.t(&format!("home-figure-{}", figure.kind))) } }
                    dd { (figure_words(visit, figure)) }
                    dd.compared { (comparison(visit, figure, found.before.as_deref())) }
                }
            }
        }
    }
}

fn figure_address(figure: &KeyFigure, period: &str) -> String {
    match figure.kind {
        "share" => address("/levels", &[("period", period)]),
        "moved" => address("/levels/migration", &[("period", period)]),
        "coverage" => address("/suppliers", &[("sort", "coverage"), ("period", period)]),
        _ => address("/suppliers", &[("sort", "-spend"), ("period", period)]),
    }
}

fn figure_words(visit: &Visit, figure: &KeyFigure) -> Markup {
    let Some(now) = figure.now else {
        return html! { span.missing { "—" } };
    };
    html! {
        @match figure.kind {
            "score" => { (text::points(now)) }
            "moved" => { (text::exact(now, 0)) }
            _ => { (text::percent(now, visit.language)) }
        }
    }
}

fn comparison(visit: &Visit, figure: &KeyFigure, before: Option<&str>) -> Markup {
    let (Some(now), Some(then), Some(period)) = (figure.now, figure.before, before) else {
        return html! { span.muted { (visit.t("home-first-period")) } };
    };
    let period = text::quarter(period, visit.language);
    html! {
        @if figure.kind == "moved" {
            span.muted { (visit.say("home-then", &[("value", &text::exact(then, 0)), ("period", &period)])) }
        } @else {
            (change(Some(now - then)))
            @if figure.kind != "score" { span.muted { " " (visit.t("home-pp")) } }
            span.muted { " " (visit.say("home-against", &[("period", &period)])) }
        }
    }
}

fn needs(visit: &Visit, found: &HomeView) -> Markup {
    html! {
        section.card {
            h2 { (visit.t("home-needs")) }
            @if found.needs.is_empty() { p.muted { (visit.t("home-needs-nothing")) } }
            ul.needs data-rows="" {
                @for need in &found.needs {
                    li {
                        span.need-count.num { (text::count(need.count)) }
                        a href=(need_address(need, &found.period)) { (visit.say(&format!("home-need-{}", need.kind), &[("count", &need.count.to_string())])) }
                        @if let Some(due) = &need.due { span.muted { (visit.say("home-due", &[("day", due)])) } }
                    }
                }
            }
        }
    }
}

fn need_address(need: &Need, period: &str) -> String {
    match need.kind {
        "near" => address("/levels", &[("only", "near"), ("period", period)]),
        "tie" | "knockout" => address("/levels", &[("only", "flags"), ("period", period)]),
        "certificate" => match &need.subject {
            Some(code) if need.count == 1 => format!(
                "{}#risk",
                address(&format!("/suppliers/{}", encoded(code)), &[("period", period)])
            ),
            _ => address("/indicators/risk.compliance", &[("period", period)]),
        },
        "rejected" => "/data".to_owned(),
        _ => address("/levels/trust", &[("period", period)]),
    }
}

fn movers(visit: &Visit, found: &HomeView) -> Markup {
    html! {
        section.card {
            header {
                h2 { (visit.t("home-movers")) }
                span.row { (export_link(visit, "movers")) a href=(address("/levels/migration", &[("period", &found.period)])) { (visit.t("home-all-movers")) } }
            }
            @if found.up.is_empty() && found.down.is_empty() { p.muted { (visit.t("migration-nobody")) } }
            div.columns {
                @for (word, movers) in [("home-up", &found.up), ("home-down", &found.down)] {
                    div {
                        h3 { (visit.t(word)) }
                        @if movers.is_empty() { p.muted { (visit.t("migration-nobody")) } }
                        ul.ends { @for mover in movers { (mover_line(visit, mover, &found.period)) } }
                    }
                }
            }
        }
    }
}

fn mover_line(visit: &Visit, mover: &MoverLine, period: &str) -> Markup {
    html! {
        li {
            div.board-line {
                span.board-name { (name::link(visit, &name_of(mover), period)) }
                (change(mover.score_after.zip(mover.score_before).map(|(after, before)| after - before)))
            }
            div.row { (level(visit, mover.from.as_deref())) span aria-hidden="true" { "→" } (level(visit, mover.to.as_deref())) }
            p.why.clip { (mover.why.text) @if let Some(cause) = mover.why.because.first() { " " (cause.text) } }
        }
    }
}

/// What the demo's data tell, each leading to the screen that shows it.
fn story_card(visit: &Visit, found: &HomeView, stories: &[Story]) -> Markup {
    html! {
        section.card {
            h2 { (visit.t("home-stories-title")) }
            ol.stories {
                @for story in stories {
                    li {
                        a href=(story_address(story, &found.period)) { (story_words(visit, story)) }
                        @if let Some(supplier) = &story.supplier { span.other-name { (name::plain(visit, supplier)) " · " (supplier.code) } }
                    }
                }
            }
            p.foot { (visit.t("home-stories-own")) }
        }
    }
}

fn story_words(visit: &Visit, story: &Story) -> String {
    let figures: Vec<(&str, String)> = story
        .figures
        .iter()
        .map(|(name, value)| match *name {
            "from" => (*name, text::quarter(value, visit.language)),
            _ => (*name, value.clone()),
        })
        .collect();
    let figures: Vec<(&str, &str)> = figures.iter().map(|(name, value)| (*name, value.as_str())).collect();
    visit.say(&format!("home-story-{}", story.id), &figures)
}

fn story_address(story: &Story, period: &str) -> String {
    let code = story
        .supplier
        .as_ref()
        .map(|supplier| supplier.code.as_str())
        .unwrap_or_default();
    let page = format!("/suppliers/{}", encoded(code));
    match story.id {
        "plant-move" => address("/indicators/delivery.otd", &[("supplier", code), ("period", period)]),
        "price-creep" => address(
            "/indicators/cost.price_index",
            &[("supplier", code), ("period", period)],
        ),
        "rising" => format!("{}#history", address(&page, &[("period", period)])),
        "expiring" => format!("{}#risk", address(&page, &[("period", period)])),
        "scheme-change" => address("/schemes/four-dimensions", &[("period", period)]),
        _ => address(&page, &[("period", period)]),
    }
}

fn feeds(visit: &Visit, feeds: &[Feed]) -> Markup {
    html! {
        section.card {
            header { h2 { (visit.t("home-feeds")) } a href="/data" { (visit.t("home-data")) } }
            @if feeds.is_empty() { p.muted { (visit.t("home-no-feeds")) } }
            ul.feeds {
                @for feed in feeds {
                    li.stale[feed.is_stale] {
                        strong { (visit.t(&format!("home-feed-{}", feed.kind.replace('_', "-")))) }
                        span.muted { (feed.source) }
                        span.feed-reach title=(visit.say("home-imported", &[("instant", &text::instant(&feed.imported_at, &visit.zone))])) {
                            @match &feed.reaches { Some(month) => { (visit.say("home-reaches", &[("month", month)])) } None => { (visit.t("home-imported-only")) } }
                        }
                        span.muted.num { (visit.say("home-rows", &[("rows", &text::count(feed.rows))])) }
                        @if feed.is_stale { span.tag.warn { (visit.t("home-stale")) } }
                        @if feed.rejected > 0 { a.tag.warn href="/data" { (visit.say("home-rejected", &[("count", &text::count(feed.rejected))])) } }
                    }
                }
            }
        }
    }
}

/// The first five steps of an empty workspace; also a sample of the golden page.
pub(crate) fn start(visit: &Visit, done: FirstSteps) -> Markup {
    let steps = [
        ("suppliers", done.suppliers, "/data/import?kind=supplier"),
        ("deliveries", done.deliveries, "/data/import?kind=order_line"),
        ("inspections", done.inspections, "/data/import?kind=inspection_lot"),
        ("evaluation", done.evaluation, "/evaluations"),
        ("share", done.shared, "/settings/users"),
    ];
    let next = steps.iter().position(|(_, is_done, _)| !is_done);
    html! {
        section.start {
            h2 { (visit.t("home-start-title")) }
            p.muted { (visit.t("home-start-lead")) }
            ol.steps {
                @for (at, (step, is_done, href)) in steps.iter().enumerate() {
                    li.done[*is_done] {
                        span.step-mark aria-hidden="true" { @if *is_done { "✓" } @else { (at + 1) } }
                        div {
                            h3 { (visit.t(&format!("home-start-{step}"))) @if *is_done { span.visually-hidden { " " (visit.t("home-start-done")) } } }
                            p.muted { (visit.t(&format!("home-start-{step}-why"))) }
                        }
                        span.muted.small { (visit.t(&format!("home-start-{step}-time"))) }
                        a class=(if next == Some(at) { "button primary" } else { "button" }) href=(href) { (visit.t(&format!("home-start-{step}-do"))) }
                    }
                }
            }
        }
    }
}

fn table(visit: &Visit, found: &HomeView) -> TableFile {
    let mut table = TableFile::new(columns(
        visit,
        &[
            "board-code",
            "suppliers-name",
            "migration-before",
            "migration-after",
            "suppliers-change",
            "board-why",
        ],
    ));
    for mover in found.up.iter().chain(&found.down) {
        let word = |level: Option<&str>| visit.t(&format!("word-level-{}", level.unwrap_or("none")));
        let change: Option<Decimal> = mover
            .score_after
            .zip(mover.score_before)
            .map(|(after, before)| after - before);
        table.push(vec![
            mover.supplier.clone().into(),
            name::plain(visit, &name_of(mover)).into(),
            word(mover.from.as_deref()).into(),
            word(mover.to.as_deref()).into(),
            change.into(),
            mover.why.text.clone().into(),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::super::migration::tests::mover;
    use super::*;
    use crate::golden::{golden, named};

    fn sample() -> HomeView {
        let figure = |kind, now: i64, before: i64| KeyFigure {
            kind,
            now: Some(Decimal::new(now, 1)),
            before: Some(Decimal::new(before, 1)),
        };
        let need = |kind, due: Option<&str>| Need {
            kind,
            count: 1,
            due: due.map(str::to_owned),
            subject: Some("S10018".to_owned()),
        };
        HomeView {
            period: "2026Q3".to_owned(),
            before: Some("2026Q2".to_owned()),
            needs: ["confirm", "tie", "knockout", "certificate", "near", "rejected"]
                .map(|kind| need(kind, (kind == "certificate").then_some("2026-10-12")))
                .to_vec(),
            figures: vec![
                figure("score", 824, 811),
                figure("share", 613, 620),
                figure("moved", 410, 380),
                figure("coverage", 912, 912),
            ],
            up: vec![mover("S1", "up")],
            down: vec![mover("S2", "down")],
            feeds: vec![Feed {
                source: "erp<b>".to_owned(),
                kind: "order_line".to_owned(),
                imported_at: "2026-10-02T08:00:00.000000Z".to_owned(),
                reaches: Some("2026-08".to_owned()),
                rows: 180_000,
                rejected: 3,
                is_stale: true,
            }],
        }
    }

    fn stories() -> Vec<Story> {
        let story = |id, figures: &[(&'static str, &str)]| Story {
            id,
            supplier: (id != "scheme-change").then(|| named("S1")),
            figures: figures
                .iter()
                .map(|(name, value)| (*name, (*value).to_owned()))
                .collect(),
        };
        vec![
            story(
                "rising",
                &[("rise", "+21.0"), ("from", "2024Q4"), ("then", "62.0"), ("now", "83.0")],
            ),
            story("plant-move", &[("then", "97.0"), ("now", "71.0"), ("from", "2025Q3")]),
            story("price-creep", &[("price", "+6.0"), ("fx", "−5.5"), ("paid", "+0.5")]),
            story("perfect-three", &[("events", "3")]),
            story(
                "expiring",
                &[("certificate", "ISO9001"), ("day", "2026-10-12"), ("days", "12")],
            ),
            story(
                "scheme-change",
                &[
                    ("count", "31"),
                    ("base", "400"),
                    ("from", "six-dimensions"),
                    ("scheme", "four-dimensions"),
                ],
            ),
        ]
    }

    #[test]
    fn home_stands_in_both_languages() {
        golden("home", |visit| view(visit, &sample(), &[], &stories()));
        golden("home-start", |visit| {
            start(
                visit,
                FirstSteps {
                    suppliers: true,
                    ..FirstSteps::default()
                },
            )
        });
    }
}
