//! Party: the supplier list, the page of one supplier with its scorecard, comparison, and the search over names.

mod list;
mod search;
mod supplier;
mod overview;
mod evidence;
mod peek;
mod scorecard;
mod indicator;
mod change;
mod rows;
mod compare;
mod export;
mod views;

pub(crate) use list::script;

use crate::routes::{Routes, SEE, SEE_OWN};
use crate::visit::{Visit, encoded};
use domain::platform::access::Permission;
use maud::{Markup, html};
use text::Language;

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/suppliers", SEE, list::page)
        .get("/suppliers/export.xlsx", SEE, export::workbook)
        .get("/suppliers/export.csv", SEE, export::delimited)
        .get("/suppliers/{code}", SEE, supplier::page)
        .get("/suppliers/{code}/peek", SEE, peek::page)
        .get("/suppliers/{code}/scorecard", SEE_OWN, scorecard::page)
        .get("/suppliers/{code}/scorecard.xlsx", SEE_OWN, export::calculation)
        .get("/suppliers/{code}/change", SEE_OWN, change::page)
        .get("/suppliers/{code}/rows", SEE_OWN, rows::page)
        .get("/compare", SEE, compare::page)
        .get("/compare/export.xlsx", SEE, export::comparison)
        .post("/views", SEE, views::save)
        .get("/views/{id}", SEE, views::open)
        .post("/views/{id}/remove", SEE, views::remove)
        .get("/search", SEE, search::page)
}

/// An address below a supplier, such as `/scorecard`, in a period.
fn below(code: &str, tail: &str, period: &str) -> String {
    format!("/suppliers/{}{tail}?period={period}", encoded(code))
}

/// The name in the reader's script.
fn own_name<'a>(language: Language, name: &'a str, latin: Option<&'a str>) -> &'a str {
    match language {
        Language::En => latin.unwrap_or(name),
        Language::Zh => name,
    }
}

/// Another name than the one that is the title.
fn other_name<'a>(language: Language, name: &'a str, latin: Option<&'a str>) -> Option<&'a str> {
    let latin = latin.filter(|latin| *latin != name)?;
    Some(match language {
        Language::En => name,
        Language::Zh => latin,
    })
}

/// One of the pages about a supplier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tab {
    Overview,
    Scorecard,
    Change,
}

/// The pages about a supplier; whoever is of the supplier itself has no overview.
fn tabs(visit: &Visit, code: &str, period: &str, tab: Tab) -> Markup {
    let may_see = visit
        .principal
        .as_ref()
        .is_some_and(|principal| principal.may(Permission::See));
    let all = [
        (Tab::Overview, "", "supplier-tab-overview"),
        (Tab::Scorecard, "/scorecard", "supplier-tab-scorecard"),
        (Tab::Change, "/change", "supplier-tab-change"),
    ];
    html! {
        nav.tabs aria-label=(visit.t("supplier-tabs")) {
            @for (one, tail, word) in all {
                @if one != Tab::Overview || may_see {
                    a href=(below(code, tail, period)) aria-current=[(one == tab).then_some("page")] { (visit.t(word)) }
                }
            }
        }
    }
}

/// The line under the tabs: other name, country, code.
fn identity(visit: &Visit, code: &str, (name, latin): (&str, Option<&str>), country: Option<&str>) -> Markup {
    html! {
        p.other-name {
            @if let Some(other) = other_name(visit.language, name, latin) { span lang=[list::script(other)] { (other) } " · " }
            @if let Some(country) = country { (country) " · " }
            (code)
        }
    }
}

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
