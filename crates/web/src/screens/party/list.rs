//! W3 Supplier list: filters in the address, sorted columns, a bar for what is selected.

use super::views;
use crate::fault::Fault;
use crate::frame::{Frame, Place};
use crate::parts::{
    change, grade, level, not_applicable, not_evaluated, pages, period_picker, score, sparkline, truth,
};
use crate::site::Site;
use crate::visit::{Visit, encoded};
use app::evaluation::Reading;
use app::party::{ListRequest, Order, SavedView, SupplierLine, SupplierPage, list, saved_views};
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;
use text::Language;

/// Suppliers on one page.
const SIZE: usize = 100;

/// The address of the list: every filter, the order, the page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(crate) struct Address {
    pub(crate) q: String,
    pub(crate) level: Vec<String>,
    pub(crate) grade: Vec<String>,
    pub(crate) country: Vec<String>,
    pub(crate) category: String,
    pub(crate) state: Vec<String>,
    pub(crate) moved: String,
    pub(crate) period: String,
    pub(crate) sort: String,
    pub(crate) page: String,
    /// Columns that are shown; the usual ones when empty.
    pub(crate) column: Vec<String>,
}

/// Every column beside the name: its name, its word, and whether it is usual.
pub(super) const COLUMNS: &[(&str, &str, bool)] = &[
    ("level", "suppliers-level", true),
    ("held", "export-held", false),
    ("score", "suppliers-score", true),
    ("change", "suppliers-change", true),
    ("history", "suppliers-history", true),
    ("grade", "suppliers-grade", true),
    ("coverage", "suppliers-coverage", true),
    ("spend", "suppliers-spend", true),
    ("category", "suppliers-category", false),
    ("country", "suppliers-country", false),
    ("owner", "supplier-owner", false),
    ("status", "export-status", false),
    ("flags", "suppliers-flags", false),
];

impl Address {
    /// Reads a query; unknown names are left alone, because a saved view may be older than the list.
    pub(crate) fn read(query: Option<&str>) -> Result<Address, Fault> {
        serde_html_form::from_str(query.unwrap_or_default())
            .map_err(|error| Fault::new(StatusCode::UNPROCESSABLE_ENTITY, error.to_string()))
    }

    pub(crate) fn request(&self) -> ListRequest {
        let (name, is_descending) = match self.sort.strip_prefix('-') {
            Some(name) => (name, true),
            None => (self.sort.as_str(), false),
        };
        let some = |all: &[String]| all.iter().filter(|one| !one.is_empty()).cloned().collect();
        ListRequest {
            search: self.q.clone(),
            levels: some(&self.level),
            grades: some(&self.grade),
            countries: some(&self.country),
            category: Some(self.category.clone()).filter(|code| !code.is_empty()),
            states: some(&self.state),
            moved: self.moved == "yes",
            order: Order::from_name(name).unwrap_or_default(),
            is_descending,
            page: self.page.parse().unwrap_or(1).max(1),
            size: SIZE,
        }
    }

    /// What is filtered, in words.
    pub(crate) fn filters(&self, visit: &Visit) -> Vec<String> {
        let pairs = self.pairs(&["sort", "period", "page", "column"]);
        let words = pairs.iter().map(|(name, value)| {
            let label = visit.t(match *name {
                "q" => "suppliers-find",
                "moved" => "suppliers-moved",
                "level" => "suppliers-level",
                "grade" => "suppliers-grade",
                "country" => "suppliers-country",
                "category" => "suppliers-category",
                _ => "suppliers-state",
            });
            visit.say(
                "export-filter",
                &[("filter", &label), ("value", &filter_words(visit, name, value))],
            )
        });
        words.collect()
    }

