//! Monitoring: home, the movement between levels, and one indicator over time.

mod home;
mod indicator;
mod migration;

use crate::routes::{Gate, Routes, SEE};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/", Gate::SignedIn, home::page)
        .get("/levels/migration", SEE, migration::page)
        .get("/indicators/{code}", SEE, indicator::page)
}
