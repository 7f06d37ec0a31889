//! Sums for scores: every query over the files, summed by supplier, category, unit, bucket and part.

mod batch;
mod sums;

use crate::engine::{Engine, Settings};
use crate::error::translate;
use crate::query::{SafeQuery, between_days, contract_of};
pub(crate) use batch::{EventBatch, or_none};
pub(crate) use sums::decimal;
use datafusion::execution::TaskContext;
use datafusion::logical_expr::{col, lit};
use datafusion::physical_plan::{ExecutionPlan, execute_stream_partitioned};
use datafusion::prelude::SessionContext;
use domain::evaluation::observation::{ObserveQuery, PartSum};
use domain::intake::ports::{FactError, ObserveRequest};
use domain::period::{Span, day_number};
use futures::StreamExt;
use std::sync::{Arc, Mutex, PoisonError};
use sums::Sums;
use tokio::task::JoinSet;

/// The columns that the sums need; `row_id` is not among them.
const SUMMED: [&str; 9] =
    ["supplier_id", "category_id", "unit_id", "on_date", "part", "good", "n", "fault_owner", "gate"];

/// Runs every query of the request.
pub(crate) fn observe(engine: &Engine, request: &ObserveRequest<'_>) -> Result<Vec<PartSum>, FactError> {
    let mut queries = Vec::with_capacity(request.queries.len());
    for query in request.queries {
        let safe = SafeQuery::of_indicator(&query.indicator, &query.sql, request.as_of, &query.parameters)?;
        queries.push((safe, Rules::of(query)));
    }
    let Some(days) = Days::of(request) else {
        return Ok(Vec::new());
    };
    let session = engine.session(request.files, Settings::partitions(request.partitions))?;
    let run = Run {
        days: Arc::new(days),
        unit_id: request.unit_id,
        paths: request.files.iter().map(|file| file.path.clone()).collect(),
    };
    engine.run(None, async move {
        let mut answer = Vec::new();
        for (position, (query, rules)) in queries.into_iter().enumerate() {
            let sums = run.sum(&session, &query, rules).await?;
            answer.extend(sums.into_parts(position, query.name())?);
        }
        Ok(answer)
    })
}

/// What all queries of a request share.
struct Run {
    days: Arc<Days>,
    unit_id: Option<i64>,
    paths: Vec<String>,
}

impl Run {
    async fn sum(&self, session: &SessionContext, query: &SafeQuery, rules: Rules) -> Result<Sums, FactError> {
        let plan = self.plan(session, query).await?;
        let sums = Arc::new(Mutex::new(Sums::new(Arc::clone(&self.days), rules)));
        let drained = drain(plan, session.task_ctx(), &sums).await;
        drained.map_err(|error| self.translate(&error, query))?;
        let sums = Arc::into_inner(sums).ok_or_else(|| FactError::Engine("a query is still running".to_owned()))?;
        Ok(sums.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    async fn plan(&self, session: &SessionContext, query: &SafeQuery) -> Result<Arc<dyn ExecutionPlan>, FactError> {
        let contract = contract_of(query.plan(session).await?, query.name())?;
        let mut condition = between_days("on_date", self.days.first, self.days.last);
        if let Some(unit_id) = self.unit_id {
            condition = condition.and(col("unit_id").eq(lit(unit_id)));
        }
        let plan = contract.select(&SUMMED, Some(condition)).map_err(|error| self.translate(&error, query))?;
        session.state().create_physical_plan(&plan).await.map_err(|error| self.translate(&error, query))
    }

    fn translate(&self, error: &datafusion::common::DataFusionError, query: &SafeQuery) -> FactError {
        let paths: Vec<&str> = self.paths.iter().map(String::as_str).collect();
        translate(error, query.name(), &paths)
    }
}

/// Reads every partition to its end, all at once, into the same sums.
async fn drain(
    plan: Arc<dyn ExecutionPlan>,
    context: Arc<TaskContext>,
    sums: &Arc<Mutex<Sums>>,
) -> datafusion::common::Result<()> {
    let mut tasks = JoinSet::new();
    for mut stream in execute_stream_partitioned(plan, context)? {
        let sums = Arc::clone(sums);
        tasks.spawn(async move {
            while let Some(batch) = stream.next().await {
                let batch = batch?;
                let events = EventBatch::of(&batch)?;
                sums.lock().unwrap_or_else(PoisonError::into_inner).add(&events)?;
            }
            datafusion::common::Result::<()>::Ok(())
        });
    }
    while let Some(ended) = tasks.join_next().await {
        ended.map_err(|error| datafusion::common::DataFusionError::ExecutionJoin(Box::new(error)))??;
    }
    Ok(())
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
                if let Some(bucket) = usize::try_from(day - first).ok().and_then(|index| buckets.get_mut(index)) {
                    *bucket = position;
                }
            }
        }
        (!buckets.is_empty()).then_some(Days { first, last, buckets })
    }

    fn bucket(&self, day: i32) -> Option<u16> {
        let index = usize::try_from(i64::from(day) - i64::from(self.first)).ok()?;
        self.buckets.get(index).copied().filter(|bucket| *bucket != OUTSIDE)
    }
}
