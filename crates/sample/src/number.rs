//! The few conversions between integers and reals that the generator needs, in one place.

/// To the nearest integer; the generator's figures stay far inside the range.
#[expect(
    clippy::cast_possible_truncation,
    reason = "figures stay far inside the range, and the cast saturates"
)]
pub(crate) fn round(value: f64) -> i64 {
    (value + 0.5).floor() as i64
}

/// A count as a real number; counts stay far below 2^53.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub(crate) fn real(value: usize) -> f64 {
    value as f64
}

/// A whole number as a real number; it stays far below 2^53.
#[expect(clippy::cast_precision_loss, reason = "figures stay far below 2^53")]
pub(crate) fn real_i64(value: i64) -> f64 {
    value as f64
}

/// A count, never negative.
pub(crate) fn count(value: f64) -> usize {
    usize::try_from(round(value)).unwrap_or(0)
}

/// A whole number of days or hours.
pub(crate) fn whole(value: f64) -> i32 {
    i32::try_from(round(value)).unwrap_or(0)
}

/// Linear between the points, and beyond them with the slope of the last pair, held inside the bounds.
pub(crate) fn along(points: &[(f64, f64)], x: f64) -> f64 {
    let last = points.len() - 1;
    let upper = points.iter().position(|(at, _)| x < *at).unwrap_or(last).clamp(1, last);
    let ((x0, y0), (x1, y1)) = (points[upper - 1], points[upper]);
    y0 + (y1 - y0) * ((x - x0) / (x1 - x0)).clamp(0.0, 1.0)
}
