//! W25 Users: who may come in, as what, and what of it they see.

use crate::fault::Fault;
use crate::frame::{Frame, Place, form_token};
use crate::parts::{Problem, error_summary, field};
use crate::posted::{Nothing, Posted};
use crate::site::Site;
use crate::visit::Visit;
use app::ErrorKind;
use app::platform::identity::{self, NewUser, ScopeDocument, UserView};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::platform::access::Role;
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;

pub(crate) async fn page(State(site): State<Arc<Site>>, visit: Visit) -> Result<Markup, Fault> {
    shown(&site, &visit, None, &[]).await
}

async fn shown(site: &Site, visit: &Visit, link: Option<&str>, problems: &[Problem]) -> Result<Markup, Fault> {
    let users = identity::users(site, visit.principal()?).await?;
    let title = visit.t("users-title");
    Ok(Frame::new(visit, &title)
        .at(Place::Settings)
        .page(&view(visit, &users, link, problems)))
}

/// The fields of an invitation and of a change.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    email: String,
    name: String,
    role: Vec<String>,
    categories: String,
    units: String,
    sites: String,
    supplier: String,
    active: String,
    version: i64,
}

impl Typed {
    fn roles(&self) -> BTreeSet<Role> {
        self.role.iter().filter_map(|name| Role::from_name(name)).collect()
    }

    fn scope(&self) -> ScopeDocument {
        let codes = |text: &str| {
            text.split([',', ' ', ';'])
                .filter(|code| !code.is_empty())
                .map(str::to_owned)
                .collect()
        };
        ScopeDocument {
            categories: codes(&self.categories),
            units: codes(&self.units),
            sites: codes(&self.sites),
            supplier: Some(self.supplier.trim().to_owned()).filter(|code| !code.is_empty()),
        }
    }
}

/// Adds a user; the answer shows the one-time link for them, this once.
pub(crate) async fn invite(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Posted(typed): Posted<Typed>,
) -> Result<Response, Fault> {
    let new = NewUser {
        email: typed.email.clone(),
        name: typed.name.clone(),
        roles: typed.roles(),
        scope: typed.scope(),
    };
    match identity::invite(&site, visit.principal()?, new).await {
        Ok((_, secret)) => {
            let link = format!("/welcome/{}", secret.reveal());
            Ok(shown(&site, &visit, Some(&link), &[]).await?.into_response())
        }
        Err(error) => refused(&site, &visit, error, "email").await,
    }
}

pub(crate) async fn change(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(id): Path<String>,
    Posted(typed): Posted<Typed>,
) -> Result<Response, Fault> {
    let wanted = (typed.roles(), typed.scope(), typed.active == "yes");
    match identity::change_user(&site, visit.principal()?, (&id, typed.version), wanted).await {
        Ok(()) => Ok(Redirect::to("/settings/users").into_response()),
        Err(error) => refused(&site, &visit, error, "users").await,
    }
}

/// A new one-time link for somebody who cannot get in.
pub(crate) async fn link(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(id): Path<String>,
    _: Posted<Nothing>,
) -> Result<Markup, Fault> {
    let secret = identity::new_link(&site, visit.principal()?, &id).await?;
    shown(&site, &visit, Some(&format!("/welcome/{}", secret.reveal())), &[]).await
}

