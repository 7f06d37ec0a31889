//! How far two evaluations order suppliers alike.

use crate::evaluation::Evaluation;
use rust_decimal::prelude::ToPrimitive;

/// Spearman's rank correlation of the composites of the suppliers that both evaluations score; `None` below two.
///
/// Shown beside a scheme that is tried; nothing is decided by it.
#[must_use]
pub fn rank_correlation(before: &Evaluation, after: &Evaluation) -> Option<f64> {
    let pairs = before.suppliers.iter().filter_map(|result| {
        let other = after.supplier(result.supplier_id)?;
        Some((
            result.total.composite?.get().to_f64()?,
            other.total.composite?.get().to_f64()?,
        ))
    });
    let (x, y): (Vec<f64>, Vec<f64>) = pairs.unzip();
    methods::rank_correlation::spearman::spearman(&x, &y).ok().flatten()
}
