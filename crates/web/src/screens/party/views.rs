//! The tools over the supplier list: which columns it shows, and saved views of it.

use super::list::{Address, COLUMNS};
use crate::fault::Fault;
use crate::frame::form_token;
use crate::posted::{Nothing, Posted};
use crate::site::Site;
use crate::visit::Visit;
use app::party::{SavedView, remove_view, save_view, saved_view};
use axum::extract::{Path, State};
use axum::response::Redirect;
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

/// The name of the supplier list among the screens that have views.
pub(super) const SCREEN: &str = "suppliers";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    name: String,
    query: String,
    shared: String,
}

/// Saves the list as it stands and opens it.
pub(super) async fn save(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Posted(typed): Posted<Typed>,
) -> Result<Redirect, Fault> {
    // Read and written again, so that nothing but filters of the list is kept.
    let query = Address::read(Some(&typed.query))?.query();
    let what = (SCREEN, query.as_str());
    let view = save_view(&site, visit.principal()?, what, (&typed.name, typed.shared == "yes")).await?;
    Ok(Redirect::to(&address(&view)))
}

/// A link to a view leads to the list as it was saved.
pub(super) async fn open(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Redirect, Fault> {
    Ok(Redirect::to(&address(
        &saved_view(&site, visit.principal()?, &id).await?,
    )))
}

pub(super) async fn remove(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(id): Path<String>,
    Posted(Nothing {}): Posted<Nothing>,
) -> Result<Redirect, Fault> {
    remove_view(&site, visit.principal()?, &id).await?;
    Ok(Redirect::to("/suppliers"))
}

fn address(view: &SavedView) -> String {
    if view.query.is_empty() {
        "/suppliers".to_owned()
    } else {
        format!("/suppliers?{}", view.query)
    }
}

/// Views and columns, each in a menu.
pub(super) fn tools(visit: &Visit, now: &Address, views: &[SavedView]) -> Markup {
    html! {
        div.row.no-print {
            (saved(visit, now, views))
            (columns(visit, now))
        }
    }
}

fn saved(visit: &Visit, now: &Address, views: &[SavedView]) -> Markup {
    html! {
        details.menu {
            summary.button { (visit.t("views-title")) @if !views.is_empty() { " " span.count { (views.len()) } } }
            div.menu-panel {
                @if views.is_empty() { p.muted { (visit.t("views-none")) } }
                ul.log {
                    @for view in views {
                        li.view {
                            a href=(format!("/views/{}", view.id)) aria-current=[(view.query == now.query()).then_some("true")] { (view.name) }
                            span.row {
                                @if view.is_shared { span.tag { (visit.t("views-shared")) } }
                                @if view.is_own {
                                    form method="post" action=(format!("/views/{}/remove", view.id)) {
                                        (form_token(visit))
                                        button.plain type="submit" aria-label=(visit.say("views-remove", &[("name", &view.name)])) { "×" }
                                    }
                                }
                            }
                        }
                    }
                }
                form.fields method="post" action="/views" {
                    (form_token(visit))
                    input type="hidden" name="query" value=(now.query());
                    div.field {
                        label for="view-name" { (visit.t("views-save-as")) }
                        input #view-name type="text" name="name" required maxlength="80" autocomplete="off";
                    }
                    label.row { input type="checkbox" name="shared" value="yes"; (visit.t("views-for-all")) }
                    button type="submit" { (visit.t("views-save")) }
                }
            }
        }
    }
}

fn columns(visit: &Visit, now: &Address) -> Markup {
    let shown = now.columns();
    html! {
        details.menu {
            summary.button { (visit.t("columns-title")) }
            div.menu-panel {
                form.fields method="get" action="/suppliers" {
                    @for (name, value) in now.pairs(&["column", "page"]) { input type="hidden" name=(name) value=(value); }
                    @for (name, word, _) in COLUMNS {
                        label.row { input type="checkbox" name="column" value=(name) checked[shown.contains(name)]; (visit.t(word)) }
                    }
                    button type="submit" { (visit.t("columns-show")) }
                }
            }
        }
    }
}
