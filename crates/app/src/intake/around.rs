//! What a file is held against beside itself: the day, and the company that is there already.

use super::plan::Plan;
use crate::{Context, Error};
use domain::Date;
use domain::intake::kinds::COMPANY;
use jiff::{Span, Timestamp, tz::TimeZone};

/// The surroundings of one import.
#[derive(Debug, Clone)]
pub(super) struct Around {
    /// The last day that has begun anywhere on earth.
    pub today: Date,
    /// Code of the stored company, when the file holds companies.
    pub company: Option<Box<str>>,
}

/// A clock that stands before this program was made is wrong, and says nothing about what lies in the future.
const MADE_ON: Date = Date::constant(2026, 11, 1);
/// The first zone into a new day is this far ahead of UTC.
const HOURS_AHEAD: i64 = 14;

/// Whether the file holds companies.
pub(super) fn has_companies(plan: &Plan) -> bool {
    let mut entities = plan.bound.entities.iter();
    entities.any(|entity| entity.kind.name == COMPANY.name)
}

impl Around {
    pub(super) async fn of(cx: &Context, has_companies: bool) -> Result<Around, Error> {
        let companies = if has_companies {
            cx.store.keys(&COMPANY).await?
        } else {
            Vec::new()
        };
        Ok(Around {
            today: latest_day(&cx.clock.now()),
            company: companies.into_iter().next().map(|(_, key)| key.into_boxed_str()),
        })
    }
}

fn latest_day(now: &str) -> Date {
    let ahead = now
        .parse::<Timestamp>()
        .ok()
        .and_then(|now| now.checked_add(Span::new().hours(HOURS_AHEAD)).ok());
    ahead.map_or(MADE_ON, |ahead| ahead.to_zoned(TimeZone::UTC).date().max(MADE_ON))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_counts_as_begun_where_it_begins_first() {
        assert_eq!(latest_day("2026-11-21T09:59:59Z"), Date::constant(2026, 11, 21));
        assert_eq!(latest_day("2026-11-21T10:00:00Z"), Date::constant(2026, 11, 22));
        assert_eq!(latest_day("2001-01-01T00:00:00Z"), MADE_ON);
    }
}
