//! Party: the supplier list and the search over names in every script.

mod list;
mod search;

pub(crate) use list::script;

use crate::routes::{Routes, SEE};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/suppliers", SEE, list::page)
        .get("/search", SEE, search::page)
}
