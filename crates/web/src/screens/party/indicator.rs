//! One indicator in the tree of a scorecard: its figures, its formula with the numbers filled in, its curve.

use super::scorecard::weight;
use crate::parts::{curve, no_data, score};
use crate::visit::{Visit, encoded};
use app::evaluation::{CardView, IndicatorCard};
use maud::{Markup, html};
use rust_decimal::prelude::FromPrimitive;

pub(super) fn node(visit: &Visit, card: &CardView, indicator: &IndicatorCard) -> Markup {
    let line = &indicator.line;
    let valued = |value| text::valued(value, &line.unit, visit.language);
    html! {
        details.node.leaf {
            summary {
                span.name { (line.name) " "
                    span.muted.figures {
                        @match line.value {
                            Some(value) => {
                                (valued(value)) " · n=" (text::count(line.events))
                                @if line.window.as_deref() == Some("twelve_months") { " · " (visit.t("card-twelve-months")) }
                            }
                            None => { (no_data(visit)) }
                        }
                    }
                }
                span.num { (weight(visit, line.weight, line.effective)) }
                span.num { (score(visit, line.points)) }
                span.num { @if line.points.is_some() { (text::exact(line.contribution, 2)) } @else { (crate::parts::not_applicable(visit)) } }
            }
            div.leaf-body {
                @if line.no_data.is_some() { p { (line.why.text) } }
                @else { (formula(visit, indicator)) }
                (facts(visit, card, indicator))
            }
        }
    }
}

fn formula(visit: &Visit, indicator: &IndicatorCard) -> Markup {
    let line = &indicator.line;
    let formula = &indicator.formula;
    html! {
        div.formula {
            ol {
                li { (formula.value)
                    @if !formula.parts.is_empty() { ul { @for part in &formula.parts { li { (part) } } } }
                }
                li { (formula.points) }
                li { (formula.contribution) }
            }
            (curve(&indicator.curve, line.value.zip(line.points), &formula.points))
        }
        @if !line.why.because.is_empty() {
            // Parts stand in the formula already.
            @let others = line.why.because.iter().filter(|cause| cause.code != "indicator.part");
            ul.reasons { @for cause in others { li { (cause.text) } } }
        }
        @let _ = visit;
    }
}

fn facts(visit: &Visit, card: &CardView, indicator: &IndicatorCard) -> Markup {
    let line = &indicator.line;
    let valued = |value| text::valued(value, &line.unit, visit.language);
    let rows = format!(
        "/suppliers/{}/rows?indicator={}&period={}",
        encoded(&card.supplier),
        encoded(&line.indicator),
        card.period
    );
    html! {
        dl.facts {
            @if let Some(target) = indicator.target { dt { (visit.t("card-target")) } dd { (valued(target)) } }
            @if let Some((low, high)) = line.interval.and_then(|(low, high)| Some((domain::Decimal::from_f64(low)?, domain::Decimal::from_f64(high)?))) {
                dt { (visit.t("card-interval")) } dd { (valued(low)) " – " (valued(high)) }
            }
            dt { (visit.t("card-anchors")) }
            dd.figures { @for (at, (value, points)) in indicator.curve.iter().enumerate() { @if at > 0 { " · " } (valued(*value)) " → " (text::exact(*points, 1)) } }
            @if let Some(kind) = &indicator.counts {
                dt { (visit.t("card-counts")) } dd { (visit.t(&format!("evidence-kind-{}", kind.replace('_', "-")))) }
            }
        }
        p.row { a.button href=(rows) { (visit.t("card-rows")) } }
    }
}
