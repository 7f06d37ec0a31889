//! W1 Sign-in and sign-out.

use crate::fault::Fault;
use crate::frame::{bare, form_token};
use crate::parts::{Problem, error_summary, field};
use crate::posted::{Nothing, Posted};
use crate::screens::platform::preferences::own_address;
use crate::site::Site;
use crate::visit::{Visit, encoded, session_cookie};
use app::platform::identity::{self, Secret, SignIn};
use axum::extract::{Query, State};
use axum::http::header::{SET_COOKIE, USER_AGENT};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Address {
    next: Option<String>,
}

pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Query(address): Query<Address>,
) -> Result<Response, Fault> {
    if visit.principal.is_some() {
        return Ok(Redirect::to(&own_address(address.next.as_deref())).into_response());
    }
    let has_users = identity::has_users(&site).await?;
    Ok(view(&visit, has_users, &Typed::default(), address.next.as_deref(), &[]).into_response())
}

/// What somebody typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    email: String,
    password: String,
}

pub(crate) async fn enter(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Query(address): Query<Address>,
    headers: HeaderMap,
    Posted(typed): Posted<Typed>,
) -> Result<Response, Fault> {
    let agent = headers
        .get(USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let pair = (typed.email.as_str(), typed.password.as_str());
    let problem = match identity::sign_in_by_password(&site, pair, &visit.from, agent).await? {
        SignIn::Done(secret) => {
            let next = own_address(address.next.as_deref());
            return Ok((session_header(&site, &secret), Redirect::to(&next)).into_response());
        }
        SignIn::Refused => visit.t("sign-in-refused"),
        SignIn::Wait(seconds) => visit.say("sign-in-wait", &[("seconds", &seconds.to_string())]),
    };
    let problems = [Problem {
        field: "email",
        message: problem,
    }];
    let page = view(&visit, true, &typed, address.next.as_deref(), &problems);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn view(visit: &Visit, has_users: bool, typed: &Typed, next: Option<&str>, problems: &[Problem]) -> Markup {
    let title = visit.t("sign-in-title");
    let action = next.map_or_else(
        || "/sign-in".to_owned(),
        |next| format!("/sign-in?next={}", encoded(next)),
    );
    let email = html! { input #email name="email" type="email" value=(typed.email) autocomplete="username" required autofocus; };
    let password = html! { input #password name="password" type="password" autocomplete="current-password" required; };
    let body = html! {
        h1 { (title) }
        @if has_users {
            (error_summary(visit, problems))
            form.fields method="post" action=(action) {
                (form_token(visit))
                (field("email", &visit.t("sign-in-email"), None, problems, &email))
                (field("password", &visit.t("sign-in-password"), None, problems, &password))
                button.primary type="submit" { (visit.t("sign-in-do")) }
            }
        } @else {
            p { (visit.t("sign-in-by-link")) }
        }
    };
    bare(visit, &title, &body)
}

/// Ends the session.
pub(crate) async fn out(State(site): State<Arc<Site>>, visit: Visit, _: Posted<Nothing>) -> Result<Response, Fault> {
    if let Some(session) = &visit.session {
        identity::sign_out(&site, visit.principal()?, session).await?;
    }
    let gone = format!("{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax", session_cookie(&site));
    Ok((AppendHeaders([(SET_COOKIE, gone)]), Redirect::to("/sign-in")).into_response())
}

/// The cookie that carries a new session.
pub(crate) fn session_header(site: &Site, secret: &Secret) -> AppendHeaders<[(HeaderName, String); 1]> {
    let secure = if site.settings.is_secure { "; Secure" } else { "" };
    let line = format!(
        "{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{secure}",
        session_cookie(site),
        secret.reveal(),
        identity::SIGNED_IN_FOR.as_secs(),
    );
    AppendHeaders([(SET_COOKIE, line)])
}
