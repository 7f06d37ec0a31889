//! Platform: signing in, one's account, users, the audit log, and whether the workspace is sound.

mod account;
mod audit;
mod health;
pub(crate) mod jobs;
mod preferences;
pub(crate) mod settings;
mod sign_in;
mod users;
mod welcome;

use crate::routes::{ADMINISTER, Gate, Routes};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/health", Gate::Open, health::page)
        .get("/preferences", Gate::Open, preferences::set)
        .get("/sign-in", Gate::Open, sign_in::page)
        .post("/sign-in", Gate::Open, sign_in::enter)
        .post("/sign-out", Gate::SignedIn, sign_in::out)
        .get("/welcome/{link}", Gate::Open, welcome::page)
        .post("/welcome/{link}", Gate::Open, welcome::enter)
        .get("/account", Gate::SignedIn, account::page)
        .post("/account", Gate::SignedIn, account::change)
        .post("/account/tokens", Gate::SignedIn, account::new_token)
        .post("/account/tokens/{id}/revoke", Gate::SignedIn, account::revoke_token)
        .get("/jobs/{id}/events", Gate::SignedIn, jobs::events)
        .get("/settings", Gate::SignedIn, settings::page)
        .get("/settings/users", ADMINISTER, users::page)
        .post("/settings/users", ADMINISTER, users::invite)
        .post("/settings/users/{id}", ADMINISTER, users::change)
        .post("/settings/users/{id}/link", ADMINISTER, users::link)
        .get("/settings/audit", ADMINISTER, audit::page)
}
