//! Roll-up: from the categories of a supplier to the supplier, by spend.

use super::exact::{Overflow, add, div, mul, published, share_out, sub};
use super::explain::{missing, state};
use super::run::Computed;
use super::scorecard::{DimensionResult, Knockout, Scorecard, State, SupplierResult};
use crate::classification::grade::{GradeBasis, grade};
use crate::design::indicator::Dimension;
use crate::design::scheme::Scheme;
use crate::number::Score;
use rust_decimal::Decimal;

/// Rolls the categories up by the period's spend, with equal weights without spend.
///
/// Categories without a score pull the coverage down but have no part in the composite. The worst knock-out is kept:
/// one that concerns the supplier as a whole, or every category of it, knocks the supplier out; one of a single
/// category stays on the card of the supplier as [`Knockout::Category`] and bars it from core.
pub(super) fn roll_up(
    supplier_id: i64,
    mut categories: Vec<Computed>,
    base: &Scheme,
) -> Result<SupplierResult, Overflow> {
    let is_scored = |computed: &Computed| computed.result.card.composite.is_some();
    let all = spend_weights(&categories, |computed| {
        computed
            .result
            .indicators
            .iter()
            .any(|indicator| indicator.observation.measure().is_some())
    });
    let coverage = published(mean(
        &all,
        categories.iter().map(|computed| computed.result.card.coverage),
    )?);
    let scored = spend_weights(&categories, is_scored);
    let mut shares: Vec<Decimal> = scored.clone();
    if categories.iter().any(is_scored) {
        let whole = shares.iter().try_fold(Decimal::ZERO, |sum, share| add(sum, *share))?;
        for share in &mut shares {
            *share = div(*share, whole)?;
        }
        share_out(&mut shares, Decimal::ONE)?;
    }
    for (computed, share) in categories.iter_mut().zip(&shares) {
        computed.result.share = if is_scored(computed) { *share } else { Decimal::ZERO };
    }
    let spend = categories
        .iter()
        .try_fold(Decimal::ZERO, |sum, computed| add(sum, computed.result.spend))?;
    let total = total(&categories, &scored, coverage, base)?;
    let categories = categories.into_iter().map(|computed| computed.result).collect();
    Ok(SupplierResult {
        supplier_id,
        spend,
        total,
        categories,
    })
}

fn total(
    categories: &[Computed],
    weights: &[Decimal],
    coverage: Decimal,
    base: &Scheme,
) -> Result<Scorecard, Overflow> {
    let rules = &base.rules;
    let dimensions_and_exact = dimensions(categories, weights, base)?;
    let mut dimensions = dimensions_and_exact;
    let present = |dimension: Dimension| {
        let in_scheme = base
            .dimensions
            .iter()
            .any(|entry| entry.dimension == dimension && entry.weight.get() > 0);
        !in_scheme
            || dimensions
                .iter()
                .any(|result| result.dimension == dimension && result.score.is_some())
    };
    let causes = categories
        .iter()
        .flat_map(|computed| missing(&computed.result.indicators))
        .collect();
    let state = state(coverage, present, causes, rules);
    let has_score = *state.value() != State::NoScore && categories.iter().any(|c| c.result.card.composite.is_some());
    let score_of = |score: fn(&Scorecard) -> Option<Score>| -> Result<Option<Decimal>, Overflow> {
        let scores = categories
            .iter()
            .map(|c| score(&c.result.card).map_or(Decimal::ZERO, Score::get));
        Ok(if has_score {
            Some(published(mean(weights, scores)?))
        } else {
            None
        })
    };
    let composite = score_of(|card| card.composite)?;
    let rank_score = score_of(|card| card.rank_score)?;
    let cap_effect = match composite {
        Some(_) => published(mean(
            weights,
            categories.iter().map(|computed| computed.result.card.cap_effect),
        )?),
        None => Decimal::ZERO,
    };
    settle(
        &mut dimensions,
        composite.map(|composite| sub(composite, cap_effect)).transpose()?,
    )?;
    let knockout = worst_knockout(categories);
    let not_answered = categories.iter().any(|computed| computed.result.card.not_answered);
    let basis = GradeBasis {
        composite,
        dimensions: dimensions
            .iter()
            .filter_map(|result| Some((result.dimension, result.score?.get())))
            .collect(),
        knocked_out: knockout == Some(Knockout::Supplier),
        not_answered,
    };
    Ok(Scorecard {
        composite: composite.map(Score::clamped),
        rank_score: rank_score.map(Score::clamped),
        coverage,
        state,
        grade: grade(&basis, rules, Decimal::ZERO),
        dimensions,
        cap_effect,
        cap: categories.iter().filter_map(|computed| computed.result.card.cap).min(),
        knockout,
        not_answered,
    })
}

