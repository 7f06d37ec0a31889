//! W4 Supplier page: where it stands and why, what would raise it most, and the evidence behind it.

use super::{Tab, below, evidence, identity, list, overview, own_name, tabs};
use crate::fault::Fault;
use crate::frame::{Frame, Place};
use crate::parts::{blank, change, grade, level, no_data, not_evaluated, period_picker, points, truth};
use crate::site::Site;
use crate::visit::{Visit, encoded};
use app::evaluation::{Line, Reading};
use app::party::{ActivityLine, ContactView, EvidenceTable, ProfileView, activity, contacts, now_called, profile};
use axum::extract::{Path, Query, State};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

/// Rows of each kind of evidence.
const EVIDENCE: u32 = 6;

/// The address of everything about one supplier.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Address {
    pub(super) period: String,
}

impl Address {
    pub(super) fn period(&self) -> Option<&str> {
        Some(self.period.as_str()).filter(|period| !period.is_empty())
    }
}

/// What the page shows.
pub(super) struct Content {
    pub(super) profile: ProfileView,
    pub(super) period: String,
    pub(super) currency: String,
    pub(super) evidence: Vec<EvidenceTable>,
    pub(super) activity: Vec<ActivityLine>,
    pub(super) contacts: ContactView,
}

pub(super) async fn page(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(code): Path<String>,
    Query(address): Query<Address>,
) -> Result<Markup, Fault> {
    let Some(reading) = Reading::open(&site, visit.principal()?, address.period()).await? else {
        let title = visit.t("rail-suppliers");
        return Ok(Frame::new(&visit, &title)
            .at(Place::Suppliers)
            .page(&not_evaluated(&visit)));
    };
    let id = match reading.supplier(&code) {
        Ok(seen) => seen.supplier.id,
        Err(error) => {
            let merged = now_called(&site, &reading, &code).await?.ok_or(error)?;
            return Ok(Frame::new(&visit, &code)
                .at(Place::Suppliers)
                .page(&merged_page(&visit, &code, &merged)));
        }
    };
    let content = Content {
        profile: profile(&site, &reading, &code, visit.language).await?,
        period: reading.period().to_owned(),
        currency: app::party::company(&site).await?.currency,
        evidence: app::party::evidence(&site, id, EVIDENCE).await?,
        activity: activity(&site, id).await?,
        contacts: contacts(&site, id).await?,
    };
    let line = &content.profile.line;
    let title = own_name(visit.language, &line.name, line.name_latin.as_deref()).to_owned();
    let frame = Frame::new(&visit, &title)
        .at(Place::Suppliers)
        .truth(truth(&visit, &reading));
    Ok(frame
        .tools(period_picker(&visit, &reading))
        .page(&view(&visit, &content)))
}

/// What stands at the code of a supplier that was merged into another one.
pub(super) fn merged_page(visit: &Visit, code: &str, (now, name): &(String, String)) -> Markup {
    let open = visit.say("supplier-merged-open", &[("code", now)]);
    blank(
        &visit.say("supplier-merged", &[("code", code), ("now", now)]),
        &visit.say("supplier-merged-why", &[("name", name)]),
        Some((&format!("/suppliers/{}", encoded(now)), &open)),
    )
}

/// The page itself; also the sample of the golden page.
pub(super) fn view(visit: &Visit, content: &Content) -> Markup {
    let profile = &content.profile;
    let line = &profile.line;
    html! {
        (tabs(visit, &line.code, &content.period, Tab::Overview))
        div.stack.wide-gap {
            (header(visit, content))
            (overview::view(visit, profile, &content.period))
            (evidence::view(visit, &content.evidence))
            (history(visit, content))
            (about(visit, content))
        }
    }
}

fn header(visit: &Visit, content: &Content) -> Markup {
    let profile = &content.profile;
    let line = &profile.line;
    html! {
        section.profile aria-label=(visit.t("supplier-standing")) {
            div.row.spread {
                div {
                    div.row {
                        (level(visit, line.level.as_deref()))
                        @if let Some(since) = &profile.since {
                            @let word = if profile.since_before { "supplier-since-before" } else { "supplier-since" };
                            span.muted { (visit.say(word, &[("period", &text::quarter(since, visit.language))])) }
                        }
                        @for flag in &line.flags { span.tag { (visit.t(&format!("supplier-flag-{}", flag.replace('_', "-")))) } }
                        @if line.status != "approved" { span.tag.warn { (visit.t(&format!("supplier-status-{}", line.status))) } }
                    }
                    (identity(visit, &line.code, (&line.name, line.name_latin.as_deref()), line.country.as_deref()))
                }
                div.row.no-print {
                    a.button href=(format!("/compare?period={}&supplier={}", content.period, encoded(&line.code))) data-key="c" { (visit.t("supplier-compare")) }
                    a.button href=(below(&line.code, "/scorecard.xlsx", &content.period)) download { (visit.t("supplier-export")) }
                    button type="button" data-copy="address" data-copied=(visit.t("supplier-copied")) { (visit.t("supplier-copy")) }
                }
            }
            (standing(visit, profile))
            (figures(visit, content))
        }
        nav.anchors aria-label=(visit.t("supplier-sections")) {
            @for (key, id) in [("1", "levers"), ("2", "dimensions"), ("3", "trend"), ("4", "evidence"), ("5", "history"), ("6", "activity"), ("7", "contacts")] {
                a href=(format!("#{id}")) data-key=(key) { (visit.t(&format!("supplier-section-{id}"))) }
            }
        }
    }
}

