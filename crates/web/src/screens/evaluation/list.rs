//! Evaluations: every run that is kept, its state, who made it, and the digest by which its bytes are known again.

use crate::fault::Fault;
use crate::frame::{Frame, Place};
use crate::parts::{columns, csv, export_link, not_evaluated};
use crate::screens::opened::{EVALUATION_TABS, address, read, tabs};
use crate::site::Site;
use crate::visit::Visit;
use app::evaluation::{RunLine, runs};
use app::platform::TableFile;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

/// Digits of a digest that are shown; all of them are in its title.
const DIGEST: usize = 12;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Address {
    export: String,
}

pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let query: Address = read(query.as_deref())?;
    let found = runs(&site, visit.principal()?).await?;
    if !query.export.is_empty() {
        return csv(table(&visit, &found), "evaluations", "all");
    }
    let title = visit.t("rail-evaluations");
    let body = html! { (tabs(&visit, &EVALUATION_TABS, "/evaluations", "")) (view(&visit, &found)) };
    Ok(Frame::new(&visit, &title)
        .at(Place::Evaluations)
        .page(&body)
        .into_response())
}

/// The list itself; also the sample of the golden page.
pub(crate) fn view(visit: &Visit, found: &[RunLine]) -> Markup {
    html! {
        @if found.is_empty() { (not_evaluated(visit)) } @else {
            div.stack {
                div.row.spread { p { (visit.say("runs-sentence", &[("count", &found.len().to_string()), ("published", &found.iter().filter(|run| run.status == "published").count().to_string())])) } (export_link(visit, "runs")) }
                div.table-wrap { table.cards {
                    caption.visually-hidden { (visit.t("rail-evaluations")) }
                    thead { tr {
                        th scope="col" { (visit.t("runs-period")) } th scope="col" { (visit.t("runs-status")) } th scope="col" { (visit.t("runs-scheme")) }
                        th scope="col" { (visit.t("runs-as-of")) } th scope="col" { (visit.t("runs-made")) } th scope="col" { (visit.t("runs-digest")) } th scope="col" { (visit.t("runs-open")) }
                    } }
                    tbody data-rows="" { @for run in found { (row(visit, run)) } }
                } }
                p.muted.small { (visit.t("runs-digest-why")) }
            }
        }
    }
}

fn row(visit: &Visit, run: &RunLine) -> Markup {
    // The run that counts is the period; another one is opened by its own id.
    let which = if run.counts { &run.period } else { &run.id };
    let to = |path: &str| address(path, &[("period", which)]);
    html! {
        tr {
            th scope="row" { a href=(to("/levels")) { (text::quarter(&run.period, visit.language)) } @if run.counts { " " span.tag.good { (visit.t("runs-counts")) } } }
            td { span class=(if run.status == "published" { "tag good" } else { "tag" }) { (visit.t(&format!("truth-{}", run.status))) } }
            td data-label=(visit.t("runs-scheme")) { (run.scheme) " v" (run.scheme_version) }
            td.nowrap data-label=(visit.t("runs-as-of")) { (run.as_of) }
            td { (text::instant(&run.created_at, &visit.zone)) div.other-name { (run.created_by) } }
            td { code title=(run.digest) { (run.digest.get(..DIGEST).unwrap_or(&run.digest)) } }
            td { span.row { a href=(to("/levels")) { (visit.t("tabs-board")) } a href=(to("/levels/trust")) { (visit.t("tabs-trust")) } a href=(to("/levels/migration")) { (visit.t("tabs-migration")) } } }
        }
    }
}

fn table(visit: &Visit, found: &[RunLine]) -> TableFile {
    let words = [
        "runs-period",
        "runs-status",
        "runs-scheme",
        "runs-version",
        "runs-as-of",
        "runs-made",
        "runs-by",
        "runs-digest",
        "runs-id",
    ];
    let mut table = TableFile::new(columns(visit, &words));
    for run in found {
        table.push(vec![
            run.period.clone().into(),
            visit.t(&format!("truth-{}", run.status)).into(),
            run.scheme.clone().into(),
            u64::from(run.scheme_version).into(),
            run.as_of.to_string().into(),
            run.created_at.clone().into(),
            run.created_by.clone().into(),
            run.digest.clone().into(),
            run.id.clone().into(),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::golden::golden;

    fn run(status: &str) -> RunLine {
        RunLine {
            id: "0198f3aa".to_owned(),
            period: "2026Q3".to_owned(),
            scheme: "six-dimensions".to_owned(),
            scheme_version: 1,
            as_of: "2026-09-30".parse().expect("a day"),
            status: status.to_owned(),
            created_at: "2026-10-02T08:00:00.000000Z".to_owned(),
            created_by: "<b>Li Na".to_owned(),
            digest: "0123456789abcdef0123456789abcdef".to_owned(),
            counts: status == "published",
        }
    }

    #[test]
    fn the_list_stands_in_both_languages() {
        golden("evaluations", |visit| view(visit, &[run("published"), run("draft")]));
    }
}
