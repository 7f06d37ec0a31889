//! Names of suppliers: the reader's script first, the other one beside it.

use crate::visit::{Visit, encoded};
use app::party::SupplierName;
use maud::{Markup, html};
use text::Language;

/// The name in the reader's script, and the other one.
pub(crate) fn both(language: Language, supplier: &SupplierName) -> (&str, Option<&str>) {
    match (&supplier.name_latin, language) {
        (Some(latin), Language::En) if latin != &supplier.name => (latin, Some(&supplier.name)),
        (Some(latin), Language::Zh) if latin != &supplier.name => (&supplier.name, Some(latin)),
        _ => (&supplier.name, None),
    }
}

/// The name as it stands in a sentence or a chart.
pub(crate) fn plain(visit: &Visit, supplier: &SupplierName) -> String {
    both(visit.language, supplier).0.to_owned()
}

/// A link to the supplier's page, with the other name and the code under it.
pub(crate) fn named(visit: &Visit, supplier: &SupplierName, period: &str) -> Markup {
    let (first, other) = both(visit.language, supplier);
    html! {
        (link(visit, supplier, period))
        div.other-name {
            @if let Some(other) = other { span lang=[script(other)] { (other) } " · " }
            @if first != supplier.code { (supplier.code) }
        }
    }
}

/// A link to the supplier's page by its name alone.
pub(crate) fn link(visit: &Visit, supplier: &SupplierName, period: &str) -> Markup {
    let (first, _) = both(visit.language, supplier);
    html! { a href=(address(supplier, period)) lang=[script(first)] { (first) } }
}

/// Where the supplier's page is.
pub(crate) fn address(supplier: &SupplierName, period: &str) -> String {
    format!("/suppliers/{}?period={}", encoded(&supplier.code), encoded(period))
}

/// The language of a name as far as its letters tell.
fn script(name: &str) -> Option<&'static str> {
    crate::screens::party::script(name)
}
