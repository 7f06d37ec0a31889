//! Acceptability by simulation for thousands of alternatives.
//!
//! A caller with threads gives each a range of draws and merges the counts: draws are
//! independent and counts are whole numbers, so the result does not depend on the split.
//!
//! A block of draws is handled in three steps that each stay in cache: values for a tile
//! of alternatives under all weights of the block, places draw by draw, and counts for a
//! tile of alternatives over all draws of the block.

use super::counts::RankCounts;
use super::order::Sorter;
use super::random::Random;
use super::weights::{self, WeightRule};
use crate::input::{self, InputError};
use std::ops::Range;
use thiserror::Error;

/// Most alternatives of one simulation.
pub const ALTERNATIVES_MAX: usize = 65_535;

/// Draws whose places are kept before they are counted.
const BLOCK: usize = 2048;
/// Draws whose values are computed together.
const GROUP: usize = 16;
/// Alternatives whose values are computed together.
const TILE: usize = 512;
/// Alternatives that are counted together: one cache line of places.
const LINE: usize = 32;
/// Keys span this many steps; values nearer to each other than one step count as equal.
const KEY_STEPS: f64 = 4_294_967_040.0;

/// Why nothing can be simulated.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum SimulateError {
    /// A table that cannot be used.
    #[error(transparent)]
    Input(#[from] InputError),
    /// More alternatives than places can count.
    #[error("{alternatives} alternatives are too many; the limit is {ALTERNATIVES_MAX}, so simulate a part of them")]
    TooMany {
        /// How many were given.
        alternatives: usize,
    },
    /// Rank bands that do not rise to the number of alternatives.
    #[error("rank bands must rise and end at the number of alternatives, {alternatives}; correct their upper ranks")]
    Bands {
        /// How many alternatives there are.
        alternatives: usize,
    },
}

/// What is simulated.
#[derive(Debug, Clone)]
pub struct Simulation {
    /// Scaled partial values, criterion by criterion.
    columns: Vec<f64>,
    alternatives: usize,
    criteria: usize,
    /// Band of each place.
    band_of: Vec<u16>,
    bands: usize,
    rule: WeightRule,
    seed: u64,
}

impl Simulation {
    /// Prepares partial values (rows are alternatives, more is better), counting every
    /// rank by itself.
    pub fn new(rows: &[Vec<f64>], rule: WeightRule, seed: u64) -> Result<Self, SimulateError> {
        let every: Vec<usize> = (1..=rows.len()).collect();
        Self::with_bands(rows, &every, rule, seed)
    }

    /// The same, counting bands of ranks: `upper_ranks` are the last rank of each band,
    /// such as 12, 37 and 100 for the first 12, the next 25 and the rest of 100.
    pub fn with_bands(
        rows: &[Vec<f64>],
        upper_ranks: &[usize],
        rule: WeightRule,
        seed: u64,
    ) -> Result<Self, SimulateError> {
        let criteria = input::table("the partial values", rows)?;
        let alternatives = rows.len();
        if alternatives > ALTERNATIVES_MAX {
            return Err(SimulateError::TooMany { alternatives });
        }
        let rising = upper_ranks.windows(2).all(|pair| pair[0] < pair[1]) && upper_ranks.first() > Some(&0);
        if !rising || upper_ranks.last() != Some(&alternatives) {
            return Err(SimulateError::Bands { alternatives });
        }
        let low = rows.iter().flatten().copied().fold(f64::INFINITY, f64::min);
        let high = rows.iter().flatten().copied().fold(f64::NEG_INFINITY, f64::max);
        let scale = if high > low { KEY_STEPS / (high - low) } else { 0.0 };
        let columns = (0..criteria).flat_map(|criterion| rows.iter().map(move |row| (row[criterion] - low) * scale));
        let band = |place: usize| upper_ranks.partition_point(|upper| *upper <= place);
        Ok(Self {
            columns: columns.collect(),
            alternatives,
            criteria,
            band_of: (0..alternatives)
                .map(|place| u16::try_from(band(place)).unwrap_or(u16::MAX))
                .collect(),
            bands: upper_ranks.len(),
            rule,
            seed,
        })
    }

