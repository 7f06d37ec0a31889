//! One-time links: the first administrator's, printed by the program, and those of invitations.

use crate::fault::Fault;
use crate::frame::{bare, form_token};
use crate::posted::{Nothing, Posted};
use crate::screens::platform::sign_in::session_header;
use crate::site::Site;
use crate::visit::Visit;
use app::platform::identity;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::USER_AGENT;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use std::sync::Arc;

/// Shows a button: reading a link (as mail programs do to look into it) does not use it up.
pub(crate) async fn page(visit: Visit) -> Markup {
    let title = visit.t("welcome-title");
    let body = html! {
        h1 { (title) }
        p { (visit.t("welcome-lead")) }
        form.fields method="post" action=(visit.path()) {
            (form_token(&visit))
            button.primary type="submit" autofocus { (visit.t("welcome-do")) }
        }
    };
    bare(&visit, &title, &body)
}

/// Opens a session for whoever holds the link.
pub(crate) async fn enter(
    State(site): State<Arc<Site>>,
    Path(link): Path<String>,
    headers: HeaderMap,
    _: Posted<Nothing>,
) -> Result<Response, Fault> {
    let agent = headers
        .get(USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let secret = identity::enter_by_link(&site, &link, agent).await?;
    Ok((session_header(&site, &secret), Redirect::to("/")).into_response())
}
