//! The JSON API: the use cases of the screens for programs, described by one `OpenAPI` document.

mod document;
mod evaluations;
mod facts;
mod imports;
mod levels;
mod number;
mod reference;
mod schemes;
mod suppliers;

pub use document::openapi;

use crate::routes::{Gate, IMPORT, METHOD, Routes, SEE, SEE_OWN};

/// Every route of the API.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/api", Gate::Open, reference::page)
        .get("/api/v1/openapi.json", Gate::Open, document::serve)
        .get("/api/v1/suppliers", SEE, suppliers::list)
        .get("/api/v1/suppliers/{code}", SEE_OWN, suppliers::one)
        .get("/api/v1/suppliers/{code}/scorecard", SEE_OWN, suppliers::scorecard)
        .get("/api/v1/suppliers/{code}/change", SEE_OWN, suppliers::change)
        .get("/api/v1/levels", SEE, levels::list)
        .get("/api/v1/evaluations", SEE, evaluations::list)
        .post("/api/v1/evaluations", IMPORT, evaluations::run)
        .get("/api/v1/schemes", SEE, schemes::list)
        .get("/api/v1/schemes/{code}", SEE, schemes::one)
        .put("/api/v1/schemes/{code}", METHOD, schemes::put)
        .post("/api/v1/schemes/{code}/what-if", SEE, schemes::what_if)
        .get("/api/v1/kinds", SEE, facts::kinds)
        .post("/api/v1/facts/{kind}", IMPORT, facts::push)
        .get("/api/v1/imports", SEE, imports::list)
        .delete("/api/v1/imports/{id}", IMPORT, imports::undo)
        .get("/api/v1/imports/{id}/rejected", SEE, imports::rejected)
}
