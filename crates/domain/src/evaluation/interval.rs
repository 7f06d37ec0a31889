//! The interval shown beside a rate. It decides nothing, so it may be floating point.

use super::measure::Measure;
use crate::design::indicator::{Indicator, Kind, PartKind, Unit};
use methods::intervals::{Confidence, Proportion, wilson};

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
