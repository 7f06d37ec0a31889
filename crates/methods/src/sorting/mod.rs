//! From performances or scores to ordered classes.
//!
//! [`electre_tri_b`] and [`mr_sort`] compare performances with profiles;
//! [`thresholds`], [`percentile`] and [`hysteresis`] cut scores; [`vda63`] and
//! [`ford_q1`] are rules of practice.

pub mod profiles;
pub mod electre_tri_b;
pub mod mr_sort;
pub mod thresholds;
pub mod percentile;
pub mod hysteresis;
pub mod vda63;
pub mod ford_q1;

/// A sum of weights meets a cut when it is no more than this below it.
///
/// Decimal weights such as 0.3 + 0.25 + 0.15 do not sum to 0.7 exactly in binary.
const CUT_TOLERANCE: f64 = 1e-12;
