//! Figures of answers: decimals as JSON numbers of at most twelve decimals, money as text with its currency beside it.

use domain::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A figure as a JSON number.
pub(super) fn number(value: Decimal) -> f64 {
    value.round_dp(12).to_f64().unwrap_or_default()
}

/// A figure that may be missing: `null`, never 0.
pub(super) fn maybe(value: Option<Decimal>) -> Option<f64> {
    value.map(number)
}
