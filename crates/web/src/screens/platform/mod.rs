//! Platform: signing in, how one reads, whether the workspace is sound.

mod health;
mod preferences;
mod sign_in;
mod welcome;

use crate::routes::{Gate, Routes};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/health", Gate::Open, health::page)
        .get("/preferences", Gate::Open, preferences::set)
        .get("/sign-in", Gate::Open, sign_in::page)
        .get("/welcome/{link}", Gate::Open, welcome::enter)
        .post("/sign-out", Gate::SignedIn, sign_in::out)
}
