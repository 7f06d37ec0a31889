//! The canonical text of scorecards and placements: what "the same bytes" means.

use super::compute::Computed;
use domain::classification::Placement;
use domain::evaluation::{CategoryResult, IndicatorResult, Observation, Scorecard, State, SupplierResult};
use domain::explain::Explanation;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// SHA-256 over the canonical text of every supplier, in the order of their ids.
pub(super) fn digest(computed: &Computed) -> String {
    let mut hash = Sha256::new();
    for result in &computed.evaluation.suppliers {
        let placement = computed.proposal.placement(result.supplier_id);
        hash.update(supplier(result, placement).to_string());
        hash.update(b"\n");
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn state_name(card: &Scorecard) -> &'static str {
    match card.state.value() {
        State::Official => "official",
        State::Provisional => "provisional",
        State::NoScore => "no_score",
    }
}

/// One supplier whole: its scorecard, its categories with their indicators, and its placement.
fn supplier(result: &SupplierResult, placement: Option<&Placement>) -> Value {
    json!({
        "supplier_id": result.supplier_id,
        "spend": result.spend.to_string(),
        "total": card(&result.total),
        "categories": result.categories.iter().map(category).collect::<Vec<_>>(),
        "placement": placement.map(|placement| json!({
            "level": placement.level().map(domain::classification::Level::name),
            "because": because(placement.placed.because()),
            "held": placement.held.map(domain::classification::Level::name),
            "place": placement.place.map(|place| json!([place.level.name(), place.place, place.quota])),
            "flags": placement.flags.iter().map(|flag| flag.name()).collect::<Vec<_>>(),
        })),
    })
}

fn category(result: &CategoryResult) -> Value {
    json!({
        "category_id": result.category_id,
        "spend": result.spend.to_string(),
        "share": result.share.to_string(),
        "scheme": [result.scheme.0.as_ref(), result.scheme.1.to_string().as_str()],
        "card": card(&result.card),
        "indicators": result.indicators.iter().map(indicator).collect::<Vec<_>>(),
    })
}

fn card(card: &Scorecard) -> Value {
    json!({
        "composite": card.composite.map(|score| score.get().to_string()),
        "rank_score": card.rank_score.map(|score| score.get().to_string()),
        "coverage": card.coverage.to_string(),
        "state": state_name(card),
        "grade": card.grade.as_ref().map(|grade| grade.value().name()),
        "dimensions": card.dimensions.iter().map(|dimension| json!({
            "dimension": dimension.dimension.name(),
            "score": dimension.score.map(|score| score.get().to_string()),
            "weight": dimension.weight.to_string(),
            "effective": dimension.effective.to_string(),
            "contribution": dimension.contribution.to_string(),
        })).collect::<Vec<_>>(),
        "cap": card.cap,
        "knockout": card.knockout.is_some(),
    })
}

fn indicator(result: &IndicatorResult) -> Value {
    let observation = match &result.observation {
        Observation::NoData(why) => json!({ "no_data": why.name() }),
        Observation::Measured(measure) => json!({
            "value": measure.value.to_string(),
            "good": measure.good.to_string(),
            "n": measure.n.to_string(),
            "events": measure.events,
            "hits": measure.hits,
            "excused": measure.excused,
            "window": measure.window.name(),
        }),
    };
    json!({
        "code": result.code.as_ref(),
        "observation": observation,
        "points": result.points.map(|points| points.get().to_string()),
        "effective": result.effective.to_string(),
        "contribution": result.contribution.to_string(),
        "shrunk": result.shrunk.map(|shrunk| shrunk.value.to_string()),
    })
}

fn because(explanation: &Explanation) -> Value {
    json!({
        "code": explanation.code,
        "facts": explanation.facts.iter().map(|(name, value)| json!([name, value])).collect::<Vec<_>>(),
        "causes": explanation.causes.iter().map(because).collect::<Vec<_>>(),
    })
}
