//! One request from its queries to its sums.

use super::batch::{Columns, EventBatch};
use super::branch::{Branch, branches};
use super::kept::{Kept, quarters};
use super::scan::{self, Failure, Line, SharedSums};
use super::sums::Sums;
use super::{Days, Rules};
use crate::error::translate;
use crate::query::{SafeQuery, between_days, contract_of};
use crate::table::{SnapshotProvider, TableFiles};
use datafusion::common::DataFusionError;
use datafusion::logical_expr::{LogicalPlan, col, lit};
use datafusion::physical_plan::execute_stream_partitioned;
use datafusion::prelude::SessionContext;
use domain::evaluation::observation::PartSum;
use domain::intake::ports::{FactError, SnapshotFile};
use domain::intake::snapshot::find;
use futures::StreamExt;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
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

/// What all queries of a request share.
pub(super) struct Run {
    pub(super) session: SessionContext,
    pub(super) days: Arc<Days>,
    pub(super) unit_id: Option<i64>,
    pub(super) files: Vec<SnapshotFile>,
    pub(super) kept: Kept,
}

/// One query on its way.
struct Observed {
    query: SafeQuery,
    rules: Rules,
    sums: SharedSums,
}

impl Run {
    /// First the queries that share readings, table by table, then the others one by one.
    pub(super) async fn all(&self, queries: Vec<(SafeQuery, Rules)>) -> Result<Vec<PartSum>, FactError> {
        let mut by_table: BTreeMap<String, Vec<(usize, Arc<Branch>)>> = BTreeMap::new();
        let (mut all, mut alone) = (Vec::with_capacity(queries.len()), Vec::new());
        for (position, (query, rules)) in queries.into_iter().enumerate() {
            let plan = self.plan(&query).await?;
            let straight =
                branches(&plan, &self.session.state()).map_err(|error| self.translate(&error, query.name()))?;
            match straight {
                None => alone.push((position, plan)),
                Some(branches) => {
                    for branch in branches {
                        by_table
                            .entry(branch.table.clone())
                            .or_default()
                            .push((position, Arc::new(branch)));
                    }
                }
            }
            all.push(Observed {
                sums: self.empty(&rules),
                query,
                rules,
            });
        }
        for (table, branches) in by_table {
            self.read_table(&table, &branches, &all)
                .await
                .map_err(|(position, error)| {
                    self.translate(
                        &error,
                        position.map_or("the snapshots", |position| all[position].query.name()),
                    )
                })?;
        }
        for (position, plan) in alone {
            let drained = self.drain(plan, &all[position].sums).await;
            drained.map_err(|error| self.translate(&error, all[position].query.name()))?;
        }
        let mut answer = Vec::new();
        for (position, Observed { query, sums, .. }) in all.into_iter().enumerate() {
            let sums = unshared(sums).map_err(|error| self.translate(&error, query.name()))?;
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
        plan.map_err(|error| self.translate(&error, query.name()))
    }

    /// Reads a table for all queries that need nothing else, quarter by quarter when it is large.
    async fn read_table(
        &self,
        table: &str,
        branches: &[(usize, Arc<Branch>)],
        all: &[Observed],
    ) -> Result<(), Failure> {
        let files: TableFiles = self.files.iter().filter(|file| file.table == table).cloned().collect();
        let line = |position: usize, branch: &Arc<Branch>, sums: &SharedSums| Line {
            query: position,
            branch: Arc::clone(branch),
            sums: Arc::clone(sums),
        };
        let Some(quarters) = quarters(&files) else {
            let lines = branches
                .iter()
                .map(|(position, branch)| line(*position, branch, &all[*position].sums));
            return self.read(table, files, lines.collect()).await;
        };
        for files in quarters {
            let (mut fresh, mut lines) = (BTreeMap::new(), Vec::new());
            let positions: Vec<usize> = branches.iter().map(|(position, _)| *position).collect();
            for position in dedup(positions) {
                let Observed { query, rules, sums } = &all[position];
                let key = self
                    .kept
                    .key(&format!("{table} {} {}", rules.text(), query.text()), &files);
                let empty = Sums::new(Arc::clone(&self.days), rules.clone());
                match self.kept.load(&key, empty) {
                    Some(known) => locked(sums).merge(&known).map_err(|error| (Some(position), error))?,
                    None => {
                        fresh.insert(position, (key, self.empty(rules)));
                    }
                }
            }
            for (position, branch) in branches {
                if let Some((_, sums)) = fresh.get(position) {
                    lines.push(line(*position, branch, sums));
                }
            }
            self.read(table, files.clone(), lines).await?;
            for (position, (key, sums)) in fresh {
                let sums = unshared(sums).map_err(|error| (Some(position), error))?;
                self.kept.save(&key, &files, &sums);
                locked(&all[position].sums)
                    .merge(&sums)
                    .map_err(|error| (Some(position), error))?;
            }
        }
        self.kept.trim();
        Ok(())
    }

    async fn read(&self, table: &str, files: TableFiles, lines: Vec<Line>) -> Result<(), Failure> {
        match find(table) {
            Some(table) if !lines.is_empty() => {
                scan::read(&self.session, SnapshotProvider::new(table, files), lines).await
            }
            _ => Ok(()),
        }
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
                    let columns = Columns::of(&batch?);
                    locked(&sums).add(&EventBatch::of(&columns)?)?;
                }
                Ok::<(), DataFusionError>(())
            });
        }
        while let Some(ended) = tasks.join_next().await {
            ended.map_err(|error| DataFusionError::ExecutionJoin(Box::new(error)))??;
        }
        Ok(())
    }

    fn empty(&self, rules: &Rules) -> SharedSums {
        Arc::new(Mutex::new(Sums::new(Arc::clone(&self.days), rules.clone())))
    }

    fn translate(&self, error: &DataFusionError, name: &str) -> FactError {
        let paths: Vec<&str> = self.files.iter().map(|file| file.path.as_str()).collect();
        translate(error, name, &paths)
    }
}

fn dedup(mut positions: Vec<usize>) -> Vec<usize> {
    positions.sort_unstable();
    positions.dedup();
    positions
}

fn locked(sums: &SharedSums) -> std::sync::MutexGuard<'_, Sums> {
    sums.lock().unwrap_or_else(PoisonError::into_inner)
}

fn unshared(sums: SharedSums) -> Result<Sums, DataFusionError> {
    let sums = Arc::into_inner(sums).ok_or_else(|| DataFusionError::Internal("a query is still running".to_owned()))?;
    Ok(sums.into_inner().unwrap_or_else(PoisonError::into_inner))
}
