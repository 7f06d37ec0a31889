//! Levers: which indicator would raise the composite most if it reached its target, the others unchanged.

use crate::design::indicator::{Curve, Dimension};
use crate::evaluation::curve::value_reaching;
use crate::evaluation::{Overflow, SupplierResult};
use rust_decimal::Decimal;

/// One improvement and what it is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lever {
    pub category_id: i64,
    pub code: String,
    pub dimension: Dimension,
    /// The raw value now, and the nearest one that gives the wanted points.
    pub value: Decimal,
    pub target: Decimal,
    pub points: Decimal,
    /// What the composite gains: share of the category × weight × missing points.
    pub gain: Decimal,
}

/// Every indicator below the wanted points, the largest gain first.
///
/// Categories whose composite is capped are left out: there a better value changes nothing until the cap is gone.
pub fn levers<'a>(
    result: &SupplierResult,
    curve_of: impl Fn(i64, &str) -> Option<&'a Curve>,
    wanted: Decimal,
) -> Result<Vec<Lever>, Overflow> {
    let mut found = Vec::new();
    for category in result.categories.iter().filter(|one| one.card.cap_effect.is_zero()) {
        for indicator in &category.indicators {
            let measured = indicator.observation.measure().zip(indicator.points);
            let Some((measure, points)) = measured.filter(|(_, points)| points.get() < wanted) else {
                continue;
            };
            let Some(curve) = curve_of(category.category_id, &indicator.code) else {
                continue;
            };
            let Some(target) = value_reaching(curve, wanted, measure.value)? else {
                continue;
            };
            let gain = category
                .share
                .checked_mul(indicator.effective)
                .and_then(|weight| weight.checked_mul(wanted - points.get()))
                .ok_or(Overflow)?;
            if gain > Decimal::ZERO {
                found.push(Lever {
                    category_id: category.category_id,
                    code: indicator.code.to_string(),
                    dimension: indicator.dimension,
                    value: measure.value,
                    target,
                    points: points.get(),
                    gain,
                });
            }
        }
    }
    found.sort_by(|a, b| b.gain.cmp(&a.gain).then_with(|| a.code.cmp(&b.code)));
    Ok(found)
}
