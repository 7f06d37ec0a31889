//! W12 Level rules: floors, shares, ranges, coverage and hysteresis, with all suppliers on a line of scores.

use super::scheme::{panel, tabs};
use crate::fault::Fault;
use crate::frame::{Frame, Place, form_token};
use crate::site::Site;
use crate::visit::{Visit, encoded};
use app::design::{read_scheme, scheme_text};
use app::evaluation::Reading;
use axum::extract::{Path, State};
use domain::Decimal;
use domain::design::scheme::Scheme;
use domain::platform::access::Permission;
use maud::{Markup, html};
use std::sync::Arc;

pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Markup, Fault> {
    let text = scheme_text(&site, &code).await?;
    let scheme = read_scheme(&code, &text)?;
    let reading = Reading::open(&site, visit.principal()?, None).await?;
    let ticks: Vec<(String, Decimal)> = reading
        .iter()
        .flat_map(|reading| reading.suppliers().filter_map(tick))
        .collect();
    let title = visit.language.pick(&scheme.name.en, &scheme.name.zh).to_owned();
    let frame = Frame::new(&visit, &title).at(Place::Settings).truth(visit.say(
        "scheme-truth",
        &[("code", &code), ("version", &scheme.version.to_string())],
    ));
    Ok(frame.page(&view(&visit, &scheme, &rules(&text), &ticks)))
}

/// Level and score of one supplier.
fn tick(seen: app::evaluation::Seen<'_>) -> Option<(String, Decimal)> {
    let score = seen.result?.total.composite?.get();
    let level = seen.placement.and_then(|placement| placement.level());
    Some((
        level.map_or("none", domain::classification::Level::name).to_owned(),
        score,
    ))
}

/// Names and values of the rules as the document writes them.
fn rules(text: &str) -> Vec<(String, String)> {
    let lines = text.lines().skip_while(|line| *line != "[rules]").skip(1);
    let lines = lines.take_while(|line| !line.starts_with('[') && !line.starts_with("+++"));
    lines
        .filter_map(|line| line.split_once('='))
        .map(|(name, value)| {
            let value = value.trim().trim_matches(['[', ']', '"']).replace('"', "");
            (name.trim().to_owned(), value)
        })
        .collect()
}

/// The rules in groups, in the order in which a level is decided.
const GROUPS: [(&str, &[&str]); 5] = [
    (
        "rules-coverage",
        &["official_coverage", "provisional_coverage", "shrinkage_events"],
    ),
    (
        "rules-grades",
        &["grade_bounds", "dimension_floor_c", "dimension_floor_b"],
    ),
    (
        "rules-floors",
        &[
            "core_min_grade",
            "key_min_grade",
            "qualified_min_grade",
            "core_importance",
            "core_history_months",
            "high_risk_below",
        ],
    ),
    (
        "rules-shares",
        &[
            "core_share",
            "key_share",
            "core_range",
            "key_range",
            "qualified_range",
            "restricted_range",
            "min_population",
        ],
    ),
    (
        "rules-hysteresis",
        &["hysteresis_points", "challenger_quarters", "cool_down_quarters"],
    ),
];

fn view(visit: &Visit, scheme: &Scheme, rules: &[(String, String)], ticks: &[(String, Decimal)]) -> Markup {
    let code = encoded(&scheme.code);
    let may = visit
        .principal
        .as_ref()
        .is_some_and(|principal| principal.may(Permission::Method));
    html! {
        div.stack {
            (tabs(visit, &scheme.code, "/rules"))
            (line(visit, scheme, ticks))
            div.two-thirds {
                form #scheme method="post" action=(format!("/schemes/{code}")) data-keep="rules" {
                    (form_token(visit))
                    input type="hidden" name="version" value=(scheme.version);
                    div.columns { @for (group, names) in GROUPS {
                        section.card {
                            h2 { (visit.t(group)) }
                            div.fields { @for name in names { @if let Some((_, value)) = rules.iter().find(|(known, _)| known == name) {
                                @let field = format!("rule/{name}");
                                @let word = format!("rule-{}", name.replace('_', "-"));
                                div.field {
                                    label for=(field) { (visit.t(&word)) }
                                    input id=(field) name=(field) value=(value) readonly[!may];
                                }
                            } } }
                        }
                    } }
                    div.row.save-bar {
                        button type="submit" formaction=(format!("/schemes/{code}/what-if")) hx-post=(format!("/schemes/{code}/what-if")) hx-target="#what-if" hx-include="#scheme" { (visit.t("scheme-try")) }
                        @if may { button.primary type="submit" { (visit.t("scheme-save")) } }
                    }
                }
                aside.card { div #what-if aria-live="polite" { (panel(visit, None)) } }
            }
        }
    }
}

/// All suppliers by score, with the bounds of the grades.
fn line(visit: &Visit, scheme: &Scheme, ticks: &[(String, Decimal)]) -> Markup {
    let place = |score: Decimal| (Decimal::TEN + score * Decimal::from(98) / Decimal::TEN).round_dp(1);
    let bounds = scheme.rules.grade_bounds.iter().zip(["A", "B", "C"]);
    html! {
        figure {
            figcaption { h2 { (visit.t("rules-line")) } p { (visit.say("rules-line-sentence", &[("count", &ticks.len().to_string())])) } }
            svg.score-line viewBox="0 0 1000 74" role="img" aria-label=(visit.say("rules-line-sentence", &[("count", &ticks.len().to_string())])) {
                @for (bound, grade) in bounds {
                    line.bound x1=(place(*bound)) x2=(place(*bound)) y1="0" y2="52" {}
                    text x=(place(*bound) + Decimal::from(4)) y="12" { (grade) " ≥ " (bound.normalize()) }
                }
                @for (level, score) in ticks {
                    line class=(format!("tick stroke-{level}")) x1=(place(*score)) x2=(place(*score)) y1="24" y2="50" {}
                }
                @for mark in [0, 20, 40, 60, 80, 100] { text.scale x=(place(Decimal::from(mark))) y="68" { (mark) } }
            }
        }
    }
}
