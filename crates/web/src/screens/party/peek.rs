//! The peek panel: a supplier in short, beside the list.

use super::supplier::Address;
use super::{below, identity, list, overview, own_name};
use crate::fault::Fault;
use crate::frame::{Frame, Place};
use crate::parts::{change, grade, level, not_evaluated, points, sparkline};
use crate::site::Site;
use crate::visit::Visit;
use app::evaluation::Reading;
use app::party::{ProfileView, profile};
use axum::extract::{Path, Query, State};
use maud::{Markup, html};
use std::sync::Arc;

pub(super) async fn page(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(code): Path<String>,
    Query(address): Query<Address>,
) -> Result<Markup, Fault> {
    let Some(reading) = Reading::open(&site, visit.principal()?, address.period()).await? else {
        return Ok(not_evaluated(&visit));
    };
    let profile = profile(&site, &reading, &code, visit.language).await?;
    let body = view(&visit, &profile, reading.period());
    if visit.is_partial {
        return Ok(body);
    }
    let title = own_name(visit.language, &profile.line.name, profile.line.name_latin.as_deref()).to_owned();
    Ok(Frame::new(&visit, &title).at(Place::Suppliers).page(&body))
}

pub(super) fn view(visit: &Visit, profile: &ProfileView, period: &str) -> Markup {
    let line = &profile.line;
    let name = own_name(visit.language, &line.name, line.name_latin.as_deref());
    html! {
        article.peek {
            header {
                h2 lang=[list::script(name)] { a href=(below(&line.code, "", period)) { (name) } }
                (identity(visit, &line.code, (&line.name, line.name_latin.as_deref()), line.country.as_deref()))
                (level(visit, line.level.as_deref()))
            }
            dl.keys {
                div { dt { (visit.t("suppliers-score")) } dd { (points(visit, line.score)) " " small { (change(line.change)) } } }
                div { dt { (visit.t("suppliers-grade")) } dd { (grade(visit, line.grade.as_deref())) } }
                div { dt { (visit.t("suppliers-history")) } dd { (sparkline(&line.history, "")) } }
            }
            p.why { (profile.why.text) }
            @if !profile.levers.is_empty() {
                h3 { (visit.t("supplier-section-levers")) }
                ul.log { @for lever in &profile.levers {
                    li { span.gain { (text::delta(lever.gain)) } div { (lever.name) " " (overview::step(visit, lever)) } }
                } }
            }
            p.row {
                a.button.primary href=(below(&line.code, "", period)) { (visit.t("supplier-open-page")) }
                a.button href=(below(&line.code, "/scorecard", period)) { (visit.t("supplier-tab-scorecard")) }
            }
            p.count { kbd { "Esc" } " " (visit.t("keys-back")) }
        }
    }
}
