//! Serving: a listener that does not wait for ever for a client's headers.

use crate::site::Site;
use crate::visit::Peer;
use axum::{Extension, Router};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// Connections served at a time; more wait in the system's queue.
const CONNECTIONS: usize = 1_024;
/// A client that has not sent its headers by then is let go.
const HEADERS_WITHIN: Duration = Duration::from_secs(15);

/// Serves until `ended` is ready; requests under way are then given a moment to finish.
pub async fn serve(listener: TcpListener, site: Site, ended: impl Future<Output = ()>) -> std::io::Result<()> {
    let app = crate::router(site);
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    tokio::pin!(ended);
    loop {
        let permit = tokio::select! {
            permit = Arc::clone(&room).acquire_owned() => permit.map_err(std::io::Error::other)?,
            () = &mut ended => return Ok(()),
        };
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                // A client that gave up meanwhile, or no descriptor left: the next one may be luckier.
                Err(_) => continue,
            },
            () = &mut ended => return Ok(()),
        };
        let app = app.clone().layer(Extension(Peer(peer)));
        tokio::spawn(async move {
            connection(stream, app).await;
            drop(permit);
        });
    }
}

async fn connection(stream: tokio::net::TcpStream, app: Router) {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS_WITHIN)
        .max_buf_size(64 * 1024);
    // What goes wrong on a connection concerns only its client, who is gone.
    drop(
        builder
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(app))
            .await,
    );
}
