//! What is not there, in words: never 0, never blank.

use crate::visit::Visit;
use maud::{Markup, html};

/// Expected, but absent.
pub(crate) fn no_data(visit: &Visit) -> Markup {
    html! { span.missing { (visit.t("part-no-data")) } }
}

/// Does not apply here.
pub(crate) fn not_applicable(visit: &Visit) -> Markup {
    html! { span.missing aria-label=(visit.t("part-not-applicable")) { "—" } }
}
