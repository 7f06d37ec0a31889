//! One evaluation: every supplier in every category, and as a whole.

use super::card::card;
use super::curve;
use super::exact::{Overflow, published};
use super::input::{EvaluationError, EvaluationInput, query};
use super::means::{Means, shrink};
use super::measure::{Gates, Observation, Window};
use super::rollup;
use super::scorecard::{CategoryResult, Evaluation, IndicatorResult, MeanOf, Shrunk, SupplierResult};
use super::totals::{SortedSums, SupplierCells};
use super::value::{Rule, measure, observe};
use super::weigh::Line;
use crate::design::ApprovedScheme;
use crate::design::indicator::{Curve, Dimension, Indicator};
use crate::number::Score;
use crate::party::Supplier;
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Evaluates all suppliers of the population for one quarter.
pub fn evaluate(input: &EvaluationInput<'_>) -> Result<Evaluation, EvaluationError> {
    let run = Run::prepare(input)?;
    let sums = SortedSums::new(input);
    let mut suppliers: Vec<&Supplier> = input.suppliers.iter().filter(|supplier| !supplier.internal).collect();
    suppliers.sort_unstable_by_key(|supplier| supplier.id);
    suppliers.dedup_by_key(|supplier| supplier.id);

    // All are observed before anybody is scored: ranks need the means of the categories.
    let mut cells = Vec::with_capacity(suppliers.len());
    for supplier in &suppliers {
        cells.push(sums.supplier(supplier.id, &run.indicators)?);
    }
    let entries = cells.iter().flat_map(|cells| cells.registers(&run.indicators));
    let registers: BTreeSet<usize> = entries.collect();
    let mut before = Before {
        means: Means::default(),
        registers,
    };
    let mut seen = Vec::with_capacity(suppliers.len());
    for (supplier, cells) in suppliers.iter().zip(&cells) {
        seen.push(run.observe(&mut before, supplier.id, cells)?);
    }
    let means = before.means;
    let mut results = Vec::with_capacity(suppliers.len());
    for (supplier, seen) in suppliers.iter().zip(seen) {
        results.push(run.supplier(&means, supplier.id, seen)?);
    }
    let base = input.schemes.base.scheme();
    let scheme = (Arc::from(base.code.as_str()), base.version);
    Ok(Evaluation {
        period: input.period,
        scheme,
        suppliers: results,
    })
}

/// What is known of all suppliers before anybody is scored.
struct Before {
    means: Means,
    /// Queries whose register has an entry of anybody.
    registers: BTreeSet<usize>,
}

/// A scorecard with the digits that a roll-up weighs again.
#[derive(Debug, Clone)]
pub(super) struct Computed {
    pub(super) result: CategoryResult,
    /// Dimension, effective share and score with all digits.
    pub(super) dimensions: Vec<(Dimension, Decimal, Decimal)>,
}

/// The input made ready: schemes with their indicators, curves and queries looked up.
struct Run<'a> {
    input: &'a EvaluationInput<'a>,
    /// The indicator of each query.
    indicators: Vec<&'a Indicator>,
    schemes: Vec<Prepared<'a>>,
}

struct Prepared<'a> {
    scheme: &'a ApprovedScheme,
    name: (Arc<str>, u32),
    used: Vec<Used<'a>>,
}

/// An indicator as one scheme uses it.
struct Used<'a> {
    code: Arc<str>,
    indicator: &'a Indicator,
    dimension: usize,
    weight: u16,
    min_events: u64,
    curve: &'a Curve,
    query: usize,
}

