//! Classification: the level board, what there is to trust it, and agreement with a list of one's own.

mod agreement;
mod board;
mod trust;

use crate::routes::{Routes, SEE};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/levels", SEE, board::page)
        .get("/levels/trust", SEE, trust::page)
        .get("/levels/agreement", SEE, agreement::page)
        .post("/levels/agreement", SEE, agreement::compare)
}
