//! The screens: one file each, in the folder of its stage.

pub(crate) mod intake;
pub(crate) mod evaluation;
pub(crate) mod party;
pub(crate) mod platform;

use crate::assets;
use crate::routes::{Gate, Routes};

/// Every screen's routes.
pub(crate) fn routes(routes: Routes) -> Routes {
    let routes = routes.get("/assets/{name}", Gate::Open, assets::serve);
    let routes = evaluation::routes(intake::routes(routes));
    party::routes(platform::routes(routes))
}
