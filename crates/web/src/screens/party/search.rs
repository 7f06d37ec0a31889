//! Search: suppliers by code, by name in any script, by pinyin and its initials.

use crate::fault::Fault;
use crate::frame::Frame;
use crate::parts::{level, not_evaluated};
use crate::screens::party::list::{names, script};
use crate::site::Site;
use crate::visit::{Visit, encoded};
use app::evaluation::Reading;
use app::party::{ListRequest, SupplierPage, list};
use axum::extract::{Query, State};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

/// Results in the command menu and on the page.
const RESULTS: usize = 12;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    q: String,
}

pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Query(typed): Query<Typed>,
) -> Result<Markup, Fault> {
    let title = visit.t("search-title");
    let Some(reading) = Reading::open(&site, visit.principal()?, None).await? else {
        return Ok(Frame::new(&visit, &title).page(&not_evaluated(&visit)));
    };
    let request = ListRequest {
        search: typed.q.clone(),
        page: 1,
        size: RESULTS,
        ..ListRequest::default()
    };
    let found = if typed.q.trim().is_empty() {
        None
    } else {
        Some(list(&site, &reading, &request).await?)
    };
    let body = results(&visit, &typed.q, found.as_ref());
    Ok(if visit.is_partial {
        body
    } else {
        Frame::new(&visit, &title).page(&body)
    })
}

fn results(visit: &Visit, typed: &str, found: Option<&SupplierPage>) -> Markup {
    html! {
        @if let Some(found) = found {
            @if found.suppliers.is_empty() {
                p.muted { (visit.say("search-nothing", &[("typed", typed)])) }
            } @else {
                ul data-rows="" {
                    @for supplier in &found.suppliers {
                        @let (first, other) = names(visit.language, supplier);
                        li { a href=(format!("/suppliers/{}", encoded(&supplier.code))) {
                            span { span lang=[script(first)] { (first) } " "
                                span.other-name { @if let Some(other) = other { span lang=[script(other)] { (other) } " · " } (supplier.code) } }
                            (level(visit, supplier.level.as_deref()))
                        } }
                    }
                }
                @if found.total > found.suppliers.len() {
                    p { a href=(format!("/suppliers?q={}", encoded(typed))) {
                        (visit.say("search-more", &[("total", &found.total.to_string())]))
                    } }
                }
            }
        }
    }
}
