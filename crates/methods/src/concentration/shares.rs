//! Indices of concentration: HHI, effective number, CRn, entropy and Gini.
//!
//! Source: A. O. Hirschman, "The Paternity of an Index", American Economic Review 54 (1964)
//! 761; C. E. Shannon (1948); C. Gini (1912); L. Hannah and J. A. Kay, Concentration in
//! Modern Industry (1977), on numbers equivalent.

use crate::input::{self, InputError};
use crate::number;

/// Indices of a list of amounts.
#[derive(Debug, Clone, PartialEq)]
pub struct Concentration {
    /// Sum of squared shares, in (0, 1]; times 10,000 for the points of merger guidelines.
    pub hhi: f64,
    /// 1 / HHI: how many equal shares would be as concentrated.
    pub effective_number: f64,
    /// HHI moved to 0..=1 for the number of shares; none for a single one.
    pub hhi_normalised: Option<f64>,
    /// Entropy of the shares in nats, 0 for a single one.
    pub entropy: f64,
    /// Gini coefficient, 0 when all amounts are equal.
    pub gini: f64,
    /// Shares, the greatest first.
    shares: Vec<f64>,
}

impl Concentration {
    /// Share of the `n` greatest together, in 0..=1.
    #[must_use]
    pub fn ratio(&self, n: usize) -> f64 {
        number::sum(self.shares.iter().take(n).copied())
    }
}

/// Measures amounts of zero or more with a sum above zero.
///
/// An amount of zero counts as a member of the list for the normalised HHI and the Gini
/// coefficient. Credit notes must be netted before.
pub fn concentration(amounts: &[f64]) -> Result<Concentration, InputError> {
    input::not_negative("the amounts", amounts)?;
    let total = number::sum(amounts.iter().copied());
    if total <= 0.0 {
        return Err(InputError::AllZero { what: "the amounts" });
    }
    let mut sorted = amounts.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let shares: Vec<f64> = sorted.iter().map(|amount| amount / total).collect();
    let n = number::of_count(shares.len());
    let hhi = number::dot(&shares, &shares);
    let terms = shares
        .iter()
        .filter(|share| **share > 0.0)
        .map(|share| -share * libm::log(*share));
    // The greatest amount has the greatest rank: n + 1 - 2 x (position from 1).
    let ranked = sorted
        .iter()
        .zip(1..)
        .map(|(amount, position)| (n + 1.0 - 2.0 * number::of_count(position)) * amount);
    Ok(Concentration {
        hhi,
        effective_number: 1.0 / hhi,
        hhi_normalised: (shares.len() > 1).then(|| ((hhi - 1.0 / n) / (1.0 - 1.0 / n)).max(0.0)),
        entropy: number::sum(terms).max(0.0),
        gini: (number::sum(ranked) / (n * total)).max(0.0),
        shares,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_close, uniforms};

    #[test]
    fn published_example() {
        // US Department of Justice: four firms with 30, 30, 20 and 20 percent give 2,600.
        let found = concentration(&[30.0, 30.0, 20.0, 20.0]).unwrap();
        assert_close(
            &[found.hhi * 10_000.0, found.gini, found.ratio(3)],
            &[2600.0, 0.1, 0.8],
            1e-9,
        );
        assert_close(&[found.entropy], &[1.366_158_847_569_202], 1e-12);
    }

    #[test]
    fn a_single_source_is_fully_concentrated() {
        let found = concentration(&[100.0]).unwrap();
        assert_close(
            &[found.hhi, found.effective_number, found.entropy, found.gini],
            &[1.0, 1.0, 0.0, 0.0],
            0.0,
        );
        assert_eq!(found.hhi_normalised, None);
    }

    #[test]
    fn currency_and_order_do_not_matter() {
        let amounts = uniforms(9, 25);
        let mut turned: Vec<f64> = amounts.iter().map(|amount| amount * 1024.0).collect();
        turned.reverse();
        assert_eq!(concentration(&amounts).unwrap(), concentration(&turned).unwrap());
    }

    #[test]
    fn credit_notes_and_nothing_are_refused() {
        assert!(concentration(&[100.0, -20.0]).is_err());
        assert_eq!(concentration(&[0.0]), Err(InputError::AllZero { what: "the amounts" }));
    }
}
