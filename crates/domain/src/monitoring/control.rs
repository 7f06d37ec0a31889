//! Signal or noise: the control chart of an indicator over time. It decides nothing, so it may be floating point.

use crate::design::indicator::{Indicator, Kind, Unit};
use methods::control_charts::rules::fired;
use methods::control_charts::{ChartError, Limits, attributes, individuals};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Fewer points make no limits; the first ones of them are the baseline that the later ones are held against, so that a
/// change does not hide itself by widening its own limits.
pub const POINTS_MIN: usize = 12;

/// The events of one stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ControlInput {
    pub good: Decimal,
    pub n: Decimal,
    pub events: u64,
    pub hits: u64,
}

/// Which limits fit what is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    /// Points only: too few for limits.
    Run,
    /// Shares of events without a miss.
    Share,
    /// Events per unit.
    Rate,
    /// Single values with their moving range.
    Single,
}

impl ChartKind {
    /// The word used in codes and texts.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            ChartKind::Run => "run",
            ChartKind::Share => "p",
            ChartKind::Rate => "u",
            ChartKind::Single => "xmr",
        }
    }
}

/// A chart whose points stand in the order in which they were given.
#[derive(Debug, Clone, PartialEq)]
pub struct ControlChart {
    pub kind: ChartKind,
    /// `None` without limits.
    pub center: Option<f64>,
    pub points: Vec<ControlPoint>,
}

/// One point; `lower` and `upper` only where there are limits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ControlPoint {
    pub value: f64,
    pub lower: Option<f64>,
    pub upper: Option<f64>,
    /// Number of the rule that it completes.
    pub rule: Option<u8>,
}

/// The chart of an indicator's events; stretches without any event must be left out before.
pub fn control(indicator: &Indicator, inputs: &[ControlInput]) -> Result<ControlChart, ChartError> {
    let scale = indicator.parts.first().map_or(Decimal::ONE, |part| part.scale);
    let values: Vec<f64> = inputs
        .iter()
        .map(|input| number(input.good * scale / input.n))
        .collect();
    if inputs.len() < POINTS_MIN {
        return Ok(run(&values));
    }
    let counts = |of: fn(&ControlInput) -> Decimal| inputs.iter().map(|input| number(of(input))).collect::<Vec<f64>>();
    let is_rate = indicator.kind == Kind::Ratio;
    let each_is_one = inputs.iter().all(|input| {
        input.n == Decimal::from(input.events) && input.good == Decimal::from(input.hits) && input.hits <= input.events
    });
    let (kind, limits) = match indicator.unit {
        Unit::Percent if is_rate && each_is_one => (
            ChartKind::Share,
            attributes::shares(&counts(|i| i.good), &counts(|i| i.n), baseline(inputs, true))?,
        ),
        Unit::Ppm | Unit::Count if is_rate && inputs.iter().all(|i| i.good >= Decimal::ZERO) => (
            ChartKind::Rate,
            attributes::rates(&counts(|i| i.good), &counts(|i| i.n), baseline(inputs, false))?,
        ),
        _ => return single(&values),
    };
    Ok(chart(kind, &limits, number(scale)))
}

/// The chart of values that were made elsewhere, one for each period.
pub fn control_values(values: &[f64]) -> Result<ControlChart, ChartError> {
    if values.len() < POINTS_MIN {
        return Ok(run(values));
    }
    single(values)
}

fn single(values: &[f64]) -> Result<ControlChart, ChartError> {
    Ok(chart(
        ChartKind::Single,
        &individuals::individuals(values, POINTS_MIN)?,
        1.0,
    ))
}

fn run(values: &[f64]) -> ControlChart {
    let point = |value: &f64| ControlPoint {
        value: *value,
        lower: None,
        upper: None,
        rule: None,
    };
    ControlChart {
        kind: ChartKind::Run,
        center: None,
        points: values.iter().map(point).collect(),
    }
}

fn chart(kind: ChartKind, limits: &Limits, scale: f64) -> ControlChart {
    let rules = fired(limits);
    let point = |(at, rule): (usize, &Option<methods::control_charts::rules::Rule>)| ControlPoint {
        value: limits.values[at] * scale,
        lower: Some(limits.lower[at] * scale),
        upper: Some(limits.upper[at] * scale),
        rule: rule.map(methods::control_charts::rules::Rule::number),
    };
    ControlChart {
        kind,
        center: Some(limits.center * scale),
        points: rules.iter().enumerate().map(point).collect(),
    }
}

/// The centre of the first points; none where they do not vary at all, because every miss would then be a signal.
fn baseline(inputs: &[ControlInput], is_share: bool) -> Option<f64> {
    let first = &inputs[..POINTS_MIN.min(inputs.len())];
    let (good, n): (Decimal, Decimal) = (first.iter().map(|i| i.good).sum(), first.iter().map(|i| i.n).sum());
    let varies = !good.is_zero() && !(is_share && good == n);
    good.checked_div(n).filter(|_| varies).map(number)
}

fn number(value: Decimal) -> f64 {
    value.to_f64().unwrap_or_default()
}
