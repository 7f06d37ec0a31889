//! The ranking of one draw: keys in, places out.
//!
//! Many alternatives are ordered by a radix sort of their keys in three passes of eleven
//! bits; few by a comparison sort.

const DIGIT_BITS: u32 = 11;
const DIGITS: usize = 1 << DIGIT_BITS;
const PASSES: usize = 3;

/// From here on the radix sort is faster.
const RADIX_MIN: usize = 1024;

/// Room that is used again for every draw.
pub(super) struct Sorter {
    /// Key in the upper half, index in the lower half, by falling key afterwards.
    sorted: Vec<u64>,
    spare: Vec<u64>,
    counts: Vec<[u32; DIGITS]>,
}

impl Sorter {
    pub(super) fn new(alternatives: usize) -> Self {
        let radix = alternatives >= RADIX_MIN;
        Self {
            sorted: vec![0; alternatives],
            spare: vec![0; if radix { alternatives } else { 0 }],
            counts: vec![[0; DIGITS]; if radix { PASSES } else { 0 }],
        }
    }

    /// Writes the place of every key from 0 at the greatest; equal keys share the better
    /// place. Returns how many share the first place and leaves them first in the order.
    #[expect(clippy::cast_possible_truncation, reason = "places stay below 65,536 alternatives")]
    pub(super) fn places(&mut self, keys: &[u32], places: &mut [u16]) -> usize {
        self.sort(keys);
        let mut place = 0_u16;
        let mut last_key = u64::MAX;
        let mut first = 0;
        for (position, packed) in self.sorted.iter().enumerate() {
            let key = packed >> 32;
            if key != last_key {
                place = position as u16;
                last_key = key;
            }
            first += usize::from(place == 0);
            places[index_of(*packed)] = place;
        }
        first
    }

    /// The alternatives at the first `count` positions of the order.
    pub(super) fn leaders(&self, count: usize) -> impl Iterator<Item = usize> + '_ {
        self.sorted[..count].iter().map(|packed| index_of(*packed))
    }

    fn sort(&mut self, keys: &[u32]) {
        let packed = keys
            .iter()
            .zip(0_u64..)
            .map(|(key, index)| (u64::from(!*key) << 32) | index);
        self.sorted
            .iter_mut()
            .zip(packed)
            .for_each(|(slot, value)| *slot = value);
        if self.counts.is_empty() {
            self.sorted.sort_unstable();
        } else {
            self.radix(keys);
        }
    }

    fn radix(&mut self, keys: &[u32]) {
        for counts in &mut self.counts {
            counts.fill(0);
        }
        let [low, middle, high] = self.counts.as_mut_slice() else {
            return;
        };
        for key in keys {
            let key = !*key;
            low[digit(u64::from(key), 0)] += 1;
            middle[digit(u64::from(key), DIGIT_BITS)] += 1;
            high[digit(u64::from(key), 2 * DIGIT_BITS)] += 1;
        }
        for (counts, pass) in self.counts.iter_mut().zip(0_u32..) {
            scatter(&self.sorted, &mut self.spare, counts, 32 + pass * DIGIT_BITS);
            std::mem::swap(&mut self.sorted, &mut self.spare);
        }
    }
}

/// One stable pass: counts become starting places, values move to them.
fn scatter(from: &[u64], to: &mut [u64], counts: &mut [u32; DIGITS], shift: u32) {
    let mut start = 0_u32;
    for count in counts.iter_mut() {
        start += std::mem::replace(count, start);
    }
    for value in from {
        let slot = &mut counts[digit(*value, shift)];
        to[*slot as usize] = *value;
        *slot += 1;
    }
}

#[expect(clippy::cast_possible_truncation, reason = "eleven bits are kept")]
fn digit(value: u64, shift: u32) -> usize {
    (value >> shift) as usize & (DIGITS - 1)
}

#[expect(clippy::cast_possible_truncation, reason = "the lower half is the index")]
fn index_of(packed: u64) -> usize {
    packed as u32 as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::smaa::random::Random;

    #[test]
    fn both_sorts_give_the_same_places() {
        for alternatives in [1, 2, 300, 1023, 1024, 5000] {
            let mut random = Random::for_draw(5, 0);
            // Few different keys, so that there are ties.
            let keys: Vec<u32> = (0..alternatives)
                .map(|_| (random.bits() >> 40) as u32 % 700 * 6_000_000)
                .collect();
            let mut places = vec![0; alternatives];
            let first = Sorter::new(alternatives).places(&keys, &mut places);
            for (key, place) in keys.iter().zip(&places) {
                let above = keys.iter().filter(|other| *other > key).count();
                assert_eq!(usize::from(*place), above);
            }
            assert_eq!(first, places.iter().filter(|place| **place == 0).count());
        }
    }
}
