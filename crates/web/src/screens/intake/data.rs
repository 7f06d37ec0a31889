//! W22: which data come in and how new they are, which indicators wait for them, and every import.

use super::subject_name;
use crate::fault::Fault;
use crate::frame::{Frame, Place};
use crate::parts::{blank, pages};
use crate::site::Site;
use crate::visit::Visit;
use app::intake::{DataView, Feed, RunView, data};
use axum::extract::{Query, State};
use domain::platform::access::Permission;
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

/// Imports on one page.
const SIZE: usize = 25;
/// A feed without news for longer than a quarter does not reach the period that is evaluated.
const OLD_DAYS: i64 = 92;
/// Indicators named in a cell.
const NAMED: usize = 2;

#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(crate) struct Address {
    page: String,
}

pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Query(address): Query<Address>,
) -> Result<Markup, Fault> {
    let found = data(&site, visit.principal()?).await?;
    let title = visit.t("data-title");
    let figures = [
        found.runs.len(),
        found.feeds.iter().filter(|feed| feed.source.is_some()).count(),
    ]
    .map(|count| count.to_string());
    let line = visit.say("data-truth", &[("imports", &figures[0]), ("feeds", &figures[1])]);
    let may = visit.principal()?.may(Permission::Import);
    let tools = html! { @if may { a.button.primary href="/data/import" { (visit.t("data-import")) } } };
    let frame = Frame::new(&visit, &title).at(Place::Data).truth(line).tools(tools);
    Ok(frame.page(&view(&visit, &found, address.page.parse().unwrap_or(1).max(1))))
}

pub(crate) fn view(visit: &Visit, found: &DataView, page: usize) -> Markup {
    let may = visit
        .principal
        .as_ref()
        .is_some_and(|principal| principal.may(Permission::Import));
    let word = visit.t("empty-import");
    html! {
        div.stack {
            @if found.runs.is_empty() {
                (blank(&visit.t("data-empty"), &visit.t("data-empty-why"), may.then_some(("/data/import", word.as_str()))))
            } @else {
                (feeds(visit, &found.feeds))
                (runs(visit, &found.runs, page, may))
            }
        }
    }
}

fn feeds(visit: &Visit, feeds: &[Feed]) -> Markup {
    let (there, absent): (Vec<&Feed>, Vec<&Feed>) = feeds.iter().partition(|feed| feed.source.is_some());
    html! {
        section {
            h2 { (visit.t("data-feeds")) }
            div.table-wrap { table.cards {
                caption.visually-hidden { (visit.t("data-feeds")) }
                thead { tr {
                    th scope="col" { (visit.t("data-what")) } th scope="col" { (visit.t("data-source")) } th scope="col" { (visit.t("data-last")) }
                    th.num scope="col" { (visit.t("data-rows")) } th.num scope="col" { (visit.t("data-rejected-last")) } th scope="col" { (visit.t("data-newest")) }
                    th.num scope="col" { (visit.t("data-lag")) } th scope="col" { (visit.t("data-indicators")) }
                } }
                tbody data-rows="" { @for feed in there { (feed_row(visit, feed)) } }
            } }
        }
        @if !absent.is_empty() {
            section {
                h2 { (visit.t("data-absent")) } p.muted { (visit.t("data-absent-why")) }
                ul.absent { @for feed in absent {
                    li { a href=(format!("/data/import?what={}", feed.kind)) { (subject_name(visit, &feed.kind)) } " " span.muted { (indicators(visit, feed)) } }
                } }
            }
        }
    }
}

