//! The face in the browser: for now the health page, its assets, and the headers that every answer carries.

pub mod platform;

mod assets;
mod headers;

use app::Context;
use axum::Router;
use axum::routing::get;
use tokio::net::TcpListener;

/// Every route of the application.
pub fn router(cx: Context) -> Router {
    Router::new()
        .route("/", get(platform::health::page))
        .route("/health", get(platform::health::page))
        .route("/assets/{name}", get(assets::serve))
        .layer(axum::middleware::map_response(headers::add))
        .with_state(cx)
}

/// Serves until the process is told to end.
pub async fn serve(listener: TcpListener, cx: Context) -> std::io::Result<()> {
    axum::serve(listener, router(cx)).await
}
