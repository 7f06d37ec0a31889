//! W11 Scheme editor: weights that total 100, curves, minimum counts; and what they would change before they are saved.

use crate::fault::Fault;
use crate::frame::{Frame, Place, form_token};
use crate::parts::{change, level};
use crate::posted::Posted;
use crate::site::Site;
use crate::visit::{Visit, encoded};
use app::design::{
    FieldProblem, FieldProblemKind, Fields, IndicatorPage, WhatIf, apply_scheme, curve_text, edit_scheme, in_percent,
    indicators, read_scheme, scheme_text, what_if,
};
use app::evaluation::Reading;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use domain::design::scheme::{DimensionWeight, IndicatorWeight, Scheme};
use domain::platform::access::Permission;
use maud::{Markup, html};
use std::sync::Arc;

/// What the editor shows.
struct Shown<'a> {
    scheme: &'a Scheme,
    pages: &'a [IndicatorPage],
    /// As it was typed, after a problem.
    typed: &'a Fields,
    problems: &'a [FieldProblem],
    tried: Option<&'a WhatIf>,
}

pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Markup, Fault> {
    editor(&site, &visit, &code, &Fields::new(), &[]).await
}

/// The document as the command line applies it.
pub(crate) async fn document(State(site): State<Arc<Site>>, Path(code): Path<String>) -> Result<Response, Fault> {
    let text = scheme_text(&site, &code).await?;
    let headers = [
        (CONTENT_TYPE, "text/markdown; charset=utf-8".to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}.md\"", encoded(&code)),
        ),
    ];
    Ok((headers, text).into_response())
}

/// Shows what the typed weights would do; nothing is saved.
pub(crate) async fn try_out(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(code): Path<String>,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let fields: Fields = pairs.into_iter().collect();
    let present = scheme_text(&site, &code).await?;
    let text = match edit_scheme(&code, &present, &fields)? {
        Ok(text) => text,
        Err(problems) => return refused(&site, &visit, &code, &fields, &problems).await,
    };
    let Some(reading) = Reading::open(&site, visit.principal()?, None).await? else {
        return Ok(html! { p.muted { (visit.t("empty-not-evaluated")) } }.into_response());
    };
    let tried = what_if(&site, &reading, &code, &text, visit.language).await?;
    if visit.is_partial {
        return Ok(panel(&visit, Some(&tried)).into_response());
    }
    let scheme = read_scheme(&code, &present)?;
    let pages = indicators(&site).await?;
    let shown = Shown {
        scheme: &scheme,
        pages: &pages,
        typed: &fields,
        problems: &[],
        tried: Some(&tried),
    };
    let title = visit.language.pick(&scheme.name.en, &scheme.name.zh).to_owned();
    Ok(Frame::new(&visit, &title)
        .at(Place::Settings)
        .page(&view(&visit, &shown))
        .into_response())
}

/// Saves the next version, unless somebody else saved one meanwhile.
pub(crate) async fn save(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(code): Path<String>,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let fields: Fields = pairs.into_iter().collect();
    let present = scheme_text(&site, &code).await?;
    let scheme = read_scheme(&code, &present)?;
    let read = fields.get("version").and_then(|version| version.parse::<u32>().ok());
    if read != Some(scheme.version) {
        let body = conflict(&visit, &scheme, &fields);
        let title = visit.t("fault-409");
        let page = Frame::new(&visit, &title).at(Place::Settings).error().page(&body);
        return Ok((StatusCode::CONFLICT, page).into_response());
    }
    match edit_scheme(&code, &present, &fields)? {
        Ok(text) => {
            apply_scheme(&site.acting_for(visit.principal()?), &code, &text, false).await?;
            let back = if fields.keys().any(|field| field.starts_with("rule/")) {
                "/rules"
            } else {
                ""
            };
            Ok(Redirect::to(&format!("/schemes/{}{back}", encoded(&code))).into_response())
        }
        Err(problems) => refused(&site, &visit, &code, &fields, &problems).await,
    }
}

