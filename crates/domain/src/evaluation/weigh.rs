//! Weights: from the points of indicators to dimension scores and a composite, when some have no data.
//!
//! The weight of a missing indicator moves to its siblings; an empty dimension drops out and the rest is
//! renormalised. Weights are integers until the one division, so that nothing is lost before it.

use super::exact::{Overflow, add, div, mul, published, share_out};
use rust_decimal::Decimal;

/// An indicator on its way into the composite.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Position of its dimension in the scheme.
    pub(super) dimension: usize,
    /// Basis points inside the dimension.
    pub(super) weight: u16,
    /// Points by the raw value and by the shrunken one; `None` without data.
    pub(super) points: Option<(Decimal, Decimal)>,
}

/// The outcome, with all digits where it is weighed again, and published where it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Weighed {
    /// Published.
    pub(super) composite: Decimal,
    /// Published.
    pub(super) rank: Decimal,
    /// By dimension of the scheme: effective share and score, all digits; `None` for an empty one.
    pub(super) dimensions: Vec<Option<(Decimal, Decimal)>>,
    /// By line; they sum to exactly 1.
    pub(super) effective: Vec<Decimal>,
    /// By line; they sum exactly to the composite.
    pub(super) contributions: Vec<Decimal>,
}

/// Weighs the lines; `None` when no line with weight has data.
pub(super) fn weigh(dimension_weights: &[u16], lines: &[Line]) -> Result<Option<Weighed>, Overflow> {
    // Weight with data inside of each dimension, and over the dimensions that have any.
    let mut inside = vec![0_u32; dimension_weights.len()];
    for line in lines.iter().filter(|line| line.points.is_some()) {
        inside[line.dimension] += u32::from(line.weight);
    }
    let has_data = |dimension: usize| inside[dimension] > 0;
    let whole: u32 = (0..inside.len())
        .filter(|d| has_data(*d))
        .map(|d| u32::from(dimension_weights[d]))
        .sum();
    if whole == 0 {
        return Ok(None);
    }
    let mut sums = vec![(Decimal::ZERO, Decimal::ZERO); inside.len()];
    for line in lines {
        if let Some((points, rank_points)) = line.points {
            let weight = Decimal::from(line.weight);
            let (sum, rank_sum) = &mut sums[line.dimension];
            *sum = add(*sum, mul(weight, points)?)?;
            *rank_sum = add(*rank_sum, mul(weight, rank_points)?)?;
        }
    }
    let whole = Decimal::from(whole);
    let (mut composite, mut rank) = (Decimal::ZERO, Decimal::ZERO);
    let mut dimensions = vec![None; inside.len()];
    for dimension in (0..inside.len()).filter(|d| has_data(*d)) {
        let (weight, share) = (
            Decimal::from(dimension_weights[dimension]),
            Decimal::from(inside[dimension]),
        );
        let score = div(sums[dimension].0, share)?;
        composite = add(composite, mul(weight, score)?)?;
        rank = add(rank, mul(weight, div(sums[dimension].1, share)?)?)?;
        dimensions[dimension] = Some((div(weight, whole)?, score));
    }
    let composite = published(div(composite, whole)?);
    let mut effective = Vec::with_capacity(lines.len());
    let mut contributions = Vec::with_capacity(lines.len());
    for line in lines {
        let (share, points) = match line.points {
            Some((points, _)) if has_data(line.dimension) => {
                let weight = u64::from(dimension_weights[line.dimension]) * u64::from(line.weight);
                (
                    div(
                        Decimal::from(weight),
                        mul(whole, Decimal::from(inside[line.dimension]))?,
                    )?,
                    points,
                )
            }
            _ => (Decimal::ZERO, Decimal::ZERO),
        };
        effective.push(share);
        contributions.push(mul(share, points)?);
    }
    share_out(&mut effective, Decimal::ONE)?;
    share_out(&mut contributions, composite)?;
    Ok(Some(Weighed {
        composite,
        rank: published(div(rank, whole)?),
        dimensions,
        effective,
        contributions,
    }))
}

/// Percent of the original weight that has data; what is not applicable has left the denominator.
pub(super) fn coverage(weights: impl Iterator<Item = (u64, bool)>) -> Result<Decimal, Overflow> {
    let (mut covered, mut whole) = (0_u64, 0_u64);
    for (weight, has_data) in weights {
        whole += weight;
        if has_data {
            covered += weight;
        }
    }
    if whole == 0 {
        return Ok(Decimal::ZERO);
    }
    Ok(published(div(
        mul(Decimal::ONE_HUNDRED, Decimal::from(covered))?,
        Decimal::from(whole),
    )?))
}
