//! Strategy: the map of categories by supply risk and profit impact.

mod segments;

use crate::routes::{Routes, SEE};

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/segments", SEE, segments::page)
}
