//! One scorecard: the indicators of a supplier in one category, put together.

use super::exact::{Overflow, add, published};
use super::explain::{missing, state};
use super::measure::{NoData, Observation};
use super::scorecard::{DimensionResult, IndicatorResult, Knockout, Scorecard, State};
use super::weigh::{Line, Weighed, coverage, weigh};
use crate::classification::grade::{GradeBasis, grade};
use crate::design::indicator::Dimension;
use crate::design::scheme::Scheme;
use crate::number::Score;
use rust_decimal::Decimal;

/// A scorecard, its dimensions with all digits, and its indicators with their weights.
type Card = (Scorecard, Vec<(Dimension, Decimal, Decimal)>, Vec<IndicatorResult>);

/// Puts the indicators of one supplier and category together.
pub(super) fn card(scheme: &Scheme, lines: &[Line], mut indicators: Vec<IndicatorResult>) -> Result<Card, Overflow> {
    let rules = &scheme.rules;
    let weights: Vec<u16> = scheme
        .dimensions
        .iter()
        .map(|dimension| dimension.weight.get())
        .collect();
    let weighed = weigh(&weights, lines)?;
    let coverage = coverage(indicators.iter().zip(lines).filter_map(|(result, line)| {
        let applies = result.observation != Observation::NoData(NoData::NotApplicable);
        let weight = whole_weight(scheme, line);
        applies.then_some((weight, line.points.is_some()))
    }))?;
    let present = |dimension: Dimension| {
        let position = scheme
            .dimensions
            .iter()
            .position(|entry| entry.dimension == dimension && entry.weight.get() > 0);
        position.is_none_or(|at| weighed.as_ref().is_some_and(|weighed| weighed.dimensions[at].is_some()))
    };
    let state = state(coverage, present, missing(&indicators), rules);
    let weighed = weighed.filter(|_| *state.value() != State::NoScore);
    if let Some(weighed) = &weighed {
        for (position, indicator) in indicators.iter_mut().enumerate() {
            indicator.effective = weighed.effective[position];
            indicator.contribution = weighed.contributions[position];
        }
    }
    let cap = indicators.iter().filter_map(|indicator| indicator.gates.cap).min();
    let ceiling = cap.map_or(Decimal::ONE_HUNDRED, Decimal::from);
    let composite = weighed.as_ref().map(|weighed| weighed.composite.min(ceiling));
    let knockout = worst_knockout(&indicators);
    let not_answered = indicators.iter().any(|indicator| {
        indicator.observation == Observation::NoData(NoData::NotAnswered) && !indicator.weight.is_zero()
    });
    let (dimensions, exact) = dimensions(scheme, &indicators, weighed.as_ref())?;
    let basis = GradeBasis {
        composite,
        dimensions: dimensions
            .iter()
            .filter_map(|result| Some((result.dimension, result.score?.get())))
            .collect(),
        knocked_out: knockout.is_some(),
        not_answered,
    };
    let card = Scorecard {
        composite: composite.map(Score::clamped),
        rank_score: weighed
            .as_ref()
            .map(|weighed| Score::clamped(weighed.rank.min(ceiling))),
        coverage,
        state,
        grade: grade(&basis, rules, Decimal::ZERO),
        dimensions,
        cap_effect: composite
            .zip(weighed)
            .map_or(Decimal::ZERO, |(capped, weighed)| capped - weighed.composite),
        cap,
        knockout,
        not_answered,
    };
    Ok((card, exact, indicators))
}

/// The weight of a line in the whole, times 10,000: exact also where indicators are given in basis points of the whole.
fn whole_weight(scheme: &Scheme, line: &Line) -> u64 {
    let dimension = &scheme.dimensions[line.dimension];
    let (weight, inside) = (u64::from(dimension.weight.get()), u64::from(line.weight));
    if u64::from(dimension.total()) == weight {
        inside * 10_000
    } else {
        weight * inside
    }
}

fn worst_knockout(indicators: &[IndicatorResult]) -> Option<Knockout> {
    let gates = || indicators.iter().map(|indicator| indicator.gates);
    if gates().any(|gates| gates.supplier_knockouts > 0) {
        return Some(Knockout::Supplier);
    }
    gates().any(|gates| gates.knockouts > 0).then_some(Knockout::Category)
}

type Dimensions = (Vec<DimensionResult>, Vec<(Dimension, Decimal, Decimal)>);

fn dimensions(
    scheme: &Scheme,
    indicators: &[IndicatorResult],
    weighed: Option<&Weighed>,
) -> Result<Dimensions, Overflow> {
    let (mut shown, mut exact) = (Vec::new(), Vec::new());
    for (position, entry) in scheme.dimensions.iter().enumerate() {
        let score = weighed.and_then(|weighed| weighed.dimensions[position]);
        let mut result = DimensionResult {
            dimension: entry.dimension,
            weight: entry.weight.share().normalize(),
            effective: Decimal::ZERO,
            score: score.map(|(_, score)| Score::clamped(published(score))),
            contribution: Decimal::ZERO,
        };
        for indicator in indicators
            .iter()
            .filter(|indicator| indicator.dimension == entry.dimension)
        {
            result.effective = add(result.effective, indicator.effective)?;
            result.contribution = add(result.contribution, indicator.contribution)?;
        }
        exact.extend(score.map(|(effective, score)| (entry.dimension, effective, score)));
        shown.push(result);
    }
    Ok((shown, exact))
}
