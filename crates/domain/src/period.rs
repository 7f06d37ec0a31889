//! Months, fiscal quarters and years, and the counting of working days.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// A calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    pub year: i16,
    pub month: i8,
}

impl Month {
    #[must_use]
    pub fn of(day: Date) -> Month {
        Month {
            year: day.year(),
            month: day.month(),
        }
    }

    #[must_use]
    pub fn first_day(self) -> Date {
        date(self.year, self.month, 1)
    }

    #[must_use]
    pub fn last_day(self) -> Date {
        self.first_day().last_of_month()
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// What a period text must look like.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a period: expected a quarter like 2026Q3, a year like 2026, or a month like 2026-08")]
pub struct PeriodError(pub String);

impl FromStr for Month {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Month, PeriodError> {
        let error = || PeriodError(text.to_owned());
        let (year, month) = text.split_once('-').ok_or_else(error)?;
        let (year, month) = (year.parse().map_err(|_| error())?, month.parse().map_err(|_| error())?);
        if !(1..=12).contains(&month) || !(1900..=2999).contains(&year) {
            return Err(error());
        }
        Ok(Month { year, month })
    }
}

/// The fiscal quarter of a company, named by the year in which its fiscal year ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    pub year: i16,
    /// 1 to 4.
    pub quarter: i8,
}

impl Quarter {
    #[must_use]
    pub fn previous(self) -> Quarter {
        self.minus(1)
    }

    /// The quarter `count` quarters earlier.
    #[must_use]
    pub fn minus(self, count: i16) -> Quarter {
        let index = self.year * 4 + i16::from(self.quarter) - 1 - count;
        let quarter = i8::try_from(index.rem_euclid(4)).unwrap_or(0) + 1;
        Quarter {
            year: index.div_euclid(4),
            quarter,
        }
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}Q{}", self.year, self.quarter)
    }
}

impl FromStr for Quarter {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Quarter, PeriodError> {
        let error = || PeriodError(text.to_owned());
        let (year, quarter) = text.split_once(['Q', 'q']).ok_or_else(error)?;
        let year = year.trim_end_matches('-').parse().map_err(|_| error())?;
        let quarter = quarter.parse().map_err(|_| error())?;
        if !(1..=4).contains(&quarter) || !(1900..=2999).contains(&year) {
            return Err(error());
        }
        Ok(Quarter { year, quarter })
    }
}

/// Where the fiscal year of a company starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FiscalCalendar {
    /// 1 to 12.
    pub start_month: i8,
}

impl FiscalCalendar {
    /// First and last day of the quarter.
    #[must_use]
    pub fn bounds(self, quarter: Quarter) -> Span {
        let first_year = if self.start_month == 1 {
            quarter.year
        } else {
            quarter.year - 1
        };
        let start = date(first_year, self.start_month, 1)
            .checked_add((i32::from(quarter.quarter - 1) * 3).months())
            .unwrap_or(Date::MAX);
        let last = start.checked_add(2.months()).map_or(Date::MAX, Date::last_of_month);
        Span { from: start, to: last }
    }

    /// The quarter a day falls in.
    #[must_use]
    pub fn quarter_of(self, day: Date) -> Quarter {
        let months = (day.month() - self.start_month).rem_euclid(12);
        let starts_in_day_year = day.month() >= self.start_month;
        let year = match (self.start_month == 1, starts_in_day_year) {
            (true, _) | (false, false) => day.year(),
            (false, true) => day.year() + 1,
        };
        Quarter {
            year,
            quarter: months / 3 + 1,
        }
    }
}

/// A stretch of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    pub from: Date,
    pub to: Date,
}

/// Days since 1970-01-01.
#[must_use]
pub fn day_number(day: Date) -> i32 {
    day.since(date(1970, 1, 1)).map_or(0, |span| span.get_days())
}

/// The day of a number of days since 1970-01-01.
#[must_use]
pub fn day_of_number(number: i32) -> Date {
    date(1970, 1, 1).checked_add(number.days()).unwrap_or(Date::MAX)
}

/// Which days are worked: Monday to Friday, less holidays, plus make-up workdays.
///
/// Working-day numbers are looked up in a table, so that a month of a million lines costs a million look-ups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkCalendar {
    first_day: i32,
    /// Entry i: working days since 1970-01-01 up to and including day `first_day + i`.
    numbers: Vec<i32>,
}

/// Whether an exceptional day is free or worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exception {
    Holiday,
    Workday,
}

impl WorkCalendar {
    /// Covers 1990 to 2060; days outside are counted as Monday to Friday.
    #[must_use]
    pub fn new(exceptions: &BTreeMap<Date, Exception>) -> WorkCalendar {
        let (first, last) = (day_number(date(1990, 1, 1)), day_number(date(2060, 12, 31)));
        let exceptions: BTreeMap<i32, Exception> = exceptions
            .iter()
            .map(|(day, exception)| (day_number(*day), *exception))
            .collect();
        let mut number = plain_workdays(first - 1);
        let mut numbers = Vec::with_capacity(usize::try_from(last - first + 1).unwrap_or(0));
        for day in first..=last {
            let worked = match exceptions.get(&day) {
                Some(Exception::Holiday) => false,
                Some(Exception::Workday) => true,
                None => is_weekday(day),
            };
            number += i32::from(worked);
            numbers.push(number);
        }
        WorkCalendar {
            first_day: first,
            numbers,
        }
    }