    /// The columns beside the name, in their order.
    pub(super) fn columns(&self) -> Vec<&'static str> {
        let known = |name: &str| self.column.iter().any(|one| one == name);
        let has_own = COLUMNS.iter().any(|(name, _, _)| known(name));
        let shown = COLUMNS
            .iter()
            .filter(|(name, _, usual)| if has_own { known(name) } else { *usual });
        shown.map(|(name, _, _)| *name).collect()
    }

    /// Filters, columns, order and period as a query, without the page.
    pub(super) fn query(&self) -> String {
        let address = self.link(&["page"], &[]);
        address
            .split_once('?')
            .map(|(_, query)| query.to_owned())
            .unwrap_or_default()
    }

    /// The pairs of the query, without empty ones and without the given names.
    pub(super) fn pairs(&self, without: &[&str]) -> Vec<(&'static str, String)> {
        let mut pairs: Vec<(&'static str, String)> = vec![("q", self.q.clone())];
        let lists = [
            ("level", &self.level),
            ("grade", &self.grade),
            ("country", &self.country),
            ("state", &self.state),
            ("column", &self.column),
        ];
        for (name, values) in lists {
            pairs.extend(values.iter().map(|value| (name, value.clone())));
        }
        pairs.push(("category", self.category.clone()));
        pairs.push(("moved", self.moved.clone()));
        pairs.push(("period", self.period.clone()));
        pairs.push(("sort", self.sort.clone()));
        pairs.retain(|(name, value)| !value.is_empty() && !without.contains(name));
        pairs
    }

    fn link(&self, without: &[&str], with: &[(&str, &str)]) -> String {
        let kept = self.pairs(without);
        let pairs = kept
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .chain(with.iter().copied());
        let query: Vec<String> = pairs
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        if query.is_empty() {
            "/suppliers".to_owned()
        } else {
            format!("/suppliers?{}", query.join("&"))
        }
    }

    /// The same list without one value of one filter.
    fn without_value(&self, name: &str, value: &str) -> String {
        let kept = self.pairs(&["page"]);
        let query: Vec<String> = kept
            .iter()
            .filter(|(known, held)| !(*known == name && held == value))
            .map(|(known, held)| format!("{known}={}", encoded(held)))
            .collect();
        if query.is_empty() {
            "/suppliers".to_owned()
        } else {
            format!("/suppliers?{}", query.join("&"))
        }
    }
}

pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Markup, Fault> {
    let address = Address::read(query.as_deref())?;
    let title = visit.t("rail-suppliers");
    let period = Some(address.period.as_str()).filter(|period| !period.is_empty());
    let Some(reading) = Reading::open(&site, visit.principal()?, period).await? else {
        return Ok(Frame::new(&visit, &title)
            .at(Place::Suppliers)
            .page(&not_evaluated(&visit)));
    };
    let found = list(&site, &reading, &address.request()).await?;
    let views = saved_views(&site, visit.principal()?, views::SCREEN).await?;
    let body = view(&visit, &address, &found, &choices(&reading, views));
    let frame = Frame::new(&visit, &title)
        .at(Place::Suppliers)
        .truth(truth(&visit, &reading));
    Ok(frame.tools(period_picker(&visit, &reading)).page(&body))
}

/// What the filters offer.
pub(crate) struct Choices {
    pub(super) countries: Vec<String>,
    /// Code and name.
    pub(super) categories: Vec<(String, String)>,
    pub(super) views: Vec<SavedView>,
}

fn choices(reading: &Reading, views: Vec<SavedView>) -> Choices {
    let mut countries: Vec<String> = reading
        .suppliers()
        .filter_map(|seen| seen.supplier.country.clone())
        .collect();
    countries.sort();
    countries.dedup();
    let categories = reading.opened().loaded.computed.categories.iter();
    let categories = categories
        .map(|category| (category.code.clone(), category.name.clone()))
        .collect();
    Choices {
        countries,
        categories,
        views,
    }
}

/// The list itself; also the sample of the golden page.
pub(crate) fn view(visit: &Visit, address: &Address, found: &SupplierPage, choices: &Choices) -> Markup {
    html! {
        div.stack {
            (filters(visit, address, choices))
            div.row.spread { (chips(visit, address)) (views::tools(visit, address, &choices.views)) }
            @if found.suppliers.is_empty() {
                section.blank {
                    h2 { (visit.t("suppliers-no-match")) }
                    p { a.button href=(address.link(&["q", "level", "grade", "country", "category", "state", "moved", "page"], &[])) { (visit.t("suppliers-clear")) } }
                }
            } @else {
                form method="get" action="/compare" data-selection="" {
                    input type="hidden" name="period" value=(found.period);
                    (table(visit, address, found))
                    aside #peek aria-live="polite" {}
                    div.row.spread {
                        span.row {
                            button type="submit" data-needs="2-6" { (visit.t("suppliers-compare")) " (" span data-chosen="" { "0" } ")" }
                            a.button href=(address.link(&["page"], &[]).replacen("/suppliers", "/suppliers/export.xlsx", 1)) download { (visit.t("suppliers-export")) }
                            a.button href=(address.link(&["page"], &[]).replacen("/suppliers", "/suppliers/export.csv", 1)) download { (visit.t("suppliers-export-csv")) }
                        }
                    }
                }
                (pages(visit, address.page.parse().unwrap_or(1).max(1), SIZE, found.total,
                    |page| address.link(&[], &[("page", &page.to_string())])))
            }
        }
    }
}

