//! The posterior of a rate of events under a gamma prior, such as complaints per month.
//!
//! Source: A. Gelman et al., Bayesian Data Analysis, 3rd ed. (2013), section 2.6.

use super::ShrinkageError;
use crate::distributions::gamma;
use crate::intervals::Interval;
use crate::number;

/// What is known of a rate after one count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RatePosterior {
    /// Posterior mean, events per unit of exposure.
    pub mean: f64,
    /// The middle 95 %.
    pub interval: Interval,
}

/// gamma(shape + events, rate + exposure).
///
/// `shape` are the events and `rate` the exposure of prior experience, both above zero;
/// the exposure may be zero.
pub fn posterior(events: u64, exposure: f64, shape: f64, rate: f64) -> Result<RatePosterior, ShrinkageError> {
    for (what, value) in [("prior shape", shape), ("prior rate", rate)] {
        if !value.is_finite() || value <= 0.0 {
            return Err(ShrinkageError::NotPositive { what, value });
        }
    }
    if !exposure.is_finite() || exposure < 0.0 {
        return Err(ShrinkageError::NotPositive {
            what: "exposure",
            value: exposure,
        });
    }
    let (a, b) = (shape + number::of_u64(events), rate + exposure);
    let end = |probability: f64| gamma::quantile(probability, a) / b;
    Ok(RatePosterior {
        mean: a / b,
        interval: Interval {
            lower: end(0.025),
            upper: end(0.975),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_close;

    #[test]
    fn no_event_in_a_month_still_leaves_a_rate() {
        let found = posterior(0, 1.0, 2.0, 4.0).unwrap();
        let expected = [0.4, 0.048_441_855_708_792_995, 1.114_328_678_187_779_7];
        assert_close(
            &[found.mean, found.interval.lower, found.interval.upper],
            &expected,
            1e-12,
        );
        assert!(posterior(0, -1.0, 2.0, 4.0).is_err());
    }
}
