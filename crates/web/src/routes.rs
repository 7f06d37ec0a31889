//! Routes: every one names the permission it demands, so none can be forgotten.

use crate::fault::Fault;
use crate::site::Site;
use crate::visit::Visit;
use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, delete, get, post, put};
use domain::platform::access::Permission;
use std::sync::Arc;

/// Who a route is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gate {
    /// Anybody, signed in or not: sign-in, assets, health.
    Open,
    /// Anybody who is signed in.
    SignedIn,
    /// Whoever has one of these permissions.
    May(&'static [Permission]),
}

/// Shorthands for the gates of screens.
pub(crate) const SEE: Gate = Gate::May(&[Permission::See]);
pub(crate) const SEE_OWN: Gate = Gate::May(&[Permission::See, Permission::SeeOwn]);
pub(crate) const IMPORT: Gate = Gate::May(&[Permission::Import]);
pub(crate) const METHOD: Gate = Gate::May(&[Permission::Method]);
pub(crate) const APPROVE: Gate = Gate::May(&[Permission::Approve]);
pub(crate) const ADMINISTER: Gate = Gate::May(&[Permission::Administer]);

/// One route as the access matrix and the reference of the API see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RouteEntry {
    pub(crate) method: &'static str,
    pub(crate) path: String,
    pub(crate) gate: Gate,
}

/// The routes gathered so far.
#[derive(Default)]
pub(crate) struct Routes {
    router: Router<Arc<Site>>,
    pub(crate) entries: Vec<RouteEntry>,
}

impl Routes {
    pub(crate) fn get<H, T>(self, path: &str, gate: Gate, handler: H) -> Routes
    where
        H: Handler<T, Arc<Site>>,
        T: 'static,
    {
        self.add("GET", path, gate, get(handler))
    }

    pub(crate) fn post<H, T>(self, path: &str, gate: Gate, handler: H) -> Routes
    where
        H: Handler<T, Arc<Site>>,
        T: 'static,
    {
        self.add("POST", path, gate, post(handler))
    }

    pub(crate) fn put<H, T>(self, path: &str, gate: Gate, handler: H) -> Routes
    where
        H: Handler<T, Arc<Site>>,
        T: 'static,
    {
        self.add("PUT", path, gate, put(handler))
    }

    pub(crate) fn delete<H, T>(self, path: &str, gate: Gate, handler: H) -> Routes
    where
        H: Handler<T, Arc<Site>>,
        T: 'static,
    {
        self.add("DELETE", path, gate, delete(handler))
    }

    fn add(mut self, method: &'static str, path: &str, gate: Gate, handler: MethodRouter<Arc<Site>>) -> Routes {
        let guarded = handler.layer(from_fn(move |request: Request, next: Next| guard(gate, request, next)));
        self.router = self.router.route(path, guarded);
        self.entries.push(RouteEntry {
            method,
            path: path.to_owned(),
            gate,
        });
        self
    }

    pub(crate) fn into_router(self) -> Router<Arc<Site>> {
        self.router
    }
}

/// Lets through whom the gate allows; sends people to sign in and programs away.
async fn guard(gate: Gate, request: Request, next: Next) -> Response {
    let Some(visit) = request.extensions().get::<Visit>() else {
        return Fault::internal("a request came without its visit").into_response();
    };
    let refused = match (gate, &visit.principal) {
        (Gate::Open, _) | (Gate::SignedIn, Some(_)) => None,
        (Gate::May(any), Some(principal)) if any.iter().any(|permission| principal.may(*permission)) => None,
        (Gate::May(any), Some(principal)) => match any.first() {
            Some(permission) => principal
                .demand(*permission)
                .err()
                .map(|error| Fault::from(error).into_response()),
            None => None,
        },
        (_, None) if visit.is_api() => Some(Fault::unauthorized().into_response()),
        (_, None) => Some(Redirect::to(&visit.sign_in_address()).into_response()),
    };
    match refused {
        Some(response) => response,
        None => next.run(request).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_route_stands_twice_and_a_changing_route_is_never_open_to_readers() {
        let entries = crate::routes().entries;
        for (at, entry) in entries.iter().enumerate() {
            let twin = entries[..at]
                .iter()
                .find(|other| other.method == entry.method && other.path == entry.path);
            assert!(twin.is_none(), "{} {} stands twice", entry.method, entry.path);
        }
        let open: Vec<&str> = entries
            .iter()
            .filter(|entry| entry.gate == Gate::Open)
            .map(|entry| entry.path.as_str())
            .collect();
        for path in open {
            let is_known = path.starts_with("/assets/")
                || path.starts_with("/sign-in")
                || path.starts_with("/welcome")
                || path.starts_with("/preferences")
                || path == "/health"
                || path.starts_with("/api/v1/openapi")
                || path == "/api";
            assert!(is_known, "{path} is open to anybody");
        }
    }
}
