//! Points by curve: piecewise linear between breakpoints, clamped outside.

use super::exact::{Overflow, add, div, mul, sub};
use crate::design::indicator::Curve;
use rust_decimal::Decimal;

/// The points of a raw value, or `None` for a curve without breakpoints.
///
/// Breakpoints ascend in the value. Two with the same value are a jump; there the better score counts, so that a
/// band which starts at a value holds at this value, whichever way is better.
pub fn points(curve: &Curve, value: Decimal) -> Result<Option<Decimal>, Overflow> {
    let Some(((_, first_points), (_, last_points))) = curve.0.first().zip(curve.0.last()) else {
        return Ok(None);
    };
    // The first breakpoint at or above the value, and the first above it.
    let at = curve.0.partition_point(|(x, _)| *x < value);
    let above = curve.0.partition_point(|(x, _)| *x <= value);
    let points = if at < above {
        // On a breakpoint: the best of those that share its value.
        curve.0[at..above]
            .iter()
            .map(|(_, points)| *points)
            .max()
            .unwrap_or(*last_points)
    } else if at == 0 {
        *first_points
    } else if let Some((right_x, right_points)) = curve.0.get(at) {
        let (left_x, left_points) = curve.0[at - 1];
        let way = mul(sub(value, left_x)?, sub(*right_points, left_points)?)?;
        add(left_points, div(way, sub(*right_x, left_x)?)?)?
    } else {
        *last_points
    };
    Ok(Some(points.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED)))
}
