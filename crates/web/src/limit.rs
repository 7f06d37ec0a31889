//! Requests that are too large: read to their end and thrown away, so that the browser gets to see the answer.

use crate::BODY_LIMIT;
use crate::fault::Fault;
use crate::visit::Visit;
use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::CONTENT_LENGTH;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::StreamExt;

/// More than this is not even thrown away: the connection is closed on it.
const DRAINED: u64 = 2 * 1024 * 1024 * 1024;

/// Refuses by the announced length. A browser that is still sending shows no answer, so what somebody who is signed in
/// sends is taken in and forgotten first; it is never held.
pub(crate) async fn refuse(request: Request, next: Next) -> Response {
    let announced = request
        .headers()
        .get(CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if announced.is_none_or(|length| length <= BODY_LIMIT as u64) {
        return next.run(request).await;
    }
    let is_known = request
        .extensions()
        .get::<Visit>()
        .is_some_and(|visit| visit.principal.is_some());
    if is_known && announced.is_some_and(|length| length <= DRAINED) {
        drain(request.into_body()).await;
    }
    Fault::new(StatusCode::PAYLOAD_TOO_LARGE, "").into_response()
}

async fn drain(body: Body) {
    let mut chunks = body.into_data_stream();
    while let Some(Ok(_)) = chunks.next().await {}
}
