//! Exact numbers: basis points, scores, and decimals kept as scaled integers.

use rust_decimal::Decimal;

/// Decimal places of a stored quantity.
pub const QUANTITY_SCALE: u32 = 3;
/// Decimal places of a stored price.
pub const PRICE_SCALE: u32 = 6;
/// Decimal places of a stored rate of exchange or share.
pub const RATE_SCALE: u32 = 9;

/// A weight in basis points, 0 to 10,000; the weights of one set sum to exactly 10,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BasisPoints(u16);

impl BasisPoints {
    /// No weight at all.
    pub const ZERO: BasisPoints = BasisPoints(0);
    /// The whole: 10,000 basis points.
    pub const WHOLE: BasisPoints = BasisPoints(10_000);

    /// Accepts 0 to 10,000.
    pub fn new(value: i64) -> Result<BasisPoints, NumberError> {
        u16::try_from(value)
            .ok()
            .filter(|points| *points <= 10_000)
            .map(BasisPoints)
            .ok_or(NumberError::BasisPointsOutOfRange(value))
    }

    #[must_use]
    pub fn get(self) -> u16 {
        self.0
    }

    /// The same weight as a decimal share, 0 to 1.
    #[must_use]
    pub fn share(self) -> Decimal {
        Decimal::new(i64::from(self.0), 4)
    }
}

/// A score from 0 to 100, never "not a number".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(Decimal);

impl Score {
    /// Clamps into 0 to 100.
    #[must_use]
    pub fn clamped(value: Decimal) -> Score {
        Score(value.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED))
    }

    #[must_use]
    pub fn get(self) -> Decimal {
        self.0
    }

    /// One decimal, cut instead of rounded, so that a displayed score never crosses a band (89.96 shows 89.9).
    #[must_use]
    pub fn shown(self) -> Decimal {
        self.0.trunc_with_scale(1)
    }
}

/// Why a number was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    #[error("{0} basis points: expected 0 to 10000")]
    BasisPointsOutOfRange(i64),
    #[error("{text:?} is not a number: expected digits with at most {scale} decimal places, such as 1234.5")]
    NotANumber { text: String, scale: u32 },
    #[error("{text:?} has more than {scale} decimal places: round it in the source, or map it with a coarser unit")]
    TooPrecise { text: String, scale: u32 },
    #[error("{text:?} is too large: at most 18 digits are stored")]
    TooLarge { text: String },
    #[error("the sum leaves the range of exact decimals; nothing was stored")]
    Overflow,
}

/// Parses plain decimal text (optional sign, digits, one point) into an integer scaled by `10^scale`.
///
/// Trailing zeros beyond the scale are accepted; other digits beyond it are [`NumberError::TooPrecise`].
pub fn parse_scaled(text: &str, scale: u32) -> Result<i64, NumberError> {
    let not_a_number = || NumberError::NotANumber {
        text: text.to_owned(),
        scale,
    };
    let (negative, digits) = match text.as_bytes() {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] | rest => (false, rest),
    };
    let mut value: i64 = 0;
    let mut places: Option<u32> = None;
    let mut seen = false;
    for &byte in digits {
        match byte {
            b'0'..=b'9' => {
                seen = true;
                if let Some(used) = places {
                    if used == scale {
                        if byte == b'0' {
                            continue;
                        }
                        return Err(NumberError::TooPrecise {
                            text: text.to_owned(),
                            scale,
                        });
                    }
                    places = Some(used + 1);
                }
                value = push_digit(value, byte).ok_or_else(|| NumberError::TooLarge { text: text.to_owned() })?;
            }
            b'.' if places.is_none() => places = Some(0),
            _ => return Err(not_a_number()),
        }
    }
    if !seen {
        return Err(not_a_number());
    }
    for _ in places.unwrap_or(0)..scale {
        value = push_digit(value, b'0').ok_or_else(|| NumberError::TooLarge { text: text.to_owned() })?;
    }
    Ok(if negative { -value } else { value })
}

fn push_digit(value: i64, byte: u8) -> Option<i64> {
    value
        .checked_mul(10)?
        .checked_add(i64::from(byte - b'0'))
        .filter(|value| *value < 1_000_000_000_000_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scaled_text_is_exact() {
        assert_eq!(parse_scaled("19", 3), Ok(19_000));
        assert_eq!(parse_scaled("-0.070", 2), Ok(-7));
        assert_eq!(parse_scaled("1.5000", 3), Ok(1_500));
        assert!(matches!(parse_scaled("1.2345", 3), Err(NumberError::TooPrecise { .. })));
        assert!(matches!(parse_scaled("1,5", 3), Err(NumberError::NotANumber { .. })));
        assert!(matches!(parse_scaled("", 3), Err(NumberError::NotANumber { .. })));
        assert!(matches!(
            parse_scaled("9999999999999999", 3),
            Err(NumberError::TooLarge { .. })
        ));
    }

    #[test]
    fn a_displayed_score_never_crosses_a_band() {
        assert_eq!(Score::clamped(Decimal::new(8996, 2)).shown(), Decimal::new(899, 1));
    }

    #[test]
    fn basis_points_end_at_the_whole() {
        assert_eq!(BasisPoints::new(10_000), Ok(BasisPoints::WHOLE));
        assert_eq!(
            BasisPoints::new(10_001),
            Err(NumberError::BasisPointsOutOfRange(10_001))
        );
        assert_eq!(BasisPoints::new(-1), Err(NumberError::BasisPointsOutOfRange(-1)));
        assert_eq!(BasisPoints::new(2_250).unwrap().share(), Decimal::new(225, 3));
    }

    #[test]
    fn a_score_stays_between_0_and_100() {
        assert_eq!(Score::clamped(Decimal::new(-1, 3)).get(), Decimal::ZERO);
        assert_eq!(Score::clamped(Decimal::new(100_001, 3)).get(), Decimal::ONE_HUNDRED);
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read_again(value in -999_999_999_999_999_999_i64..=999_999_999_999_999_999, scale in 0_u32..=9) {
            let text = Decimal::new(value, scale).to_string();
            proptest::prop_assert_eq!(parse_scaled(&text, scale), Ok(value));
        }

        #[test]
        fn any_text_is_a_number_or_an_error(text in "[-+.0-9a]{0,25}", scale in 0_u32..=9) {
            if let Ok(value) = parse_scaled(&text, scale) {
                proptest::prop_assert_eq!(text.parse::<Decimal>().map(|d| d * Decimal::from(10_i64.pow(scale))), Ok(value.into()));
            }
        }
    }
}
