//! Design: the schemes, their weights and curves, and the rules of levels, each tried before it is saved.

mod list;
mod rules;
mod scheme;

use crate::routes::{METHOD, Routes, SEE};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/schemes", SEE, list::page)
        .get("/schemes/{code}", SEE, scheme::page)
        .post("/schemes/{code}", METHOD, scheme::save)
        .post("/schemes/{code}/what-if", SEE, scheme::try_out)
        .get("/schemes/{code}/document", SEE, scheme::document)
        .get("/schemes/{code}/rules", SEE, rules::page)
}
