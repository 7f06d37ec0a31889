//! What a simulation counts: ranks by alternative, and the weights that put it first.
//!
//! All of it are whole numbers, so counts of ranges of draws can be merged in any order.

use crate::number;
use thiserror::Error;

/// Weights are added up as whole multiples of 2^-40, so that the order cannot be seen.
const WEIGHT_UNIT: f64 = 1_099_511_627_776.0;

/// Counts that do not belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the counts are of simulations of different size; merge ranges of draws of one simulation only")]
pub struct MergeError;

/// What a range of draws gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankCounts {
    alternatives: usize,
    bands: usize,
    criteria: usize,
    draws: u64,
    /// Per alternative: in how many draws it fell into each band.
    counts: Vec<u32>,
    first: Vec<u64>,
    first_weights: Vec<u64>,
}

impl RankCounts {
    pub(super) fn new(alternatives: usize, bands: usize, criteria: usize, draws: u64) -> Self {
        Self {
            alternatives,
            bands,
            criteria,
            draws,
            counts: vec![0; alternatives * bands],
            first: vec![0; alternatives],
            first_weights: vec![0; alternatives * criteria],
        }
    }

    /// All counts, alternative by alternative.
    pub(super) fn cells(&mut self) -> &mut [u32] {
        &mut self.counts
    }

    /// Adds the counts of another range of draws of the same simulation.
    pub fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        let size = |counts: &Self| (counts.alternatives, counts.bands, counts.criteria);
        if size(self) != size(other) {
            return Err(MergeError);
        }
        self.draws += other.draws;
        for (mine, theirs) in self.counts.iter_mut().zip(&other.counts) {
            *mine = mine.wrapping_add(*theirs);
        }
        for (mine, theirs) in self.first.iter_mut().zip(&other.first) {
            *mine += theirs;
        }
        for (mine, theirs) in self.first_weights.iter_mut().zip(&other.first_weights) {
            *mine += theirs;
        }
        Ok(())
    }

    /// How many draws were made.
    #[must_use]
    pub fn draws(&self) -> u64 {
        self.draws
    }

    /// Counts of one alternative by band (by rank, when every rank is a band).
    #[must_use]
    pub fn counts(&self, alternative: usize) -> &[u32] {
        &self.counts[alternative * self.bands..(alternative + 1) * self.bands]
    }

    /// Shares of draws of one alternative by band.
    #[must_use]
    pub fn acceptability(&self, alternative: usize) -> Vec<f64> {
        let draws = number::of_u64(self.draws);
        self.counts(alternative)
            .iter()
            .map(|count| f64::from(*count) / draws)
            .collect()
    }

    /// Mean weights that put one alternative first; none when it never was.
    #[must_use]
    pub fn central_weights(&self, alternative: usize) -> Option<Vec<f64>> {
        let first = self.first[alternative];
        let sums = &self.first_weights[alternative * self.criteria..(alternative + 1) * self.criteria];
        let mean = |sum: &u64| number::of_u64(*sum) / WEIGHT_UNIT / number::of_u64(first);
        (first > 0).then(|| sums.iter().map(mean).collect())
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "weights lie in 0..=1"
    )]
    pub(super) fn add_leaders(&mut self, leaders: impl Iterator<Item = usize>, weights: &[f64]) {
        for alternative in leaders {
            self.first[alternative] += 1;
            let sums = &mut self.first_weights[alternative * self.criteria..];
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += (weight * WEIGHT_UNIT) as u64;
            }
        }
    }
}
