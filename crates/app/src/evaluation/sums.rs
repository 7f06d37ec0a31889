//! The sums of the facts that an evaluation starts from: of its own period, and of earlier quarters as they stood.

use super::gather::observe;
use crate::{Context, Error};
use domain::Date;
use domain::evaluation::BucketPlan;
use domain::evaluation::observation::{ObserveQuery, PartSum};
use domain::intake::ports::SnapshotFile;
use domain::period::FiscalCalendar;

/// Sums over the buckets of the plan. What looks at the last day is asked again for each of the four quarters before,
/// as it stood at its end: from there category means are frozen, so that peers of today move nobody.
pub(super) async fn sums(
    cx: &Context,
    files: &[SnapshotFile],
    queries: &[ObserveQuery],
    (plan, fiscal): (&BucketPlan, FiscalCalendar),
    (as_of, unit_id): (Date, Option<i64>),
) -> Result<Vec<PartSum>, Error> {
    let buckets = plan.buckets.to_vec();
    let mut sums = observe(cx, files, queries.to_vec(), buckets, (as_of, unit_id)).await?;
    let standing = queries.iter().enumerate();
    let (positions, standing): (Vec<usize>, Vec<ObserveQuery>) = standing
        .filter(|(_, query)| query.looks_at_the_last_day())
        .map(|(position, query)| (position, query.clone()))
        .unzip();
    if standing.is_empty() {
        return Ok(sums);
    }
    for (bucket, span) in plan.stood_before(fiscal) {
        let earlier = observe(cx, files, standing.clone(), vec![span], (span.to, unit_id)).await?;
        sums.extend(earlier.into_iter().filter_map(|sum| {
            let query = *positions.get(sum.query)?;
            Some(PartSum { query, bucket, ..sum })
        }));
    }
    Ok(sums)
}
