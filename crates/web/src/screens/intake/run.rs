//! One import: what became of its rows, the rejected ones with raw text and reason, and the way to take it back.

use super::reject::{name, words};
use super::template::{CSV, XLSX, attachment};
use super::{subject_name, wizard};
use crate::fault::Fault;
use crate::frame::{Frame, Place, form_token};
use crate::parts::pages;
use crate::posted::{Nothing, Posted};
use crate::site::Site;
use crate::visit::Visit;
use app::intake::{RejectedView, RunView, TemplateFormat, import_run, rejected_file};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{Redirect, Response};
use domain::platform::access::Permission;
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

/// Rejected rows on one page.
const SIZE: usize = 50;

#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(crate) struct Address {
    pub(super) page: String,
    /// Right after the commit the page is the end of the wizard.
    pub(super) new: String,
}

pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(id): Path<i64>,
    Query(address): Query<Address>,
) -> Result<Markup, Fault> {
    let run = import_run(&site, id).await?;
    let title = visit.say("import-number", &[("import", &id.to_string())]);
    let line = visit.say(
        "import-truth",
        &[
            ("subject", &subject_name(&visit, &run.subject)),
            ("file", &run.file_name),
            ("uploaded", &text::instant(&run.started_at, &visit.zone)),
            ("by", &run.actor),
        ],
    );
    Ok(Frame::new(&visit, &title)
        .at(Place::Data)
        .truth(line)
        .page(&view(&visit, &run, &address)))
}

/// Takes the import back.
pub(crate) async fn undo(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(id): Path<i64>,
    _: Posted<Nothing>,
) -> Result<Redirect, Fault> {
    let principal = visit.principal()?;
    principal.demand(Permission::Import)?;
    app::intake::undo(&site.acting(principal), id).await?;
    Ok(Redirect::to(&format!("/data/imports/{id}")))
}

/// The rejected rows as a file: the reasons, and the row as it stood.
pub(crate) async fn rejected(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path((id, file)): Path<(i64, String)>,
) -> Result<Response, Fault> {
    let (format, kind) = match file.as_str() {
        "rejected.csv" => (TemplateFormat::Csv, CSV),
        "rejected.xlsx" => (TemplateFormat::Workbook, XLSX),
        _ => return Err(Fault::new(StatusCode::NOT_FOUND, "")),
    };
    let run = import_run(&site, id).await?;
    let bytes = rejected_file(&run, visit.language, format)?;
    Ok(attachment(kind, &format!("import-{id}-{file}"), bytes))
}

pub(crate) fn view(visit: &Visit, run: &RunView, address: &Address) -> Markup {
    let page = address.page.parse().unwrap_or(1).max(1);
    html! {
        div.stack {
            @if address.new == "yes" && run.undone.is_none() {
                (wizard(visit, None, 4))
                div.note.good role="status" { p { strong { (visit.say("import-done", &[("rows", &text::count(run.total(|count| count.stored + count.changed)))])) } } }
            }
            @if let Some((at, by)) = &run.undone {
                div.note.warn { p { (visit.say("import-undone", &[("at", &text::instant(at, &visit.zone)), ("by", by)])) } }
            }
            (figures(visit, run))
            (actions(visit, run))
            (rejected_rows(visit, run, page))
            @if !run.mapping.is_empty() { details.card { summary { h3 { (visit.t("import-mapping")) } } pre lang="en" { (run.mapping.trim()) } } }
        }
    }
}

fn figures(visit: &Visit, run: &RunView) -> Markup {
    html! {
        section.table-wrap { table.compact {
            caption { (visit.t("import-accounting")) }
            thead { tr { th scope="col" { (visit.t("data-what")) } @for word in ["import-rows-read", "import-new", "import-changed", "import-unchanged", "import-rejected"] { th.num scope="col" { (visit.t(word)) } } } }
            tbody { @for count in &run.counts { tr {
                th scope="row" { (subject_name(visit, &count.kind)) }
                @for figure in [count.read, count.stored, count.changed, count.unchanged, count.rejected] { td.num { (text::count(figure)) } }
            } } }
        } }
    }
}

fn actions(visit: &Visit, run: &RunView) -> Markup {
    html! {
        section.row {
            a.button.primary href="/data/import" { (visit.t("import-next-file")) }
            a.button href="/evaluations/new" { (visit.t("evaluate-title")) }
            a.button href="/data" { (visit.t("import-all")) }
            @if run.undone.is_none() {
                form method="post" action=(format!("/data/imports/{}/undo", run.id)) {
                    (form_token(visit)) button type="submit" { (visit.t("import-undo")) }
                }
            }
        }
        @if run.undone.is_none() { p.small.muted { (visit.t("import-undo-hint")) } }
    }
}

fn rejected_rows(visit: &Visit, run: &RunView, page: usize) -> Markup {
    html! {
        @if run.rejected.is_empty() {
            p.muted { (visit.t("import-none-rejected")) }
        } @else {
            section #rejected {
                div.row.spread {
                    h2 { (visit.say("import-rejected-rows", &[("count", &text::count(u64::try_from(run.rejected.len()).unwrap_or(0)))])) }
                    p.row {
                        a.button href=(format!("/data/imports/{}/rejected.xlsx", run.id)) download { (visit.t("import-download-xlsx")) }
                        a.button href=(format!("/data/imports/{}/rejected.csv", run.id)) download { (visit.t("import-download-csv")) }
                    }
                }
                div.table-wrap { table.compact.cards {
                    caption.visually-hidden { (visit.t("import-rejected")) }
                    thead { tr { th.num scope="col" { (visit.t("import-row")) } th scope="col" { (visit.t("data-what")) } th scope="col" { (visit.t("import-problem")) } th scope="col" { (visit.t("import-raw")) } } }
                    tbody data-rows="" { @for row in run.rejected.iter().skip((page - 1) * SIZE).take(SIZE) { (rejected_row(visit, row)) } }
                } }
                (pages(visit, page, SIZE, run.rejected.len(), |page| format!("/data/imports/{}?page={page}#rejected", run.id)))
            }
        }
    }
}

fn rejected_row(visit: &Visit, row: &RejectedView) -> Markup {
    html! {
        tr {
            th.num scope="row" data-label=(visit.t("import-row")) { (text::count(row.row)) }
            td { (subject_name(visit, &row.kind)) }
            td { @for problem in &row.problems { div { span.tag title=(name(visit, problem)) { (problem.code) } " " (words(visit, problem)) } } }
            td { code.raw { (row.raw) } }
        }
    }
}
