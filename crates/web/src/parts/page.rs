//! Pages of a list: where one is, and the ways on.

use crate::visit::Visit;
use maud::{Markup, html};

/// "101–200 of 412" with links; `link` makes the address of a page (counted from 1).
pub(crate) fn pages(visit: &Visit, page: usize, size: usize, total: usize, link: impl Fn(usize) -> String) -> Markup {
    let first = (page.saturating_sub(1)) * size + 1;
    let last = (page * size).min(total);
    let is_last = last >= total;
    html! {
        nav.pages aria-label=(visit.t("pages-label")) {
            span.count aria-live="polite" {
                (visit.say("pages-count", &[("first", &first.min(total).to_string()), ("last", &last.to_string()),
                    ("total", &text::count(u64::try_from(total).unwrap_or(u64::MAX)))]))
            }
            @if total > size {
                span.row {
                    @if page > 1 { a.button rel="prev" href=(link(page - 1)) { (visit.t("pages-previous")) } }
                    @if !is_last { a.button rel="next" href=(link(page + 1)) { (visit.t("pages-next")) } }
                }
            }
        }
    }
}
