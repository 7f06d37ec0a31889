//! W25 Audit log: who changed what, newest first, and whether the chain is unbroken.

use crate::fault::Fault;
use crate::frame::{Frame, Place};
use crate::site::Site;
use crate::visit::{Visit, encoded};
use app::platform::{AuditPage, AuditRequest, audit_page};
use axum::extract::{Query, State};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Address {
    q: String,
    before: Option<i64>,
}

pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Query(address): Query<Address>,
) -> Result<Markup, Fault> {
    let request = AuditRequest {
        search: address.q.clone(),
        before: address.before,
    };
    let found = audit_page(&site, visit.principal()?, &request).await?;
    let title = visit.t("settings-audit");
    Ok(Frame::new(&visit, &title)
        .at(Place::Settings)
        .page(&view(&visit, &address, &found)))
}

fn view(visit: &Visit, address: &Address, found: &AuditPage) -> Markup {
    html! {
        div.stack {
            (super::settings::tabs(visit, "/settings/audit"))
            form.filters method="get" action="/settings/audit" {
                label { (visit.t("audit-find")) input type="search" name="q" value=(address.q) data-filter=""; }
                button type="submit" { (visit.t("filter-apply")) }
            }
            div.table-wrap { table.compact {
                caption { (visit.say("audit-count", &[("count", &text::count(found.entries_in_all))])) }
                thead { tr { th.num { "#" } th { (visit.t("audit-at")) } th { (visit.t("audit-who")) } th { (visit.t("audit-action")) } th { (visit.t("audit-subject")) } th { (visit.t("audit-hash")) } } }
                tbody data-rows="" { @for entry in &found.entries { tr {
                    td.num { (entry.sequence) }
                    td { (text::instant(&entry.at, &visit.zone)) }
                    td { (entry.actor) }
                    td { code { (entry.action) } }
                    td { (entry.subject) @if !entry.detail.is_empty() { div.other-name.clip { (entry.detail) } } }
                    td { code title=(entry.hash) { (entry.hash.chars().take(10).collect::<String>()) } }
                } } }
            } }
            @if let Some(next) = found.next {
                p { a.button href=(format!("/settings/audit?q={}&before={next}", encoded(&address.q))) { (visit.t("pages-next")) } }
            }
        }
    }
}
