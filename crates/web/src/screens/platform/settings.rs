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
        ("/schemes", "settings-schemes"),
        ("/settings/users", "settings-users"),
        ("/settings/audit", "settings-audit"),
        ("/health", "settings-health"),
    ];
    let is_administrator = visit
        .principal
        .as_ref()
        .is_some_and(|principal| principal.may(Permission::Administer));
    let shown = all
        .into_iter()
        .filter(|(address, _)| is_administrator || !address.starts_with("/settings/"));
    html! {
        nav.tabs aria-label=(visit.t("rail-settings")) {
            @for (address, word) in shown {
                a href=(address) aria-current=[(address == current).then_some("page")] { (visit.t(word)) }
            }
        }
    }
}
