//! W6 Compare: two to six suppliers side by side, bars aligned, with what chance could make shown as equal.

use super::{below, identity, list, own_name};
use crate::fault::Fault;
use crate::frame::{Frame, Place};
use crate::parts::{blank, change, level, no_data, not_applicable, not_evaluated, period_picker, truth};
use crate::site::Site;
use crate::visit::{Visit, encoded};
use app::evaluation::Reading;
use app::party::{COMPARED_MAX, Commercial, CompareCell, CompareRow, CompareView, ListRequest, SupplierLine, compare};
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

/// The address: who is compared, against whom, and what was typed to add one more.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct Address {
    pub(super) supplier: Vec<String>,
    pub(super) base: String,
    /// Part of a code or name.
    add: String,
    pub(super) period: String,
}

impl Address {
    pub(super) fn read(query: Option<&str>) -> Result<Address, Fault> {
        let mut address: Address = serde_html_form::from_str(query.unwrap_or_default())
            .map_err(|error| Fault::new(StatusCode::UNPROCESSABLE_ENTITY, error.to_string()))?;
        let mut seen = std::collections::BTreeSet::new();
        address
            .supplier
            .retain(|code| !code.is_empty() && seen.insert(code.clone()));
        Ok(address)
    }

    fn link(&self, path: &str, suppliers: &[String], base: &str) -> String {
        let mut query: Vec<String> = suppliers
            .iter()
            .map(|code| format!("supplier={}", encoded(code)))
            .collect();
        if !base.is_empty() {
            query.push(format!("base={}", encoded(base)));
        }
        if !self.period.is_empty() {
            query.push(format!("period={}", encoded(&self.period)));
        }
        format!("{path}?{}", query.join("&"))
    }
}