async fn refused(
    site: &Site,
    visit: &Visit,
    code: &str,
    fields: &Fields,
    problems: &[FieldProblem],
) -> Result<Response, Fault> {
    if visit.is_partial {
        let sentences = html! { div.error-summary role="alert" { ul { @for problem in problems { li { (words(visit, problem)) } } } } };
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, sentences).into_response());
    }
    let page = editor(site, visit, code, fields, problems).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn editor(
    site: &Site,
    visit: &Visit,
    code: &str,
    typed: &Fields,
    problems: &[FieldProblem],
) -> Result<Markup, Fault> {
    let scheme = read_scheme(code, &scheme_text(site, code).await?)?;
    let pages = indicators(site).await?;
    let shown = Shown {
        scheme: &scheme,
        pages: &pages,
        typed,
        problems,
        tried: None,
    };
    let title = visit.language.pick(&scheme.name.en, &scheme.name.zh).to_owned();
    let frame = Frame::new(visit, &title).at(Place::Settings).truth(visit.say(
        "scheme-truth",
        &[("code", code), ("version", &scheme.version.to_string())],
    ));
    Ok(frame.page(&view(visit, &shown)))
}

fn view(visit: &Visit, shown: &Shown<'_>) -> Markup {
    let code = encoded(&shown.scheme.code);
    let may = visit
        .principal
        .as_ref()
        .is_some_and(|principal| principal.may(Permission::Method));
    html! {
        div.stack {
            (tabs(visit, &shown.scheme.code, ""))
            @if !shown.problems.is_empty() {
                div.error-summary role="alert" tabindex="-1" autofocus {
                    h2 { (visit.t("form-errors")) }
                    ul { @for problem in shown.problems { li { a href=(format!("#{}", problem.field)) { (words(visit, problem)) } } } }
                }
            }
            div.two-thirds {
                form #scheme method="post" action=(format!("/schemes/{code}")) data-keep="scheme" data-weights="" {
                    (form_token(visit))
                    input type="hidden" name="version" value=(shown.scheme.version);
                    div.stack { @for entry in &shown.scheme.dimensions { (dimension(visit, shown, entry, may)) } }
                    div.row.save-bar {
                        span.count { (visit.t("scheme-total")) " " strong data-total="weight" { (shown_total(shown)) } " %" }
                        button type="submit" formaction=(format!("/schemes/{code}/what-if")) hx-post=(format!("/schemes/{code}/what-if")) hx-target="#what-if" hx-include="#scheme" { (visit.t("scheme-try")) }
                        @if may { button.primary type="submit" { (visit.t("scheme-save")) } }
                        a.button href=(format!("/schemes/{code}/document")) { (visit.t("scheme-download")) }
                    }
                    @if !may { p.muted { (visit.t("scheme-read-only")) } }
                }
                aside.card { div #what-if aria-live="polite" { (panel(visit, shown.tried)) } }
            }
        }
    }
}

/// The tabs of one scheme.
pub(super) fn tabs(visit: &Visit, code: &str, current: &str) -> Markup {
    let code = encoded(code);
    html! {
        nav.tabs aria-label=(visit.t("schemes-title")) {
            a href="/schemes" { (visit.t("schemes-title")) }
            @for (address, word) in [("", "scheme-weights"), ("/rules", "scheme-rules")] {
                a href=(format!("/schemes/{code}{address}")) aria-current=[(address == current).then_some("page")] { (visit.t(word)) }
            }
        }
    }
}

fn shown_total(shown: &Shown<'_>) -> String {
    in_percent(
        shown
            .scheme
            .dimensions
            .iter()
            .map(|entry| u32::from(entry.weight.get()))
            .sum(),
    )
}

