//! The schemes of the workspace: those that ship and those that were made here, and which one applies.

use crate::fault::Fault;
use crate::frame::{Frame, Place};
use crate::site::Site;
use crate::visit::{Visit, encoded};
use app::design::{base_scheme_code, in_percent, schemes};
use axum::extract::State;
use domain::design::scheme::{Scheme, Scope};
use maud::{Markup, html};
use std::sync::Arc;

pub(crate) async fn page(State(site): State<Arc<Site>>, visit: Visit) -> Result<Markup, Fault> {
    let all = schemes(&site).await?;
    let base = base_scheme_code(&site, None).await?;
    let title = visit.t("schemes-title");
    Ok(Frame::new(&visit, &title)
        .at(Place::Settings)
        .page(&view(&visit, &all, &base)))
}

fn view(visit: &Visit, all: &[(Scheme, bool)], base: &str) -> Markup {
    html! {
        div.stack {
            (crate::screens::platform::settings::tabs(visit, "/schemes"))
            p.muted { (visit.t("schemes-lead")) }
            div.table-wrap { table.cards {
                thead { tr { th { (visit.t("schemes-name")) } th { (visit.t("schemes-scope")) } th { (visit.t("schemes-weights")) } th.num { (visit.t("schemes-version")) } } }
                tbody data-rows="" { @for (scheme, own) in all { tr {
                    td {
                        a href=(format!("/schemes/{}", encoded(&scheme.code))) { (visit.language.pick(&scheme.name.en, &scheme.name.zh)) }
                        div.other-name { (scheme.code) @if *own { " · " (visit.t("schemes-own")) } }
                        @if scheme.code == base { span.tag.info { (visit.t("schemes-applies")) } }
                    }
                    td { (scope(visit, &scheme.scope)) }
                    td { @for entry in &scheme.dimensions { span.tag { (visit.t(&format!("word-dimension-{}", entry.dimension.name()))) " " (in_percent(u32::from(entry.weight.get()))) } " " } }
                    td.num { (scheme.version) }
                } } }
            } }
        }
    }
}

/// Where a scheme applies, in words.
pub(crate) fn scope(visit: &Visit, scope: &Scope) -> String {
    match scope {
        Scope::Base => visit.t("scope-base"),
        Scope::Industry(name) => visit.say("scope-industry", &[("name", name)]),
        Scope::Kraljic(cell) => visit.t(&format!("scope-cell-{}", cell.name())),
        Scope::Category(code) => visit.say("scope-category", &[("name", code)]),
        Scope::Level(level) => visit.say("scope-level", &[("name", &visit.t(&format!("badge-{}", level.name())))]),
        Scope::Supplier(code) => visit.say("scope-supplier", &[("name", code)]),
    }
}
