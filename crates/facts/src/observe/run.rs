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
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::task::{JoinError, JoinSet};

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

/// Answers put in order at the same time.
const AT_A_TIME: usize = 4;

/// What all queries of a request share.
pub(super) struct Run {
    pub(super) session: SessionContext,
    pub(super) days: Arc<Days>,
    pub(super) unit_id: Option<i64>,
    pub(super) files: Vec<SnapshotFile>,
    pub(super) kept: Arc<Kept>,
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
        self.answer(all).await
    }

    /// The sums of all queries, a few at a time: millions of sums are made in one place and never copied again.
    async fn answer(&self, all: Vec<Observed>) -> Result<Vec<PartSum>, FactError> {
        let count = all.iter().map(|observed| locked(&observed.sums).groups.len()).sum();
        let mut answer = Vec::with_capacity(count);
        let mut all = all.into_iter().enumerate();
        loop {
            let some: Vec<_> = all.by_ref().take(AT_A_TIME).collect();
            if some.is_empty() {
                return Ok(answer);
            }
            let jobs = some.into_iter().map(|(position, Observed { query, sums, .. })| {
                move || match unshared(sums) {
                    Ok(sums) => sums.into_parts(position, query.name()),
                    Err(error) => Err(translate(&error, query.name(), &[])),
                }
            });
            let parts = together(jobs, |error| FactError::Engine(error.to_string())).await?;
            answer.extend(parts.into_iter().flatten());
        }
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
            let fresh = self.recall(table, &files, branches, all).await?;
            let lines = branches
                .iter()
                .filter_map(|(position, branch)| fresh.get(position).map(|(_, sums)| line(*position, branch, sums)));
            self.read(table, files.clone(), lines.collect()).await?;
            self.remember(files, fresh, all).await?;
        }
        self.kept.trim();
        Ok(())
    }

    /// Adds the kept sums of the files; returns the queries that have none, each with its key and empty sums.
    async fn recall(
        &self,
        table: &str,
        files: &[SnapshotFile],
        branches: &[(usize, Arc<Branch>)],
        all: &[Observed],
    ) -> Result<BTreeMap<usize, (String, SharedSums)>, Failure> {
        let positions: BTreeSet<usize> = branches.iter().map(|(position, _)| *position).collect();
        let jobs = positions.into_iter().map(|position| {
            let Observed { query, rules, sums } = &all[position];
            let key = self
                .kept
                .key(&format!("{table} {} {}", rules.text(), query.text()), files);
            let (kept, sums) = (Arc::clone(&self.kept), Arc::clone(sums));
            let (days, rules) = (Arc::clone(&self.days), rules.clone());
            move || {
                let Some(known) = kept.load(&key, Sums::new(Arc::clone(&days), rules.clone())) else {
                    return Ok(Some((position, (key, Arc::new(Mutex::new(Sums::new(days, rules)))))));
                };
                locked(&sums)
                    .merge(&known)
                    .map(|()| None)
                    .map_err(|error| (Some(position), error))
            }
        });
        let fresh = together(jobs, |error| (None, DataFusionError::ExecutionJoin(Box::new(error)))).await?;
        Ok(fresh.into_iter().flatten().collect())
    }

    /// Keeps what was summed for the first time and adds it to the whole.
    async fn remember(
        &self,
        files: TableFiles,
        fresh: BTreeMap<usize, (String, SharedSums)>,
        all: &[Observed],
    ) -> Result<(), Failure> {
        let files = Arc::new(files);
        let jobs = fresh.into_iter().map(|(position, (key, sums))| {
            let (kept, files, total) = (
                Arc::clone(&self.kept),
                Arc::clone(&files),
                Arc::clone(&all[position].sums),
            );
            move || {
                let sums = unshared(sums).map_err(|error| (Some(position), error))?;
                kept.save(&key, &files, &sums);
                locked(&total).merge(&sums).map_err(|error| (Some(position), error))
            }
        });
        together(jobs, |error| (None, DataFusionError::ExecutionJoin(Box::new(error))))
            .await
            .map(|_| ())
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

/// Runs the jobs on the engine's threads; the answers stand in the order of the jobs.
async fn together<T: Send + 'static, E: Send + 'static>(
    jobs: impl Iterator<Item = impl FnOnce() -> Result<T, E> + Send + 'static>,
    ended_early: impl Fn(JoinError) -> E,
) -> Result<Vec<T>, E> {
    let running: Vec<_> = jobs.map(|job| tokio::spawn(async move { job() })).collect();
    let mut answers = Vec::with_capacity(running.len());
    for job in running {
        answers.push(job.await.map_err(&ended_early)??);
    }
    Ok(answers)
}

fn locked(sums: &SharedSums) -> std::sync::MutexGuard<'_, Sums> {
    sums.lock().unwrap_or_else(PoisonError::into_inner)
}

fn unshared(sums: SharedSums) -> Result<Sums, DataFusionError> {
    let sums = Arc::into_inner(sums).ok_or_else(|| DataFusionError::Internal("a query is still running".to_owned()))?;
    Ok(sums.into_inner().unwrap_or_else(PoisonError::into_inner))
}
