//! A new evaluation: for which period and by which scheme. It becomes a draft that nobody is bound by.

use crate::fault::Fault;
use crate::frame::{Frame, Place, form_token};
use crate::parts::{Problem, blank, error_summary};
use crate::posted::Posted;
use crate::site::Site;
use crate::visit::Visit;
use app::evaluation::{Offer, OfferedPeriod, OfferedScheme, offer};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::period::Quarter;
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    pub(crate) period: String,
    pub(crate) scheme: String,
}

pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Query(typed): Query<Typed>,
) -> Result<Markup, Fault> {
    shown(&site, &visit, &typed, &[]).await
}

async fn shown(site: &Site, visit: &Visit, typed: &Typed, problems: &[Problem]) -> Result<Markup, Fault> {
    let offer = offer(site, visit.principal()?).await?;
    let title = visit.t("evaluate-title");
    let frame = Frame::new(visit, &title)
        .at(Place::Evaluations)
        .truth(visit.t("evaluate-lead"));
    let frame = if problems.is_empty() { frame } else { frame.error() };
    Ok(frame.page(&view(visit, &offer, typed, problems)))
}

pub(crate) async fn start(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Posted(typed): Posted<Typed>,
) -> Result<Response, Fault> {
    let Ok(period) = typed.period.parse::<Quarter>() else {
        let problem = Problem {
            field: "period",
            message: visit.say("evaluate-no-period", &[("period", &typed.period)]),
        };
        let page = shown(&site, &visit, &typed, &[problem]).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let known = offer(&site, visit.principal()?).await?;
    let scheme = Some(typed.scheme.clone()).filter(|code| !code.is_empty());
    if let Some(code) = scheme
        .as_ref()
        .filter(|code| known.schemes.iter().all(|scheme| scheme.code != **code))
    {
        let problem = Problem {
            field: "schemes",
            message: visit.say("evaluate-no-scheme", &[("scheme", code)]),
        };
        let page = shown(&site, &visit, &typed, &[problem]).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let job = app::evaluation::start(&site, visit.principal()?, period, scheme)?;
    Ok(Redirect::to(&format!("/evaluations/runs/{job}")).into_response())
}

pub(crate) fn view(visit: &Visit, offer: &Offer, typed: &Typed, problems: &[Problem]) -> Markup {
    let word = visit.t("empty-import");
    html! {
        @if offer.facts.is_empty() || offer.suppliers == 0 {
            (blank(&visit.t("evaluate-no-facts"), &visit.t("evaluate-no-facts-why"), Some(("/data/import", word.as_str()))))
        } @else {
            div.two-thirds {
                form.stack #evaluate-form method="post" action="/evaluations/new" {
                    (error_summary(visit, problems))
                    (form_token(visit))
                    div.field {
                        label for="period" { (visit.t("evaluate-period")) }
                        span.hint #period-hint { (visit.t("evaluate-period-hint")) }
                        select #period name="period" aria-describedby="period-hint" {
                            @for period in &offer.periods { (period_option(visit, period, offer, typed)) }
                        }
                    }
                    fieldset #schemes tabindex="-1" {
                        legend { (visit.t("evaluate-scheme")) }
                        p.small.muted { (visit.t("evaluate-scheme-hint")) }
                        div.scheme-list { @for scheme in &offer.schemes { (scheme_choice(visit, scheme, offer, typed)) } }
                    }
                    p.row { button.primary type="submit" { (visit.t("evaluate-do")) } span.small.muted { (visit.t("evaluate-do-hint")) } }
                }
                (data(visit, offer))
            }
        }
    }
}

/// The period that was asked for, else the latest one that is over.
fn period_option(visit: &Visit, period: &OfferedPeriod, offer: &Offer, typed: &Typed) -> Markup {
    let usual = offer
        .periods
        .iter()
        .find(|period| period.is_over)
        .map(|period| period.period.as_str());
    let wanted = Some(typed.period.as_str())
        .filter(|period| !period.is_empty())
        .or(usual);
    let name = text::quarter(&period.period, visit.language);
    let state = if !period.is_over {
        visit.t("evaluate-running")
    } else if period.is_published {
        visit.t("truth-published")
    } else if period.evaluations > 0 {
        visit.say("evaluate-drafts", &[("count", &period.evaluations.to_string())])
    } else {
        visit.t("evaluate-never")
    };
    html! { option value=(period.period) selected[wanted == Some(period.period.as_str())] { (name) " · " (state) } }
}

fn scheme_choice(visit: &Visit, scheme: &OfferedScheme, offer: &Offer, typed: &Typed) -> Markup {
    let wanted = if typed.scheme.is_empty() {
        &offer.usual_scheme
    } else {
        &typed.scheme
    };
    let weights: Vec<String> = scheme
        .weights
        .iter()
        .map(|(dimension, weight)| {
            format!(
                "{} {}",
                visit.t(&format!("word-dimension-{dimension}")),
                text::percent(*weight, visit.language)
            )
        })
        .collect();
    html! {
        label.scheme {
            input type="radio" name="scheme" value=(scheme.code) checked[*wanted == scheme.code];
            span {
                strong { (visit.language.pick(&scheme.name_en, &scheme.name_zh)) } " " span.muted { "v" (scheme.version) }
                @if scheme.code == offer.usual_scheme { " " span.tag.info { (visit.t("evaluate-usual")) } }
                @if scheme.own { " " span.tag { (visit.t("evaluate-own")) } }
                span.weights { (weights.join(" · ")) }
            }
        }
    }
}

/// What the evaluation will see.
fn data(visit: &Visit, offer: &Offer) -> Markup {
    html! {
        aside.card {
            h2 { (visit.t("evaluate-data")) }
            p { (visit.say("evaluate-suppliers", &[("count", &text::count(offer.suppliers))])) }
            div.table-wrap.spaced { table.compact {
                thead { tr { th scope="col" { (visit.t("data-what")) } th scope="col" { (visit.t("data-newest")) } } }
                tbody { @for (kind, newest) in &offer.facts { tr { th scope="row" { (visit.t(&format!("kind-{}", kind.replace('_', "-")))) } td.date { (newest) } } } }
            } }
            p.foot { a href="/data" { (visit.t("evaluate-all-data")) } }
        }
    }
}
