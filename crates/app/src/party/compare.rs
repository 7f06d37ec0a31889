//! Compare: two to six suppliers side by side, with the differences that chance alone could make shown as equal.

use super::list::{SupplierLine, line};
use super::profile::median;
use crate::design::unit_name;
use crate::evaluation::{Computed, Reading, Seen, curve_of, dimension_name, main_category};
use crate::{Context, Error};
use domain::Decimal;
use domain::design::indicator::{Dimension, Indicator, Kind};
use domain::evaluation::{CategoryResult, IndicatorResult, SupplierResult, points_by_chance};
use domain::intake::kinds;
use domain::intake::raw::View;
use domain::period::day_number;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;
use std::collections::BTreeMap;
use text::Language;

/// Most suppliers on one screen.
pub const COMPARED_MAX: usize = 6;
/// Order lines that a usual lead time is taken from.
const ORDER_LINES: u32 = 50;

/// Suppliers side by side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CompareView {
    pub period: String,
    pub suppliers: Vec<SupplierLine>,
    /// Total, dimensions, and under each its indicators.
    pub rows: Vec<CompareRow>,
    pub commercial: Vec<CommercialRow>,
    /// Reporting currency.
    pub currency: String,
    /// Indicators that all of them have, and that any of them has.
    pub shared: (usize, usize),
}

/// One line of the comparison.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CompareRow {
    /// `total`, `dimension` or `indicator`.
    pub kind: String,
    pub code: String,
    pub name: String,
    pub unit: String,
    /// One per supplier.
    pub cells: Vec<CompareCell>,
    /// Median of the peers of the first supplier.
    pub peer: Option<Decimal>,
}

/// One supplier in one line.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CompareCell {
    pub points: Option<Decimal>,
    /// The raw value, for an indicator.
    pub value: Option<Decimal>,
    pub events: u64,
    /// Points against the base supplier.
    pub difference: Option<Decimal>,
    /// `best`, `worst` or `equal` (within what chance alone could make).
    pub mark: Option<String>,
    /// Half of the points that chance alone could make.
    #[serde(skip)]
    pub chance: f64,
}

/// One commercial fact about each supplier.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CommercialRow {
    /// `spend`, `price_index`, `payment_days`, `lead_days` or `landed_cost`.
    pub name: String,
    pub cells: Vec<Commercial>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "is", content = "value", rename_all = "snake_case")]
pub enum Commercial {
    None,
    Money(Decimal),
    Index(Decimal),
    /// From and to; the same when there is one.
    Days(i64, i64),
    Percent(Decimal),
}

/// Compares suppliers; `base` is the code of the one that differences are shown against.
pub async fn compare(
    cx: &Context,
    reading: &Reading,
    codes: &[String],
    base: Option<&str>,
    language: Language,
) -> Result<CompareView, Error> {
    if codes.len() > COMPARED_MAX {
        return Err(Error::invalid("compare-too-many")
            .with("count", codes.len())
            .with("most", COMPARED_MAX));
    }
    let seen = codes
        .iter()
        .map(|code| reading.supplier(code))
        .collect::<Result<Vec<_>, _>>()?;
    let history = reading.history(cx, 8).await?;
    let base = base.and_then(|code| codes.iter().position(|one| one == code));
    let computed = &reading.opened().loaded.computed;
    let mut rows = vec![total_row(computed, &seen)];
    for dimension in Dimension::ALL {
        let indicators = indicator_rows(computed, &seen, dimension, language);
        let row = dimension_row(computed, &seen, dimension, language);
        if row.cells.iter().any(|cell| cell.points.is_some()) || !indicators.is_empty() {
            rows.push(row);
            rows.extend(indicators);
        }
    }
    let own_peers = peers(computed, seen.first().copied());
    for row in &mut rows {
        mark(&mut row.cells);
        against(&mut row.cells, base);
        row.peer = match row.kind.as_str() {
            "total" => median(
                own_peers
                    .iter()
                    .filter_map(|one| Some(one.total.composite?.get()))
                    .collect(),
            ),
            "dimension" => Dimension::from_name(&row.code).and_then(|dimension| {
                let scores = own_peers
                    .iter()
                    .filter_map(|one| Some(one.total.dimension(dimension)?.get()));
                median(scores.collect())
            }),
            _ => None,
        };
    }
    let indicators: Vec<&CompareRow> = rows.iter().filter(|row| row.kind == "indicator").collect();
    let all_have = |row: &&&CompareRow| row.cells.iter().all(|cell| cell.points.is_some());
    let shared = (indicators.iter().filter(all_have).count(), indicators.len());
    Ok(CompareView {
        period: reading.period().to_owned(),
        suppliers: seen.iter().map(|one| line(reading, *one, &history)).collect(),
        commercial: commercial(cx, reading, &seen).await?,
        currency: super::company(cx).await?.currency,
        rows,
        shared,
    })
}

