//! The face in the browser: screens and JSON API over the same use cases, in two languages.

pub mod api;
pub mod screens;

mod assets;
mod fault;
mod frame;
#[cfg(test)]
mod golden;
mod headers;
mod limit;
mod parts;
mod posted;
mod routes;
mod serve;
mod site;
mod visit;

pub use serve::serve;
pub use site::{Settings, Site};

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use routes::Routes;
use std::sync::Arc;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

/// What a request may weigh; an upload of more is refused before it is read.
pub(crate) const BODY_LIMIT: usize = 64 * 1024 * 1024;

/// Every route with the permission it demands, for the router and for the access matrix.
pub(crate) fn routes() -> Routes {
    screens::routes(api::routes(Routes::default()))
}

/// The whole application.
pub fn router(site: Site) -> Router {
    let site = Arc::new(site);
    routes()
        .into_router()
        .fallback(fault::absent)
        // Within the visit, so that the answer is a page in the reader's language.
        .layer(RequestBodyLimitLayer::new(BODY_LIMIT))
        .layer(from_fn(limit::refuse))
        .layer(from_fn_with_state(Arc::clone(&site), visit::identify))
        .layer(CatchPanicLayer::custom(fault::panicked))
        .layer(TimeoutLayer::with_status_code(
            axum::http::StatusCode::REQUEST_TIMEOUT,
            Duration::from_secs(120),
        ))
        .layer(map_response(headers::add))
        .layer(CompressionLayer::new())
        .with_state(site)
}
