//! One-time links: the first administrator's, printed by the program.

use crate::fault::Fault;
use crate::screens::platform::sign_in::session_header;
use crate::site::Site;
use crate::visit::Visit;
use app::platform::identity;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::USER_AGENT;
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;

/// Opens a session for whoever holds the link.
pub(crate) async fn enter(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(link): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    drop(visit);
    let agent = headers
        .get(USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let secret = identity::enter_by_link(&site, &link, agent).await?;
    Ok((session_header(&site, &secret), Redirect::to("/")).into_response())
}