fn total_row(computed: &Computed, seen: &[Seen<'_>]) -> CompareRow {
    let cell = |one: &Seen<'_>| {
        let result = one.result?;
        Some(CompareCell {
            points: Some(result.total.composite?.get()),
            chance: chance(computed, result, |_| true),
            ..CompareCell::default()
        })
    };
    row("total", String::new(), String::new(), seen.iter().map(cell))
}

fn dimension_row(computed: &Computed, seen: &[Seen<'_>], dimension: Dimension, language: Language) -> CompareRow {
    let cell = |one: &Seen<'_>| {
        let result = one.result?;
        let whole = result
            .total
            .dimensions
            .iter()
            .find(|line| line.dimension == dimension)?;
        let share = whole.effective.to_f64().filter(|share| *share > 0.0)?;
        Some(CompareCell {
            points: Some(whole.score?.get()),
            chance: chance(computed, result, |one| one.dimension == dimension) / share,
            ..CompareCell::default()
        })
    };
    row(
        "dimension",
        dimension.name().to_owned(),
        dimension_name(dimension, language),
        seen.iter().map(cell),
    )
}

fn row(kind: &str, code: String, name: String, cells: impl Iterator<Item = Option<CompareCell>>) -> CompareRow {
    CompareRow {
        kind: kind.to_owned(),
        code,
        name,
        unit: String::new(),
        cells: cells.map(Option::unwrap_or_default).collect(),
        peer: None,
    }
}

