//! Arithmetic every family shares: exactly rounded sums and rounding in decimal.

/// How a number between two steps is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// To the nearest step; a half goes up (4.015 to 4.02, -4.015 to -4.01).
    HalfUp,
    /// To the nearest step; a half goes to the even neighbour.
    HalfEven,
    /// Towards zero, so that a shown score never crosses a band (89.96 to 89.9).
    Down,
}

/// The sum of `values`, exactly rounded: the order of the values cannot be seen in it.
///
/// The values must be finite. Source: J. R. Shewchuk, "Adaptive Precision
/// Floating-Point Arithmetic", Discrete & Computational Geometry 18 (1997).
#[must_use]
pub fn sum(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut partials: Vec<f64> = Vec::with_capacity(4);
    for value in values {
        add_partial(&mut partials, value);
    }
    round_partials(&partials)
}

/// The exactly rounded sum of the products of two lists of equal length.
///
/// Each product is rounded once; the sum does not depend on the order of the pairs.
#[must_use]
pub fn dot(left: &[f64], right: &[f64]) -> f64 {
    sum(left.iter().zip(right).map(|(l, r)| l * r))
}

/// The arithmetic mean of a list that is not empty.
#[must_use]
pub fn mean(values: &[f64]) -> f64 {
    sum(values.iter().copied()) / of_count(values.len())
}

/// A count as a number. Exact below 2^53, far above any count in use.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub fn of_count(count: usize) -> f64 {
    count as f64
}

/// A 64-bit count as a number. Exact below 2^53.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub fn of_u64(count: u64) -> f64 {
    count as f64
}

/// Rounds to `decimals` places in decimal arithmetic, so that 4.015 is a true half.
///
/// The value is read at 12 significant digits first: a score that is 4.015 on paper
/// but 4.014999999999999 after a binary sum still rounds to 4.02.
/// `value` must be finite; beyond 12 significant digits nothing is left to round.
#[must_use]
pub fn round(value: f64, decimals: u8, rounding: Rounding) -> f64 {
    const DIGITS: i32 = 12;
    let text = format!("{:.11e}", value.abs());
    let Some((mantissa, exponent)) = text.split_once('e') else {
        return value;
    };
    let (Ok(digits), Ok(exponent)) = (mantissa.replace('.', "").parse::<u64>(), exponent.parse::<i32>()) else {
        return value;
    };
    let dropped = DIGITS - 1 - exponent - i32::from(decimals);
    if dropped <= 0 {
        return value;
    }
    let step = u32::try_from(dropped).ok().and_then(|d| 10_u64.checked_pow(d));
    let (whole, rest, half) = match step {
        Some(step) => (digits / step, digits % step, step / 2),
        None => (0, digits, u64::MAX),
    };
    let up = match rounding {
        Rounding::HalfUp => rest > half || (rest == half && value > 0.0),
        Rounding::HalfEven => rest > half || (rest == half && whole % 2 == 1),
        Rounding::Down => false,
    };
    let steps = whole + u64::from(up);
    let magnitude = format!("{steps}e-{decimals}").parse::<f64>().unwrap_or(value.abs());
    if value < 0.0 && steps > 0 {
        -magnitude
    } else {
        magnitude
    }
}

/// The number at 12 significant digits: what is the same on paper is the same here,
/// whatever a binary sum made of it. `value` must be finite.
#[must_use]
pub fn on_paper(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}

/// Adds one value to a list of non-overlapping partial sums.
fn add_partial(partials: &mut Vec<f64>, value: f64) {
    let mut carried = value;
    let mut kept = 0;
    for position in 0..partials.len() {
        let mut other = partials[position];
        if carried.abs() < other.abs() {
            std::mem::swap(&mut carried, &mut other);
        }
        let high = carried + other;
        let low = other - (high - carried);
        if low != 0.0 {
            partials[kept] = low;
            kept += 1;
        }
        carried = high;
    }
    partials.truncate(kept);
    partials.push(carried);
}

/// Rounds non-overlapping partial sums, smallest first, to one number.
fn round_partials(partials: &[f64]) -> f64 {
    let mut rest = partials.iter().rev().copied();
    let Some(mut high) = rest.next() else {
        return 0.0;
    };
    let mut low = 0.0;
    for partial in rest.by_ref() {
        let before = high;
        high = before + partial;
        low = partial - (high - before);
        if low != 0.0 {
            break;
        }
    }
    // A half way case is decided by the sign of what is still below it.
    if let Some(next) = rest.next()
        && ((low < 0.0 && next < 0.0) || (low > 0.0 && next > 0.0))
    {
        let doubled = low * 2.0;
        let candidate = high + doubled;
        if (candidate - high - doubled).abs() <= 0.0 {
            high = candidate;
        }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_close, uniforms};

    #[test]
    fn a_sum_is_exactly_rounded() {
        assert_close(&[sum([0.1; 10])], &[1.0], 0.0);
        assert_close(&[sum([1e100, 1.0, -1e100])], &[1.0], 0.0);
        assert_close(&[sum([])], &[0.0], 0.0);
    }

    #[test]
    fn a_sum_does_not_depend_on_the_order() {
        let values: Vec<f64> = uniforms(7, 200).into_iter().map(|u| (u - 0.5) * 1e6).collect();
        let mut turned = values.clone();
        turned.rotate_left(71);
        turned.reverse();
        assert_eq!(sum(values).to_bits(), sum(turned).to_bits());
    }

    #[test]
    fn rounding_is_done_in_decimal() {
        assert_close(&[round(4.015, 2, Rounding::HalfUp)], &[4.02], 0.0);
        assert_close(&[round(3.955, 2, Rounding::HalfUp)], &[3.96], 0.0);
        assert_close(&[round(2.5, 0, Rounding::HalfEven)], &[2.0], 0.0);
        assert_close(&[round(89.96, 1, Rounding::Down)], &[89.9], 0.0);
        assert_close(&[round(-4.015, 2, Rounding::HalfUp)], &[-4.01], 0.0);
        assert_close(&[round(0.000_4, 2, Rounding::HalfUp)], &[0.0], 0.0);
        assert_close(&[round(1e-30, 2, Rounding::HalfUp)], &[0.0], 0.0);
        assert_close(
            &[on_paper(0.1 + 0.2), on_paper(-1e-30 / 3.0)],
            &[0.3, -3.333_333_333_33e-31],
            0.0,
        );
        assert_close(&[round(123_456_789.0, 2, Rounding::HalfUp)], &[123_456_789.0], 0.0);
    }
}
