//! Which period is evaluated, and whether its result may count yet.

use crate::party::Company;
use crate::{Context, Error};
use domain::Date;
use domain::period::Quarter;
use domain::review::{PeriodState, closing_day, period_state};
use serde::{Deserialize, Serialize};

/// How final the facts of a period are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finality {
    /// Closed: what comes later counts in the next period.
    #[default]
    Closed,
    /// It still runs.
    Open,
    /// It is over, and late facts count until its closing day.
    Closing,
    /// The first orders came after its beginning.
    Partial,
}

impl Finality {
    /// Whether the result may be confirmed; otherwise it is provisional.
    #[must_use]
    pub fn is_final(self) -> bool {
        self == Finality::Closed
    }

    /// The word used in codes and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Finality::Closed => "closed",
            Finality::Open => "open",
            Finality::Closing => "closing",
            Finality::Partial => "partial",
        }
    }
}

/// A period as it stands today.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing {
    /// The last day that is looked at: the end of the period, or today while it runs.
    pub(super) as_of: Date,
    /// The last day on which late facts count for it.
    pub(super) closes_on: Date,
    pub(super) finality: Finality,
}

/// Refuses a period that has not begun.
pub(super) async fn standing(cx: &Context, company: &Company, period: Quarter) -> Result<Standing, Error> {
    let reference = super::calendars(cx).await?;
    let calendar = reference.calendar(company.calendar.as_deref());
    let (bounds, today) = (company.fiscal.bounds(period), cx.clock.today());
    let (as_of, finality) = match period_state(company.fiscal, calendar, period, today) {
        PeriodState::Future => {
            return Err(Error::conflict("period-not-begun")
                .with("period", period)
                .with("from", bounds.from));
        }
        PeriodState::Open => (today, Finality::Open),
        PeriodState::Closing { .. } => (bounds.to, Finality::Closing),
        PeriodState::Closed { .. } => (bounds.to, Finality::Closed),
    };
    Ok(Standing {
        as_of,
        closes_on: closing_day(company.fiscal, calendar, period),
        finality,
    })
}

/// Days after its beginning within which the first order may lie in a whole period: holidays, a quiet week.
const QUIET_DAYS: i32 = 10;

/// A closed period is partial when the history of the company begins inside of it.
pub(super) fn finality(state: Finality, from: Date, first_order: Option<Date>) -> Finality {
    let whole_until = domain::period::day_number(from) + QUIET_DAYS;
    let begins_late = first_order.is_some_and(|first| domain::period::day_number(first) > whole_until);
    match state {
        Finality::Closed if begins_late => Finality::Partial,
        state => state,
    }
}
