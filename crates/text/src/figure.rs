//! Figures as people read them: scores, changes, rates, counts and money.

use crate::Language;
use rust_decimal::{Decimal, RoundingStrategy};

/// The minus sign of typography, as wide as a plus.
const MINUS: char = '−';

/// A score: one decimal, such as `87.3`.
#[must_use]
pub fn points(score: Decimal) -> String {
    fixed(score, 1)
}

/// A change in points or percentage points with its sign: `+1.2`, `−0.4`, `0.0`.
#[must_use]
pub fn delta(change: Decimal) -> String {
    let text = fixed(change, 1);
    if change.is_sign_positive() && text != "0.0" {
        format!("+{text}")
    } else {
        text
    }
}

/// A rate that is already in percent: `95.9 %` in English, `95.9%` in Chinese.
#[must_use]
pub fn percent(rate: Decimal, language: Language) -> String {
    match language {
        // The space does not break a line.
        Language::En => format!("{}\u{a0}%", fixed(rate, 1)),
        Language::Zh => format!("{}%", fixed(rate, 1)),
    }
}

/// A whole number with separators: `1,236`.
#[must_use]
pub fn count(number: u64) -> String {
    grouped(&number.to_string())
}

/// A figure with up to so many decimals and separators, without trailing zeros.
#[must_use]
pub fn exact(value: Decimal, decimals: u32) -> String {
    signed(&rounded(value, decimals).normalize().to_string())
}

/// A raw value of an indicator with its unit: `95.9 %`, `1,236 ppm`, `3.2 d`, `3.4 / 5`.
#[must_use]
pub fn valued(value: Decimal, unit: &str, language: Language) -> String {
    match unit {
        "percent" => percent(value, language),
        "ppm" => format!("{} ppm", exact(value, 0)),
        "days" => crate::message(language, "figure-days", &[("value", &exact(value, 1))]),
        "anchor" => format!("{} / 5", fixed(value, 1)),
        "ratio" => exact(value, 3),
        "count" => exact(value, 1),
        _ => fixed(value, 1),
    }
}

/// An amount in a currency, shortened: `CNY 490.3K`, `CNY 49.0万`.
#[must_use]
pub fn money(amount: Decimal, currency: &str, language: Language) -> String {
    let steps: &[(i64, &str)] = match language {
        Language::En => &[(1_000_000_000, "B"), (1_000_000, "M"), (1_000, "K")],
        Language::Zh => &[(100_000_000, "亿"), (10_000, "万")],
    };
    let step = steps.iter().find(|(size, _)| amount.abs() >= Decimal::from(*size));
    let figure = match step {
        Some((size, unit)) => format!("{}{unit}", fixed(amount / Decimal::from(*size), 1)),
        None => fixed(amount, 0),
    };
    if currency.is_empty() {
        figure
    } else {
        format!("{currency} {figure}")
    }
}

fn rounded(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

fn fixed(value: Decimal, decimals: u32) -> String {
    let value = rounded(value, decimals);
    let value = if value.is_zero() { value.abs() } else { value };
    signed(&format!("{value:.*}", decimals as usize))
}

fn signed(plain: &str) -> String {
    match plain.strip_prefix('-') {
        Some(rest) => format!("{MINUS}{}", grouped(rest)),
        None => grouped(plain),
    }
}

fn grouped(plain: &str) -> String {
    let (whole, rest) = plain
        .split_once('.')
        .map_or((plain, None), |(whole, rest)| (whole, Some(rest)));
    let mut text = String::with_capacity(plain.len() + plain.len() / 3);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(rest) = rest {
        text.push('.');
        text.push_str(rest);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    #[test]
    fn scores_and_changes_have_one_decimal_and_a_true_minus() {
        assert_eq!(points(d("87.25")), "87.3");
        assert_eq!(delta(d("1.2")), "+1.2");
        assert_eq!(delta(d("-0.4")), "−0.4");
        assert_eq!(delta(d("-0.04")), "0.0");
    }

    #[test]
    fn counts_are_grouped_and_money_is_shortened_as_each_language_does() {
        assert_eq!(count(1_236_000), "1,236,000");
        assert_eq!(exact(d("-1234.5600"), 2), "−1,234.56");
        assert_eq!(money(d("490300"), "CNY", Language::En), "CNY 490.3K");
        assert_eq!(money(d("490300"), "CNY", Language::Zh), "CNY 49.0万");
        assert_eq!(money(d("312"), "EUR", Language::En), "EUR 312");
        assert_eq!(percent(d("95.87"), Language::Zh), "95.9%");
    }
}
