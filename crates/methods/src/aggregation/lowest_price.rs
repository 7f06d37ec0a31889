//! The lowest-price formula: the lowest bid earns full points, others in proportion.
//!
//! Source: Ministry of Finance of China, Order 87 (2017), article 55: price score =
//! lowest price / bid x weight x 100.

use crate::input::{self, InputError};

/// Points of each bid: lowest bid / bid x `full_points`. Bids must be above zero.
pub fn lowest_price(bids: &[f64], full_points: f64) -> Result<Vec<f64>, InputError> {
    input::positive("the bids", bids)?;
    input::positive("the full points", &[full_points])?;
    let lowest = bids.iter().copied().fold(f64::INFINITY, f64::min);
    Ok(bids.iter().map(|bid| lowest / bid * full_points).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_close;

    #[test]
    fn the_lowest_bid_earns_full_points() {
        assert_close(
            &lowest_price(&[100.0, 120.0, 150.0], 5.0).unwrap(),
            &[5.0, 25.0 / 6.0, 10.0 / 3.0],
            1e-12,
        );
        assert!(lowest_price(&[100.0, 0.0], 5.0).is_err());
    }
}
