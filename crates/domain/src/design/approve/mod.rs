//! Approval: a scheme may score suppliers only after its weights and rules were found sound.

use super::indicator::Dimension;
use super::scheme::Scheme;
use crate::number::BasisPoints;

mod rules;

#[cfg(test)]
mod tests;

/// A scheme that passed [`check`]; nothing else makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovedScheme(Scheme);

impl ApprovedScheme {
    #[must_use]
    pub fn scheme(&self) -> &Scheme {
        &self.0
    }
}

/// Approves a complete scheme, or says the first thing that is wrong with it.
///
/// A scheme with a base is made complete first, by [`super::inherit::complete`].
pub fn approve(scheme: Scheme) -> Result<ApprovedScheme, SchemeError> {
    match check(&scheme).into_iter().next() {
        Some(error) => Err(error),
        None => Ok(ApprovedScheme(scheme)),
    }
}

/// Everything that keeps a complete scheme from being approved, in the order of its document.
#[must_use]
pub fn check(scheme: &Scheme) -> Vec<SchemeError> {
    let mut errors = check_dimensions(scheme);
    errors.extend(check_indicators(scheme));
    errors.extend(rules::check(&scheme.code, &scheme.rules));
    errors
}

/// Why a scheme cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SchemeError {
    #[error("scheme {scheme}: no dimension; weigh at least two of quality, cost, delivery, service, innovation, risk")]
    Empty { scheme: String },
    #[error(
        "scheme {scheme}: the dimension weights total {total}, expected 10000; in proportion they would be {}",
        list(proposal)
    )]
    DimensionWeights {
        scheme: String,
        total: u32,
        proposal: Vec<(String, u16)>,
    },
    #[error("scheme {scheme}, {}: the indicator weights total {total}, expected 10000 or the weight of the dimension; in proportion they would be {}", dimension.name(), list(proposal))]
    IndicatorWeights {
        scheme: String,
        dimension: Dimension,
        total: u32,
        proposal: Vec<(String, u16)>,
    },
    #[error("scheme {scheme}: {} stands there twice; merge the two", dimension.name())]
    RepeatedDimension { scheme: String, dimension: Dimension },
    #[error("scheme {scheme}, {}: {indicator} is listed twice; remove one", dimension.name())]
    RepeatedIndicator {
        scheme: String,
        dimension: Dimension,
        indicator: String,
    },
    #[error("scheme {scheme}, {}: {indicator} belongs to another dimension; move it under the dimension its code begins with", dimension.name())]
    ForeignIndicator {
        scheme: String,
        dimension: Dimension,
        indicator: String,
    },
    #[error("scheme {scheme}, rules: {rule} is {value}, expected {expectation}")]
    Rule {
        scheme: String,
        rule: &'static str,
        value: String,
        expectation: String,
    },
    #[error("scheme {scheme}: its base {base} is unknown; name a scheme that exists, or leave out the base")]
    UnknownBase { scheme: String, base: String },
    #[error("scheme {scheme}: its bases lead back to {scheme}; let one of them stand without a base")]
    Circle { scheme: String },
    #[error("no scheme applies to {supplier}: give one scheme the scope \"base\"")]
    NoneApplies { supplier: String },
}

/// Weights in the same proportion that total 10,000; equal weights when all are zero.
///
/// The largest remainders get the points that rounding down left over, the earlier entry first.
#[must_use]
pub fn proportional(weights: &[BasisPoints]) -> Vec<u16> {
    let count = u64::try_from(weights.len()).unwrap_or(u64::MAX);
    let sum: u64 = weights.iter().map(|weight| u64::from(weight.get())).sum();
    if count == 0 {
        return Vec::new();
    }
    let part = |weight: &BasisPoints| {
        if sum == 0 {
            (1, count)
        } else {
            (u64::from(weight.get()), sum)
        }
    };
    let parts: Vec<(u64, u64)> = weights
        .iter()
        .map(part)
        .map(|(weight, whole)| (weight * 10_000 / whole, weight * 10_000 % whole))
        .collect();
    let mut shares: Vec<u64> = parts.iter().map(|(share, _)| *share).collect();
    let left = 10_000 - shares.iter().sum::<u64>();
    let mut by_remainder: Vec<usize> = (0..parts.len()).collect();
    by_remainder.sort_by_key(|&index| (std::cmp::Reverse(parts[index].1), index));
    for index in by_remainder.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        shares[index] += 1;
    }
    shares
        .into_iter()
        .map(|share| u16::try_from(share).unwrap_or(10_000))
        .collect()
}

fn check_dimensions(scheme: &Scheme) -> Vec<SchemeError> {
    let code = &scheme.code;
    if scheme.dimensions.is_empty() {
        return vec![SchemeError::Empty { scheme: code.clone() }];
    }
    let mut errors = Vec::new();
    for (position, entry) in scheme.dimensions.iter().enumerate() {
        if scheme.dimensions[..position]
            .iter()
            .any(|earlier| earlier.dimension == entry.dimension)
        {
            errors.push(SchemeError::RepeatedDimension {
                scheme: code.clone(),
                dimension: entry.dimension,
            });
        }
    }
    let weights = scheme
        .dimensions
        .iter()
        .map(|entry| (entry.dimension.name(), entry.weight));
    if let Some((total, proposal)) = wrong_total(weights) {
        errors.push(SchemeError::DimensionWeights {
            scheme: code.clone(),
            total,
            proposal,
        });
    }
    errors
}

fn check_indicators(scheme: &Scheme) -> Vec<SchemeError> {
    let code = &scheme.code;
    let mut errors = Vec::new();
    for entry in &scheme.dimensions {
        let dimension = entry.dimension;
        for (position, used) in entry.indicators.iter().enumerate() {
            let indicator = used.code.clone();
            if used.code.split('.').next() != Some(dimension.name()) {
                let indicator = indicator.clone();
                errors.push(SchemeError::ForeignIndicator {
                    scheme: code.clone(),
                    dimension,
                    indicator,
                });
            }
            if entry.indicators[..position]
                .iter()
                .any(|earlier| earlier.code == used.code)
            {
                errors.push(SchemeError::RepeatedIndicator {
                    scheme: code.clone(),
                    dimension,
                    indicator,
                });
            }
        }
        let weights = entry.indicators.iter().map(|used| (used.code.as_str(), used.weight));
        // Either shares of the dimension, or basis points of the whole that add up to the dimension.
        let is_whole = entry.total() == u32::from(entry.weight.get());
        if let Some((total, proposal)) = wrong_total(weights).filter(|_| !is_whole) {
            errors.push(SchemeError::IndicatorWeights {
                scheme: code.clone(),
                dimension,
                total,
                proposal,
            });
        }
    }
    errors
}

/// The total and a proposal, when the weights do not total 10,000.
fn wrong_total<'a>(weights: impl Iterator<Item = (&'a str, BasisPoints)>) -> Option<(u32, Vec<(String, u16)>)> {
    let (names, weights): (Vec<&str>, Vec<BasisPoints>) = weights.unzip();
    let total = weights.iter().map(|weight| u32::from(weight.get())).sum();
    if total == 10_000 {
        return None;
    }
    let proposal = names
        .into_iter()
        .map(str::to_owned)
        .zip(proportional(&weights))
        .collect();
    Some((total, proposal))
}

fn list(proposal: &[(String, u16)]) -> String {
    proposal
        .iter()
        .map(|(name, weight)| format!("{name} {weight}"))
        .collect::<Vec<_>>()
        .join(", ")
}