/// Spend where there is any, else equal weights among the categories that `counts` names, else among all.
fn spend_weights(categories: &[Computed], counts: impl Fn(&Computed) -> bool) -> Vec<Decimal> {
    let counted: Vec<bool> = categories.iter().map(&counts).collect();
    let none_counts = !counted.contains(&true);
    let spend = |computed: &Computed| computed.result.spend.max(Decimal::ZERO);
    let by_spend = categories
        .iter()
        .zip(&counted)
        .any(|(computed, counts)| *counts && spend(computed) > Decimal::ZERO);
    let weight = |(computed, counts): (&Computed, &bool)| match (counts, by_spend) {
        (true, true) => spend(computed),
        (true, false) => Decimal::ONE,
        (false, _) if none_counts => Decimal::ONE,
        (false, _) => Decimal::ZERO,
    };
    categories.iter().zip(&counted).map(weight).collect()
}

fn mean(weights: &[Decimal], values: impl Iterator<Item = Decimal>) -> Result<Decimal, Overflow> {
    let (mut sum, mut whole) = (Decimal::ZERO, Decimal::ZERO);
    for (weight, value) in weights.iter().zip(values) {
        sum = add(sum, mul(*weight, value)?)?;
        whole = add(whole, *weight)?;
    }
    if whole.is_zero() {
        Ok(Decimal::ZERO)
    } else {
        div(sum, whole)
    }
}

/// The dimensions of all categories, in their fixed order when there are several schemes.
fn dimensions(categories: &[Computed], weights: &[Decimal], base: &Scheme) -> Result<Vec<DimensionResult>, Overflow> {
    let mut order: Vec<Dimension> = base.dimensions.iter().map(|entry| entry.dimension).collect();
    for dimension in Dimension::ALL {
        let is_used = categories
            .iter()
            .flat_map(|c| &c.result.card.dimensions)
            .any(|d| d.dimension == dimension);
        if is_used && !order.contains(&dimension) {
            order.push(dimension);
        }
    }
    order
        .into_iter()
        .map(|dimension| roll_dimension(dimension, categories, weights, base))
        .collect()
}

fn roll_dimension(
    dimension: Dimension,
    categories: &[Computed],
    weights: &[Decimal],
    base: &Scheme,
) -> Result<DimensionResult, Overflow> {
    let of = |computed: &Computed, figure: fn(&DimensionResult) -> Decimal| {
        let result = computed
            .result
            .card
            .dimensions
            .iter()
            .find(|result| result.dimension == dimension);
        result.map_or(Decimal::ZERO, figure)
    };
    let in_base = base.dimensions.iter().find(|entry| entry.dimension == dimension);
    let weight = if categories.is_empty() {
        in_base.map_or(Decimal::ZERO, |entry| entry.weight.share())
    } else {
        mean(
            weights,
            categories.iter().map(|computed| of(computed, |result| result.weight)),
        )?
    };
    let (mut sum, mut whole) = (Decimal::ZERO, Decimal::ZERO);
    for (computed, weight) in categories.iter().zip(weights) {
        for (_, effective, score) in computed.dimensions.iter().filter(|(exact, _, _)| *exact == dimension) {
            let share = mul(*weight, *effective)?;
            sum = add(sum, mul(share, *score)?)?;
            whole = add(whole, share)?;
        }
    }
    let score = if whole.is_zero() {
        None
    } else {
        Some(Score::clamped(published(div(sum, whole)?)))
    };
    Ok(DimensionResult {
        dimension,
        weight: published(weight),
        effective: mean(
            weights,
            categories
                .iter()
                .map(|computed| of(computed, |result| result.effective)),
        )?,
        score,
        contribution: mean(
            weights,
            categories
                .iter()
                .map(|computed| of(computed, |result| result.contribution)),
        )?,
    })
}

/// Makes the effective weights sum to exactly 1 and the contributions to exactly the composite before its cap.
fn settle(dimensions: &mut [DimensionResult], uncapped: Option<Decimal>) -> Result<(), Overflow> {
    let Some(uncapped) = uncapped else {
        for result in dimensions {
            (result.effective, result.contribution) = (Decimal::ZERO, Decimal::ZERO);
        }
        return Ok(());
    };
    let mut effective: Vec<Decimal> = dimensions.iter().map(|result| result.effective).collect();
    let mut contributions: Vec<Decimal> = dimensions.iter().map(|result| result.contribution).collect();
    share_out(&mut effective, Decimal::ONE)?;
    share_out(&mut contributions, uncapped)?;
    for (result, (effective, contribution)) in dimensions.iter_mut().zip(effective.into_iter().zip(contributions)) {
        (result.effective, result.contribution) = (effective, contribution);
    }
    Ok(())
}

fn worst_knockout(categories: &[Computed]) -> Option<Knockout> {
    let knockouts: Vec<Option<Knockout>> = categories
        .iter()
        .map(|computed| computed.result.card.knockout)
        .collect();
    if !knockouts.is_empty() && knockouts.iter().all(Option::is_some) {
        return Some(Knockout::Supplier);
    }
    knockouts.into_iter().flatten().max()
}