fn dimension(visit: &Visit, shown: &Shown<'_>, entry: &DimensionWeight, may: bool) -> Markup {
    let name = entry.dimension.name();
    let field = format!("weight/{name}");
    let sum: u32 = entry
        .indicators
        .iter()
        .map(|indicator| u32::from(indicator.weight.get()))
        .sum();
    html! {
        section.card {
            header {
                h2 { (visit.t(&format!("word-dimension-{name}"))) }
                (weight_input(visit, shown, &field, entry.weight.get(), "weight", may))
            }
            div.table-wrap { table.compact.cards {
                thead { tr {
                    th { (visit.t("scheme-indicator")) } th.num { (visit.t("scheme-weight")) } th { (visit.t("scheme-curve")) } th.num { (visit.t("scheme-min-events")) }
                } }
                tbody { @for indicator in &entry.indicators { (indicator_row(visit, shown, name, indicator, may)) } }
                tfoot { tr { td { (visit.t("scheme-total")) } td.num { strong data-total=(field) { (in_percent(sum)) } " %" } td colspan="2" {} } }
            } }
        }
    }
}

fn weight_input(visit: &Visit, shown: &Shown<'_>, field: &str, weight: u16, group: &str, may: bool) -> Markup {
    let typed = shown
        .typed
        .get(field)
        .cloned()
        .unwrap_or_else(|| in_percent(u32::from(weight)));
    let is_wrong = shown.problems.iter().any(|problem| problem.field == field);
    html! {
        span.weight {
            input id=(field) name=(field) value=(typed) inputmode="decimal" size="6" data-group=(group) aria-label=(visit.t("scheme-weight"))
                aria-invalid=[is_wrong.then_some("true")] readonly[!may];
            " %"
        }
    }
}

fn indicator_row(visit: &Visit, shown: &Shown<'_>, dimension: &str, indicator: &IndicatorWeight, may: bool) -> Markup {
    let page = shown.pages.iter().find(|page| page.indicator.code == indicator.code);
    let name = page.map_or(indicator.code.as_str(), |page| page.name(visit.language));
    let curve_field = format!("curve/{}", indicator.code);
    let events_field = format!("min_events/{}", indicator.code);
    let own = indicator.curve.as_ref().map(curve_text).unwrap_or_default();
    let usual = page.map(|page| curve_text(&page.indicator.curve)).unwrap_or_default();
    let events = indicator.min_events.map(|count| count.to_string()).unwrap_or_default();
    let usual_events = page
        .map(|page| page.indicator.min_events.to_string())
        .unwrap_or_default();
    let value = |field: &str, stored: String| shown.typed.get(field).cloned().unwrap_or(stored);
    let is_wrong = |field: &str| shown.problems.iter().any(|problem| problem.field == field);
    html! {
        tr {
            td { a href=(format!("/indicators/{}", indicator.code)) { (name) } div.other-name { (indicator.code) } }
            td.num data-label=(visit.t("scheme-weight")) {
                (weight_input(visit, shown, &format!("weight/{dimension}/{}", indicator.code), indicator.weight.get(), &format!("weight/{dimension}"), may))
            }
            td data-label=(visit.t("scheme-curve")) {
                input id=(curve_field) name=(curve_field) value=(value(&curve_field, own)) placeholder=(usual) size="22"
                    aria-label=(visit.t("scheme-curve")) aria-invalid=[is_wrong(&curve_field).then_some("true")] readonly[!may];
            }
            td.num data-label=(visit.t("scheme-min-events")) {
                input id=(events_field) name=(events_field) value=(value(&events_field, events)) placeholder=(usual_events) size="4" inputmode="numeric"
                    aria-label=(visit.t("scheme-min-events")) aria-invalid=[is_wrong(&events_field).then_some("true")] readonly[!may];
            }
        }
    }
}

