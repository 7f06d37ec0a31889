//! Spearman's rank correlation, with average ranks for ties.
//!
//! Source: C. Spearman, "The Proof and Measurement of Association between Two Things",
//! American Journal of Psychology 15 (1904) 72-101.

use super::check;
use crate::input::InputError;
use crate::ranking::doubled_ranks;

/// The correlation of the ranks in -1..=1; none for one pair or a list without difference.
pub fn spearman(x: &[f64], y: &[f64]) -> Result<Option<f64>, InputError> {
    check(x, y)?;
    // Twice the ranks less their mean are whole numbers, so all sums are exact.
    let centre = |values: &[f64]| -> Vec<i128> {
        let middle = i128::try_from(values.len() + 1).unwrap_or(i128::MAX);
        doubled_ranks(values)
            .iter()
            .map(|rank| i128::try_from(*rank).unwrap_or(i128::MAX) - middle)
            .collect()
    };
    let (x, y) = (centre(x), centre(y));
    let products = |a: &[i128], b: &[i128]| whole(a.iter().zip(b).map(|(a, b)| a * b).sum());
    let (square_x, square_y) = (products(&x, &x), products(&y, &y));
    if square_x <= 0.0 || square_y <= 0.0 {
        return Ok(None);
    }
    Ok(Some(products(&x, &y) / (libm::sqrt(square_x) * libm::sqrt(square_y))).map(|rho| rho.clamp(-1.0, 1.0)))
}

#[expect(clippy::cast_precision_loss, reason = "one rounding of an exact sum")]
fn whole(sum: i128) -> f64 {
    sum as f64
}
