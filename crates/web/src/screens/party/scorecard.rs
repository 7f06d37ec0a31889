//! W5 Scorecard: how was this computed, from the total down to the formula of every indicator.

use super::supplier::Address;
use super::{Tab, below, identity, indicator, own_name, tabs};
use crate::fault::Fault;
use crate::frame::{Frame, Place};
use crate::parts::{blank, level, not_evaluated, period_picker, points, score, truth};
use crate::site::Site;
use crate::visit::Visit;
use app::evaluation::{CardView, CategoryCard, DimensionCard, DimensionLine, Reading, card};
use axum::extract::{Path, Query, State};
use domain::Decimal;
use maud::{Markup, html};
use std::sync::Arc;

pub(super) async fn page(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(code): Path<String>,
    Query(address): Query<Address>,
) -> Result<Markup, Fault> {
    let Some(reading) = Reading::open(&site, visit.principal()?, address.period()).await? else {
        let title = visit.t("supplier-tab-scorecard");
        return Ok(Frame::new(&visit, &title)
            .at(Place::Suppliers)
            .page(&not_evaluated(&visit)));
    };
    let seen = reading.supplier(&code)?;
    let name = own_name(visit.language, &seen.supplier.name, seen.supplier.name_latin.as_deref()).to_owned();
    let body = match card(&reading, seen, visit.language) {
        Some(card) => view(&visit, &card),
        None => html! {
            (tabs(&visit, &code, reading.period(), Tab::Scorecard))
            (blank(&visit.t("supplier-no-score"), &visit.t("supplier-not-evaluated"), None))
        },
    };
    let frame = Frame::new(&visit, &name)
        .at(Place::Suppliers)
        .truth(truth(&visit, &reading));
    Ok(frame.tools(period_picker(&visit, &reading)).page(&body))
}

/// The tree; also the sample of the golden page.
pub(super) fn view(visit: &Visit, card: &CardView) -> Markup {
    html! {
        (tabs(visit, &card.supplier, &card.period, Tab::Scorecard))
        div.stack.wide-gap {
            (head(visit, card))
            @if card.categories.len() > 1 { (total(visit, card)) }
            @for category in &card.categories { (category_tree(visit, card, category)) }
            p.count { (visit.t("card-how")) }
        }
    }
}

fn head(visit: &Visit, card: &CardView) -> Markup {
    html! {
        section aria-label=(visit.t("supplier-standing")) {
            div.row.spread {
                div {
                    div.row {
                        span.total-score { (points(visit, card.score)) }
                        (level(visit, card.level.as_deref()))
                        @if let Some(grade) = &card.grade { span.tag { (visit.t("suppliers-grade")) " " strong { (grade) } } }
                        @if card.state == "provisional" { span.tag.warn { (visit.t("state-provisional-short")) } }
                    }
                    (identity(visit, &card.supplier, (&card.name, card.name_latin.as_deref()), None))
                }
                div.row.no-print {
                    a.button href=(below(&card.supplier, "/scorecard.xlsx", &card.period)) download { (visit.t("card-export")) }
                    button type="button" data-copy="address" data-copied=(visit.t("supplier-copied")) { (visit.t("supplier-copy")) }
                }
            }
            ul.reasons {
                @if card.score.is_none() {
                    li { strong { (visit.say("card-not-scored", &[("coverage", &text::percent(card.coverage, visit.language)),
                        ("needed", &text::percent(card.coverage_needed.1, visit.language))])) } }
                }
                li { (card.why_state.text) }
                @if let Some(grade) = &card.why_grade { li { (grade.text) @for cause in &grade.because { " " (cause.text) } } }
                li { (card.why.text) @for cause in &card.why.because { " " (cause.text) } }
                @if let Some(rank) = card.rank_score { li { (visit.say("card-rank", &[("score", &text::points(rank))])) } }
                @if let Some(cap) = card.cap.filter(|_| !card.cap_effect.is_zero()) {
                    li { (visit.say("card-cap", &[("cap", &cap.to_string())])) " " (text::delta(card.cap_effect)) }
                }
            }
        }
    }
}

