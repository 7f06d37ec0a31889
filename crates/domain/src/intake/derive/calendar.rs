//! Working time across zones and holidays: the clock runs on working days from 09:00 to 17:00 local time.

use crate::period::{WorkCalendar, day_number};
use jiff::Timestamp;
use jiff::tz::TimeZone;

const DAY_STARTS_MINUTE: i64 = 9 * 60;
const DAY_ENDS_MINUTE: i64 = 17 * 60;

/// Minutes of a working day.
pub(super) const WORKDAY_MINUTES: i64 = DAY_ENDS_MINUTE - DAY_STARTS_MINUTE;

/// A time zone by its IANA name; UTC when the name is unknown or empty.
#[derive(Debug, Clone)]
pub struct Zone(TimeZone);

impl Zone {
    #[must_use]
    pub fn named(name: Option<&str>) -> Zone {
        Zone(name.and_then(|name| TimeZone::get(name).ok()).unwrap_or(TimeZone::UTC))
    }
}

/// Counts working minutes in one zone and calendar.
#[derive(Debug, Clone, Copy)]
pub struct WorkClock<'a> {
    pub zone: &'a Zone,
    pub calendar: &'a WorkCalendar,
}

impl WorkClock<'_> {
    /// Working minutes between two instants; 0 when the second is not later.
    #[must_use]
    pub fn minutes_between(&self, from: Timestamp, to: Timestamp) -> i64 {
        (self.minutes_until(to) - self.minutes_until(from)).max(0)
    }

    /// Working minutes between two instants without the stretches in `paused`, which must not overlap.
    #[must_use]
    pub fn minutes_between_unpaused(&self, from: Timestamp, to: Timestamp, paused: &[(Timestamp, Timestamp)]) -> i64 {
        let pauses: i64 = paused
            .iter()
            .map(|(start, end)| self.minutes_between((*start).max(from), (*end).min(to)))
            .sum();
        (self.minutes_between(from, to) - pauses).max(0)
    }

    /// Working minutes since 1970-01-01 local.
    fn minutes_until(&self, at: Timestamp) -> i64 {
        let local = at.to_zoned(self.zone.0.clone()).datetime();
        let day = day_number(local.date());
        let minute = i64::from(local.hour()) * 60 + i64::from(local.minute());
        let whole = i64::from(self.calendar.workday_no(day - 1)) * WORKDAY_MINUTES;
        let today = if self.calendar.is_workday(day) {
            minute.clamp(DAY_STARTS_MINUTE, DAY_ENDS_MINUTE) - DAY_STARTS_MINUTE
        } else {
            0
        };
        whole + today
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn nights_weekends_and_pauses_do_not_count() {
        let calendar = WorkCalendar::new(&BTreeMap::new());
        let zone = Zone::named(Some("Asia/Shanghai"));
        let clock = WorkClock {
            zone: &zone,
            calendar: &calendar,
        };
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        // Friday 16:00 to Monday 10:00 in Shanghai (UTC+8).
        let (from, to) = (at("2026-03-06T08:00:00Z"), at("2026-03-09T02:00:00Z"));
        assert_eq!(clock.minutes_between(from, to), 120);
        let pause = [(at("2026-03-06T08:30:00Z"), at("2026-03-09T01:30:00Z"))];
        assert_eq!(clock.minutes_between_unpaused(from, to, &pause), 60);
        assert_eq!(clock.minutes_between(to, from), 0);
    }
}