/// Why it stands where it stands, and what keeps it from the next higher level.
fn standing(visit: &Visit, profile: &ProfileView) -> Markup {
    let because: Vec<&Line> = profile.why.because.iter().collect();
    html! {
        div.standing {
            p { strong { (profile.why.text) } }
            @if !because.is_empty() {
                ul { @for line in because { li { (line.text) @if let Some(cause) = line.because.first() { " " span.muted { (cause.text) } } } } }
            }
            @if let Some(state) = &profile.why_state {
                @if profile.line.state != "official" { p.note.warn { (state.text) } }
            } @else {
                p.note { (visit.t("supplier-not-evaluated")) }
            }
            @if let Some(cap) = profile.cap { p.note.warn { (visit.say("card-cap", &[("cap", &cap.to_string())])) } }
        }
    }
}

/// At most five key figures.
fn figures(visit: &Visit, content: &Content) -> Markup {
    let line = &content.profile.line;
    html! {
        dl.keys {
            div { dt { (visit.t("suppliers-score")) } dd {
                a href=(below(&line.code, "/scorecard", &content.period)) { (points(visit, line.score)) }
                @if line.change.is_some() { " " small { a.quiet href=(below(&line.code, "/change", &content.period)) { (change(line.change)) } } }
            } }
            div { dt { (visit.t("suppliers-grade")) } dd { (grade(visit, line.grade.as_deref())) } }
            div { dt { (visit.t("suppliers-coverage")) } dd {
                @match line.coverage { Some(coverage) => { (text::percent(coverage, visit.language)) } None => { (no_data(visit)) } }
            } }
            div { dt { (visit.t("supplier-spend")) } dd { (text::money(line.spend, &content.currency, visit.language)) } }
            div { dt { (visit.t("supplier-owner")) } dd.plain { (line.owner.as_deref().unwrap_or("—")) } }
        }
    }
}

fn history(visit: &Visit, content: &Content) -> Markup {
    let lines = &content.profile.history;
    html! {
        section #history {
            h2 { (visit.t("supplier-section-history")) }
            div.table-wrap {
                table.compact {
                    thead { tr {
                        th scope="col" { (visit.t("truth-period")) }
                        th.num scope="col" { (visit.t("suppliers-score")) }
                        th.num scope="col" { (visit.t("suppliers-change")) }
                        th scope="col" { (visit.t("suppliers-grade")) }
                        th scope="col" { (visit.t("suppliers-level")) }
                        th scope="col" { (visit.t("supplier-scheme")) }
                        th scope="col" { span.visually-hidden { (visit.t("supplier-open")) } }
                    } }
                    tbody data-rows="" {
                        @for (at, line) in lines.iter().enumerate().rev() {
                            tr {
                                th scope="row" { a href=(below(&content.profile.line.code, "/scorecard", &line.period)) { (text::quarter(&line.period, visit.language)) } }
                                td.num { (points(visit, line.score)) }
                                td.num { (change(line.change)) }
                                td { (grade(visit, line.grade.as_deref())) }
                                td { (level(visit, line.level.as_deref())) }
                                td { (line.scheme) " v" (line.scheme_version) @if line.status == "draft" { " " span.tag { (visit.t("truth-draft")) } } }
                                td.num { @if let Some(before) = at.checked_sub(1).and_then(|at| lines.get(at)) {
                                    a href=(format!("/suppliers/{}/change?from={}&to={}", encoded(&content.profile.line.code), before.period, line.period)) { (visit.t("supplier-why-changed")) }
                                } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn about(visit: &Visit, content: &Content) -> Markup {
    let contacts = &content.contacts;
    let some = |value: &Option<String>| value.clone().unwrap_or_else(|| "—".to_owned());
    html! {
        div.columns {
            section.card #activity {
                h2 { (visit.t("supplier-section-activity")) }
                @if content.activity.is_empty() { p.muted { (visit.t("supplier-no-activity")) } }
                @else {
                    ul.log {
                        @for line in &content.activity {
                            li {
                                span.muted { (text::instant(&line.at, &visit.zone)) }
                                div {
                                    (visit.say("supplier-import-line", &[("file", &line.file), ("rows", &text::count(line.rows)), ("actor", &line.actor)]))
                                    @if line.is_undone { " " span.tag.warn { (visit.t("supplier-undone")) } }
                                }
                            }
                        }
                    }
                }
            }
            section.card #contacts {
                h2 { (visit.t("supplier-section-contacts")) }
                dl.facts {
                    dt { (visit.t("supplier-contact")) } dd { (some(&contacts.contact)) }
                    dt { (visit.t("supplier-owner")) } dd { (some(&contacts.owner)) }
                    dt { (visit.t("supplier-languages")) } dd { (some(&contacts.languages)) }
                    dt { (visit.t("supplier-approved-from")) } dd { (some(&contacts.approved_from)) }
                    @if let Some(family) = &contacts.family { dt { (visit.t("supplier-family")) } dd { (family) } }
                    @for (name, value) in &contacts.identifiers { dt { (visit.t(&format!("supplier-id-{name}"))) } dd { (value) } }
                    @for (code, name, country) in &contacts.sites {
                        dt { (visit.t("supplier-site")) }
                        dd { @if let Some(name) = name { span lang=[list::script(name)] { (name) } " · " } @if let Some(country) = country { (country) " · " } (code) }
                    }
                }
            }
        }
    }
}