fn feed_row(visit: &Visit, feed: &Feed) -> Markup {
    let is_old = feed.lag_days.is_some_and(|days| days > OLD_DAYS);
    html! {
        tr {
            th scope="row" { (subject_name(visit, &feed.kind)) }
            td.wide data-label=(visit.t("data-source")) { (feed.source.as_deref().unwrap_or_default()) }
            td.date data-label=(visit.t("data-last")) {
                @match &feed.last {
                    Some((import, at)) => { a href=(format!("/data/imports/{import}")) { (text::instant(at, &visit.zone)) } }
                    None => { span.missing { (visit.t("data-never")) } }
                }
            }
            td.num.wide data-label=(visit.t("data-rows")) { (text::count(feed.rows)) }
            td.num.wide data-label=(visit.t("data-rejected-last")) { @if feed.rejected > 0 { span.tag.bad { (text::count(feed.rejected)) } } @else { "0" } }
            td.date.wide data-label=(visit.t("data-newest")) { @match &feed.newest { Some(day) => { (day) } None => { span.missing aria-label=(visit.t("part-not-applicable")) { "—" } } } }
            td.num data-label=(visit.t("data-lag")) {
                @match feed.lag_days {
                    Some(days) if is_old => { span.tag.warn { (visit.say("data-days", &[("days", &days.max(0).to_string())])) } }
                    Some(days) => { (visit.say("data-days", &[("days", &days.max(0).to_string())])) }
                    None => { span.missing aria-label=(visit.t("part-not-applicable")) { "—" } }
                }
            }
            td.wide.why { (indicators(visit, feed)) }
        }
    }
}

/// The first indicators by name, the others by their count.
fn indicators(visit: &Visit, feed: &Feed) -> String {
    let names: Vec<&str> = feed
        .indicators
        .iter()
        .map(|indicator| visit.language.pick(&indicator.name_en, &indicator.name_zh))
        .collect();
    let joined = names
        .iter()
        .take(NAMED)
        .copied()
        .collect::<Vec<_>>()
        .join(if visit.language == text::Language::Zh {
            "\u{3001}"
        } else {
            ", "
        });
    match names.len() {
        0 => visit.t("data-no-indicators"),
        count if count <= NAMED => joined,
        count => visit.say(
            "data-and-more",
            &[("names", &joined), ("more", &(count - NAMED).to_string())],
        ),
    }
}

fn runs(visit: &Visit, runs: &[RunView], page: usize, may: bool) -> Markup {
    html! {
        section #imports {
            h2 { (visit.t("data-imports")) }
            div.table-wrap { table.cards {
                caption.visually-hidden { (visit.t("data-imports")) }
                thead { tr {
                    th.num scope="col" { (visit.t("data-number")) } th scope="col" { (visit.t("data-file")) } th scope="col" { (visit.t("data-what")) } th scope="col" { (visit.t("data-when")) }
                    @for word in ["import-new", "import-changed", "import-unchanged", "import-rejected"] { th.num scope="col" { (visit.t(word)) } }
                } }
                tbody data-rows="" { @for run in runs.iter().skip((page - 1) * SIZE).take(SIZE) { (run_row(visit, run, may)) } }
            } }
            (pages(visit, page, SIZE, runs.len(), |page| format!("/data?page={page}#imports")))
        }
    }
}

fn run_row(visit: &Visit, run: &RunView, may: bool) -> Markup {
    let rejected = run.total(|count| count.rejected);
    html! {
        tr {
            td.num.wide data-label=(visit.t("data-number")) { (run.id) }
            th scope="row" {
                @if may { a href=(format!("/data/imports/{}", run.id)) { (run.file_name) } } @else { (run.file_name) }
                @if run.undone.is_some() { " " span.tag.warn { (visit.t("data-undone")) } }
                div.other-name { (run.source) " · " (run.actor) }
            }
            td { (subject_name(visit, &run.subject)) }
            td.date { (text::instant(&run.started_at, &visit.zone)) }
            td.num data-label=(visit.t("import-new")) { (text::count(run.total(|count| count.stored))) }
            td.num.wide data-label=(visit.t("import-changed")) { (text::count(run.total(|count| count.changed))) }
            td.num.wide data-label=(visit.t("import-unchanged")) { (text::count(run.total(|count| count.unchanged))) }
            td.num data-label=(visit.t("import-rejected")) {
                @if rejected > 0 && may { a href=(format!("/data/imports/{}#rejected", run.id)) { (text::count(rejected)) } } @else { (text::count(rejected)) }
            }
        }
    }
}