fn filters(visit: &Visit, address: &Address, choices: &Choices) -> Markup {
    html! {
        form.filters method="get" action="/suppliers" data-auto="" {
            label { (visit.t("suppliers-find"))
                input type="search" name="q" value=(address.q) data-filter="" autocomplete="off" placeholder=(visit.t("suppliers-find-hint"));
            }
            label { (visit.t("suppliers-level"))
                select name="level" {
                    option value="" { (visit.t("filter-all")) }
                    @for name in ["core", "key", "qualified", "restricted", "none"] {
                        option value=(name) selected[address.level.iter().any(|one| one == name)] { (visit.t(&format!("badge-{name}"))) }
                    }
                }
            }
            label { (visit.t("suppliers-grade"))
                select name="grade" {
                    option value="" { (visit.t("filter-all")) }
                    @for name in ["A", "B", "C", "D"] { option value=(name) selected[address.grade.iter().any(|one| one == name)] { (name) } }
                }
            }
            label { (visit.t("suppliers-category"))
                select name="category" {
                    option value="" { (visit.t("filter-all")) }
                    @for (code, name) in &choices.categories { option value=(code) selected[address.category == *code] { (name) } }
                }
            }
            label { (visit.t("suppliers-country"))
                select name="country" {
                    option value="" { (visit.t("filter-all")) }
                    @for code in &choices.countries { option value=(code) selected[address.country.contains(code)] { (code) } }
                }
            }
            label { (visit.t("suppliers-state"))
                select name="state" {
                    option value="" { (visit.t("filter-all")) }
                    @for name in ["official", "provisional", "no_score"] {
                        option value=(name) selected[address.state.iter().any(|one| one == name)] { (visit.t(&format!("state-{}", name.replace('_', "-")))) }
                    }
                }
            }
            @if !address.sort.is_empty() { input type="hidden" name="sort" value=(address.sort); }
            @if !address.period.is_empty() { input type="hidden" name="period" value=(address.period); }
            @if !address.moved.is_empty() { input type="hidden" name="moved" value=(address.moved); }
            @for column in &address.column { input type="hidden" name="column" value=(column); }
            button type="submit" { (visit.t("filter-apply")) }
        }
    }
}

