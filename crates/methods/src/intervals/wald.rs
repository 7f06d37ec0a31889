//! The Wald interval: the normal one of the textbooks. Too narrow for small samples,
//! empty at 0 and at n; kept for comparison.
//!
//! Source: P. S. Laplace, Théorie analytique des probabilités (1812); L. D. Brown,
//! T. T. Cai and A. DasGupta, Statistical Science 16 (2001) 101-133.

use super::{Confidence, Interval, Proportion};

/// p -/+ z sqrt(p q / n), not clipped: an end can leave 0..=1.
#[must_use]
pub fn interval(proportion: Proportion, confidence: Confidence) -> Interval {
    let p = proportion.rate();
    let half = confidence.z() * libm::sqrt(p * (1.0 - p) / proportion.trials());
    Interval {
        lower: p - half,
        upper: p + half,
    }
}
