//! The interval of the difference of two proportions: two sources, or before and after.
//!
//! Source: R. G. Newcombe, "Interval Estimation for the Difference Between Independent
//! Proportions", Statistics in Medicine 17 (1998) 873-890, method 10.

use super::{Confidence, Interval, Proportion, wilson};

/// The difference first - second, with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DifferenceInterval {
    /// First rate minus second rate, in -1..=1.
    pub difference: f64,
    /// Hybrid score interval of it.
    pub interval: Interval,
}

/// Joins the Wilson intervals of both proportions.
#[must_use]
pub fn difference(first: Proportion, second: Proportion, confidence: Confidence) -> DifferenceInterval {
    let (p1, p2) = (first.rate(), second.rate());
    let (one, two) = (
        wilson::interval(first, confidence),
        wilson::interval(second, confidence),
    );
    let difference = p1 - p2;
    DifferenceInterval {
        difference,
        interval: Interval {
            lower: difference - libm::hypot(p1 - one.lower, two.upper - p2),
            upper: difference + libm::hypot(one.upper - p1, p2 - two.lower),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_close;

    #[test]
    fn published_example() {
        // Newcombe (1998), table II: 56/70 against 48/80.
        let (first, second) = (Proportion::new(56, 70).unwrap(), Proportion::new(48, 80).unwrap());
        let found = difference(first, second, Confidence::new(0.95).unwrap());
        assert_close(&[found.interval.lower, found.interval.upper], &[0.0524, 0.3339], 5e-5);
        let back = difference(second, first, Confidence::new(0.95).unwrap());
        assert_close(&[back.interval.lower], &[-found.interval.upper], 1e-15);
    }
}
