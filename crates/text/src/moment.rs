//! Days, instants and quarters as people read them.

use crate::Language;
use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};

/// A day inside a sentence: `21 Nov 2026`, `2026年11月21日`. Tables use the ISO form in both languages.
#[must_use]
pub fn day(date: Date, language: Language) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    match language {
        Language::En => {
            let month = usize::try_from(date.month() - 1)
                .ok()
                .and_then(|month| MONTHS.get(month));
            format!("{} {} {}", date.day(), month.unwrap_or(&""), date.year())
        }
        Language::Zh => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
    }
}

/// A stored instant to the minute, in a time zone: `2026-11-21 09:30`; the text itself when it is not an instant.
#[must_use]
pub fn instant(stored: &str, zone: &TimeZone) -> String {
    match stored.parse::<Timestamp>() {
        Ok(instant) => instant.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string(),
        Err(_) => stored.to_owned(),
    }
}

/// A quarter: `2026 Q3`, `2026年Q3`; the text itself when it is none.
#[must_use]
pub fn quarter(stored: &str, language: Language) -> String {
    match (stored.split_once('Q'), language) {
        (Some((year, quarter)), Language::En) => format!("{year} Q{quarter}"),
        (Some((year, quarter)), Language::Zh) => format!("{year}年Q{quarter}"),
        (None, _) => stored.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn each_language_writes_its_own_days() {
        assert_eq!(day(date(2026, 11, 21), Language::En), "21 Nov 2026");
        assert_eq!(day(date(2026, 11, 21), Language::Zh), "2026年11月21日");
        assert_eq!(quarter("2026Q3", Language::En), "2026 Q3");
        assert_eq!(quarter("2026Q3", Language::Zh), "2026年Q3");
    }

    #[test]
    fn instants_are_shown_in_the_readers_zone() {
        let zone = TimeZone::get("Asia/Shanghai").expect("the zone is built in");
        assert_eq!(instant("2026-11-21T08:00:00.000000Z", &zone), "2026-11-21 16:00");
    }
}
