//! The Agresti-Coull interval: the Wald interval after adding z^2 trials, half of them
//! events.
//!
//! Source: A. Agresti and B. A. Coull, "Approximate Is Better than 'Exact' for Interval
//! Estimation of Binomial Proportions", The American Statistician 52 (1998) 119-126.

use super::{Confidence, Interval, Proportion};

/// Not clipped: an end can leave 0..=1.
#[must_use]
pub fn interval(proportion: Proportion, confidence: Confidence) -> Interval {
    let z = confidence.z();
    let n = proportion.trials() + z * z;
    let p = (proportion.events() + z * z / 2.0) / n;
    let half = z * libm::sqrt(p * (1.0 - p) / n);
    Interval {
        lower: p - half,
        upper: p + half,
    }
}