/// How the categories make the total, and the dimensions over all of them.
fn total(visit: &Visit, card: &CardView) -> Markup {
    html! {
        div.columns {
            section.card {
                h2 { (visit.t("card-by-category")) }
                table.compact {
                    thead { tr {
                        th scope="col" { (visit.t("suppliers-category")) }
                        th.num scope="col" { (visit.t("card-share")) }
                        th.num scope="col" { (visit.t("suppliers-score")) }
                        th.num scope="col" { (visit.t("card-adds")) }
                    } }
                    tbody {
                        @for category in &card.categories { tr {
                            th scope="row" { a href=(format!("#{}", anchor(&category.category))) { (category.name) } }
                            td.num { (share(visit, category.share)) }
                            td.num { (points(visit, category.score)) }
                            td.num { @match category.score { Some(score) => { (text::exact(score * category.share, 2)) } None => { (crate::parts::not_applicable(visit)) } } }
                        } }
                    }
                    tfoot { tr { th scope="row" { (visit.t("card-total")) } td {} td {} td.num { strong { (points(visit, card.score)) } } } }
                }
                p.foot { (visit.t("card-by-category-how")) }
            }
            section.card {
                h2 { (visit.t("card-by-dimension")) }
                (dimension_table(visit, card))
            }
        }
    }
}

fn dimension_table(visit: &Visit, card: &CardView) -> Markup {
    html! {
        table.compact {
            thead { tr {
                th scope="col" { (visit.t("supplier-dimension")) }
                th.num scope="col" { (visit.t("card-weight")) }
                th.num scope="col" { (visit.t("suppliers-score")) }
                th.num scope="col" { (visit.t("card-adds")) }
            } }
            tbody {
                @for line in &card.dimensions { tr {
                    th scope="row" { (visit.t(&format!("word-dimension-{}", line.dimension))) }
                    td.num { (weight(visit, line.weight, line.effective)) }
                    td.num { (points(visit, line.score)) }
                    td.num { (text::exact(line.contribution, 2)) }
                } }
            }
            tfoot { tr { th scope="row" { (visit.t("card-total")) } td {} td {} td.num { strong { (points(visit, card.score)) } } } }
        }
    }
}

fn category_tree(visit: &Visit, card: &CardView, category: &CategoryCard) -> Markup {
    html! {
        section.tree id=(anchor(&category.category)) aria-label=(category.name) {
            header.row.spread {
                h2 { (category.name) }
                p.muted {
                    @if card.categories.len() > 1 { (visit.say("card-share-of-total", &[("share", &share(visit, category.share))])) " · " }
                    (category.scheme) " v" (category.scheme_version) " · "
                    (visit.t("suppliers-coverage")) " " (text::percent(category.coverage, visit.language))
                }
            }
            div.tree-head aria-hidden="true" {
                span { (visit.t("card-part")) } span.num { (visit.t("card-weight")) } span.num { (visit.t("suppliers-score")) } span.num { (visit.t("card-adds")) }
            }
            @for dimension in &category.dimensions { (dimension_node(visit, card, dimension)) }
            div.tree-sum {
                span { strong { (visit.t("card-composite")) }
                    @if let Some(cap) = category.cap.filter(|_| !category.cap_effect.is_zero()) { " " span.tag.warn { (visit.say("card-cap", &[("cap", &cap.to_string())])) } }
                    @if category.is_knocked_out { " " span.tag.bad { (visit.t("card-knocked-out")) } } }
                span {} span {} span.num { strong { (points(visit, category.score)) } }
            }
        }
    }
}

fn dimension_node(visit: &Visit, card: &CardView, dimension: &DimensionCard) -> Markup {
    let line: &DimensionLine = &dimension.line;
    html! {
        details.node open {
            summary {
                span.name { (visit.t(&format!("word-dimension-{}", line.dimension))) }
                span.num { (weight(visit, line.weight, line.effective)) }
                span.num { (score(visit, line.score)) }
                span.num { @if line.score.is_some() { (text::exact(line.contribution, 2)) } @else { (crate::parts::not_applicable(visit)) } }
            }
            @for one in &dimension.indicators { (indicator::node(visit, card, one)) }
        }
    }
}

/// A weight; one that was redistributed is struck through, with the new one beside it.
pub(super) fn weight(visit: &Visit, own: Decimal, effective: Decimal) -> Markup {
    let is_same = (own - effective).abs() < Decimal::new(5, 4);
    html! {
        @if is_same { (share(visit, own)) }
        @else {
            del { span.visually-hidden { (visit.t("card-weight-before")) " " } (share(visit, own)) } " "
            ins { span.visually-hidden { (visit.t("card-weight-after")) " " } (share(visit, effective)) }
        }
    }
}

/// A share of 1 as percent.
pub(super) fn share(visit: &Visit, share: Decimal) -> String {
    text::percent(share * Decimal::ONE_HUNDRED, visit.language)
}

fn anchor(category: &str) -> String {
    let safe = category
        .chars()
        .map(|letter| if letter.is_alphanumeric() { letter } else { '-' });
    format!("category-{}", safe.collect::<String>())
}
