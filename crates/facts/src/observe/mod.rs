//! Sums for scores: every query over the files, summed by supplier, category, unit, bucket and part.

mod batch;
mod branch;
mod codec;
mod group;
mod kept;
mod party;
mod positions;
mod run;
mod scan;
mod sums;

pub(crate) use batch::{Columns, EventBatch, Words};
pub(crate) use kept::{forget, sweep};
pub(crate) use sums::decimal;

use crate::engine::{Engine, Settings};
use crate::query::SafeQuery;
use domain::evaluation::observation::{ObserveQuery, PartSum};
use domain::intake::ports::{FactError, ObserveRequest};
use domain::period::{Span, day_number};
use kept::Kept;
use run::Run;
use std::path::Path;
use std::sync::Arc;

/// Runs every query of the request over the files of the folder; sums may be kept there for the next time.
pub(crate) fn observe(
    engine: &Engine,
    (folder, reads_only): (&Path, bool),
    request: &ObserveRequest<'_>,
) -> Result<Vec<PartSum>, FactError> {
    let mut queries = Vec::with_capacity(request.queries.len());
    for query in request.queries {
        let safe = SafeQuery::of_indicator(&query.indicator, &query.sql, request.as_of, &query.parameters)?;
        queries.push((safe, Rules::of(query)));
    }
    let Some(days) = Days::of(request) else {
        return Ok(Vec::new());
    };
    let run = Run {
        session: engine.session(request.files, Settings::partitions(request.partitions))?,
        days: Arc::new(days),
        unit_id: request.unit_id,
        files: request.files.to_vec(),
        kept: Arc::new(Kept::new(folder, request, reads_only)),
    };
    engine.run(None, async move { run.all(queries).await })
}

/// Whose misses count.
#[derive(Debug, Clone)]
pub(crate) struct Rules {
    counted_owners: Vec<String>,
    /// A miss without an owner is the supplier's.
    unowned_counts: bool,
}

/// The owner of a miss that names none.
const DEFAULT_OWNER: &str = "supplier";

impl Rules {
    pub(crate) fn of(query: &ObserveQuery) -> Rules {
        Rules {
            unowned_counts: query.counted_owners.iter().any(|owner| owner == DEFAULT_OWNER),
            counted_owners: query.counted_owners.clone(),
        }
    }

    /// The rules in words, so that sums under other rules are told apart.
    fn text(&self) -> String {
        self.counted_owners.join(",")
    }

    /// Whether a miss of this owner counts.
    pub(crate) fn counts(&self, owner: Option<&str>) -> bool {
        match owner {
            None => self.unowned_counts,
            Some(owner) => self.counted_owners.iter().any(|counted| counted == owner),
        }
    }
}

/// From a day to the bucket it falls in.
#[derive(Debug)]
pub(crate) struct Days {
    first: i32,
    last: i32,
    count: usize,
    /// Entry i: the bucket of day `first + i`, or [`OUTSIDE`].
    buckets: Vec<u16>,
}

const OUTSIDE: u16 = u16::MAX;

impl Days {
    /// `None` when no day of any bucket is known at `as_of`.
    fn of(request: &ObserveRequest<'_>) -> Option<Days> {
        Days::new(request.buckets, day_number(request.as_of))
    }

    fn new(spans: &[Span], as_of: i32) -> Option<Days> {
        let first = spans.iter().map(|span| day_number(span.from)).min()?;
        let last = spans.iter().map(|span| day_number(span.to)).max()?.min(as_of);
        let mut buckets = vec![OUTSIDE; usize::try_from(i64::from(last) - i64::from(first) + 1).ok()?];
        for (position, span) in spans.iter().enumerate() {
            let position = u16::try_from(position).ok().filter(|position| *position < OUTSIDE)?;
            for day in day_number(span.from)..=day_number(span.to).min(last) {
                if let Some(bucket) = usize::try_from(day - first)
                    .ok()
                    .and_then(|index| buckets.get_mut(index))
                {
                    *bucket = position;
                }
            }
        }
        (!buckets.is_empty()).then_some(Days {
            first,
            last,
            count: spans.len(),
            buckets,
        })
    }

    /// How many buckets there are.
    fn count(&self) -> usize {
        self.count
    }

    #[inline]
    fn bucket(&self, day: i32) -> Option<u16> {
        let index = usize::try_from(i64::from(day) - i64::from(self.first)).ok()?;
        self.buckets.get(index).copied().filter(|bucket| *bucket != OUTSIDE)
    }
}
