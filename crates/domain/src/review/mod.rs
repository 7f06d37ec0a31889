//! Review: when a period is closed, and which levels are held between rounds.

use crate::classification::{ConfirmedLevels, Level};
use crate::period::{FiscalCalendar, Quarter, WorkCalendar, day_number, day_of_number};
use jiff::civil::Date;

/// Working days between the end of a period and its closing.
pub const CLOSING_WORKDAYS: i32 = 10;

/// Whether the facts of a period may still change its scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodState {
    /// It has not begun.
    Future,
    /// It runs; scores are provisional.
    Open,
    /// It is over; late facts still count until the closing day.
    Closing { closes_on: Date },
    /// Its facts are pinned; later ones count in the next period.
    Closed { closed_on: Date },
}

/// The last day on which late facts count: ten working days after the end, in the closing calendar.
#[must_use]
pub fn closing_day(fiscal: FiscalCalendar, closing: &WorkCalendar, period: Quarter) -> Date {
    let end = day_number(fiscal.bounds(period).to);
    day_of_number(closing.add_workdays(end, CLOSING_WORKDAYS))
}

/// The state of a period on a day.
#[must_use]
pub fn period_state(fiscal: FiscalCalendar, closing: &WorkCalendar, period: Quarter, today: Date) -> PeriodState {
    let bounds = fiscal.bounds(period);
    let closes_on = closing_day(fiscal, closing, period);
    if today < bounds.from {
        PeriodState::Future
    } else if today <= bounds.to {
        PeriodState::Open
    } else if today <= closes_on {
        PeriodState::Closing { closes_on }
    } else {
        PeriodState::Closed { closed_on: closes_on }
    }
}

/// The latest period that is closed on a day.
#[must_use]
pub fn last_closed(fiscal: FiscalCalendar, closing: &WorkCalendar, today: Date) -> Quarter {
    let mut period = fiscal.quarter_of(today);
    while !matches!(period_state(fiscal, closing, period, today), PeriodState::Closed { .. }) {
        period = period.previous();
    }
    period
}

/// The levels that are held while a period is evaluated: those of the latest round before it.
#[must_use]
pub fn held_before(rounds: &[ConfirmedLevels], period: Quarter) -> Option<&ConfirmedLevels> {
    rounds
        .iter()
        .filter(|round| round.period() < period)
        .max_by_key(|round| round.period())
}

/// The levels of a supplier over the rounds, the earliest first; `None` is "not classified".
#[must_use]
pub fn level_history(rounds: &[ConfirmedLevels], supplier_id: i64) -> Vec<(Quarter, Option<Level>)> {
    let mut history: Vec<(Quarter, Option<Level>)> = rounds
        .iter()
        .filter_map(|round| Some((round.period(), round.get(supplier_id)?.level)))
        .collect();
    history.sort_unstable_by_key(|(period, _)| *period);
    history
}

#[cfg(test)]
mod tests;
