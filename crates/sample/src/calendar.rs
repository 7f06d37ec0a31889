//! Working days of the fourteen countries, the quarters of the demo company, and its time zones.

use crate::plan;
use crate::table::Table;
use domain::period::{Exception, FiscalCalendar, Quarter, WorkCalendar, day_number};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use std::collections::BTreeMap;

const YEARS: std::ops::RangeInclusive<i16> = 2024..=2026;

/// First and last day of a quarter, as days since 1970-01-01.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Days {
    pub(crate) from: i32,
    pub(crate) to: i32,
}

/// The quarters with facts, and after them the one whose orders are still open.
pub(crate) fn quarters() -> Vec<Days> {
    let last: Quarter = plan::LAST_QUARTER.parse().unwrap_or(Quarter { year: 2026, quarter: 3 });
    let calendar = FiscalCalendar { start_month: 1 };
    let after_first = i16::try_from(plan::QUARTERS).unwrap_or(8) - 1;
    (-1..=after_first)
        .rev()
        .map(|back| calendar.bounds(last.minus(back)))
        .map(|span| Days {
            from: day_number(span.from),
            to: day_number(span.to),
        })
        .collect()
}

/// Working days and clock of one country.
#[derive(Debug)]
pub(crate) struct Calendar {
    pub(crate) work: WorkCalendar,
    zone: TimeZone,
}

impl Calendar {
    /// The working day on or after a day.
    pub(crate) fn on_or_after(&self, day: i32) -> i32 {
        let mut day = day;
        while !self.work.is_workday(day) {
            day += 1;
        }
        day
    }

    /// The working day so many working days later, or earlier when negative; the day itself must be worked.
    pub(crate) fn shift(&self, day: i32, count: i32) -> i32 {
        let wanted = self.work.workday_no(day) + count;
        let (mut day, step) = (day, if count < 0 { -1 } else { 1 });
        while self.work.workday_no(day) != wanted || !self.work.is_workday(day) {
            day += step;
        }
        day
    }

    /// Seconds since 1970 of a local time, given as minutes after midnight.
    pub(crate) fn instant(&self, day: i32, minutes: i32) -> i64 {
        let local = domain::period::day_of_number(day)
            .at(0, 0, 0, 0)
            .checked_add(i64::from(minutes).minutes())
            .unwrap_or(jiff::civil::DateTime::MAX);
        self.zone.to_timestamp(local).map_or(0, jiff::Timestamp::as_second)
    }
}

/// One calendar for each country of the plan, in its order.
pub(crate) fn calendars() -> Vec<Calendar> {
    let zones = TimeZoneDatabase::bundled();
    let days = exceptions();
    let calendar = |country: &plan::Country| Calendar {
        work: WorkCalendar::new(&kinds_of(&days, country.code)),
        zone: zones.get(country.time_zone).unwrap_or(TimeZone::UTC),
    };
    plan::COUNTRIES.iter().map(calendar).collect()
}

/// Writes the holidays and make-up workdays of every calendar.
pub(crate) fn write(table: &mut Table) {
    for ((calendar, day), (kind, name)) in exceptions() {
        let word = match kind {
            Exception::Holiday => "holiday",
            Exception::Workday => "workday",
        };
        table.text(calendar).day(day_number(day)).text(word).text(name).end();
    }
}

type Exceptions = BTreeMap<(&'static str, Date), (Exception, &'static str)>;

fn kinds_of(days: &Exceptions, calendar: &str) -> BTreeMap<Date, Exception> {
    days.iter()
        .filter(|((name, _), _)| *name == calendar)
        .map(|((_, day), (kind, _))| (*day, *kind))
        .collect()
}

/// The exceptional days that the rules of `data/holidays.tsv` give.
fn exceptions() -> Exceptions {
    let mut days = BTreeMap::new();
    for line in crate::names::data_lines(include_str!("../data/holidays.tsv")) {
        let [calendar, rule, name] = line[..] else { continue };
        for (day, kind) in days_of(rule) {
            days.insert((calendar, day), (kind, name));
        }
    }
    days
}

fn days_of(rule: &str) -> Vec<(Date, Exception)> {
    let words: Vec<&str> = rule.split(' ').collect();
    let number = |index: usize| words.get(index).and_then(|word| word.parse::<i8>().ok()).unwrap_or(1);
    let holidays = |day: &dyn Fn(i16) -> Option<Date>| -> Vec<(Date, Exception)> {
        YEARS.filter_map(day).map(|day| (day, Exception::Holiday)).collect()
    };
    match words[0] {
        "fixed" => holidays(&|year| format!("{year}-{}", words[1]).parse().ok()),
        "easter" => holidays(&|year| easter(year).checked_add(i32::from(number(1)).days()).ok()),
        "nth" => holidays(&|year| nth_weekday(year, number(1), number(2), number(3))),
        "work" => words[1]
            .parse()
            .map(|day| vec![(day, Exception::Workday)])
            .unwrap_or_default(),
        _ => words[1]
            .parse()
            .map(|day| vec![(day, Exception::Holiday)])
            .unwrap_or_default(),
    }
}

fn nth_weekday(year: i16, month: i8, weekday: i8, nth: i8) -> Option<Date> {
    let weekday = jiff::civil::Weekday::from_monday_one_offset(weekday).ok()?;
    date(year, month, 1).nth_weekday_of_month(nth, weekday).ok()
}

/// Easter Sunday of the Gregorian calendar (the algorithm known as Meeus, Jones and Butcher).
fn easter(year: i16) -> Date {
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late + 114;
    date(
        year,
        i8::try_from(days / 31).unwrap_or(4),
        i8::try_from(days % 31 + 1).unwrap_or(1),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holidays_follow_their_rules() {
        let days = exceptions();
        let name = |calendar: &'static str, day: Date| days.get(&(calendar, day)).map(|(_, name)| *name);
        assert_eq!(name("DE", date(2025, 4, 18)), Some("Good Friday"));
        assert_eq!(name("PL", date(2026, 6, 4)), Some("Corpus Christi"));
        assert_eq!(name("US", date(2025, 11, 27)), Some("Thanksgiving"));
        assert_eq!(name("US", date(2026, 5, 25)), Some("Memorial Day"));
        assert_eq!(
            days.get(&("CN", date(2026, 2, 14))).map(|(kind, _)| *kind),
            Some(Exception::Workday)
        );
        let countries: std::collections::BTreeSet<&str> = days.keys().map(|(calendar, _)| *calendar).collect();
        assert_eq!(countries.len(), plan::COUNTRIES.len());
    }

    #[test]
    fn local_times_know_the_summer() {
        let all = calendars();
        let berlin = plan::COUNTRIES.iter().position(|country| country.code == "DE").unwrap();
        let seconds = all[berlin].instant(day_number(date(2026, 7, 1)), 9 * 60);
        assert_eq!(
            jiff::Timestamp::from_second(seconds).unwrap().to_string(),
            "2026-07-01T07:00:00Z"
        );
    }
}
