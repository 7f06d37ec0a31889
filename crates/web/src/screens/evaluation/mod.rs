//! Evaluation: the runs that are kept, the next one and how far it is, and the indicators across suppliers.

mod heatmap;
mod list;
mod new;
mod run;
#[cfg(test)]
mod tests;

use crate::routes::{IMPORT, Routes, SEE};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/evaluations", SEE, list::page)
        .get("/evaluations/new", IMPORT, new::page)
        .post("/evaluations/new", IMPORT, new::start)
        .get("/evaluations/runs/{job}", IMPORT, run::page)
        .get("/indicators", SEE, heatmap::page)
}