async fn refused(site: &Site, visit: &Visit, error: app::Error, field: &'static str) -> Result<Response, Fault> {
    if !matches!(error.kind, ErrorKind::Invalid | ErrorKind::Conflict) {
        return Err(error.into());
    }
    let status = if error.kind == ErrorKind::Conflict {
        StatusCode::CONFLICT
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let problems = [Problem {
        field,
        message: error.message(visit.language),
    }];
    Ok((status, shown(site, visit, None, &problems).await?).into_response())
}

fn view(visit: &Visit, users: &[UserView], link: Option<&str>, problems: &[Problem]) -> Markup {
    let email = html! { input #email name="email" type="email" required; };
    let name = html! { input #name name="name"; };
    html! {
        div.stack {
            (super::settings::tabs(visit, "/settings/users"))
            (error_summary(visit, problems))
            @if let Some(link) = link {
                div.note.good { p { (visit.t("users-link")) } pre #link { (link) } }
            }
            div #users.table-wrap { table {
                thead { tr { th { (visit.t("users-name")) } th { (visit.t("users-roles")) } th { (visit.t("users-scope")) } th { (visit.t("users-status")) } th {} } }
                tbody data-rows="" { @for user in users { (row(visit, user)) } }
            } }
            details.card {
                summary { h2 { (visit.t("users-invite")) } }
                form.fields method="post" action="/settings/users" data-keep="invite" {
                    (form_token(visit))
                    (field("email", &visit.t("sign-in-email"), None, problems, &email))
                    (field("name", &visit.t("users-name"), None, problems, &name))
                    (roles_and_scope(visit, &["viewer".to_owned()], &ScopeDocument::default(), "new"))
                    button.primary type="submit" { (visit.t("users-invite-do")) }
                }
            }
        }
    }
}

fn row(visit: &Visit, user: &UserView) -> Markup {
    html! {
        tr {
            td { (user.name) div.other-name { (user.email) } }
            td { @for role in &user.roles { span.tag { (visit.t(&format!("role-{}", role.replace('_', "-")))) } " " } }
            td { (scope_words(visit, &user.scope)) }
            td { span class=(if user.status == "active" { "tag good" } else { "tag" }) { (visit.t(&format!("users-{}", user.status))) } }
            td {
                details.menu {
                    summary.button { (visit.t("users-change")) }
                    div.menu-panel {
                        form.fields method="post" action=(format!("/settings/users/{}", user.id)) {
                            (form_token(visit))
                            input type="hidden" name="version" value=(user.version);
                            (roles_and_scope(visit, &user.roles, &user.scope, &user.id))
                            div.row { input type="checkbox" name="active" value="yes" id=(format!("active-{}", user.id)) checked[user.status == "active"];
                                label for=(format!("active-{}", user.id)) { (visit.t("users-active")) } }
                            button.primary type="submit" { (visit.t("account-save")) }
                        }
                        form method="post" action=(format!("/settings/users/{}/link", user.id)) { (form_token(visit)) button.plain type="submit" { (visit.t("users-new-link")) } }
                    }
                }
            }
        }
    }
}

fn roles_and_scope(visit: &Visit, roles: &[String], scope: &ScopeDocument, id: &str) -> Markup {
    let joined = |codes: &BTreeSet<String>| codes.iter().cloned().collect::<Vec<_>>().join(", ");
    html! {
        fieldset { legend { (visit.t("users-roles")) }
            @for role in Role::ALL {
                div.row { input type="checkbox" name="role" value=(role.name()) id=(format!("role-{id}-{}", role.name())) checked[roles.iter().any(|one| one == role.name())];
                    label for=(format!("role-{id}-{}", role.name())) { (visit.t(&format!("role-{}", role.name().replace('_', "-")))) } }
            }
        }
        @for (name, word, value) in [("categories", "users-categories", joined(&scope.categories)), ("units", "users-units", joined(&scope.units)),
            ("sites", "users-sites", joined(&scope.sites)), ("supplier", "users-supplier", scope.supplier.clone().unwrap_or_default())] {
            label.field { (visit.t(word)) input name=(name) value=(value); }
        }
    }
}

fn scope_words(visit: &Visit, scope: &ScopeDocument) -> Markup {
    let parts = [
        ("users-categories", &scope.categories),
        ("users-units", &scope.units),
        ("users-sites", &scope.sites),
    ];
    let is_everything = scope.supplier.is_none() && parts.iter().all(|(_, codes)| codes.is_empty());
    html! {
        @if is_everything { span.muted { (visit.t("users-everything")) } }
        @for (word, codes) in parts { @if !codes.is_empty() { div { (visit.t(word)) " " (codes.iter().cloned().collect::<Vec<_>>().join(", ")) } } }
        @if let Some(supplier) = &scope.supplier { div { (visit.t("users-supplier")) " " (supplier) } }
    }
}
