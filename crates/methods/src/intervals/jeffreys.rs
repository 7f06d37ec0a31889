//! The Jeffreys interval: the posterior with the prior beta(1/2, 1/2).
//!
//! Source: L. D. Brown, T. T. Cai and A. DasGupta, "Interval Estimation for a Binomial
//! Proportion", Statistical Science 16 (2001) 101-133; with the ends set to 0 and 1
//! when no trial or every trial is an event.

use super::{Confidence, Interval, Proportion};
use crate::distributions::beta;

/// The middle of the posterior. Inside 0..=1.
#[must_use]
pub fn interval(proportion: Proportion, confidence: Confidence) -> Interval {
    let (x, n, tail) = (proportion.events(), proportion.trials(), confidence.alpha() / 2.0);
    let lower = |events: f64| beta::quantile(tail, events + 0.5, n - events + 0.5);
    Interval {
        lower: if proportion.is_none() { 0.0 } else { lower(x) },
        upper: if proportion.is_all() { 1.0 } else { 1.0 - lower(n - x) },
    }
}
