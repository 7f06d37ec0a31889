//! Signals: what in the numbers a person should look at, found over all suppliers; nobody is looked up by name.
//!
//! Every finder returns all that it finds, the clearest first.

mod collapsed;
pub(super) mod expiring;
mod perfect;
mod price_creep;
mod rising;

pub use collapsed::Collapse;
pub use expiring::Expiry;
pub use perfect::Perfect;
pub use price_creep::Creep;
pub use rising::Rise;

use crate::evaluation::{Computed, Loaded, RunEvaluation, by_name, load_latest, run};
use crate::{Context, Error};
use domain::intake::ports::{Limits, SnapshotFile};
use domain::period::Quarter;
use domain::{Date, Decimal};
use serde::Serialize;

/// Quarters over which a supplier's climb is followed: two years.
const CLIMB_QUARTERS: i16 = 8;

/// Who a signal is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Who {
    pub supplier: String,
    pub name: String,
}

/// Everything that was found between two evaluated quarters.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Signals {
    /// The quarter from which climbs are counted.
    pub start: String,
    pub from: String,
    pub to: String,
    /// Small suppliers that climbed from below the middle to the top.
    pub rising: Vec<Rise>,
    /// Core suppliers whose punctuality broke.
    pub collapsed: Vec<Collapse>,
    /// Prices that rose in their own currency while exchange rates hid it.
    pub price_creep: Vec<Creep>,
    /// Flawless records that are too short for a score.
    pub perfect: Vec<Perfect>,
    /// Critical certificates that end soon, with no renewal recorded.
    pub expiring: Vec<Expiry>,
}

/// Looks for signals between two evaluations, each named by its quarter or id.
pub async fn signals(cx: &Context, from: &str, to: &str) -> Result<Signals, Error> {
    let (before, after) = (by_name(cx, from).await?, by_name(cx, to).await?);
    between(cx, Some(&before), &after).await
}

/// Looks for signals up to an evaluation; without an earlier one there is nothing that could have broken or crept.
pub(super) async fn between(cx: &Context, before: Option<&Loaded>, after: &Loaded) -> Result<Signals, Error> {
    let first = start(cx, after).await?;
    let (start, at_start) = at(cx, first, after).await?;
    let price_creep = match before {
        Some(before) => price_creep::find(cx, before, after).await?,
        None => Vec::new(),
    };
    let ending = expiring::find(cx, after).await?;
    Ok(Signals {
        start,
        from: before.unwrap_or(after).header.period.clone(),
        to: after.header.period.clone(),
        rising: rising::find(&at_start, &after.computed),
        collapsed: before.map_or_else(Vec::new, |before| collapsed::find(before, after)),
        price_creep,
        perfect: perfect::find(after),
        expiring: ending.into_iter().filter(|expiry| expiry.is_critical).collect(),
    })
}

/// The first quarter with orders, at most two years back.
async fn start(cx: &Context, after: &Loaded) -> Result<Quarter, Error> {
    let last = after.inputs.quarter()?;
    let sql = "select min(ordered_on) as first_on from order_lines";
    let rows = select(cx, &after.record.files, sql.to_owned()).await?;
    let day: Option<Date> = rows.first().and_then(|row| row.first()?.as_deref()?.parse().ok());
    let fiscal = after.inputs.fiscal();
    let mut quarter = last.minus(CLIMB_QUARTERS - 1);
    // Orders due in a quarter were placed before it began, so the quarter of the first order has few facts.
    while quarter < last && day.is_some_and(|day| fiscal.bounds(quarter).from < day) {
        quarter = quarter.minus(-1);
    }
    Ok(quarter)
}

/// The computation of a quarter under the same scheme: the one that is kept, or one that is made and not kept.
async fn at(cx: &Context, period: Quarter, like: &Loaded) -> Result<(String, Computed), Error> {
    let scheme = like.header.scheme.as_str();
    let unit_id = like.header.unit_id;
    if let Some(loaded) = load_latest(cx, unit_id, Some(&period.to_string()), Some(scheme)).await? {
        return Ok((loaded.header.period, loaded.computed));
    }
    let units = crate::party::units(cx).await?;
    let request = RunEvaluation {
        period,
        unit: units
            .into_iter()
            .find(|unit| Some(unit.id) == unit_id)
            .map(|unit| unit.code),
        scheme: Some(scheme.to_owned()),
        draft: None,
        dry_run: true,
        confirmed_by: None,
        reason: None,
    };
    Ok((period.to_string(), run(cx, request).await?.computed))
}

/// Rows of a query over pinned files.
async fn select(cx: &Context, files: &[SnapshotFile], sql: String) -> Result<Vec<Vec<Option<String>>>, Error> {
    let files = files.to_vec();
    let limits = Limits {
        rows: usize::MAX,
        seconds: 600,
        memory_bytes: 512 << 20,
    };
    let answer = cx.blocking(move |facts, _| facts.read(&files, &sql, limits)).await?;
    Ok(answer.rows)
}

/// Code and name of a supplier.
fn who(computed: &Computed, supplier_id: i64) -> Option<Who> {
    let supplier = computed.suppliers.iter().find(|supplier| supplier.id == supplier_id)?;
    Some(Who {
        supplier: supplier.code.clone(),
        name: supplier.name.clone(),
    })
}

/// A part of a whole in percent, to one decimal; none without a whole.
fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    let share = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?;
    Some(share.round_dp(1))
}
