//! Tests of the closing of periods and the levels between rounds.

use super::*;
use crate::classification::HeldLevel;
use crate::period::Exception;
use crate::platform::TwoPersons;
use jiff::civil::date;
use std::collections::BTreeMap;

const YEAR: FiscalCalendar = FiscalCalendar { start_month: 1 };

fn quarter(text: &str) -> Quarter {
    text.parse().unwrap()
}

#[test]
fn a_period_closes_ten_working_days_after_its_end_in_the_closing_calendar() {
    let plain = WorkCalendar::new(&BTreeMap::new());
    assert_eq!(closing_day(YEAR, &plain, quarter("2026Q2")), date(2026, 7, 14));
    // The first week of October is free in China, two weekend days are worked instead.
    let mut days: BTreeMap<Date, Exception> = (1..=7).map(|day| (date(2026, 10, day), Exception::Holiday)).collect();
    days.insert(date(2026, 10, 10), Exception::Workday);
    assert_eq!(
        closing_day(YEAR, &WorkCalendar::new(&days), quarter("2026Q3")),
        date(2026, 10, 20)
    );
}

#[test]
fn a_period_goes_from_open_to_closing_to_closed() {
    let calendar = WorkCalendar::new(&BTreeMap::new());
    let state = |month, day| period_state(YEAR, &calendar, quarter("2026Q2"), date(2026, month, day));
    let closes_on = date(2026, 7, 14);
    assert_eq!(state(3, 31), PeriodState::Future);
    assert_eq!((state(4, 1), state(6, 30)), (PeriodState::Open, PeriodState::Open));
    assert_eq!(
        (state(7, 1), state(7, 14)),
        (PeriodState::Closing { closes_on }, PeriodState::Closing { closes_on })
    );
    assert_eq!(state(7, 15), PeriodState::Closed { closed_on: closes_on });
    assert_eq!(last_closed(YEAR, &calendar, date(2026, 7, 14)), quarter("2026Q1"));
    assert_eq!(last_closed(YEAR, &calendar, date(2026, 7, 15)), quarter("2026Q2"));
}

#[test]
fn the_levels_held_are_those_of_the_latest_round_before() {
    let round = |period: &str, level| {
        let consent = TwoPersons::new("a", "b", date(2026, 1, 20)).unwrap();
        let held = HeldLevel {
            level,
            ..HeldLevel::default()
        };
        ConfirmedLevels::stored(quarter(period), consent, BTreeMap::from([(1, held)]))
    };
    let rounds = [
        round("2026Q1", Some(Level::Key)),
        round("2025Q4", None),
        round("2026Q2", Some(Level::Core)),
    ];
    let held = |period: &str| held_before(&rounds, quarter(period)).map(|round| round.level(1));
    assert_eq!(held("2026Q2"), Some(Some(Level::Key)));
    assert_eq!(held("2026Q3"), Some(Some(Level::Core)));
    assert_eq!(held("2025Q4"), None);
    assert_eq!(
        level_history(&rounds, 1),
        [
            (quarter("2025Q4"), None),
            (quarter("2026Q1"), Some(Level::Key)),
            (quarter("2026Q2"), Some(Level::Core)),
        ]
    );
}