/// What a change would do; before anything is tried, how to try.
pub(super) fn panel(visit: &Visit, tried: Option<&WhatIf>) -> Markup {
    let Some(tried) = tried else {
        return html! { h2 { (visit.t("what-if-title")) } p.muted { (visit.t("what-if-lead")) } };
    };
    html! {
        h2 { (visit.t("what-if-title")) }
        p { (visit.say("what-if-moved", &[("count", &tried.moved.to_string()), ("period", &text::quarter(&tried.period, visit.language))])) }
        @if let Some(correlation) = tried.correlation {
            p.muted { (visit.say("what-if-correlation", &[("correlation", &format!("{correlation:.3}"))])) }
        }
        table.compact {
            thead { tr { th { (visit.t("suppliers-level")) } th.num { (visit.t("what-if-now")) } th.num { (visit.t("what-if-then")) } } }
            tbody { @for (name, now, then) in &tried.counts { tr {
                td { (level(visit, Some(name.as_str()).filter(|name| *name != "none"))) } td.num { (now) } td.num { (then) }
            } } }
        }
        @if !tried.movers.is_empty() {
            h3 { (visit.t("what-if-movers")) }
            table.compact { tbody { @for mover in &tried.movers { tr {
                td { a href=(format!("/suppliers/{}", encoded(&mover.supplier))) { (mover.name) } div.other-name { (mover.supplier) } }
                td { (level(visit, mover.from.as_deref())) " → " (level(visit, mover.to.as_deref())) }
                td.num { (change(mover.score_after.zip(mover.score_before).map(|(after, before)| after - before))) }
            } } } }
        }
    }
}

/// A problem in the reader's words.
pub(super) fn words(visit: &Visit, problem: &FieldProblem) -> String {
    let what = problem.field.rsplit('/').next().unwrap_or_default();
    let known = format!("word-dimension-{what}");
    let what = if text::has(visit.language, &known) {
        visit.t(&known)
    } else {
        what.to_owned()
    };
    let id = match problem.kind {
        FieldProblemKind::Weight => "scheme-problem-weight",
        FieldProblemKind::Total if problem.field == "weight" => "scheme-problem-total",
        FieldProblemKind::Total => "scheme-problem-group",
        FieldProblemKind::Curve => "scheme-problem-curve",
        FieldProblemKind::Count => "scheme-problem-count",
    };
    visit.say(id, &[("what", &what), ("found", &problem.found)])
}

/// Somebody else saved meanwhile: both values of every field that differs, nothing overwritten.
fn conflict(visit: &Visit, theirs: &Scheme, ours: &Fields) -> Markup {
    let mut differing = Vec::new();
    for entry in &theirs.dimensions {
        let field = format!("weight/{}", entry.dimension.name());
        let stored = in_percent(u32::from(entry.weight.get()));
        if let Some(typed) = ours.get(&field).filter(|typed| **typed != stored) {
            differing.push((
                visit.t(&format!("word-dimension-{}", entry.dimension.name())),
                stored,
                typed.clone(),
            ));
        }
        for indicator in &entry.indicators {
            let field = format!("weight/{}/{}", entry.dimension.name(), indicator.code);
            let stored = in_percent(u32::from(indicator.weight.get()));
            if let Some(typed) = ours.get(&field).filter(|typed| **typed != stored) {
                differing.push((indicator.code.clone(), stored, typed.clone()));
            }
        }
    }
    html! {
        div.stack {
            p { (visit.say("scheme-conflict", &[("version", &theirs.version.to_string())])) }
            @if !differing.is_empty() {
                div.table-wrap { table {
                    thead { tr { th { (visit.t("scheme-field")) } th.num { (visit.t("scheme-theirs")) } th.num { (visit.t("scheme-ours")) } } }
                    tbody { @for (name, stored, typed) in &differing { tr { td { (name) } td.num { (stored) } td.num { (typed) } } } }
                } }
            }
            p { a.button.primary href=(format!("/schemes/{}", encoded(&theirs.code))) { (visit.t("scheme-open-again")) } }
        }
    }
}
