//! One reading of a table for all the queries that need nothing else of it.

use super::batch::EventBatch;
use super::branch::Branch;
use super::sums::Sums;
use crate::table::SnapshotProvider;
use datafusion::arrow::array::RecordBatch;
use datafusion::catalog::TableProvider;
use datafusion::common::{DataFusionError, Result};
use datafusion::execution::SendableRecordBatchStream;
use datafusion::logical_expr::utils::{conjunction, disjunction};
use datafusion::physical_plan::execute_stream_partitioned;
use datafusion::prelude::SessionContext;
use futures::StreamExt;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::task::JoinSet;

/// The sums of a query while several readers add to it.
pub(super) type SharedSums = Arc<Mutex<Sums>>;

/// A branch, and where its events go.
#[derive(Clone)]
pub(super) struct Line {
    pub(super) query: usize,
    pub(super) branch: Arc<Branch>,
    pub(super) sums: SharedSums,
}

/// A failure, and the query it happened in when it is one query's own.
pub(super) type Failure = (Option<usize>, DataFusionError);

/// Reads the files once, every partition at the same time, and feeds every line.
pub(super) async fn read(
    session: &SessionContext,
    provider: SnapshotProvider,
    lines: Vec<Line>,
) -> Result<(), Failure> {
    let whole = |error| (None, error);
    let columns: BTreeSet<usize> = lines
        .iter()
        .flat_map(|line| line.branch.columns.iter().copied())
        .collect();
    let columns: Vec<usize> = columns.into_iter().collect();
    // A part of a file is skipped when no query wants it.
    let wanted: Option<Vec<_>> = lines
        .iter()
        .map(|line| conjunction(line.branch.filters.clone()))
        .collect();
    let filter: Vec<_> = wanted.and_then(disjunction).into_iter().collect();
    let plan = provider
        .scan(&session.state(), Some(&columns), &filter, None)
        .await
        .map_err(whole)?;
    let streams = execute_stream_partitioned(plan, session.task_ctx()).map_err(whole)?;
    let lines: Arc<Vec<(Vec<usize>, Line)>> = Arc::new(
        lines
            .into_iter()
            .map(|line| (places(&columns, &line.branch), line))
            .collect(),
    );
    let count = streams.len();
    let mut tasks = JoinSet::new();
    for (number, stream) in streams.into_iter().enumerate() {
        // Each reader starts with another query, so that they do not wait for the same sums.
        let start = number * lines.len() / count;
        tasks.spawn(feed(stream, Arc::clone(&lines), start));
    }
    while let Some(ended) = tasks.join_next().await {
        ended.map_err(|error| whole(DataFusionError::ExecutionJoin(Box::new(error))))??;
    }
    Ok(())
}

/// Where the columns of a branch stand among the columns that are read.
fn places(read: &[usize], branch: &Branch) -> Vec<usize> {
    branch
        .columns
        .iter()
        .filter_map(|column| read.binary_search(column).ok())
        .collect()
}

async fn feed(
    mut stream: SendableRecordBatchStream,
    lines: Arc<Vec<(Vec<usize>, Line)>>,
    start: usize,
) -> Result<(), Failure> {
    while let Some(rows) = stream.next().await {
        let rows = rows.map_err(|error| (None, error))?;
        let (before, after) = lines.split_at(start);
        for (places, line) in after.iter().chain(before) {
            add(&rows, places, line).map_err(|error| (Some(line.query), error))?;
        }
    }
    Ok(())
}

fn add(rows: &RecordBatch, places: &[usize], line: &Line) -> Result<()> {
    let Some(events) = line.branch.events(rows.project(places)?)? else {
        return Ok(());
    };
    let events = EventBatch::of(&events)?;
    line.sums.lock().unwrap_or_else(PoisonError::into_inner).add(&events)
}
