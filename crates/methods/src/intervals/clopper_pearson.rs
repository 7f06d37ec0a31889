//! The Clopper-Pearson interval: "exact", never covers less than promised.
//!
//! Source: C. J. Clopper and E. S. Pearson, "The Use of Confidence or Fiducial Limits
//! Illustrated in the Case of the Binomial", Biometrika 26 (1934) 404-413.

use super::{Confidence, Interval, Proportion};
use crate::distributions::beta;

/// The values of p that neither one-sided binomial test rejects. Inside 0..=1.
#[must_use]
pub fn interval(proportion: Proportion, confidence: Confidence) -> Interval {
    let (x, n, tail) = (proportion.events(), proportion.trials(), confidence.alpha() / 2.0);
    // The upper end is the mirrored lower one, so that small tails keep their digits.
    let lower = |events: f64| beta::quantile(tail, events, n - events + 1.0);
    Interval {
        lower: if proportion.is_none() { 0.0 } else { lower(x) },
        upper: if proportion.is_all() { 1.0 } else { 1.0 - lower(n - x) },
    }
}