pub(super) async fn page(
    State(site): State<Arc<Site>>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Markup, Fault> {
    let mut address = Address::read(query.as_deref())?;
    let title = visit.t("compare-title");
    let period = Some(address.period.as_str()).filter(|period| !period.is_empty());
    let Some(reading) = Reading::open(&site, visit.principal()?, period).await? else {
        return Ok(Frame::new(&visit, &title)
            .at(Place::Suppliers)
            .page(&not_evaluated(&visit)));
    };
    let candidates = if address.add.trim().is_empty() {
        Vec::new()
    } else {
        let request = ListRequest {
            search: address.add.clone(),
            page: 1,
            size: 6,
            ..ListRequest::default()
        };
        app::party::list(&site, &reading, &request).await?.suppliers
    };
    // One match is meant; several are offered.
    let exact = candidates
        .iter()
        .find(|one| one.code == address.add)
        .or(match candidates.as_slice() {
            [one] => Some(one),
            _ => None,
        });
    let is_added = exact.is_some_and(|one| {
        let is_new = !address.supplier.contains(&one.code) && address.supplier.len() < COMPARED_MAX;
        if is_new {
            address.supplier.push(one.code.clone());
        }
        is_new
    });
    let found = if address.supplier.len() >= 2 {
        let base = Some(address.base.as_str()).filter(|base| !base.is_empty());
        Some(compare(&site, &reading, &address.supplier, base, visit.language).await?)
    } else {
        None
    };
    let offered = if is_added { &[] } else { candidates.as_slice() };
    let body = view(&visit, &address, found.as_ref(), offered);
    let frame = Frame::new(&visit, &title)
        .at(Place::Suppliers)
        .truth(truth(&visit, &reading));
    Ok(frame.tools(period_picker(&visit, &reading)).page(&body))
}

/// The comparison; also the sample of the golden page.
pub(super) fn view(visit: &Visit, address: &Address, found: Option<&CompareView>, offered: &[SupplierLine]) -> Markup {
    html! {
        div.stack.wide-gap {
            div.row.spread.no-print {
                (add(visit, address, offered))
                @if found.is_some() {
                    a.button href=(address.link("/compare/export.xlsx", &address.supplier, &address.base)) download { (visit.t("suppliers-export")) }
                }
            }
            @match found {
                None => {
                    (blank(&visit.t("compare-pick"), &visit.t("compare-pick-why"), Some(("/suppliers", &visit.t("compare-to-list")))))
                }
                Some(found) => {
                    @if found.shared.0 < found.shared.1 {
                        p.note { (visit.say("compare-shared", &[("shared", &found.shared.0.to_string()), ("all", &found.shared.1.to_string())])) }
                    }
                    (table(visit, address, found))
                    (commercial(visit, found))
                }
            }
        }
    }
}

fn add(visit: &Visit, address: &Address, offered: &[SupplierLine]) -> Markup {
    html! {
        div {
            @if address.supplier.len() < COMPARED_MAX {
                form.row method="get" action="/compare" {
                    @for code in &address.supplier { input type="hidden" name="supplier" value=(code); }
                    @if !address.base.is_empty() { input type="hidden" name="base" value=(address.base); }
                    @if !address.period.is_empty() { input type="hidden" name="period" value=(address.period); }
                    label.visually-hidden for="add" { (visit.t("compare-add")) }
                    input #add type="search" name="add" value=(if offered.is_empty() { "" } else { &address.add }) placeholder=(visit.t("suppliers-find-hint")) autocomplete="off" data-filter="";
                    button type="submit" { (visit.t("compare-add")) }
                }
            }
            @if !offered.is_empty() {
                ul.chips {
                    @for one in offered {
                        @let mut codes = address.supplier.clone();
                        @let _ = codes.push(one.code.clone());
                        @let name = own_name(visit.language, &one.name, one.name_latin.as_deref());
                        li { a.chip href=(address.link("/compare", &codes, &address.base)) { span lang=[list::script(name)] { (name) } span.muted { (one.code) } } }
                    }
                }
            } @else if !address.add.trim().is_empty() && !address.supplier.iter().any(|code| *code == address.add) {
                p.count role="status" { (visit.say("search-nothing", &[("typed", &address.add)])) }
            }
        }
    }
}

fn table(visit: &Visit, address: &Address, found: &CompareView) -> Markup {
    let has_peer = found.rows.iter().any(|row| row.peer.is_some());
    html! {
        div.table-wrap {
            table.pinned.compare {
                caption { (visit.t("compare-legend")) }
                thead { tr {
                    th scope="col" { (visit.t("compare-part")) }
                    @for one in &found.suppliers { th scope="col" { (column(visit, address, found, one)) } }
                    @if has_peer { th scope="col" { (visit.t("supplier-peer-median")) } }
                } }
                tbody data-rows="" {
                    @for row in &found.rows {
                        tr class=(row.kind) {
                            th scope="row" { (row_name(visit, row)) }
                            @for one in &row.cells { td { (cell(visit, row, one)) } }
                            @if has_peer { td { @match row.peer { Some(peer) => { (bar(peer)) } None => { (not_applicable(visit)) } } } }
                        }
                    }
                }
            }
        }
    }
}

fn row_name(visit: &Visit, row: &CompareRow) -> Markup {
    html! {
        @match row.kind.as_str() {
            "total" => { strong { (visit.t("card-total")) } }
            "dimension" => { strong { (row.name) } }
            _ => { span.indent { (row.name) } }
        }
    }
}

fn column(visit: &Visit, address: &Address, found: &CompareView, one: &SupplierLine) -> Markup {
    let name = own_name(visit.language, &one.name, one.name_latin.as_deref());
    let rest: Vec<String> = address
        .supplier
        .iter()
        .filter(|code| **code != one.code)
        .cloned()
        .collect();
    let is_base = address.base == one.code;
    html! {
        div.compare-head {
            a.clip href=(below(&one.code, "", &found.period)) lang=[list::script(name)] { (name) }
            (identity(visit, &one.code, (&one.name, one.name_latin.as_deref()), one.country.as_deref()))
            (level(visit, one.level.as_deref()))
            span.row.no-print {
                @if is_base { a href=(address.link("/compare", &address.supplier, "")) aria-current="true" { (visit.t("compare-base")) } }
                @else { a href=(address.link("/compare", &address.supplier, &one.code)) { (visit.t("compare-pin")) } }
                @let base = if is_base { "" } else { address.base.as_str() };
                a href=(address.link("/compare", &rest, base)) aria-label=(visit.say("compare-remove", &[("name", name)])) { (visit.t("compare-remove-short")) }
            }
        }
    }
}

fn cell(visit: &Visit, row: &CompareRow, one: &CompareCell) -> Markup {
    html! {
        @match one.points {
            None => { (no_data(visit)) }
            Some(points) => {
                div.compare-cell {
                    (bar(points))
                    @if let Some(mark) = &one.mark {
                        span class=(format!("mark {mark}")) title=(visit.t(&format!("compare-{mark}"))) {
                            span aria-hidden="true" { (match mark.as_str() { "best" => "★", "worst" => "▽", _ => "≈" }) }
                            span.visually-hidden { (visit.t(&format!("compare-{mark}"))) }
                        }
                    }
                }
                @if one.difference.is_some() { div.small { (change(one.difference)) } }
                @if row.kind == "indicator" {
                    div.other-name.figures { @if let Some(value) = one.value { (text::valued(value, &row.unit, visit.language)) " · " } "n=" (text::count(one.events)) }
                }
            }
        }
    }
}

fn bar(points: domain::Decimal) -> Markup {
    html! {
        span.score {
            span.num { (text::points(points)) }
            svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" {
                rect.track width="100" height="6" rx="1" {}
                rect.fill width=(points.round_dp(1)) height="6" rx="1" {}
            }
        }
    }
}

fn commercial(visit: &Visit, found: &CompareView) -> Markup {
    html! {
        section {
            h2 { (visit.t("compare-commercial")) }
            div.table-wrap {
                table.pinned {
                    thead { tr {
                        th scope="col" { (visit.t("compare-part")) }
                        @for one in &found.suppliers {
                            @let name = own_name(visit.language, &one.name, one.name_latin.as_deref());
                            th.num scope="col" lang=[list::script(name)] { (name) }
                        }
                    } }
                    tbody {
                        @for row in &found.commercial {
                            tr {
                                th scope="row" { (visit.say(&format!("compare-{}", row.name.replace('_', "-")), &[("currency", &found.currency)])) }
                                @for cell in &row.cells { td.num { (commercial_cell(visit, cell)) } }
                            }
                        }
                    }
                }
            }
            p.count { (visit.t("compare-commercial-how")) }
        }
    }
}

fn commercial_cell(visit: &Visit, cell: &Commercial) -> Markup {
    html! {
        @match cell {
            Commercial::None => { (no_data(visit)) }
            Commercial::Money(amount) => { (text::money(*amount, "", visit.language)) }
            Commercial::Index(index) => { (text::points(*index)) }
            Commercial::Days(from, to) => { @if from == to { (from) } @else { (from) "–" (to) } }
            Commercial::Percent(rate) => { (text::percent(*rate, visit.language)) }
        }
    }
}
