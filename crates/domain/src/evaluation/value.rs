//! The raw value of an indicator, from the sums of its parts.

use super::curve;
use super::exact::{Overflow, add, div, mul, square_root, sub};
use super::input::Absence;
use super::measure::{Measure, NoData, Observation, PartValue, Window};
use super::totals::{Cell, Totals};
use crate::design::indicator::{Indicator, Kind, Part, PartKind, Unit};
use rust_decimal::Decimal;

/// What is measured, and under which rules.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule<'a> {
    pub(super) indicator: &'a Indicator,
    pub(super) min_events: u64,
    /// Whether anybody in the population has an entry in the register that the indicator reads.
    pub(super) is_kept: bool,
}

/// Measures the quarter; with too few events the twelve months; with still too few says so.
pub(super) fn observe(rule: Rule<'_>, cell: &Cell, absence: Option<Absence>) -> Result<Observation, Overflow> {
    if absence == Some(Absence::NotApplicable) {
        return Ok(Observation::NoData(NoData::NotApplicable));
    }
    let needed = rule.min_events.max(1);
    let rule = Rule {
        min_events: needed,
        ..rule
    };
    if let Some(measure) = measure(rule, cell.quarter(), Window::Quarter)? {
        return Ok(Observation::Measured(measure));
    }
    let year = cell.year()?;
    if let Some(measure) = measure(rule, &year, Window::TwelveMonths)? {
        return Ok(Observation::Measured(measure));
    }
    let events = counting_events(rule.indicator, &on_bases(rule, &year)?);
    Ok(Observation::NoData(match absence {
        Some(Absence::NotAnswered) => NoData::NotAnswered,
        _ if events == 0 || events >= needed => NoData::NotCollected,
        _ => NoData::TooFew { events, needed },
    }))
}

/// The value of some sums, when they hold at least `needed` events.
pub(super) fn measure(rule: Rule<'_>, sums: &[Totals], window: Window) -> Result<Option<Measure>, Overflow> {
    let indicator = rule.indicator;
    let sums = &on_bases(rule, sums)?;
    if counting_events(indicator, sums) < rule.min_events {
        return Ok(None);
    }
    let mut whole = Totals::default();
    for part in sums {
        whole.add(part)?;
    }
    let mut parts = Vec::new();
    let value = match indicator.kind {
        Kind::Ratio | Kind::Rubric => ratio(indicator.parts.first(), &whole)?,
        Kind::Dispersion => variation(&whole)?,
        Kind::Points => Some(points_left(indicator, sums, &mut parts)?),
        Kind::Parts => mean_of_parts(indicator, sums, &mut parts)?,
    };
    Ok(value.map(|value| Measure {
        value: value.normalize(),
        good: whole.good.normalize(),
        n: whole.n.normalize(),
        events: counting_events(indicator, sums),
        hits: whole.hits,
        excused: whole.excused,
        window,
        parts,
    }))
}

/// The sums with those of each base moved to the part above it: its amounts, and its events only where they say
/// something.
fn on_bases(rule: Rule<'_>, sums: &[Totals]) -> Result<Vec<Totals>, Overflow> {
    let mut sums = sums.to_vec();
    for (position, part) in rule.indicator.parts.iter().enumerate() {
        let PartKind::Base { of, with_register } = part.kind else {
            continue;
        };
        let Some(base) = sums.get_mut(position) else { continue };
        let mut base = std::mem::take(base);
        if !(with_register && rule.is_kept) {
            (base.events, base.hits) = (0, 0);
        }
        if let Some(above) = sums.get_mut(of) {
            above.add(&base)?;
        }
    }
    Ok(sums)
}

/// The events that must reach the minimum.
///
/// Where penalties are taken off, a penalty is the exception: the regular events (receipts) show that one looked.
fn counting_events(indicator: &Indicator, sums: &[Totals]) -> u64 {
    let is_penalty = |part: &Part| matches!(part.kind, PartKind::Penalty);
    let is_base = |part: &Part| matches!(part.kind, PartKind::Base { .. });
    let mut judged = indicator.parts.iter().filter(|part| !is_base(part));
    let only_regular = indicator.kind == Kind::Points && !judged.all(is_penalty);
    let mut events = 0;
    for (part, sum) in indicator.parts.iter().zip(sums) {
        if !(only_regular && is_penalty(part)) {
            events += sum.events;
        }
    }
    events
}

