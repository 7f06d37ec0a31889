//! The Wilson score interval with continuity correction: wider, close to the exact one.
//!
//! Source: R. G. Newcombe, "Two-Sided Confidence Intervals for the Single Proportion",
//! Statistics in Medicine 17 (1998) 857-872, method 4.

use super::{Confidence, Interval, Proportion};

/// The score interval with the half step added on both sides. Always inside 0..=1.
#[must_use]
pub fn interval(proportion: Proportion, confidence: Confidence) -> Interval {
    let (p, n, z) = (proportion.rate(), proportion.trials(), confidence.z());
    let q = 1.0 - p;
    let square = z * z;
    let below = libm::sqrt((square - 2.0 - 1.0 / n + 4.0 * p * (n * q + 1.0)).max(0.0));
    let above = libm::sqrt((square + 2.0 - 1.0 / n + 4.0 * p * (n * q - 1.0)).max(0.0));
    let scale = 2.0 * (n + square);
    let lower = (2.0 * n * p + square - 1.0 - z * below) / scale;
    let upper = (2.0 * n * p + square + 1.0 + z * above) / scale;
    Interval {
        lower: if proportion.is_none() { 0.0 } else { lower.max(0.0) },
        upper: if proportion.is_all() { 1.0 } else { upper.min(1.0) },
    }
}
