//! A small seeded generator of random numbers (xoshiro256** seeded by splitmix64), the same on every machine.
//!
//! Real numbers come from integers by one multiplication and are only added, multiplied and divided afterwards,
//! so that no platform's mathematics reaches the files.

/// One stream of random numbers. Streams of different names do not disturb each other.
#[derive(Debug, Clone)]
pub(crate) struct Random {
    state: [u64; 4],
}

impl Random {
    /// The stream that the seed and the name choose.
    pub(crate) fn new(seed: u64, name: &[u64]) -> Random {
        let mut key = seed;
        for part in name {
            key = splitmix(&mut key) ^ part.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        }
        Random {
            state: [
                splitmix(&mut key),
                splitmix(&mut key),
                splitmix(&mut key),
                splitmix(&mut key),
            ],
        }
    }

    pub(crate) fn next(&mut self) -> u64 {
        let result = self.state[1].wrapping_mul(5).rotate_left(7).wrapping_mul(9);
        let shifted = self.state[1] << 17;
        self.state[2] ^= self.state[0];
        self.state[3] ^= self.state[1];
        self.state[1] ^= self.state[2];
        self.state[0] ^= self.state[3];
        self.state[2] ^= shifted;
        self.state[3] = self.state[3].rotate_left(45);
        result
    }

    /// At least 0 and below 1, with 32 random bits.
    pub(crate) fn unit(&mut self) -> f64 {
        let bits = u32::try_from(self.next() >> 32).unwrap_or(0);
        f64::from(bits) / 4_294_967_296.0
    }

    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    pub(crate) fn chance(&mut self, share: f64) -> bool {
        self.unit() < share
    }

    /// At least 0 and below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let wide = u128::from(self.next()) * bound as u128;
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    /// Between the two, both included.
    pub(crate) fn within(&mut self, low: i32, high: i32) -> i32 {
        let width = usize::try_from(high - low + 1).unwrap_or(1);
        low + i32::try_from(self.below(width)).unwrap_or(0)
    }

    pub(crate) fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last + 1));
        }
    }
}

/// Says of a series of chances which come true, so that the count stays near its expectation.
///
/// A stable process misses at its own rate: independent throws would scatter small suppliers far from their
/// ability. How far the count may stray is `plan::PACE_SPREAD`.
#[derive(Debug, Clone)]
pub(crate) struct Pacer {
    owed: f64,
    spread: f64,
}

impl Pacer {
    pub(crate) fn new(random: &mut Random, spread: f64) -> Pacer {
        Pacer {
            owed: random.between(-0.5, 0.5),
            spread,
        }
    }

    pub(crate) fn hit(&mut self, share: f64, random: &mut Random) -> bool {
        self.owed += share;
        let hit = self.owed > 0.5 + self.spread * (random.unit() - 0.5);
        if hit {
            self.owed -= 1.0;
        }
        hit
    }
}

fn splitmix(key: &mut u64) -> u64 {
    *key = key.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *key;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}
