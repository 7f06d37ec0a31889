//! The posterior of a proportion under a beta prior.
//!
//! Source: A. Gelman et al., Bayesian Data Analysis, 3rd ed. (2013), section 2.1.

use super::{Sample, ShrinkageError};
use crate::distributions::beta;
use crate::intervals::Interval;
use crate::number;

/// What is known of a rate after one sample.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Posterior {
    /// Posterior mean.
    pub mean: f64,
    /// The middle 95 %.
    pub interval: Interval,
    /// n / (n + alpha + beta): how much the sample counts against the prior, in 0..1.
    pub data_weight: f64,
}

/// beta(alpha + events, beta + trials - events).
pub fn posterior(sample: Sample, alpha: f64, beta: f64) -> Result<Posterior, ShrinkageError> {
    for (what, value) in [("prior alpha", alpha), ("prior beta", beta)] {
        if !value.is_finite() || value <= 0.0 {
            return Err(ShrinkageError::NotPositive { what, value });
        }
    }
    let Sample { events, trials } = sample;
    if events > trials {
        return Err(ShrinkageError::TooManyEvents {
            position: 1,
            events,
            trials,
        });
    }
    let (x, n) = (number::of_u64(events), number::of_u64(trials));
    let (a, b) = (alpha + x, beta + (n - x));
    Ok(Posterior {
        mean: a / (a + b),
        interval: Interval {
            lower: beta::quantile(0.025, a, b),
            upper: 1.0 - beta::quantile(0.025, b, a),
        },
        data_weight: n / (a + b),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_close;

    #[test]
    fn a_uniform_prior_after_five_good_lots() {
        let found = posterior(Sample { events: 0, trials: 5 }, 1.0, 1.0).unwrap();
        assert_close(&[found.mean, found.data_weight], &[1.0 / 7.0, 5.0 / 7.0], 1e-15);
        // beta(1, 6) in closed form.
        let ends = [1.0 - libm::pow(0.975, 1.0 / 6.0), 1.0 - libm::pow(0.025, 1.0 / 6.0)];
        assert_close(&[found.interval.lower, found.interval.upper], &ends, 1e-12);
        assert!(posterior(Sample { events: 0, trials: 5 }, 0.0, 1.0).is_err());
    }
}
