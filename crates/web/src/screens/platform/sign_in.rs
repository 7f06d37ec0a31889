//! W1 Sign-in.

use crate::fault::Fault;
use crate::frame::bare;
use crate::site::Site;
use crate::visit::{Visit, session_cookie};
use app::platform::identity::{self, Secret};
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use maud::{Markup, html};
use std::sync::Arc;

pub(crate) async fn page(visit: Visit) -> Markup {
    let title = visit.t("sign-in-title");
    let body = html! {
        h1 { (title) }
        p { (visit.t("sign-in-by-link")) }
    };
    bare(&visit, &title, &body)
}

/// Ends the session.
pub(crate) async fn out(State(site): State<Arc<Site>>, visit: Visit) -> Result<Response, Fault> {
    if let Some(session) = &visit.session {
        identity::sign_out(&site, visit.principal()?, session).await?;
    }
    let gone = format!("{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax", session_cookie(&site));
    Ok((AppendHeaders([(SET_COOKIE, gone)]), Redirect::to("/sign-in")).into_response())
}

/// The cookie that carries a new session.
pub(crate) fn session_header(site: &Site, secret: &Secret) -> AppendHeaders<[(axum::http::HeaderName, String); 1]> {
    let secure = if site.settings.is_secure { "; Secure" } else { "" };
    let line = format!(
        "{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{secure}",
        session_cookie(site),
        secret.reveal(),
        identity::SIGNED_IN_FOR.as_secs(),
    );
    AppendHeaders([(SET_COOKIE, line)])
}