    /// Simulates a range of draws. At most 2^32 - 1 draws can be counted together.
    #[must_use]
    pub fn run(&self, draws: Range<u64>) -> RankCounts {
        let asked = draws.end.saturating_sub(draws.start);
        let mut result = RankCounts::new(self.alternatives, self.bands, self.criteria, asked);
        let mut sorter = Sorter::new(self.alternatives);
        let kept = usize::try_from(asked).map_or(BLOCK, |draws| draws.min(BLOCK));
        let mut places = vec![0_u16; kept * self.alternatives];
        let mut keys = vec![0_u32; GROUP * self.alternatives];
        let mut weights = vec![0.0; GROUP * self.criteria];
        let mut start = draws.start;
        while start < draws.end {
            let block = usize::try_from(draws.end - start).map_or(BLOCK, |left| left.min(BLOCK));
            for offset in (0..block).step_by(GROUP) {
                let group = GROUP.min(block - offset);
                let first_draw = start + number_of(offset);
                self.draw_weights(first_draw, &mut weights[..group * self.criteria]);
                self.values(&weights[..group * self.criteria], &mut keys);
                for index in 0..group {
                    let row = (offset + index) * self.alternatives;
                    let places = &mut places[row..row + self.alternatives];
                    let keys = &keys[index * self.alternatives..(index + 1) * self.alternatives];
                    let leaders = sorter.places(keys, places);
                    let weights = &weights[index * self.criteria..(index + 1) * self.criteria];
                    result.add_leaders(sorter.leaders(leaders), weights);
                }
            }
            self.count(&places[..block * self.alternatives], result.cells());
            start += number_of(block);
        }
        result
    }

    fn draw_weights(&self, first_draw: u64, weights: &mut [f64]) {
        for (draw, weights) in (first_draw..).zip(weights.chunks_exact_mut(self.criteria)) {
            weights::draw(self.rule, &mut Random::for_draw(self.seed, draw), weights);
        }
    }

    /// Keys of all alternatives under a group of weights, tile by tile.
    fn values(&self, weights: &[f64], keys: &mut [u32]) {
        let mut sums = [0.0_f64; TILE];
        for start in (0..self.alternatives).step_by(TILE) {
            let length = TILE.min(self.alternatives - start);
            let sums = &mut sums[..length];
            for (draw, weights) in weights.chunks_exact(self.criteria).enumerate() {
                self.tile_sums(start, weights, sums);
                let row = draw * self.alternatives + start;
                for (key, sum) in keys[row..row + length].iter_mut().zip(sums.iter()) {
                    *key = key_of(*sum);
                }
            }
        }
    }

    /// Weighted sums of one tile under one set of weights, four criteria at a time.
    fn tile_sums(&self, start: usize, weights: &[f64], sums: &mut [f64]) {
        let length = sums.len();
        let column = |criterion: usize| {
            let first = criterion * self.alternatives + start;
            &self.columns[first..first + length]
        };
        sums.fill(0.0);
        let quads = weights.chunks_exact(4);
        let rest = quads.remainder();
        let singles = weights.len() - rest.len();
        for (quad, first) in quads.zip((0..).step_by(4)) {
            let [a, b, c, d] = [0, 1, 2, 3].map(|step| column(first + step));
            for (sum, (((a, b), c), d)) in sums.iter_mut().zip(a.iter().zip(b).zip(c).zip(d)) {
                *sum += (a * quad[0] + b * quad[1]) + (c * quad[2] + d * quad[3]);
            }
        }
        for (weight, first) in rest.iter().zip(singles..) {
            for (sum, value) in sums.iter_mut().zip(column(first)) {
                *sum += value * weight;
            }
        }
    }

    /// Adds a block of places to the counts, one line of alternatives at a time.
    fn count(&self, places: &[u16], counts: &mut [u32]) {
        let mut turned = vec![0_u16; LINE * BLOCK];
        for start in (0..self.alternatives).step_by(LINE) {
            let length = LINE.min(self.alternatives - start);
            let mut draws = 0;
            for row in places.chunks_exact(self.alternatives) {
                for (line, place) in row[start..start + length].iter().enumerate() {
                    turned[line * BLOCK + draws] = *place;
                }
                draws += 1;
            }
            for (line, turned) in turned.chunks_exact(BLOCK).take(length).enumerate() {
                let row = (start + line) * self.bands;
                let counts = &mut counts[row..row + self.bands];
                for place in &turned[..draws] {
                    let slot = &mut counts[usize::from(self.band_of[usize::from(*place)])];
                    *slot = slot.wrapping_add(1);
                }
            }
        }
    }
}