fn ratio(part: Option<&Part>, sum: &Totals) -> Result<Option<Decimal>, Overflow> {
    let Some(part) = part.filter(|_| sum.n > Decimal::ZERO) else {
        return Ok(None);
    };
    in_unit(part, div(mul(part.scale, sum.good)?, sum.n)?).map(Some)
}

/// Coefficient of variation: sample standard deviation over mean.
fn variation(sum: &Totals) -> Result<Option<Decimal>, Overflow> {
    if sum.events < 2 || sum.good <= Decimal::ZERO {
        return Ok(None);
    }
    let events = Decimal::from(sum.events);
    let mean = div(sum.good, events)?;
    let squares = sub(sum.good_squared, div(mul(sum.good, sum.good)?, events)?)?.max(Decimal::ZERO);
    let deviation = square_root(div(squares, events - Decimal::ONE)?)?;
    div(deviation, mean).map(Some)
}

/// 100 less all penalties, never below 0.
fn points_left(indicator: &Indicator, sums: &[Totals], parts: &mut Vec<PartValue>) -> Result<Decimal, Overflow> {
    let mut left = Decimal::ONE_HUNDRED;
    for (position, (part, sum)) in indicator.parts.iter().zip(sums).enumerate() {
        if let Some(penalty) = part_value(part, sum)? {
            left = sub(left, penalty)?;
            parts.push(PartValue {
                part: position,
                value: penalty.normalize(),
                events: sum.events,
            });
        }
    }
    Ok(left.max(Decimal::ZERO))
}

/// Mean of the parts that have data, by their weights.
fn mean_of_parts(
    indicator: &Indicator,
    sums: &[Totals],
    parts: &mut Vec<PartValue>,
) -> Result<Option<Decimal>, Overflow> {
    let (mut sum_of_values, mut sum_of_weights) = (Decimal::ZERO, Decimal::ZERO);
    for (position, (part, sum)) in indicator.parts.iter().zip(sums).enumerate() {
        let Some(value) = part_value(part, sum)? else {
            continue;
        };
        let value = match part.kind {
            PartKind::Penalty | PartKind::DispersionPenalty { .. } => {
                sub(Decimal::ONE_HUNDRED, value)?.max(Decimal::ZERO)
            }
            _ => value,
        };
        sum_of_values = add(sum_of_values, mul(part.weight.share(), value)?)?;
        sum_of_weights = add(sum_of_weights, part.weight.share())?;
        parts.push(PartValue {
            part: position,
            value: value.normalize(),
            events: sum.events,
        });
    }
    if sum_of_weights.is_zero() {
        return Ok(None);
    }
    let mean = div(sum_of_values, sum_of_weights)?;
    // Parts may overshoot (planned over actual duration), the whole may not.
    let is_points = indicator.unit == Unit::Points;
    Ok(Some(if is_points {
        mean.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED)
    } else {
        mean
    }))
}

/// The value of one part, or `None` without data.
fn part_value(part: &Part, sum: &Totals) -> Result<Option<Decimal>, Overflow> {
    if sum.events == 0 {
        return Ok(None);
    }
    match part.kind {
        PartKind::Ratio | PartKind::Rubric => ratio(Some(part), sum),
        PartKind::Dispersion => variation(sum)?.map(|value| in_unit(part, value)).transpose(),
        PartKind::Penalty => in_unit(part, sum.good).map(Some),
        // Its amounts stand with the part above it.
        PartKind::Base { .. } => Ok(None),
        PartKind::DispersionPenalty { from, per, points } => {
            let above = variation(sum)?.map_or(Ok(Decimal::ZERO), |value| sub(value, from))?;
            let steps = div(above.max(Decimal::ZERO), per)?;
            mul(steps, points).map(Some)
        }
    }
}

/// Turns a part's value into the indicator's unit where the part has a curve for that.
fn in_unit(part: &Part, value: Decimal) -> Result<Decimal, Overflow> {
    match &part.curve {
        Some(curve) => Ok(curve::points(curve, value)?.unwrap_or(value)),
        None => Ok(value),
    }
}
