//! Inheritance: which scheme applies to a supplier in a category, and why.
//!
//! From wide to narrow: base, industry, cell of the Kraljic matrix, category, level, supplier. A narrower scheme lists only what it changes.

use super::approve::{SchemeError, proportional};
use super::scheme::{DimensionWeight, IndicatorWeight, Scheme, Scope};
use crate::classification::Level;
use crate::explain::{Explained, Explanation};
use crate::number::BasisPoints;
use crate::party::Kraljic;

mod exception;

pub use exception::as_exception;

#[cfg(test)]
mod tests;

/// Who is evaluated, as far as the choice of a scheme depends on it.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    pub supplier: &'a str,
    /// The category and the categories above it, the nearest first.
    pub categories: &'a [&'a str],
    pub industry: Option<&'a str>,
    /// The cell of the nearest of these categories that has one.
    pub kraljic: Option<Kraljic>,
    /// The level held; none when not classified.
    pub level: Option<Level>,
}

/// The scheme that applies: the narrowest whose scope holds the subject.
///
/// Of two schemes with the same scope the higher version applies, then the smaller code.
/// The schemes are complete (see [`complete`]).
pub fn resolve<'a>(
    schemes: impl IntoIterator<Item = &'a Scheme>,
    subject: &Subject<'_>,
) -> Result<Explained<&'a Scheme>, SchemeError> {
    let mut matching: Vec<(Reach, &Scheme)> = schemes
        .into_iter()
        .filter_map(|scheme| Some((reach(&scheme.scope, subject)?, scheme)))
        .collect();
    matching.sort_by(|(reach, scheme), (other_reach, other)| {
        other_reach
            .cmp(reach)
            .then(other.version.cmp(&scheme.version))
            .then(scheme.code.cmp(&other.code))
    });
    let mut matching = matching.into_iter().map(|(_, scheme)| scheme);
    let Some(scheme) = matching.next() else {
        return Err(SchemeError::NoneApplies {
            supplier: subject.supplier.to_owned(),
        });
    };
    let mut because = explain("scheme.applies", scheme);
    for wider in matching {
        because = because.because_of(explain("scheme.wider", wider));
    }
    Ok(Explained::new(scheme, because))
}

/// Gives every scheme with a base whatever it inherits, so that each stands for itself.
pub fn complete(schemes: &[Scheme]) -> Result<Vec<Scheme>, SchemeError> {
    schemes.iter().map(|scheme| complete_one(schemes, scheme)).collect()
}

/// Gives one scheme whatever it inherits from the others.
pub fn complete_one(schemes: &[Scheme], scheme: &Scheme) -> Result<Scheme, SchemeError> {
    complete_within(schemes, scheme, schemes.len())
}

/// How narrow a matching scope is: its kind, then how near the category is.
type Reach = (u8, usize);

fn reach(scope: &Scope, subject: &Subject<'_>) -> Option<Reach> {
    match scope {
        Scope::Base => Some((0, 0)),
        Scope::Industry(industry) => (subject.industry == Some(industry.as_str())).then_some((1, 0)),
        Scope::Kraljic(cell) => (subject.kraljic == Some(*cell)).then_some((2, 0)),
        Scope::Category(category) => {
            let distance = subject.categories.iter().position(|code| code == category)?;
            Some((3, subject.categories.len() - distance))
        }
        Scope::Level(level) => (subject.level == Some(*level)).then_some((4, 0)),
        Scope::Supplier(supplier) => (supplier == subject.supplier).then_some((5, 0)),
    }
}

fn explain(code: &'static str, scheme: &Scheme) -> Explanation {
    let (scope, name) = match &scheme.scope {
        Scope::Base => ("base", ""),
        Scope::Industry(name) => ("industry", name.as_str()),
        Scope::Kraljic(cell) => ("kraljic", cell.name()),
        Scope::Category(name) => ("category", name.as_str()),
        Scope::Level(level) => ("level", level.name()),
        Scope::Supplier(name) => ("supplier", name.as_str()),
    };
    Explanation::new(code)
        .with("scheme", &scheme.code)
        .with("version", scheme.version)
        .with("scope", scope)
        .with("name", name)
}

fn complete_within(schemes: &[Scheme], scheme: &Scheme, steps_left: usize) -> Result<Scheme, SchemeError> {
    let Some(base_code) = &scheme.base else {
        return Ok(scheme.clone());
    };
    if steps_left == 0 {
        return Err(SchemeError::Circle {
            scheme: scheme.code.clone(),
        });
    }
    let base = schemes
        .iter()
        .filter(|candidate| candidate.code == *base_code)
        .max_by_key(|candidate| candidate.version)
        .ok_or_else(|| SchemeError::UnknownBase {
            scheme: scheme.code.clone(),
            base: base_code.clone(),
        })?;
    let base = complete_within(schemes, base, steps_left - 1)?;
    Ok(Scheme {
        dimensions: merge(&base.dimensions, &scheme.dimensions),
        rules: base.rules,
        ..scheme.clone()
    })
}

/// What the narrower scheme lists replaces or joins what the wider one has, in the fixed order of the dimensions.
fn merge(wider: &[DimensionWeight], narrower: &[DimensionWeight]) -> Vec<DimensionWeight> {
    let mut merged = wider.to_vec();
    for entry in narrower {
        match merged
            .iter_mut()
            .find(|inherited| inherited.dimension == entry.dimension)
        {
            Some(inherited) => {
                in_shares(inherited, entry.weight);
                inherited.weight = entry.weight;
                merge_indicators(&mut inherited.indicators, &entry.indicators);
            }
            None => merged.push(entry.clone()),
        }
    }
    merged.sort_by_key(|entry| entry.dimension);
    merged
}

/// Weights of the whole become shares of the dimension when the dimension gets another weight.
fn in_shares(inherited: &mut DimensionWeight, weight: BasisPoints) {
    let is_whole = inherited.total() == u32::from(inherited.weight.get());
    if weight == inherited.weight || !is_whole {
        return;
    }
    let weights: Vec<BasisPoints> = inherited.indicators.iter().map(|used| used.weight).collect();
    for (used, share) in inherited.indicators.iter_mut().zip(proportional(&weights)) {
        used.weight = BasisPoints::new(i64::from(share)).unwrap_or(used.weight);
    }
}

fn merge_indicators(inherited: &mut Vec<IndicatorWeight>, changes: &[IndicatorWeight]) {
    for change in changes {
        match inherited.iter_mut().find(|used| used.code == change.code) {
            Some(used) => change_indicator(used, change),
            None => inherited.push(change.clone()),
        }
    }
}

fn change_indicator(used: &mut IndicatorWeight, change: &IndicatorWeight) {
    used.weight = change.weight;
    if let Some(curve) = &change.curve {
        used.curve = Some(curve.clone());
    }
    if let Some(min_events) = change.min_events {
        used.min_events = Some(min_events);
    }
    if let Some(owners) = &change.counted_owners {
        used.counted_owners = Some(owners.clone());
    }
    for (name, value) in &change.parameters {
        used.parameters.retain(|(inherited, _)| inherited != name);
        used.parameters.push((name.clone(), value.clone()));
    }
    used.parameters.sort_by(|(name, _), (other, _)| name.cmp(other));
}
