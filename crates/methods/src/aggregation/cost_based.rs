//! The cost-based supplier performance index: what poor performance adds to the price.
//!
//! Source: NC State University, Supply Chain Resource Cooperative, on supplier
//! evaluation; R. M. Monczka and S. J. Trecha, "Cost-Based Supplier Performance
//! Evaluation", Journal of Purchasing and Materials Management 24 (1988).

use crate::input::{self, InputError};

/// SPI = (purchases + cost of non-performance) / purchases, 1 or more per row.
///
/// Both in the same currency; purchases above zero.
pub fn performance_index(purchases: &[f64], nonperformance_cost: &[f64]) -> Result<Vec<f64>, InputError> {
    input::positive("the purchases", purchases)?;
    input::not_negative("the non-performance cost", nonperformance_cost)?;
    input::length(
        "the non-performance cost",
        nonperformance_cost.len(),
        purchases.len(),
        "value of purchases",
    )?;
    Ok(purchases
        .iter()
        .zip(nonperformance_cost)
        .map(|(bought, cost)| (bought + cost) / bought)
        .collect())
}

/// Unit prices as they are with the cost of non-performance in them: price x SPI.
pub fn adjusted_prices(unit_prices: &[f64], index: &[f64]) -> Result<Vec<f64>, InputError> {
    input::not_negative("the unit prices", unit_prices)?;
    input::length("the unit prices", unit_prices.len(), index.len(), "value of purchases")?;
    Ok(unit_prices.iter().zip(index).map(|(price, spi)| price * spi).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_close;

    #[test]
    fn a_cheap_price_can_be_the_dearest() {
        let index = performance_index(&[100_000.0, 100_000.0, 50_000.0], &[8_000.0, 2_500.0, 0.0]).unwrap();
        assert_close(&index, &[1.08, 1.025, 1.0], 1e-12);
        assert_close(
            &adjusted_prices(&[10.0, 10.4, 10.7], &index).unwrap(),
            &[10.8, 10.66, 10.7],
            1e-12,
        );
        assert!(performance_index(&[0.0], &[1.0]).is_err());
    }
}
