//! W25 Settings: the way to users, the audit log and the state of the machine.

use crate::visit::Visit;
use axum::response::Redirect;
use domain::platform::access::Permission;
use maud::{Markup, html};

/// What somebody may see of the settings first.
pub(crate) async fn page(visit: Visit) -> Redirect {
    let may = |permission| {
        visit
            .principal
            .as_ref()
            .is_some_and(|principal| principal.may(permission))
    };
    Redirect::to(if may(Permission::Administer) {
        "/settings/users"
    } else {
        "/health"
    })
}

/// The tabs of the settings.
pub(crate) fn tabs(visit: &Visit, current: &str) -> Markup {
    let all = [
        ("/settings/users", "settings-users"),
        ("/settings/audit", "settings-audit"),
        ("/health", "settings-health"),
    ];
    html! {
        nav.tabs aria-label=(visit.t("rail-settings")) {
            @for (address, word) in all {
                a href=(address) aria-current=[(address == current).then_some("page")] { (visit.t(word)) }
            }
        }
    }
}
