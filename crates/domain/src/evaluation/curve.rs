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

/// The raw value nearest to `from` at which the curve gives at least these points; `None` when it never does.
pub fn value_reaching(curve: &Curve, wanted: Decimal, from: Decimal) -> Result<Option<Decimal>, Overflow> {
    let mut nearest: Option<Decimal> = None;
    let mut offer = |value: Decimal| -> Result<(), Overflow> {
        let is_nearer = match nearest {
            Some(known) => sub(value, from)?.abs() < sub(known, from)?.abs(),
            None => true,
        };
        if is_nearer {
            nearest = Some(value);
        }
        Ok(())
    };
    for (value, points) in &curve.0 {
        if *points >= wanted {
            offer(*value)?;
        }
    }
    for pair in curve.0.windows(2) {
        let ((left_x, left_points), (right_x, right_points)) = (pair[0], pair[1]);
        let is_crossed = (left_points < wanted) != (right_points < wanted);
        if is_crossed && left_x != right_x {
            let way = mul(sub(wanted, left_points)?, sub(right_x, left_x)?)?;
            offer(add(left_x, div(way, sub(right_points, left_points)?)?)?)?;
        }
    }
    Ok(nearest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluation::testing::{curve, decimal};

    #[test]
    fn the_value_that_reaches_some_points_is_the_nearest_one() {
        let rising = curve(&[("50", 0), ("75", 60), ("95", 90), ("99", 100)]);
        let reaching = |curve: &Curve, wanted: i64, from: &str| {
            value_reaching(curve, Decimal::from(wanted), decimal(from))
                .unwrap()
                .map(|value| value.normalize().to_string())
        };
        assert_eq!(reaching(&rising, 90, "81.4").as_deref(), Some("95"));
        assert_eq!(reaching(&rising, 75, "60").as_deref(), Some("85"));
        let falling = curve(&[("90", 100), ("97", 90), ("102", 75)]);
        assert_eq!(reaching(&falling, 90, "101").as_deref(), Some("97"));
        let low = curve(&[("0", 0), ("100", 80)]);
        assert_eq!(reaching(&low, 90, "50"), None);
    }
}
