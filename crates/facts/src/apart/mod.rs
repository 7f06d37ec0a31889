//! Queries of people in a limited process: whatever one does, the program goes on and says how it ended.
//!
//! A query is the product's own when its text is one that ships; every other text goes to a child, wherever it comes
//! from. What is forgotten is thereby in the child and never beside the store.

mod answer;
mod ask;
mod wire;

pub use answer::answer;

use crate::Snapshots;
use crate::engine::STACK_BYTES;
use domain::evaluation::observation::{EventRow, ObserveQuery, ParameterValue, PartSum};
use domain::intake::ports::{EventsRequest, FactError, FactSource, Limits, ObserveRequest, ResultTable, SnapshotFile};
use domain::platform::worker::{Allowance, Worker};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use wire::Request;

/// Threads of the engine in a child, and as many that read files.
const THREADS: usize = 2;
/// What the engine holds beside what its pool counts.
const BESIDE_POOL_BYTES: u64 = 256 << 20;
/// The pool of a draft; `gradus sql` says its own.
const DRAFT_POOL_BYTES: usize = 256 << 20;
/// Files that the engine reads at the same time, its pipes and its surroundings.
const OPEN_FILES: u32 = 64;

/// Snapshots that let only known queries run in this process.
#[derive(Debug)]
pub struct Guarded {
    snapshots: Arc<Snapshots>,
    worker: Arc<dyn Worker>,
    known: BTreeSet<String>,
    draft: Duration,
}

impl Guarded {
    /// `known` are the texts that ship; a draft may take `draft` for each of its queries.
    #[must_use]
    pub fn new(
        snapshots: Arc<Snapshots>,
        worker: Arc<dyn Worker>,
        known: impl IntoIterator<Item = String>,
        draft: Duration,
    ) -> Guarded {
        Guarded {
            snapshots,
            worker,
            known: known.into_iter().collect(),
            draft,
        }
    }

    fn is_known(&self, query: &ObserveQuery) -> bool {
        self.known.contains(&query.sql)
    }

    fn ask(&self, request: &Request, allowance: Allowance) -> Result<ask::Answer, FactError> {
        ask::ask(self.worker.as_ref(), self.snapshots.folder(), request, allowance)
    }

    fn observe_apart(&self, request: &ObserveRequest<'_>) -> Result<Vec<PartSum>, FactError> {
        let count = u32::try_from(request.queries.len()).unwrap_or(u32::MAX);
        let time = self.draft.saturating_mul(count);
        Ok(self
            .ask(&Request::observe(request), allowance(time, DRAFT_POOL_BYTES))?
            .sums)
    }

    /// The known queries here, the others in a child; the answer is in the order of the queries as always.
    fn observe_in_two(&self, request: &ObserveRequest<'_>) -> Result<Vec<PartSum>, FactError> {
        let (here, apart): (Vec<usize>, Vec<usize>) =
            (0..request.queries.len()).partition(|position| self.is_known(&request.queries[*position]));
        let mut sums = Vec::new();
        for (positions, is_here) in [(here, true), (apart, false)] {
            let queries: Vec<ObserveQuery> = positions.iter().map(|at| request.queries[*at].clone()).collect();
            let part = ObserveRequest {
                queries: &queries,
                ..request.clone()
            };
            let answer = if is_here {
                self.snapshots.observe(&part)
            } else {
                self.observe_apart(&part)
            }?;
            sums.extend(answer.into_iter().filter_map(|sum| {
                let query = *positions.get(sum.query)?;
                Some(PartSum { query, ..sum })
            }));
        }
        sums.sort_by_key(|sum| sum.query);
        Ok(sums)
    }
}

fn allowance(time: Duration, pool_bytes: usize) -> Allowance {
    let threads = 2 * THREADS;
    Allowance {
        time,
        memory_bytes: u64::try_from(pool_bytes)
            .unwrap_or(u64::MAX)
            .saturating_add(BESIDE_POOL_BYTES),
        stack_bytes: (STACK_BYTES * threads) as u64,
        threads: u32::try_from(THREADS).unwrap_or(1),
        open_files: OPEN_FILES,
    }
}

impl FactSource for Guarded {
    fn observe(&self, request: &ObserveRequest<'_>) -> Result<Vec<PartSum>, FactError> {
        let known = request.queries.iter().filter(|query| self.is_known(query)).count();
        if known == request.queries.len() {
            self.snapshots.observe(request)
        } else if known == 0 {
            self.observe_apart(request)
        } else {
            self.observe_in_two(request)
        }
    }

    fn events(&self, request: &EventsRequest<'_>) -> Result<Vec<EventRow>, FactError> {
        if self.is_known(request.query) {
            return self.snapshots.events(request);
        }
        let allowance = allowance(self.draft, DRAFT_POOL_BYTES);
        Ok(self.ask(&Request::events(request), allowance)?.events)
    }

    fn lint(&self, sql: &str, parameters: &[(String, ParameterValue)]) -> Result<Vec<(String, String)>, FactError> {
        if self.known.contains(sql) {
            return self.snapshots.lint(sql, parameters);
        }
        let allowance = allowance(self.draft, DRAFT_POOL_BYTES);
        Ok(self.ask(&Request::lint(sql, parameters), allowance)?.table.columns)
    }

    fn select(&self, files: &[SnapshotFile], sql: &str, limits: Limits) -> Result<ResultTable, FactError> {
        let allowance = allowance(Duration::from_secs(limits.seconds), limits.memory_bytes);
        Ok(self.ask(&Request::select(files, sql, limits), allowance)?.table)
    }

    fn read(&self, files: &[SnapshotFile], sql: &str, limits: Limits) -> Result<ResultTable, FactError> {
        self.snapshots.select(files, sql, limits)
    }
}