/// What is filtered, each with the way out of it.
fn chips(visit: &Visit, address: &Address) -> Markup {
    let shown: Vec<(&'static str, String)> = address.pairs(&["sort", "period", "page", "column"]);
    html! {
        @if !shown.is_empty() {
            ul.chips {
                @for (name, value) in &shown {
                    li { a.chip.on href=(address.without_value(name, value)) aria-label=(visit.say("filter-remove", &[("filter", value)])) {
                        (filter_words(visit, name, value)) span aria-hidden="true" { "×" }
                    } }
                }
            }
        }
    }
}

fn filter_words(visit: &Visit, name: &str, value: &str) -> String {
    match name {
        "level" => visit.t(&format!("badge-{value}")),
        "state" => visit.t(&format!("state-{}", value.replace('_', "-"))),
        "moved" => visit.t("suppliers-moved"),
        _ => value.to_owned(),
    }
}

fn table(visit: &Visit, address: &Address, found: &SupplierPage) -> Markup {
    html! {
        div.table-wrap {
            table.pinned.cards {
                caption.visually-hidden { (visit.t("rail-suppliers")) }
                thead { tr {
                    th scope="col" { div.pick { input type="checkbox" data-all="" aria-label=(visit.t("list-select-all")); (head(visit, address, "name", "suppliers-name")) } }
                    @for name in address.columns() { (column_head(visit, address, name)) }
                } }
                tbody data-rows="" {
                    @for supplier in &found.suppliers { (row(visit, address, found, supplier)) }
                }
            }
        }
    }
}

fn row(visit: &Visit, address: &Address, found: &SupplierPage, supplier: &SupplierLine) -> Markup {
    let (first, other) = names(visit.language, supplier);
    html! {
        tr {
            th scope="row" {
                div.pick {
                    input type="checkbox" name="supplier" value=(supplier.code) aria-label=(visit.say("list-select", &[("name", first)]));
                    div {
                        a href=(format!("/suppliers/{}?period={}", encoded(&supplier.code), found.period)) lang=[script(first)] { (first) }
                        div.other-name {
                            @if let Some(other) = other { span lang=[script(other)] { (other) } " · " }
                            @if let Some(country) = &supplier.country { (country) " · " } (supplier.code)
                        }
                    }
                    @let peek = format!("/suppliers/{}/peek?period={}", encoded(&supplier.code), found.period);
                    a.peek-link href=(peek) hx-get=(peek) hx-target="#peek" hx-swap="innerHTML" data-peek="" tabindex="-1" aria-label=(visit.say("suppliers-peek", &[("name", first)])) {
                        svg viewBox="0 0 20 20" aria-hidden="true" { path d="M3 4h14v12H3zM12 4v12" {} }
                    }
                }
            }
            @for name in address.columns() { (cell(visit, supplier, name)) }
        }
    }
}

/// The heading of a column; most of them sort.
fn column_head(visit: &Visit, address: &Address, name: &str) -> Markup {
    let word = COLUMNS
        .iter()
        .find(|(known, _, _)| *known == name)
        .map_or("", |(_, word, _)| *word);
    match name {
        "level" | "country" => column(visit, address, name, word, false),
        "score" | "change" | "coverage" | "spend" => column(visit, address, name, word, true),
        _ => html! { th scope="col" { (visit.t(word)) } },
    }
}

fn cell(visit: &Visit, supplier: &SupplierLine, name: &str) -> Markup {
    let plain = |text: Option<&str>| html! { td.wide { (text.unwrap_or("—")) } };
    match name {
        "level" => html! { td { (level(visit, supplier.level.as_deref())) } },
        "held" => {
            html! { td.wide { @if supplier.held.is_some() { (level(visit, supplier.held.as_deref())) } @else { (not_applicable(visit)) } } }
        }
        "score" => html! { td.num data-label=(visit.t("suppliers-score")) { (score(visit, supplier.score)) } },
        "change" => html! { td.num { (change(supplier.change)) } },
        "history" => {
            html! { td.wide { (sparkline(&supplier.history, &visit.say("suppliers-trend", &[("scores", &trend(supplier))]))) } }
        }
        "grade" => html! { td.wide { (grade(visit, supplier.grade.as_deref())) } },
        "coverage" => coverage(visit, supplier),
        "spend" => html! { td.num.wide { (text::money(supplier.spend, "", visit.language)) } },
        "category" => plain(Some(&supplier.categories.join(", "))),
        "country" => plain(supplier.country.as_deref()),
        "owner" => plain(supplier.owner.as_deref()),
        "status" => plain(Some(&visit.t(&format!("supplier-status-{}", supplier.status)))),
        _ => {
            html! { td.wide { span.row { @for flag in &supplier.flags { span.tag { (visit.t(&format!("supplier-flag-{}", flag.replace('_', "-")))) } } } } }
        }
    }
}

fn trend(supplier: &SupplierLine) -> String {
    let scores = supplier.history.iter();
    let scores = scores.map(|score| score.map_or_else(|| "—".to_owned(), text::points));
    scores.collect::<Vec<_>>().join(", ")
}

fn coverage(visit: &Visit, supplier: &SupplierLine) -> Markup {
    html! {
        td.num.wide {
            @match supplier.coverage {
                Some(coverage) => {
                    (text::percent(coverage, visit.language))
                    @if supplier.state == "provisional" { " " span.tag.warn title=(visit.t("state-provisional")) { (visit.t("state-provisional-short")) } }
                }
                None => { (crate::parts::no_data(visit)) }
            }
        }
    }
}

/// The name in the reader's script first, the other one second.
pub(crate) fn names(language: Language, supplier: &SupplierLine) -> (&str, Option<&str>) {
    match (&supplier.name_latin, language) {
        (Some(latin), Language::En) if latin != &supplier.name => (latin, Some(&supplier.name)),
        (Some(latin), Language::Zh) if latin != &supplier.name => (&supplier.name, Some(latin)),
        _ => (&supplier.name, None),
    }
}

/// The language of a name as far as its letters tell: Chinese characters want the Chinese font's shapes.
pub(crate) fn script(name: &str) -> Option<&'static str> {
    let has = |from: char, to: char| name.chars().any(|letter| (from..=to).contains(&letter));
    if has('\u{3040}', '\u{30ff}') {
        Some("ja")
    } else if has('\u{ac00}', '\u{d7af}') {
        Some("ko")
    } else if has('\u{4e00}', '\u{9fff}') {
        Some("zh-CN")
    } else {
        None
    }
}

fn column(visit: &Visit, address: &Address, order: &str, word: &str, is_number: bool) -> Markup {
    let sorted = address.sort.trim_start_matches('-') == order;
    let direction = if address.sort.starts_with('-') {
        "descending"
    } else {
        "ascending"
    };
    html! {
        th scope="col" class=[is_number.then_some("num")] aria-sort=[sorted.then_some(direction)] { (head(visit, address, order, word)) }
    }
}

fn head(visit: &Visit, address: &Address, order: &str, word: &str) -> Markup {
    let is_up = address.sort == order;
    let is_down = address.sort.strip_prefix('-') == Some(order);
    let next = if is_down || (!is_up && matches!(order, "name" | "level")) {
        order.to_owned()
    } else {
        format!("-{order}")
    };
    html! {
        a href=(address.link(&["sort", "page"], &[("sort", &next)])) {
            (visit.t(word)) @if is_up { " ↑" } @if is_down { " ↓" }
        }
    }
}
