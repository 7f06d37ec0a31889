//! Evaluation: the runs that are kept, and the indicators across suppliers.

mod heatmap;
mod list;

use crate::routes::{Routes, SEE};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/evaluations", SEE, list::page)
        .get("/indicators", SEE, heatmap::page)
}
