//! A small seeded generator: the same numbers on every platform and in every version.
//!
//! Source: D. Blackman and S. Vigna, "Scrambled Linear Pseudorandom Number Generators",
//! ACM Transactions on Mathematical Software 47 (2021): xoshiro256++, started by splitmix64.

/// The state of the generator.
#[derive(Debug, Clone)]
pub struct Random {
    state: [u64; 4],
}

impl Random {
    /// The generator of one draw. Draws are independent of each other, so that a range of
    /// them can be computed anywhere and in any order.
    #[must_use]
    pub fn for_draw(seed: u64, draw: u64) -> Self {
        let mut start = seed;
        let mixed_seed = splitmix(&mut start);
        let mut start = mixed_seed ^ draw.wrapping_mul(0xD134_2543_DE82_EF95);
        Self {
            state: [(); 4].map(|()| splitmix(&mut start)),
        }
    }

    /// The next 64 random bits.
    pub fn bits(&mut self) -> u64 {
        let [a, b, c, d] = &mut self.state;
        let result = a.wrapping_add(*d).rotate_left(23).wrapping_add(*a);
        let shifted = *b << 17;
        *c ^= *a;
        *d ^= *b;
        *b ^= *c;
        *a ^= *d;
        *c ^= shifted;
        *d = d.rotate_left(45);
        result
    }

    /// A uniform number in [0, 1), a multiple of 2^-53.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit a double exactly")]
    pub fn unit(&mut self) -> f64 {
        const SCALE: f64 = 1.0 / 9_007_199_254_740_992.0;
        (self.bits() >> 11) as f64 * SCALE
    }
}

fn splitmix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number;

    #[test]
    fn published_sequence() {
        // Vigna's splitmix64.c with seed 1234567.
        let mut state = 1_234_567;
        let found = [(); 3].map(|()| splitmix(&mut state));
        assert_eq!(
            found,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423
            ]
        );
    }

    #[test]
    fn draws_are_uniform_and_repeatable() {
        let mean = number::mean(
            &(0..20_000)
                .map(|draw| Random::for_draw(1, draw).unit())
                .collect::<Vec<f64>>(),
        );
        assert!((mean - 0.5).abs() < 0.01, "{mean}");
        assert_eq!(Random::for_draw(9, 4).bits(), Random::for_draw(9, 4).bits());
        assert_ne!(Random::for_draw(9, 4).bits(), Random::for_draw(9, 5).bits());
    }
}
