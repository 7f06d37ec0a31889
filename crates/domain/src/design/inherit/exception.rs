//! A scheme that stands for itself, made an exception of another one.

use crate::design::scheme::{DimensionWeight, IndicatorWeight, Scheme, Scope};
use crate::number::BasisPoints;

/// The scheme with `base` under it, for the part of the suppliers that `scope` names.
///
/// What it does not weigh weighs nothing there either, although an exception inherits whatever it does not list.
/// Both schemes are complete; curves and settings that it leaves open are those of the base.
#[must_use]
pub fn as_exception(scheme: &Scheme, base: &Scheme, code: String, scope: Scope) -> Scheme {
    let mut dimensions = scheme.dimensions.clone();
    for inherited in &base.dimensions {
        match dimensions
            .iter_mut()
            .find(|entry| entry.dimension == inherited.dimension)
        {
            Some(entry) => {
                let unlisted = inherited
                    .indicators
                    .iter()
                    .filter(|used| !entry.indicators.iter().any(|listed| listed.code == used.code))
                    .map(|used| without_weight(&used.code));
                let unlisted: Vec<IndicatorWeight> = unlisted.collect();
                entry.indicators.extend(unlisted);
            }
            None => dimensions.push(DimensionWeight {
                dimension: inherited.dimension,
                weight: BasisPoints::ZERO,
                indicators: Vec::new(),
            }),
        }
    }
    dimensions.sort_by_key(|entry| entry.dimension);
    Scheme {
        code,
        base: Some(base.code.clone()),
        scope,
        dimensions,
        rules: base.rules.clone(),
        ..scheme.clone()
    }
}

fn without_weight(code: &str) -> IndicatorWeight {
    IndicatorWeight {
        code: code.to_owned(),
        weight: BasisPoints::ZERO,
        curve: None,
        min_events: None,
        counted_owners: None,
        parameters: Vec::new(),
    }
}