fn indicator_rows(computed: &Computed, seen: &[Seen<'_>], dimension: Dimension, language: Language) -> Vec<CompareRow> {
    let own = computed
        .book
        .indicators
        .values()
        .filter(|one| one.dimension == dimension);
    own.filter_map(|definition| {
        let cells: Vec<CompareCell> = seen
            .iter()
            .map(|one| indicator_cell(computed, one.result, definition).unwrap_or_default())
            .collect();
        let has_any = cells.iter().any(|cell| cell.points.is_some());
        has_any.then(|| CompareRow {
            kind: "indicator".to_owned(),
            code: definition.code.clone(),
            name: language.pick(&definition.name.en, &definition.name.zh).to_owned(),
            unit: unit_name(definition.unit).to_owned(),
            cells,
            peer: None,
        })
    })
    .collect()
}

/// An indicator over all categories of a supplier, by the weight it has in each.
fn indicator_cell(computed: &Computed, result: Option<&SupplierResult>, definition: &Indicator) -> Option<CompareCell> {
    let result = result?;
    let found: Vec<(&CategoryResult, &IndicatorResult)> = measured(result)
        .filter(|(_, indicator)| indicator.code.as_ref() == definition.code)
        .collect();
    let weight = |(category, indicator): &(&CategoryResult, &IndicatorResult)| category.share * indicator.effective;
    let whole: Decimal = found.iter().map(weight).sum();
    if whole.is_zero() {
        return None;
    }
    let points =
        |one: &(&CategoryResult, &IndicatorResult)| weight(one) * one.1.points.map_or(Decimal::ZERO, |p| p.get());
    let sum: Decimal = found.iter().map(points).sum();
    let measures: Vec<_> = found.iter().filter_map(|(_, one)| one.observation.measure()).collect();
    let n: Decimal = measures.iter().map(|measure| measure.n).sum();
    let value = match measures.as_slice() {
        [one] => Some(one.value),
        // Rates of several categories pool by what they were counted over; other values do not pool.
        several if definition.kind == Kind::Ratio && !n.is_zero() => {
            Some(several.iter().map(|measure| measure.value * measure.n).sum::<Decimal>() / n)
        }
        _ => None,
    };
    Some(CompareCell {
        points: Some((sum / whole).round_dp(6)),
        value,
        events: measures.iter().map(|measure| measure.events).sum(),
        chance: chance(computed, result, |one| one.code.as_ref() == definition.code) / whole.to_f64()?,
        ..CompareCell::default()
    })
}

fn measured(result: &SupplierResult) -> impl Iterator<Item = (&CategoryResult, &IndicatorResult)> {
    let all = result.categories.iter();
    let all = all.flat_map(|category| category.indicators.iter().map(move |indicator| (category, indicator)));
    all.filter(|(_, indicator)| indicator.points.is_some() && !indicator.effective.is_zero())
}

/// Half of the points of the composite that chance could make of some indicators: independent, so squares add.
fn chance(computed: &Computed, result: &SupplierResult, is_meant: impl Fn(&IndicatorResult) -> bool) -> f64 {
    let mut squares = 0.0;
    for (category, indicator) in measured(result).filter(|(_, indicator)| is_meant(indicator)) {
        let definition = computed.book.indicators.get(indicator.code.as_ref());
        let curve = curve_of(computed, category, &indicator.code);
        let half = definition
            .zip(curve)
            .zip(indicator.observation.measure())
            .and_then(|((definition, curve), measure)| points_by_chance(definition, curve, measure));
        let weight = (category.share * indicator.effective).to_f64().unwrap_or_default();
        squares += (weight * half.unwrap_or_default()).powi(2);
    }
    squares.sqrt()
}

/// Marks the best and the worst, or all as equal where the widest difference may be chance.
fn mark(cells: &mut [CompareCell]) {
    let known: Vec<(usize, Decimal, f64)> = cells
        .iter()
        .enumerate()
        .filter_map(|(at, cell)| Some((at, cell.points?, cell.chance)))
        .collect();
    let (Some(best), Some(worst)) = (
        known.iter().max_by_key(|one| one.1).copied(),
        known.iter().min_by_key(|one| one.1).copied(),
    ) else {
        return;
    };
    if known.len() < 2 {
        return;
    }
    let is_same = |a: (usize, Decimal, f64), b: (usize, Decimal, f64)| {
        let difference = (a.1 - b.1).abs();
        difference < Decimal::new(5, 2) || difference.to_f64().unwrap_or_default() <= a.2.hypot(b.2)
    };
    for one in &known {
        let word = if is_same(best, worst) {
            Some("equal")
        } else if is_same(best, *one) {
            Some("best")
        } else if is_same(worst, *one) {
            Some("worst")
        } else {
            None
        };
        cells[one.0].mark = word.map(str::to_owned);
    }
}

fn against(cells: &mut [CompareCell], base: Option<usize>) {
    let Some((base, points)) = base.and_then(|base| Some((base, cells.get(base)?.points?))) else {
        return;
    };
    for (at, cell) in cells.iter_mut().enumerate() {
        cell.difference = cell.points.filter(|_| at != base).map(|own| own - points);
    }
}

/// The other suppliers of the main category of the first one.
fn peers<'a>(computed: &'a Computed, first: Option<Seen<'_>>) -> Vec<&'a SupplierResult> {
    let Some(own) = first.and_then(|one| main_category(one.result?)) else {
        return Vec::new();
    };
    let all = computed.evaluation.suppliers.iter();
    all.filter(|result| first.is_some_and(|one| one.supplier.id != result.supplier_id))
        .filter(|result| main_category(result).is_some_and(|one| one.category_id == own.category_id))
        .collect()
}

async fn commercial(cx: &Context, reading: &Reading, seen: &[Seen<'_>]) -> Result<Vec<CommercialRow>, Error> {
    let computed = &reading.opened().loaded.computed;
    let as_of = day_number(reading.opened().loaded.inputs.as_of);
    let contracts = cx.store.table(&kinds::CONTRACT).await?;
    let contracts = View::new(&kinds::CONTRACT, Some(&contracts));
    let adders = cx.store.table(&kinds::LANDED_COST_ADDER).await?;
    let adders = View::new(&kinds::LANDED_COST_ADDER, Some(&adders));
    let (mut spend, mut price, mut payment) = (Vec::new(), Vec::new(), Vec::new());
    let (mut lead, mut landed) = (Vec::new(), Vec::new());
    for one in seen {
        let id = one.supplier.id;
        spend.push(
            one.result
                .map_or(Commercial::None, |result| Commercial::Money(result.spend)),
        );
        let index = computed.book.indicators.get("cost.price_index");
        let index = index.and_then(|definition| indicator_cell(computed, one.result, definition)?.value);
        price.push(index.map_or(Commercial::None, Commercial::Index));
        let rows = (0..contracts.rows()).filter(|row| {
            contracts.int("supplier", *row) == Some(id)
                && contracts.day("valid_from", *row).is_some_and(|day| day <= as_of)
                && contracts.day("valid_to", *row).is_none_or(|day| day >= as_of)
        });
        payment.push(range(
            rows.filter_map(|row| contracts.int("payment_days", row)).collect(),
        ));
        let orders = Orders::of(cx, id).await?;
        lead.push(middle(orders.lead_days.clone()).map_or(Commercial::None, |days| Commercial::Days(days, days)));
        let category = one.result.and_then(main_category).map(|category| category.category_id);
        let (incoterm, lane) = orders.usual(one.supplier.country.as_deref());
        let adder = (0..adders.rows()).find(|row| {
            adders.int("category", *row) == category
                && adders.text("incoterm", *row) == incoterm.as_deref()
                && adders.text("lane", *row) == lane.as_deref()
        });
        let rate = adder.and_then(|row| adders.int("share", row));
        landed.push(rate.map_or(Commercial::None, |rate| {
            Commercial::Percent(Decimal::new(rate, domain::number::RATE_SCALE) * Decimal::ONE_HUNDRED)
        }));
    }
    let all = [
        ("spend", spend),
        ("price_index", price),
        ("payment_days", payment),
        ("lead_days", lead),
        ("landed_cost", landed),
    ];
    let rows = all.into_iter().map(|(name, cells)| CommercialRow {
        name: name.to_owned(),
        cells,
    });
    Ok(rows.collect())
}

/// What the latest order lines of a supplier usually say.
struct Orders {
    lead_days: Vec<i64>,
    /// Incoterm and lane, as often as they were used.
    terms: BTreeMap<(Option<String>, Option<String>), usize>,
}

impl Orders {
    async fn of(cx: &Context, supplier_id: i64) -> Result<Orders, Error> {
        let kind = &kinds::ORDER_LINE;
        let rows = cx.store.latest_rows(kind, supplier_id, ORDER_LINES).await?;
        let at = |name: &str| kind.position(name);
        let (lead, incoterm, lane) = (at("quoted_lead_days"), at("incoterm"), at("lane"));
        let mut orders = Orders {
            lead_days: Vec::new(),
            terms: BTreeMap::new(),
        };
        for row in &rows {
            let text = |at: Option<usize>| at.and_then(|at| row.values[at].as_text()).map(str::to_owned);
            orders.lead_days.extend(lead.and_then(|at| row.values[at].as_int()));
            *orders.terms.entry((text(incoterm), text(lane))).or_insert(0) += 1;
        }
        Ok(orders)
    }

    fn usual(&self, country: Option<&str>) -> (Option<String>, Option<String>) {
        let found = self.terms.iter().max_by_key(|(_, times)| **times);
        let (incoterm, lane) = found.map(|(terms, _)| terms.clone()).unwrap_or_default();
        (incoterm, lane.or_else(|| country.map(str::to_owned)))
    }
}

fn range(days: Vec<i64>) -> Commercial {
    match (days.iter().min(), days.iter().max()) {
        (Some(from), Some(to)) => Commercial::Days(*from, *to),
        _ => Commercial::None,
    }
}

fn middle(mut days: Vec<i64>) -> Option<i64> {
    days.sort_unstable();
    days.get(days.len() / 2).copied()
}
