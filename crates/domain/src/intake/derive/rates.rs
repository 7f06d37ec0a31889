//! Rates of exchange to the reporting currency: the latest day on or before, at most seven days old.

use std::collections::BTreeMap;

/// A rate older than this is no rate.
const MAX_AGE_DAYS: i32 = 7;
const ONE: i128 = 1_000_000_000;

/// Converts into one reporting currency through a table of daily rates.
#[derive(Debug, Clone, Default)]
pub struct Rates {
    reporting: String,
    /// Per table and base: currency to (day, units of it per unit of base times 1e9), ascending.
    tables: Vec<BTreeMap<String, Vec<(i32, i64)>>>,
    /// Decimal places of minor units that are not two.
    minor_places: BTreeMap<String, u32>,
}

impl Rates {
    /// Rows are (table, base, quote, day, rate times 1e9).
    #[must_use]
    pub fn new(reporting: &str, rows: &[(String, String, String, i32, i64)]) -> Rates {
        let mut tables: BTreeMap<(String, String), BTreeMap<String, Vec<(i32, i64)>>> = BTreeMap::new();
        for (table, base, quote, day, rate) in rows {
            if *rate > 0 {
                let by_quote = tables.entry((table.clone(), base.clone())).or_default();
                by_quote.entry(quote.clone()).or_default().push((*day, *rate));
            }
        }
        let mut own = Vec::new();
        for ((_, base), mut by_quote) in tables {
            let mut days: Vec<(i32, i64)> = by_quote
                .values()
                .flatten()
                .map(|(day, _)| (*day, 1_000_000_000))
                .collect();
            days.sort_unstable();
            days.dedup();
            by_quote.insert(base, days);
            for quotes in by_quote.values_mut() {
                quotes.sort_unstable();
            }
            own.push(by_quote);
        }
        let minor_places = ["JPY", "KRW", "VND", "CLP", "ISK", "UGX", "XAF", "XOF", "PYG", "RWF"]
            .into_iter()
            .map(|code| (code.to_owned(), 0))
            .chain(
                ["BHD", "KWD", "OMR", "JOD", "TND", "IQD", "LYD"]
                    .into_iter()
                    .map(|code| (code.to_owned(), 3)),
            )
            .collect();
        Rates {
            reporting: reporting.to_owned(),
            tables: own,
            minor_places,
        }
    }

    /// The day of the rate and the two quotes whose quotient converts `currency` into the reporting currency.
    #[must_use]
    pub fn quotes(&self, currency: &str, day: i32) -> Option<(i32, i64, i64)> {
        if currency == self.reporting {
            return Some((day, 1, 1));
        }
        self.tables
            .iter()
            .filter_map(|table| common_day(table.get(currency)?, table.get(&self.reporting)?, day))
            .max_by_key(|(day, _, _)| *day)
    }

    /// A value with any number of places, in reporting currency with the same places; rounded half away from zero.
    #[must_use]
    pub fn convert(&self, value: i64, currency: &str, day: i32) -> Option<i64> {
        let (_, from, to) = self.quotes(currency, day)?;
        divide(i128::from(value) * i128::from(to), i128::from(from))
    }

    /// A value at the latest rate there is; for weights that must not move with the day.
    #[must_use]
    pub fn convert_at_latest(&self, value: i64, currency: &str) -> Option<i64> {
        let latest = |table: &BTreeMap<String, Vec<(i32, i64)>>| table.get(currency)?.last().map(|(day, _)| *day);
        let day = self.tables.iter().filter_map(latest).max().unwrap_or(0);
        self.convert(value, currency, day)
    }

    /// Minor units as reporting currency times 1,000,000.
    #[must_use]
    pub fn money(&self, minor: i64, currency: &str, day: i32) -> Option<i64> {
        let places = self.minor_places.get(currency).copied().unwrap_or(2);
        let micro = i128::from(minor) * 10_i128.pow(6 - places);
        self.convert(i64::try_from(micro).ok()?, currency, day)
    }
}

/// The latest day not after `day` on which both are quoted, not older than [`MAX_AGE_DAYS`].
fn common_day(from: &[(i32, i64)], to: &[(i32, i64)], day: i32) -> Option<(i32, i64, i64)> {
    let mut index = from.partition_point(|(quoted, _)| *quoted <= day);
    while index > 0 {
        let (quoted, rate) = from[index - 1];
        if day - quoted > MAX_AGE_DAYS {
            return None;
        }
        if let Ok(position) = to.binary_search_by_key(&quoted, |(quoted, _)| *quoted) {
            return Some((quoted, rate, to[position].1));
        }
        index -= 1;
    }
    None
}

/// Division rounded half away from zero; `None` outside 64 bits.
pub(super) fn divide(value: i128, by: i128) -> Option<i64> {
    if by == 0 {
        return None;
    }
    let magnitude = (value.abs() + by.abs() / 2) / by.abs();
    let rounded = if (value < 0) == (by < 0) { magnitude } else { -magnitude };
    i64::try_from(rounded).ok()
}

/// A quantity (three places) at a price (six places) for `price_unit` (three places), with six places.
pub(super) fn extend(quantity: i64, price: i64, price_unit: Option<i64>) -> Option<i64> {
    divide(
        i128::from(quantity) * i128::from(price),
        i128::from(price_unit.unwrap_or(1_000)),
    )
}

/// A price (six places) for `price_unit` (three places) as a price for one with nine places, so that a pill out of
/// a pack keeps its digits.
pub(super) fn per_unit(price: i64, price_unit: Option<i64>) -> Option<i64> {
    match price_unit.unwrap_or(1_000) {
        unit if unit > 0 => divide(i128::from(price) * 1_000_000, i128::from(unit)),
        _ => None,
    }
}

/// A price raised by a share (nine places).
pub(super) fn raised(price: i64, share: i64) -> Option<i64> {
    divide(i128::from(price) * (ONE + i128::from(share)), ONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rates() -> Rates {
        let row = |quote: &str, day, rate| ("ECB".to_owned(), "EUR".to_owned(), quote.to_owned(), day, rate);
        Rates::new(
            "USD",
            &[
                row("USD", 100, 1_100_000_000),
                row("CNY", 100, 7_700_000_000),
                row("CNY", 103, 7_800_000_000),
            ],
        )
    }

    #[test]
    fn both_currencies_must_be_quoted_on_the_day_of_the_rate() {
        assert_eq!(rates().quotes("CNY", 104), Some((100, 7_700_000_000, 1_100_000_000)));
        assert_eq!(rates().convert(7_000_000, "CNY", 104), Some(1_000_000));
        assert_eq!(rates().convert(1_000_000, "EUR", 101), Some(1_100_000));
    }

    #[test]
    fn a_rate_older_than_seven_days_is_no_rate() {
        assert_eq!(rates().convert(7_000_000, "CNY", 107), Some(1_000_000));
        assert_eq!(rates().convert(7_000_000, "CNY", 108), None);
        assert_eq!(rates().convert(7, "USD", 9_999), Some(7));
        assert_eq!(rates().convert(7, "GBP", 100), None);
    }

    #[test]
    fn division_rounds_half_away_from_zero() {
        assert_eq!(divide(5, 2), Some(3));
        assert_eq!(divide(-5, 2), Some(-3));
        assert_eq!(divide(1, 0), None);
    }
}
