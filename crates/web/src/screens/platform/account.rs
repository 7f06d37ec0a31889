//! One's own account: name, address, password, language, and the tokens for programs.

use crate::fault::Fault;
use crate::frame::{Frame, form_token};
use crate::parts::{Problem, error_summary, field};
use crate::posted::{Nothing, Posted};
use crate::site::Site;
use crate::visit::Visit;
use app::ErrorKind;
use app::platform::identity::{self, OwnAccount, SHORTEST, TokenView, UserView};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::platform::access::Permission;
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;
use text::Language;

pub(crate) async fn page(State(site): State<Arc<Site>>, visit: Visit) -> Result<Markup, Fault> {
    shown(&site, &visit, None, &[]).await
}

async fn shown(site: &Site, visit: &Visit, secret: Option<&str>, problems: &[Problem]) -> Result<Markup, Fault> {
    let principal = visit.principal()?;
    let user = identity::own(site, principal).await?;
    let tokens = identity::tokens(site, principal, false).await?;
    let may: Vec<Permission> = Permission::ALL
        .into_iter()
        .filter(|permission| principal.may(*permission))
        .collect();
    let title = visit.t("account-title");
    Ok(Frame::new(visit, &title).page(&view(visit, &user, &tokens, &may, secret, problems)))
}

/// The fields of the account.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    name: String,
    email: String,
    password: String,
    language: String,
}

pub(crate) async fn change(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Posted(typed): Posted<Typed>,
) -> Result<Response, Fault> {
    let own = OwnAccount {
        name: typed.name,
        email: typed.email,
        password: typed.password,
        language: typed.language,
    };
    let session = visit.session.clone().unwrap_or_default();
    match identity::change_own(&site, visit.principal()?, &session, &own).await {
        Ok(()) => Ok(Redirect::to("/account").into_response()),
        Err(error) if matches!(error.kind, ErrorKind::Invalid | ErrorKind::Conflict) => {
            let problems = [Problem {
                field: if own.password.is_empty() { "email" } else { "password" },
                message: error.message(visit.language),
            }];
            let page = shown(&site, &visit, None, &problems).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// A token that is wanted.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct WantedToken {
    name: String,
    scope: Vec<String>,
    days: String,
}

/// Makes a token and shows it, this once.
pub(crate) async fn new_token(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Posted(wanted): Posted<WantedToken>,
) -> Result<Response, Fault> {
    let scopes: BTreeSet<Permission> = wanted
        .scope
        .iter()
        .filter_map(|name| Permission::from_name(name))
        .collect();
    let days = wanted.days.parse().unwrap_or(identity::DAYS);
    match identity::new_token(&site, visit.principal()?, &wanted.name, &scopes, days).await {
        Ok((_, secret)) => Ok(shown(&site, &visit, Some(secret.reveal()), &[]).await?.into_response()),
        Err(error) if error.kind == ErrorKind::Invalid => {
            let problems = [Problem {
                field: "token-name",
                message: error.message(visit.language),
            }];
            let page = shown(&site, &visit, None, &problems).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn revoke_token(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(id): Path<String>,
    _: Posted<Nothing>,
) -> Result<Redirect, Fault> {
    identity::revoke_token(&site, visit.principal()?, &id).await?;
    Ok(Redirect::to("/account"))
}

fn view(
    visit: &Visit,
    user: &UserView,
    tokens: &[TokenView],
    may: &[Permission],
    secret: Option<&str>,
    problems: &[Problem],
) -> Markup {
    let hint = visit.say("account-password-hint", &[("characters", &SHORTEST.to_string())]);
    let name = html! { input #name name="name" value=(user.name) autocomplete="name" required; };
    let email = html! { input #email name="email" type="email" value=(user.email) autocomplete="email" required; };
    let password = html! { input #password name="password" type="password" autocomplete="new-password" aria-describedby="password-hint"; };
    let language = html! {
        select #language name="language" {
            option value="" { (visit.t("account-language-device")) }
            @for language in Language::ALL {
                option value=(language.code()) lang=(language.code()) selected[user.language_is(language)] { (text::message(language, "language-own-name", &[])) }
            }
        }
    };
    html! {
        div.stack {
            (error_summary(visit, problems))
            div.columns {
                section.card {
                    h2 { (visit.t("account-person")) }
                    form.fields method="post" action="/account" {
                        (form_token(visit))
                        (field("name", &visit.t("account-name"), None, problems, &name))
                        (field("email", &visit.t("sign-in-email"), None, problems, &email))
                        (field("password", &visit.t("account-new-password"), Some(&hint), problems, &password))
                        (field("language", &visit.t("frame-language"), None, problems, &language))
                        p { @for role in &user.roles { span.tag { (visit.t(&format!("role-{}", role.replace('_', "-")))) } " " } }
                        button.primary type="submit" { (visit.t("account-save")) }
                    }
                }
                section.card { (token_card(visit, tokens, may, secret, problems)) }
            }
        }
    }
}

fn token_card(
    visit: &Visit,
    tokens: &[TokenView],
    may: &[Permission],
    secret: Option<&str>,
    problems: &[Problem],
) -> Markup {
    let name = html! { input #token-name name="name" placeholder="power-bi" required; };
    html! {
        h2 { (visit.t("token-title")) }
        @if let Some(secret) = secret {
            div.note.good { p { (visit.t("token-once")) } pre #secret { (secret) }
                button type="button" data-copy="#secret" data-copied=(visit.t("copied")) { (visit.t("copy")) } }
        }
        @if tokens.is_empty() { p.muted { (visit.t("token-none")) } } @else {
            div.table-wrap { table.compact {
                thead { tr { th { (visit.t("token-name")) } th { (visit.t("token-scopes")) } th { (visit.t("token-expires")) } th { span.visually-hidden { (visit.t("token-revoke")) } } } }
                tbody { @for token in tokens { tr {
                    td { (token.name) div.other-name { (token.prefix) "…" } }
                    td { @for scope in &token.scopes { span.tag { (visit.t(&format!("permission-{}", scope.replace('_', "-")))) } " " } }
                    td { (text::instant(&token.expires_at, &visit.zone)) }
                    td {
                        @if token.revoked_at.is_some() { span.tag { (visit.t("token-revoked")) } } @else {
                            form method="post" action=(format!("/account/tokens/{}/revoke", token.id)) { (form_token(visit)) button type="submit" { (visit.t("token-revoke")) } }
                        }
                    }
                } } }
            } }
        }
        hr;
        form.fields method="post" action="/account/tokens" {
            (form_token(visit))
            (field("token-name", &visit.t("token-new"), None, problems, &name))
            fieldset { legend { (visit.t("token-scopes")) }
                @for permission in may {
                    div.row { input type="checkbox" name="scope" id=(format!("scope-{}", permission.name())) value=(permission.name()) checked[*permission == Permission::See];
                        label for=(format!("scope-{}", permission.name())) { (visit.t(&format!("permission-{}", permission.name().replace('_', "-")))) } }
                }
            }
            label.field { (visit.t("token-days")) input name="days" type="number" min="1" max="365" value=(identity::DAYS); }
            button type="submit" { (visit.t("token-create")) }
        }
    }
}
