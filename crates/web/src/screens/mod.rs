//! The screens: one file each, in the folder of its stage.

pub(crate) mod design;
pub(crate) mod intake;
pub(crate) mod evaluation;
pub(crate) mod classification;
pub(crate) mod strategy;
pub(crate) mod monitoring;
pub(crate) mod party;
pub(crate) mod platform;

pub(crate) mod opened;

use crate::assets;
use crate::routes::{Gate, Routes};

/// Every screen's routes.
pub(crate) fn routes(routes: Routes) -> Routes {
    let routes = routes.get("/assets/{name}", Gate::Open, assets::serve);
    let routes = design::routes(routes);
    let routes = evaluation::routes(intake::routes(routes));
    let routes = classification::routes(routes);
    let routes = strategy::routes(routes);
    let routes = monitoring::routes(routes);
    party::routes(platform::routes(routes))
}
