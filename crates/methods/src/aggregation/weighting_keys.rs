//! Main criteria weighted by whole-number keys, as SAP vendor evaluation does.
//!
//! Source: SAP Learning, "Evaluating Suppliers Using the Logistics Information
//! System": price 80 points with key 3 and delivery 90 points with key 1 give 82.5.

use super::weighted_sum::{WeightScale, weighted_sum};
use crate::input::InputError;

/// The overall score: points times keys over the sum of the keys.
pub fn weighting_keys(points: &[f64], keys: &[u32]) -> Result<f64, InputError> {
    let weights: Vec<f64> = keys.iter().map(|key| f64::from(*key)).collect();
    weighted_sum(points, &weights, WeightScale::Normalise)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_close;

    #[test]
    fn published_example() {
        assert_close(&[weighting_keys(&[80.0, 90.0], &[3, 1]).unwrap()], &[82.5], 1e-12);
        assert!(weighting_keys(&[80.0], &[0]).is_err());
    }
}
