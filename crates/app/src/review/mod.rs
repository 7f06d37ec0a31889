//! Review: which periods are closed.

use crate::party::company;
use crate::{Context, Error};
use domain::period::Quarter;
use domain::review::last_closed;

/// The latest quarter that is closed today: ten working days after its end in the closing calendar of the company.
pub async fn latest_closed_quarter(cx: &Context) -> Result<Quarter, Error> {
    let company = company(cx).await?;
    let reference = crate::evaluation::calendars(cx).await?;
    let calendar = reference.calendar(company.calendar.as_deref());
    Ok(last_closed(company.fiscal, calendar, cx.clock.today()))
}
