//! W21, step 3: what a commit would do, every problem at once, and what would change. Nothing is written.

use super::{find, reject, subject_name, truth, wizard};
use crate::fault::Fault;
use crate::frame::{Frame, Place, form_token};
use crate::parts::{ended_badly, job, pages};
use crate::posted::{Nothing, Posted};
use crate::site::Site;
use crate::visit::Visit;
use app::intake::{ChangeView, CheckView, Upload, checked, start_check};
use app::platform::jobs::JobState;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

/// Problems on one page.
const SIZE: usize = 100;
/// Changed rows shown.
const CHANGES: usize = 20;

#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(crate) struct Address {
    pub(super) page: String,
    /// The store refused the rows at the commit, because it had changed since the check.
    pub(super) refused: String,
}

pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(id): Path<String>,
    Query(address): Query<Address>,
) -> Result<Response, Fault> {
    let upload = find(&site, &visit, &id)?;
    if let Some(import) = upload.import_id {
        return Ok(Redirect::to(&format!("/data/imports/{import}")).into_response());
    }
    let principal = visit.principal()?;
    let last = upload
        .check_job(&site)
        .and_then(|job| site.jobs.find(principal, &job).ok());
    let title = visit.t("import-check-title");
    let frame = Frame::new(&visit, &title).at(Place::Data).truth(truth(&visit, &upload));
    if let Some(last) = &last {
        let steps = wizard(&visit, Some(&upload), 2);
        match last.state {
            JobState::Running => {
                let body = html! { div.stack { (steps) (job(&visit, last)) } };
                return Ok(frame.refreshing(2).page(&body).into_response());
            }
            JobState::Failed | JobState::Interrupted => {
                let body = html! { div.stack { (steps) (ended_badly(&visit, last, &again_button(&visit, &upload))) } };
                return Ok(frame.page(&body).into_response());
            }
            JobState::Done => {}
        }
    }
    let Some(found) = checked(&site, &upload) else {
        return Ok(Redirect::to(&format!("/data/import/{id}/map")).into_response());
    };
    let found = if principal.scope.is_everything() {
        found
    } else {
        found.within_scope()
    };
    Ok(frame.page(&view(&visit, &upload, &found, &address)).into_response())
}

/// Checks once more, after a restart or when something else came in meanwhile.
pub(crate) async fn again(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(id): Path<String>,
    _: Posted<Nothing>,
) -> Result<Redirect, Fault> {
    let upload = find(&site, &visit, &id)?;
    start_check(&site, visit.principal()?, &upload)?;
    Ok(Redirect::to(&format!("/data/import/{id}/check")))
}

fn again_button(visit: &Visit, upload: &Upload) -> Markup {
    html! {
        form method="post" action=(format!("/data/import/{}/check", upload.id)) {
            (form_token(visit)) button.primary type="submit" { (visit.t("import-check-again")) }
        }
    }
}

pub(crate) fn view(visit: &Visit, upload: &Upload, found: &CheckView, address: &Address) -> Markup {
    let page = address.page.parse().unwrap_or(1).max(1);
    let shown: Vec<_> = found
        .problems
        .iter()
        .skip((page - 1) * SIZE)
        .take(SIZE)
        .cloned()
        .collect();
    html! {
        div.stack {
            (wizard(visit, Some(upload), 2))
            @if address.refused == "yes" { div.note.warn role="alert" { p { (visit.t("import-refused-meanwhile")) } } }
            @if found.is_refused() {
                section.card.stack {
                    h2 { (visit.t("import-file-refused")) } p { (visit.t("import-file-refused-why")) }
                    (reject::groups(visit, &found.groups))
                    p.row { a.button.primary href=(format!("/data/import/{}/map", upload.id)) { (visit.t("import-back-to-map")) } (dropping(visit, upload)) }
                }
            } @else {
                (counts(visit, found))
                (notes(visit, found))
                (decision(visit, upload, found))
                @if !found.groups.is_empty() {
                    section #problems { h2 { (visit.t("import-problems")) } (reject::groups(visit, &found.groups)) }
                }
                (changes(visit, found))
                @if !found.problems.is_empty() {
                    section {
                        h2 { (visit.t("import-problems-all")) }
                        (reject::table(visit, &shown))
                        (pages(visit, page, SIZE, found.problems.len(), |page| format!("/data/import/{}/check?page={page}", upload.id)))
                    }
                }
            }
        }
    }
}

