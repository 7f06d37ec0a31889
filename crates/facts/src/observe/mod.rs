//! Sums for scores: every query over the files, summed by supplier, category, unit, bucket and part.

mod batch;
mod branch;
mod group;
mod positions;
mod scan;
mod sums;

pub(crate) use batch::{Columns, EventBatch, Words};
pub(crate) use sums::decimal;

use crate::engine::{Engine, Settings};
use crate::error::translate;
use crate::query::{SafeQuery, between_days, contract_of};
use datafusion::common::DataFusionError;
use datafusion::logical_expr::{LogicalPlan, col, lit};
use datafusion::physical_plan::execute_stream_partitioned;
use datafusion::prelude::SessionContext;
use domain::evaluation::observation::{ObserveQuery, PartSum};
use domain::intake::ports::{FactError, ObserveRequest};
use domain::period::{Span, day_number};
use futures::StreamExt;
use scan::{Line, SharedSums};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use sums::Sums;
use tokio::task::JoinSet;

/// The columns that the sums need; `row_id` is not among them.
const SUMMED: [&str; 9] = [
    "supplier_id",
    "category_id",
    "unit_id",
    "on_date",
    "part",
    "good",
    "n",
    "fault_owner",
    "gate",
];

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
    let run = Run {
        session: engine.session(request.files, Settings::partitions(request.partitions))?,
        days: Arc::new(days),
        unit_id: request.unit_id,
        paths: request.files.iter().map(|file| file.path.clone()).collect(),
    };
    engine.run(None, async move { run.all(queries).await })
}

/// What all queries of a request share.
struct Run {
    session: SessionContext,
    days: Arc<Days>,
    unit_id: Option<i64>,
    paths: Vec<String>,
}

impl Run {
    /// First the queries that share readings, table by table, then the others one by one.
    async fn all(&self, queries: Vec<(SafeQuery, Rules)>) -> Result<Vec<PartSum>, FactError> {
        let mut lines: BTreeMap<String, Vec<Line>> = BTreeMap::new();
        let (mut all_sums, mut alone) = (Vec::with_capacity(queries.len()), Vec::new());
        for (position, (query, rules)) in queries.iter().enumerate() {
            let sums: SharedSums = Arc::new(Mutex::new(Sums::new(Arc::clone(&self.days), rules.clone())));
            let plan = self.plan(query).await?;
            let branches =
                branch::branches(&plan, &self.session.state()).map_err(|error| self.translate(&error, query))?;
            match branches {
                None => alone.push((position, plan)),
                Some(branches) => {
                    for branch in branches {
                        let line = Line {
                            query: position,
                            branch,
                            sums: Arc::clone(&sums),
                        };
                        lines.entry(line.branch.table.clone()).or_default().push(line);
                    }
                }
            }
            all_sums.push(sums);
        }
        for (table, lines) in lines {
            scan::read(&self.session, &table, lines)
                .await
                .map_err(|(position, error)| {
                    let name = position.map_or("the snapshots", |position| queries[position].0.name());
                    self.translate_for(&error, name)
                })?;
        }
        for (position, plan) in alone {
            let (query, _) = &queries[position];
            let drained = self.drain(plan, &all_sums[position]).await;
            drained.map_err(|error| self.translate(&error, query))?;
        }
        let mut answer = Vec::new();
        for (position, ((query, _), sums)) in queries.iter().zip(all_sums).enumerate() {
            let sums = Arc::into_inner(sums).ok_or_else(|| FactError::Engine("a query is still running".to_owned()))?;
            let sums = sums.into_inner().unwrap_or_else(PoisonError::into_inner);
            answer.extend(sums.into_parts(position, query.name())?);
        }
        Ok(answer)
    }

    /// The query with only the columns and rows that are summed, optimised.
    async fn plan(&self, query: &SafeQuery) -> Result<LogicalPlan, FactError> {
        let contract = contract_of(query.plan(&self.session).await?, query.name())?;
        let mut condition = between_days("on_date", self.days.first, self.days.last);
        if let Some(unit_id) = self.unit_id {
            condition = condition.and(col("unit_id").eq(lit(unit_id)));
        }
        let plan = contract.select(&SUMMED, Some(condition));
        let plan = plan.and_then(|plan| self.session.state().optimize(&plan));
        plan.map_err(|error| self.translate(&error, query))
    }

    /// Reads every partition of one query to its end, all at once, into its sums.
    async fn drain(&self, plan: LogicalPlan, sums: &SharedSums) -> Result<(), DataFusionError> {
        let state = self.session.state();
        let plan = state.query_planner().create_physical_plan(&plan, &state).await?;
        let mut tasks = JoinSet::new();
        for mut stream in execute_stream_partitioned(plan, self.session.task_ctx())? {
            let sums = Arc::clone(sums);
            tasks.spawn(async move {
                while let Some(batch) = stream.next().await {
                    let batch = batch?;
                    let columns = Columns::of(&batch);
                    let events = EventBatch::of(&columns)?;
                    sums.lock().unwrap_or_else(PoisonError::into_inner).add(&events)?;
                }
                Ok::<(), DataFusionError>(())
            });
        }
        while let Some(ended) = tasks.join_next().await {
            ended.map_err(|error| DataFusionError::ExecutionJoin(Box::new(error)))??;
        }
        Ok(())
    }

    fn translate(&self, error: &DataFusionError, query: &SafeQuery) -> FactError {
        self.translate_for(error, query.name())
    }

    fn translate_for(&self, error: &DataFusionError, name: &str) -> FactError {
        let paths: Vec<&str> = self.paths.iter().map(String::as_str).collect();
        translate(error, name, &paths)
    }
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