impl<'a> Run<'a> {
    fn prepare(input: &'a EvaluationInput<'a>) -> Result<Run<'a>, EvaluationError> {
        let unknown = |scheme: &str, code: &str| EvaluationError::UnknownIndicator {
            scheme: scheme.to_owned(),
            indicator: code.to_owned(),
        };
        let mut indicators = Vec::with_capacity(input.queries.len());
        for query in input.queries {
            let indicator = input.indicators.get(&query.indicator);
            indicators.push(indicator.ok_or_else(|| unknown("of the request", &query.indicator))?);
        }
        let mut schemes = Vec::new();
        for approved in input.schemes.schemes() {
            let scheme = approved.scheme();
            let mut used = Vec::new();
            for (dimension, entry) in scheme.dimensions.iter().enumerate() {
                for weight in &entry.indicators {
                    let indicator = input
                        .indicators
                        .get(&weight.code)
                        .ok_or_else(|| unknown(&scheme.code, &weight.code))?;
                    let wanted = query(indicator, weight);
                    let position = input.queries.iter().position(|run| {
                        run.indicator == wanted.indicator
                            && run.counted_owners == wanted.counted_owners
                            && wanted
                                .parameters
                                .iter()
                                .all(|parameter| run.parameters.contains(parameter))
                    });
                    let curve = weight.curve.as_ref().unwrap_or(&indicator.curve);
                    if curve.0.is_empty() {
                        return Err(EvaluationError::EmptyCurve {
                            indicator: weight.code.clone(),
                        });
                    }
                    used.push(Used {
                        code: Arc::from(weight.code.as_str()),
                        indicator,
                        dimension,
                        weight: weight.weight.get(),
                        min_events: weight.min_events.unwrap_or(indicator.min_events).max(1),
                        curve,
                        query: position.ok_or_else(|| EvaluationError::NotObserved {
                            scheme: scheme.code.clone(),
                            indicator: weight.code.clone(),
                        })?,
                    });
                }
            }
            schemes.push(Prepared {
                scheme: approved,
                name: (Arc::from(scheme.code.as_str()), scheme.version),
                used,
            });
        }
        Ok(Run {
            input,
            indicators,
            schemes,
        })
    }

    fn scheme(&self, supplier_id: i64, category_id: i64) -> &Prepared<'a> {
        let applies = self.input.schemes.of(supplier_id, category_id);
        // The base stands first, and every exception was prepared.
        self.schemes
            .iter()
            .find(|prepared| std::ptr::eq(prepared.scheme, applies))
            .unwrap_or(&self.schemes[0])
    }

    /// The categories a supplier is evaluated in: with facts, with an approval, or with spend.
    fn categories(&self, supplier_id: i64, cells: &SupplierCells) -> BTreeSet<i64> {
        let all = (supplier_id, i64::MIN)..=(supplier_id, i64::MAX);
        let assigned = self.input.assigned.range(all.clone()).map(|(_, category)| *category);
        let bought = self.input.spend.range(all).map(|((_, category), _)| *category);
        let mut categories: BTreeSet<i64> = cells.categories().chain(assigned).chain(bought).collect();
        if categories.len() > 1 {
            categories.remove(&0);
        } else if categories.is_empty() && !cells.is_empty() {
            categories.insert(0);
        }
        categories
    }

    /// What the facts say about a supplier, by category and indicator of the scheme there.
    fn observe(
        &self,
        before: &mut Before,
        supplier_id: i64,
        cells: &SupplierCells,
    ) -> Result<Vec<Seen>, EvaluationError> {
        let mut seen = Vec::new();
        for category_id in self.categories(supplier_id, cells) {
            let used = &self.scheme(supplier_id, category_id).used;
            let mut indicators = Vec::with_capacity(used.len());
            for used in used {
                let observed = self.observe_one(before, (supplier_id, category_id), cells, used);
                indicators.push(observed.map_err(EvaluationError::overflow(&used.code, supplier_id))?);
            }
            seen.push(Seen {
                category_id,
                indicators,
            });
        }
        Ok(seen)
    }

    fn observe_one(
        &self,
        before: &mut Before,
        (supplier_id, category_id): (i64, i64),
        cells: &SupplierCells,
        used: &Used<'a>,
    ) -> Result<(Observation, Gates), Overflow> {
        let absence = |category: i64| {
            self.input
                .absences
                .get(&(supplier_id, category, used.code.to_string()))
                .copied()
        };
        let absence = if self.input.absences.is_empty() {
            None
        } else {
            absence(category_id).or_else(|| absence(0))
        };
        let cell = cells.in_category(category_id, used.query)?;
        let rule = Rule {
            indicator: used.indicator,
            min_events: used.min_events,
            is_kept: before.registers.contains(&used.query),
        };
        let observation = observe(rule, &cell, absence)?;
        let key = (category_id, used.query);
        for sums in cell.before()? {
            if let Some(earlier) = measure(Rule { min_events: 1, ..rule }, &sums, Window::TwelveMonths)? {
                before.means.add_before(key, earlier.value, earlier.events)?;
            }
        }
        if let Observation::Measured(measure) = &observation {
            before.means.add_period(key, measure.value, measure.events)?;
        }
        let all_knockouts: u64 = cell.quarter().iter().map(|part| part.knockouts).sum();
        let supplier_knockouts = cells.whole_knockouts(used.query);
        let gates = Gates {
            cap: cell.quarter().iter().filter_map(|part| part.cap).min(),
            knockouts: all_knockouts - supplier_knockouts,
            supplier_knockouts,
        };
        Ok((observation, gates))
    }

    fn supplier(&self, means: &Means, supplier_id: i64, seen: Vec<Seen>) -> Result<SupplierResult, EvaluationError> {
        let mut categories = Vec::with_capacity(seen.len());
        for seen in seen {
            categories.push(self.category(means, supplier_id, seen)?);
        }
        rollup::roll_up(supplier_id, categories, self.input.schemes.base.scheme())
            .map_err(|Overflow| EvaluationError::CompositeOverflow { supplier_id })
    }

    fn category(&self, means: &Means, supplier_id: i64, seen: Seen) -> Result<Computed, EvaluationError> {
        let category_id = seen.category_id;
        let prepared = self.scheme(supplier_id, category_id);
        let mut lines = Vec::with_capacity(prepared.used.len());
        let mut indicators = Vec::with_capacity(prepared.used.len());
        for (used, observed) in prepared.used.iter().zip(seen.indicators) {
            let mean = means.of((category_id, used.query), used.min_events);
            let (line, result) = mean
                .and_then(|mean| prepared.indicator(used, observed, mean))
                .map_err(EvaluationError::overflow(&used.code, supplier_id))?;
            lines.push(line);
            indicators.push(result);
        }
        let spend = self
            .input
            .spend
            .get(&(supplier_id, category_id))
            .copied()
            .unwrap_or_default();
        let (card, dimensions, indicators) = card(prepared.scheme.scheme(), &lines, indicators)
            .map_err(|Overflow| EvaluationError::CompositeOverflow { supplier_id })?;
        let scheme = prepared.name.clone();
        let result = CategoryResult {
            category_id,
            spend,
            share: Decimal::ZERO,
            scheme,
            card,
            indicators,
        };
        Ok(Computed { result, dimensions })
    }
}