/// New, changed, unchanged, rejected; by kind when the sheet holds several.
fn counts(visit: &Visit, found: &CheckView) -> Markup {
    html! {
        section.card {
            dl.keys {
                @for (word, figure, tone) in [
                    ("import-new", found.total(|count| count.stored), "good"), ("import-changed", found.total(|count| count.changed), ""),
                    ("import-unchanged", found.total(|count| count.unchanged), ""), ("import-rejected", found.rejected, "bad"),
                ] {
                    div { dt { (visit.t(word)) } dd class=[(figure > 0 && !tone.is_empty()).then_some(tone)] { (text::count(figure)) } }
                }
                div { dt { (visit.t("import-rows-read")) } dd { (text::count(found.rows)) } }
            }
            @if found.counts.len() > 1 {
                div.table-wrap.spaced { table.compact {
                    thead { tr { th scope="col" { (visit.t("data-what")) } @for word in ["import-new", "import-changed", "import-unchanged", "import-rejected"] { th.num scope="col" { (visit.t(word)) } } } }
                    tbody { @for count in &found.counts { tr {
                        th scope="row" { (subject_name(visit, &count.kind)) }
                        @for figure in [count.stored, count.changed, count.unchanged, count.rejected] { td.num { (text::count(figure)) } }
                    } } }
                } }
            }
            p.foot { (visit.t("import-nothing-written")) " " (found.shape) }
        }
    }
}

fn notes(visit: &Visit, found: &CheckView) -> Markup {
    html! {
        @if let Some(import) = found.same_file_as {
            div.note { p { (visit.say("import-same-file", &[("import", &import.to_string())])) " " a href=(format!("/data/imports/{import}")) { (visit.say("import-number", &[("import", &import.to_string())])) } } }
        }
        @if found.left_out > 0 { p.small.muted { (visit.say("import-left-out", &[("count", &text::count(found.left_out))])) } }
        @if found.repeated > 0 { p.small.muted { (visit.say("import-repeated", &[("count", &text::count(found.repeated))])) } }
        @for (header, shapes) in &found.dates { @if !shapes.is_empty() { p.small.muted { (visit.say("import-dates-read", &[("column", header), ("shapes", &shapes.join(", "))])) } } }
    }
}

/// The one decision of this page.
fn decision(visit: &Visit, upload: &Upload, found: &CheckView) -> Markup {
    let rows = text::count(found.effective());
    let action = format!("/data/import/{}/commit", upload.id);
    html! {
        section.row {
            @if found.effective() == 0 {
                p { strong { (visit.t(if found.rejected == 0 { "import-nothing-new" } else { "import-nothing-valid" })) } }
            } @else if found.rejected == 0 {
                form method="post" action=(action) {
                    (form_token(visit)) input type="hidden" name="only_valid" value="no";
                    button.primary type="submit" { (visit.say("import-commit-all", &[("rows", &rows)])) }
                }
            } @else {
                form method="post" action=(action) {
                    (form_token(visit)) input type="hidden" name="only_valid" value="yes";
                    button.primary type="submit" { (visit.say("import-commit-valid", &[("rows", &rows)])) }
                }
                p.small.muted { (visit.say("import-commit-valid-hint", &[("rejected", &text::count(found.rejected))])) }
            }
            a.button href=(format!("/data/import/{}/map", upload.id)) { (visit.t("import-back-to-map")) }
            (dropping(visit, upload))
        }
    }
}

fn dropping(visit: &Visit, upload: &Upload) -> Markup {
    html! {
        form method="post" action=(format!("/data/import/{}/drop", upload.id)) { (form_token(visit)) button.plain type="submit" { (visit.t("import-drop-it")) } }
    }
}

/// What stored rows become, value by value.
fn changes(visit: &Visit, found: &CheckView) -> Markup {
    let all = found.total(|count| count.changed);
    html! {
        @if !found.changes.is_empty() {
            section {
                h2 { (visit.say("import-changes", &[("count", &text::count(all))])) }
                div.table-wrap { table.compact.cards {
                    caption.visually-hidden { (visit.say("import-changes", &[("count", &text::count(all))])) }
                    thead { tr { th.num scope="col" { (visit.t("import-row")) } th scope="col" { (visit.t("data-what")) } th scope="col" { (visit.t("import-key")) } th scope="col" { (visit.t("import-difference")) } } }
                    tbody { @for change in found.changes.iter().take(CHANGES) { (changed(visit, change)) } }
                } }
                @if all > u64::try_from(CHANGES).unwrap_or(0) { p.small.muted { (visit.say("import-changes-first", &[("shown", &CHANGES.min(found.changes.len()).to_string())])) } }
            }
        }
    }
}

fn changed(visit: &Visit, change: &ChangeView) -> Markup {
    let words = |value: &Option<String>| value.clone().unwrap_or_else(|| visit.t("import-empty"));
    html! {
        tr {
            th.num scope="row" data-label=(visit.t("import-row")) { (text::count(change.row)) }
            td { (subject_name(visit, &change.kind)) }
            td { code { (change.key) } }
            td { ul.changes { @for cell in &change.cells {
                li { span.muted { (super::field_name(visit, &cell.column, app::intake::chinese_name(&change.kind, &cell.column))) } " "
                    del { (words(&cell.before)) } span aria-hidden="true" { " → " } ins { (words(&cell.after)) } }
            } } }
        }
    }
}
