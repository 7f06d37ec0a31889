//! Evaluation: the next run, and how far it is.

mod new;
mod run;
#[cfg(test)]
mod tests;

use crate::routes::{IMPORT, Routes};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/evaluations/new", IMPORT, new::page)
        .post("/evaluations/new", IMPORT, new::start)
        .get("/evaluations/runs/{job}", IMPORT, run::page)
}
