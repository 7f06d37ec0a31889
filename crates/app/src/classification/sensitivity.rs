//! Sensitivity: who would stand elsewhere if the weight of one dimension were five points more or less.

use crate::evaluation::{Computed, Loaded, tried};
use crate::party::SupplierName;
use crate::{Context, Error};
use domain::classification::Level;
use domain::design::approve::proportional;
use domain::design::indicator::Dimension;
use domain::design::scheme::Scheme;
use domain::design::{ApprovedScheme, approve};
use domain::number::BasisPoints;
use serde::Serialize;
use std::collections::BTreeMap;

/// Percentage points that one weight moves by.
pub const SHIFT_POINTS: i8 = 5;

/// What every shift of one weight would change.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Sensitivity {
    pub shifts: Vec<Shift>,
    /// Suppliers that leave or enter core in any of them, by how often.
    pub core: Vec<Unstable>,
    /// Suppliers whose level changes in any of them, by how often; the first fifty.
    pub unstable: Vec<Unstable>,
    pub unstable_total: u64,
}

/// One weight, moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shift {
    pub dimension: String,
    /// Percentage points, with sign.
    pub by: i8,
    /// Suppliers whose level changes.
    pub moved: u64,
    /// Of them those that leave or enter core.
    pub core: u64,
}

/// A supplier whose level hangs on the weights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unstable {
    #[serde(flatten)]
    pub supplier: SupplierName,
    /// Shifts in which it stands elsewhere.
    pub times: u64,
}

/// Computes the evaluation again with each dimension's weight moved up and down, from its kept sums.
pub(crate) async fn sensitivity(cx: &Context, loaded: &Loaded) -> Result<Sensitivity, Error> {
    let earlier = match &loaded.inputs.earlier {
        Some(id) => Some(cx.kept.open(cx, id).await?),
        None => None,
    };
    let loaded = loaded.clone();
    let work = move || every_shift(&loaded, earlier.as_ref().map(|opened| &opened.loaded));
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Error::internal(format!("the sensitivity stopped: {error}")))?
}

fn every_shift(loaded: &Loaded, earlier: Option<&Loaded>) -> Result<Sensitivity, Error> {
    let (mut shifts, mut changes) = (Vec::new(), Vec::new());
    for dimension in Dimension::ALL {
        for by in [-SHIFT_POINTS, SHIFT_POINTS] {
            let Some(scheme) = shifted(loaded.computed.book.base.scheme(), dimension, i64::from(by) * 100) else {
                continue;
            };
            let mut book = loaded.computed.book.clone();
            book.base = approved(scheme)?;
            let moved = moved(&loaded.computed, &tried(&book, loaded, earlier)?);
            shifts.push(Shift {
                dimension: dimension.name().to_owned(),
                by,
                moved: u64::try_from(moved.len()).unwrap_or(0),
                core: u64::try_from(moved.iter().filter(|(_, is_core)| *is_core).count()).unwrap_or(0),
            });
            changes.extend(moved);
        }
    }
    Ok(summed(&loaded.computed, shifts, &changes))
}

fn approved(scheme: Scheme) -> Result<ApprovedScheme, Error> {
    approve(scheme).map_err(Error::from)
}

/// The scheme with one weight moved and the others in their proportion; `None` where the weight has no room.
fn shifted(scheme: &Scheme, dimension: Dimension, by: i64) -> Option<Scheme> {
    let mut scheme = scheme.clone();
    let own = scheme
        .dimensions
        .iter()
        .position(|weight| weight.dimension == dimension)?;
    let before = i64::from(scheme.dimensions[own].weight.get());
    let after = before + by;
    let rest = 10_000 - before;
    if after < 0 || after > 10_000 || rest == 0 {
        return None;
    }
    let mut left = 10_000 - after;
    let others: Vec<usize> = (0..scheme.dimensions.len()).filter(|at| *at != own).collect();
    for (at, index) in others.iter().enumerate() {
        let weight = i64::from(scheme.dimensions[*index].weight.get());
        // The last one takes what rounding leaves.
        let moved = if at + 1 == others.len() {
            left
        } else {
            (weight * (10_000 - after) + rest / 2) / rest
        };
        scheme.dimensions[*index].weight = BasisPoints::new(moved).ok()?;
        left -= moved;
    }
    scheme.dimensions[own].weight = BasisPoints::new(after).ok()?;
    // Weights that were written as parts of the whole no longer fit to their dimension; shares of it always do.
    for dimension in &mut scheme.dimensions {
        let weights: Vec<BasisPoints> = dimension.indicators.iter().map(|used| used.weight).collect();
        for (used, share) in dimension.indicators.iter_mut().zip(proportional(&weights)) {
            used.weight = BasisPoints::new(i64::from(share)).ok()?;
        }
    }
    Some(scheme)
}

/// Suppliers whose level differs, and whether core is on one side of it.
fn moved(before: &Computed, after: &Computed) -> Vec<(i64, bool)> {
    let levels: BTreeMap<i64, Option<Level>> = after
        .proposal
        .placements
        .iter()
        .map(|placement| (placement.supplier_id, placement.level()))
        .collect();
    let placements = before.proposal.placements.iter();
    placements
        .filter_map(|placement| {
            let (old, new) = (placement.level(), levels.get(&placement.supplier_id).copied().flatten());
            (old != new).then_some((
                placement.supplier_id,
                old == Some(Level::Core) || new == Some(Level::Core),
            ))
        })
        .collect()
}

fn summed(computed: &Computed, shifts: Vec<Shift>, changes: &[(i64, bool)]) -> Sensitivity {
    let names: BTreeMap<i64, SupplierName> = computed
        .suppliers
        .iter()
        .map(|supplier| (supplier.id, SupplierName::of(supplier)))
        .collect();
    let counted = |only_core: bool| {
        let mut times: BTreeMap<i64, u64> = BTreeMap::new();
        for (id, _) in changes.iter().filter(|(_, is_core)| *is_core || !only_core) {
            *times.entry(*id).or_default() += 1;
        }
        let mut all: Vec<Unstable> = times
            .into_iter()
            .filter_map(|(id, times)| {
                Some(Unstable {
                    supplier: names.get(&id)?.clone(),
                    times,
                })
            })
            .collect();
        all.sort_by(|a, b| (b.times, &a.supplier.code).cmp(&(a.times, &b.supplier.code)));
        all
    };
    let mut unstable = counted(false);
    let total = u64::try_from(unstable.len()).unwrap_or(0);
    unstable.truncate(50);
    Sensitivity {
        shifts,
        core: counted(true),
        unstable,
        unstable_total: total,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_other_weights_keep_their_proportion_and_the_sum_stays_whole() {
        let scheme = catalog::scheme("six-dimensions").expect("it ships").clone();
        for dimension in Dimension::ALL {
            for by in [-500, 500] {
                let Some(shifted) = shifted(&scheme, dimension, by) else {
                    continue;
                };
                let sum: u32 = shifted
                    .dimensions
                    .iter()
                    .map(|weight| u32::from(weight.weight.get()))
                    .sum();
                assert_eq!(sum, 10_000);
                assert!(approve(shifted).is_ok());
            }
        }
        assert!(shifted(&scheme, Dimension::Quality, -10_001).is_none());
    }
}