/// What was observed of a supplier in one category, in the order of the scheme there.
struct Seen {
    category_id: i64,
    indicators: Vec<(Observation, Gates)>,
}

impl Prepared<'_> {
    /// Scores one observation; a shrunken value takes part in the rank, the raw one in everything else.
    fn indicator(
        &self,
        used: &Used<'_>,
        (observation, gates): (Observation, Gates),
        mean: Option<(Decimal, MeanOf)>,
    ) -> Result<(Line, IndicatorResult), Overflow> {
        let scheme = self.scheme.scheme();
        let dimension = &scheme.dimensions[used.dimension];
        let mut line = Line {
            dimension: used.dimension,
            weight: used.weight,
            points: None,
        };
        let mut result = IndicatorResult {
            code: Arc::clone(&used.code),
            dimension: dimension.dimension,
            observation,
            gates,
            weight: if dimension.total() == u32::from(dimension.weight.get()) {
                Decimal::new(i64::from(used.weight), 4).normalize()
            } else {
                (dimension.weight.share() * Decimal::new(i64::from(used.weight), 4)).normalize()
            },
            effective: Decimal::ZERO,
            points: None,
            contribution: Decimal::ZERO,
            shrunk: None,
        };
        if let Observation::Measured(measure) = &result.observation {
            let points = curve::points(used.curve, measure.value)?.unwrap_or_default();
            result.points = Some(Score::clamped(published(points)));
            line.points = Some((points, points));
            if let Some((mean, mean_of)) = mean {
                let value = shrink(measure.value, measure.events, mean, scheme.rules.shrinkage_events)?;
                let rank_points = curve::points(used.curve, value)?.unwrap_or_default();
                line.points = Some((points, rank_points));
                result.shrunk = Some(Shrunk {
                    value: published(value),
                    points: Score::clamped(published(rank_points)),
                    mean: published(mean),
                    mean_of,
                });
            }
        }
        Ok((line, result))
    }
}