    /// Working days since 1970-01-01 up to and including the day.
    #[must_use]
    pub fn workday_no(&self, day: i32) -> i32 {
        match usize::try_from(day - self.first_day) {
            Ok(index) if index < self.numbers.len() => self.numbers[index],
            Ok(_) => {
                let last = self.first_day + i32::try_from(self.numbers.len()).unwrap_or(0) - 1;
                self.numbers.last().copied().unwrap_or(0) + plain_workdays(day) - plain_workdays(last)
            }
            Err(_) => plain_workdays(day),
        }
    }

    #[must_use]
    pub fn is_workday(&self, day: i32) -> bool {
        self.workday_no(day) != self.workday_no(day - 1)
    }

    /// The day `count` working days after `day`.
    #[must_use]
    pub fn add_workdays(&self, day: i32, count: i32) -> i32 {
        let wanted = self.workday_no(day) + count;
        let mut day = day;
        while self.workday_no(day) < wanted {
            day += 1;
        }
        day
    }
}

/// 1970-01-01 was a Thursday.
fn is_weekday(day: i32) -> bool {
    !matches!((day + 3).rem_euclid(7), 5 | 6)
}

/// Monday-to-Friday days from 1970-01-01 up to and including the day (negative before).
fn plain_workdays(day: i32) -> i32 {
    // Days since Monday 1969-12-29, so that whole weeks hold five working days each.
    let days = day + 4;
    days.div_euclid(7) * 5 + days.rem_euclid(7).min(5) - 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fiscal_quarters_are_named_by_the_year_they_end_in() {
        let april = FiscalCalendar { start_month: 4 };
        assert_eq!(april.quarter_of(date(2026, 3, 31)), Quarter { year: 2026, quarter: 4 });
        assert_eq!(april.quarter_of(date(2026, 4, 1)), Quarter { year: 2027, quarter: 1 });
        let bounds = april.bounds(Quarter { year: 2027, quarter: 1 });
        assert_eq!((bounds.from, bounds.to), (date(2026, 4, 1), date(2026, 6, 30)));
        assert_eq!("2026Q1".parse::<Quarter>().unwrap().minus(5).to_string(), "2024Q4");
    }

    #[test]
    fn working_days_skip_holidays_and_count_make_up_days() {
        let mut days = BTreeMap::new();
        days.insert(date(2026, 10, 1), Exception::Holiday);
        days.insert(date(2026, 10, 10), Exception::Workday);
        let calendar = WorkCalendar::new(&days);
        let number = |y, m, d| calendar.workday_no(day_number(date(y, m, d)));
        assert_eq!(
            number(1990, 1, 1) - calendar.workday_no(day_number(date(1989, 12, 31))),
            1
        );
        assert_eq!(number(2026, 10, 2) - number(2026, 9, 30), 1);
        assert_eq!(number(2026, 10, 12) - number(2026, 10, 9), 2);
        assert_eq!(calendar.workday_no(0), 1);
        assert_eq!(
            calendar.add_workdays(day_number(date(2026, 9, 30)), 10),
            day_number(date(2026, 10, 14))
        );
    }

    #[test]
    fn periods_are_read_as_they_are_written() {
        assert_eq!("2026-08".parse(), Ok(Month { year: 2026, month: 8 }));
        assert_eq!("2026-Q3".parse(), Ok(Quarter { year: 2026, quarter: 3 }));
        for wrong in ["2026-13", "2026", "08-2026", ""] {
            assert_eq!(wrong.parse::<Month>(), Err(PeriodError(wrong.to_owned())));
        }
        for wrong in ["2026Q5", "2026Q0", "Q3", "26Q1"] {
            assert_eq!(wrong.parse::<Quarter>(), Err(PeriodError(wrong.to_owned())));
        }
    }

    #[test]
    fn months_and_leap_years_end_on_their_last_day() {
        assert_eq!(Month::of(date(2024, 2, 10)).last_day(), date(2024, 2, 29));
        let november = FiscalCalendar { start_month: 11 };
        assert_eq!(
            november.bounds(Quarter { year: 2024, quarter: 2 }),
            Span {
                from: date(2024, 2, 1),
                to: date(2024, 4, 30)
            }
        );
    }

    proptest::proptest! {
        #[test]
        fn every_day_lies_in_its_fiscal_quarter_and_quarters_leave_no_gap(day in 3_000_i32..40_000, start_month in 1_i8..=12) {
            let fiscal = FiscalCalendar { start_month };
            let day = day_of_number(day);
            let quarter = fiscal.quarter_of(day);
            let bounds = fiscal.bounds(quarter);
            proptest::prop_assert!(bounds.from <= day && day <= bounds.to);
            proptest::prop_assert_eq!(fiscal.bounds(quarter.previous()).to, bounds.from.yesterday().unwrap());
            proptest::prop_assert_eq!(quarter.to_string().parse(), Ok(quarter));
        }

        #[test]
        fn working_days_count_up_by_one_each_and_weekends_by_none(day in 0_i32..40_000, count in 0_i32..30) {
            let calendar = WorkCalendar::new(&BTreeMap::new());
            let step = calendar.workday_no(day) - calendar.workday_no(day - 1);
            let is_weekend = day_of_number(day).weekday().to_monday_one_offset() > 5;
            proptest::prop_assert_eq!(step, i32::from(!is_weekend));
            let later = calendar.add_workdays(day, count);
            proptest::prop_assert_eq!(calendar.workday_no(later) - calendar.workday_no(day), count);
        }
    }
}