/// A scaled value as a whole number, without a conversion: adding 2^52 leaves it in the
/// lower bits, and vectors of additions are fast everywhere.
#[expect(clippy::cast_possible_truncation, reason = "the lower half is the number")]
fn key_of(scaled: f64) -> u32 {
    const SHIFT: f64 = 4_503_599_627_370_496.0 + 64.0;
    (scaled + SHIFT).to_bits() as u32
}

fn number_of(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::smaa::explicit::{PartialValues, acceptability};
    use crate::testing::{assert_close, uniforms};

    fn table(alternatives: usize, criteria: usize) -> Vec<Vec<f64>> {
        uniforms(17, alternatives * criteria)
            .chunks(criteria)
            .map(<[f64]>::to_vec)
            .collect()
    }

    fn drawn(rule: WeightRule, seed: u64, criteria: usize, draws: u64) -> Vec<Vec<f64>> {
        let one = |draw| {
            let mut weights = vec![0.0; criteria];
            weights::draw(rule, &mut Random::for_draw(seed, draw), &mut weights);
            weights
        };
        (0..draws).map(one).collect()
    }

    #[test]
    fn agrees_with_the_explicit_method_on_the_same_weights() {
        for (alternatives, criteria) in [(1, 1), (3, 2), (40, 5), (1500, 6)] {
            let rows = table(alternatives, criteria);
            let found = Simulation::new(&rows, WeightRule::Uniform, 23).unwrap().run(0..30);
            let samples = drawn(WeightRule::Uniform, 23, criteria, 30);
            let expected = acceptability(&samples, PartialValues::Certain(&rows)).unwrap();
            for alternative in 0..alternatives {
                assert_close(
                    &found.acceptability(alternative),
                    &expected.rank_acceptability[alternative],
                    1e-12,
                );
                let central = found.central_weights(alternative);
                assert_eq!(central.is_some(), expected.central_weights[alternative].is_some());
                if let (Some(left), Some(right)) = (&central, &expected.central_weights[alternative]) {
                    assert_close(left, right, 1e-11);
                }
            }
        }
    }

    #[test]
    fn the_split_into_ranges_cannot_be_seen() {
        let simulation = Simulation::new(&table(70, 4), WeightRule::Ordinal, 5).unwrap();
        let whole = simulation.run(0..3000);
        let mut parts = simulation.run(2222..3000);
        parts.merge(&simulation.run(0..1025)).unwrap();
        parts.merge(&simulation.run(1025..2222)).unwrap();
        assert_eq!(whole, parts);
        let other = Simulation::new(&table(71, 4), WeightRule::Ordinal, 5).unwrap();
        assert!(parts.merge(&other.run(0..1)).is_err());
    }

    #[test]
    fn bands_add_up_the_ranks_in_them() {
        let rows = table(30, 3);
        let ranks = Simulation::new(&rows, WeightRule::Uniform, 1).unwrap().run(0..500);
        let bands = Simulation::with_bands(&rows, &[4, 12, 30], WeightRule::Uniform, 1)
            .unwrap()
            .run(0..500);
        for alternative in 0..30 {
            let sums = [0..4, 4..12, 12..30].map(|band| ranks.counts(alternative)[band].iter().sum::<u32>());
            assert_eq!(bands.counts(alternative), sums);
        }
        assert!(Simulation::with_bands(&rows, &[4, 12], WeightRule::Uniform, 1).is_err());
    }

    #[test]
    fn equal_alternatives_share_every_rank() {
        let found = Simulation::new(&[vec![0.5, 0.5], vec![0.5, 0.5]], WeightRule::Uniform, 1)
            .unwrap()
            .run(0..10);
        assert_eq!((found.counts(0), found.counts(1)), (&[10, 0][..], &[10, 0][..]));
    }

    #[test]
    fn exact_shares_of_two_criteria() {
        let rows = [vec![1.0, 0.0], vec![0.0, 1.0], vec![0.6, 0.6]];
        let found = Simulation::new(&rows, WeightRule::Uniform, 2).unwrap().run(0..100_000);
        assert_close(&found.acceptability(0), &[0.4, 0.1, 0.5], 0.006);
        assert_close(&found.acceptability(2), &[0.2, 0.8, 0.0], 0.006);
        assert_close(&found.central_weights(0).unwrap(), &[0.8, 0.2], 0.006);
    }
}
