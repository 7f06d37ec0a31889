//! The JSON API: the use cases of the screens for programs, described by one `OpenAPI` document.

use crate::routes::Routes;

/// Every route of the API.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
}
