//! The Wilson score interval: the one shown with every rate.
//!
//! Source: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical
//! Inference", Journal of the American Statistical Association 22 (1927) 209-212.

use super::{Confidence, Interval, Proportion};

/// The values of p that a score test does not reject. Always inside 0..=1.
#[must_use]
pub fn interval(proportion: Proportion, confidence: Confidence) -> Interval {
    let (p, n, z) = (proportion.rate(), proportion.trials(), confidence.z());
    let square = z * z;
    let centre = p + square / (2.0 * n);
    let half = z * libm::sqrt(p * (1.0 - p) / n + square / (4.0 * n * n));
    let scale = 1.0 + square / n;
    Interval {
        lower: if proportion.is_none() {
            0.0
        } else {
            (centre - half) / scale
        },
        upper: if proportion.is_all() {
            1.0
        } else {
            (centre + half) / scale
        },
    }
}
