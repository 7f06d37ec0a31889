//! Empty states: why there is nothing, and the one thing to do about it.

use crate::visit::Visit;
use domain::platform::access::Permission;
use maud::{Markup, html};

/// One sentence, one primary action.
pub(crate) fn blank(title: &str, why: &str, action: Option<(&str, &str)>) -> Markup {
    html! {
        section.blank {
            h2 { (title) }
            p { (why) }
            @if let Some((address, word)) = action { p { a.button.primary href=(address) { (word) } } }
        }
    }
}

/// Before the first evaluation.
pub(crate) fn not_evaluated(visit: &Visit) -> Markup {
    let may = visit
        .principal
        .as_ref()
        .is_some_and(|principal| principal.may(Permission::Import));
    let word = visit.t("empty-import");
    blank(
        &visit.t("empty-not-evaluated"),
        &visit.t("empty-not-evaluated-why"),
        may.then_some(("/data/import", word.as_str())),
    )
}
