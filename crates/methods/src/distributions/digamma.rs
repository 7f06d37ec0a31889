//! The digamma function and differences of it, for likelihoods of counts.
//!
//! Source: J. M. Bernardo, "Algorithm AS 103: Psi (Digamma) Function", Applied
//! Statistics 25 (1976) 315-317; the asymptotic series with more terms.

/// The derivative of ln Gamma at `x`, for x above 0.
#[must_use]
pub fn digamma(x: f64) -> f64 {
    let mut shifted = x;
    let mut below = 0.0;
    while shifted < 10.0 {
        below -= 1.0 / shifted;
        shifted += 1.0;
    }
    let inverse = 1.0 / shifted;
    let square = inverse * inverse;
    let series = square
        * (1.0 / 12.0
            - square * (1.0 / 120.0 - square * (1.0 / 252.0 - square * (1.0 / 240.0 - square * (1.0 / 132.0)))));
    below + libm::log(shifted) - 0.5 * inverse - series
}

/// digamma(a + count) - digamma(a), without cancellation for small counts.
#[must_use]
pub fn digamma_step(a: f64, count: u64) -> f64 {
    const SUMMED_MAX: u64 = 64;
    if count > SUMMED_MAX {
        return digamma(a + crate::number::of_u64(count)) - digamma(a);
    }
    (0..count).map(|i| 1.0 / (a + crate::number::of_u64(i))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_close;

    #[test]
    fn known_points() {
        // Abramowitz and Stegun (1964), table 6.1.
        assert_close(
            &[digamma(1.0), digamma(2.0)],
            &[-0.577_215_664_901_532_9, 0.422_784_335_098_467_1],
            1e-13,
        );
        assert_close(
            &[digamma_step(3.0, 100)],
            &[digamma_step(3.0, 60) + digamma_step(63.0, 40)],
            1e-13,
        );
    }
}
