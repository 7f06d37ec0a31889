//! Decimal arithmetic that says so when a number leaves its range, instead of wrapping or panicking.

use rust_decimal::Decimal;

/// A number left the range of exact decimals (28 digits).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a number leaves the range of exact decimals")]
pub struct Overflow;

/// Decimal places of published scores, weights and contributions: every step before keeps all 28 digits, so a value
/// that is exact on paper is exact here.
pub(super) const PLACES: u32 = 12;

pub(super) fn add(left: Decimal, right: Decimal) -> Result<Decimal, Overflow> {
    left.checked_add(right).ok_or(Overflow)
}

pub(super) fn sub(left: Decimal, right: Decimal) -> Result<Decimal, Overflow> {
    left.checked_sub(right).ok_or(Overflow)
}

pub(super) fn mul(left: Decimal, right: Decimal) -> Result<Decimal, Overflow> {
    left.checked_mul(right).ok_or(Overflow)
}

/// The divisor must not be zero.
pub(super) fn div(left: Decimal, right: Decimal) -> Result<Decimal, Overflow> {
    left.checked_div(right).ok_or(Overflow)
}

pub(super) fn published(value: Decimal) -> Decimal {
    value.round_dp(PLACES).normalize()
}

/// The square root of a number that is not negative, to 12 places.
///
/// Newton's iteration from above: it falls until it meets the root, and then stands still.
pub fn square_root(value: Decimal) -> Result<Decimal, Overflow> {
    if value <= Decimal::ZERO {
        return Ok(Decimal::ZERO);
    }
    // A power of ten at or above the root.
    let mut guess = Decimal::ONE;
    if value > Decimal::ONE {
        while mul(guess, guess).is_ok_and(|square| square < value) {
            guess = mul(guess, Decimal::TEN)?;
        }
    }
    loop {
        let next = div(add(guess, div(value, guess)?)?, Decimal::TWO)?;
        if next >= guess {
            return Ok(published(guess));
        }
        guess = next;
    }
}

/// Shares `whole` out by integer weights so that the parts sum exactly to it: what rounding leaves goes to the
/// largest weight, the first of equals.
pub(super) fn share_out(values: &mut [Decimal], whole: Decimal) -> Result<(), Overflow> {
    let mut sum = Decimal::ZERO;
    let mut largest = 0;
    for position in 0..values.len() {
        values[position] = published(values[position]);
        sum = add(sum, values[position])?;
        if values[position] > values[largest] {
            largest = position;
        }
    }
    if let Some(value) = values.get_mut(largest) {
        *value = add(*value, sub(whole, sum)?)?.normalize();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_square_root_is_exact_where_the_root_is() {
        for (square, root) in [
            ("0", "0"),
            ("4", "2"),
            ("0.0625", "0.25"),
            ("1000000", "1000"),
            ("1", "1"),
        ] {
            assert_eq!(square_root(square.parse().unwrap()), Ok(root.parse().unwrap()));
        }
        assert_eq!(square_root(Decimal::TWO), Ok("1.414213562373".parse().unwrap()));
    }

    #[test]
    fn the_largest_number_has_a_square_root() {
        assert_eq!(square_root(Decimal::MAX), Ok("281474976710656".parse().unwrap()));
    }

    #[test]
    fn shared_out_parts_sum_exactly_to_the_whole() {
        let third = Decimal::ONE / Decimal::from(3);
        let mut parts = [third, third, third];
        share_out(&mut parts, Decimal::ONE).unwrap();
        assert_eq!(parts.iter().sum::<Decimal>(), Decimal::ONE);
    }

    proptest! {
        #[test]
        fn the_square_of_a_root_is_near_the_number(mantissa in 0_i64..1_000_000_000_000_000, places in 0_u32..9) {
            let value = Decimal::new(mantissa, places);
            let root = square_root(value).unwrap();
            let step = Decimal::new(1, 12);
            prop_assert!((root - step) * (root - step) <= value || root <= step);
            prop_assert!((root + step) * (root + step) >= value);
        }
    }
}
