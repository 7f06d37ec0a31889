//! The weighted product: a weighted geometric mean, in which a very low score cannot
//! be bought back.
//!
//! Source: P. W. Bridgman, Dimensional Analysis (1922); D. W. Miller and M. K. Starr,
//! Executive Decisions and Operations Research (1969).

use crate::input::{self, InputError};
use crate::number;

/// A weighted product and its decimal logarithm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeightedProduct {
    /// The product of score^weight, with weights that sum to 1.
    pub product: f64,
    /// The same as a decimal logarithm, which keeps small products apart.
    pub log10: f64,
}

/// The weighted geometric mean of one row of scores, all above zero.
pub fn weighted_product(scores: &[f64], weights: &[f64]) -> Result<WeightedProduct, InputError> {
    input::positive("the scores", scores)?;
    input::weights(weights, scores.len())?;
    let shares = input::normalised(weights);
    let logs: Vec<f64> = scores.iter().map(|score| libm::log10(*score)).collect();
    let log10 = number::dot(&logs, &shares);
    Ok(WeightedProduct {
        product: libm::pow(10.0, log10),
        log10,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_close;

    #[test]
    fn published_example() {
        // English Wikipedia, "Weighted product model", first alternative.
        let scores = [25.0 / 65.0, 20.0 / 60.0, 15.0 / 65.0, 30.0 / 70.0];
        let found = weighted_product(&scores, &[20.0, 15.0, 40.0, 25.0]).unwrap();
        assert_close(
            &[found.log10, found.product],
            &[-0.501_285_893_160_631_3, 0.315_292_838_833_620_25],
            1e-12,
        );
        assert!(weighted_product(&[0.0, 1.0], &[1.0, 1.0]).is_err());
    }
}
