//! The interval shown beside a rate. It decides nothing, so it may be floating point.

use super::curve;
use super::measure::Measure;
use crate::design::indicator::{Curve, Indicator, Kind, PartKind, Unit};
use methods::intervals::{Confidence, Proportion, wilson};
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

/// The Wilson 95 % interval of a rate in percent, on events (lots, lines, tickets), never on pieces.
///
/// `None` for indicators that are no rate: an index, points, a dispersion.
#[must_use]
pub fn wilson_percent(indicator: &Indicator, measure: &Measure) -> Option<(f64, f64)> {
    let over_a_base = indicator
        .parts
        .iter()
        .any(|part| matches!(part.kind, PartKind::Base { .. }));
    if indicator.kind != Kind::Ratio || indicator.unit != Unit::Percent || over_a_base {
        return None;
    }
    let proportion = Proportion::new(measure.hits, measure.events).ok()?;
    let interval = wilson::interval(proportion, Confidence::new(0.95).ok()?);
    Some((interval.lower * 100.0, interval.upper * 100.0))
}

/// Half of the points between both ends of the interval of a rate: what chance alone may add or take.
///
/// `None` where there is no interval.
#[must_use]
pub fn points_by_chance(indicator: &Indicator, curve: &Curve, measure: &Measure) -> Option<f64> {
    let (low, high) = wilson_percent(indicator, measure)?;
    let points = |value: f64| {
        let points = curve::points(curve, Decimal::from_f64(value)?).ok()??;
        points.to_f64()
    };
    Some((points(high)? - points(low)?).abs() / 2.0)
}
