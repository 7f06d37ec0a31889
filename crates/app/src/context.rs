//! What every use case is given: the store, the columnar ports, who acts, and the time.

use crate::Error;
use crate::evaluation::Kept;
use crate::intake::Staging;
use crate::platform::Principal;
use crate::platform::jobs::Jobs;
use domain::intake::ports::{FactSource, SnapshotSink};
use domain::platform::worker::Worker;
use std::sync::Arc;
use store::Store;

/// Tells the time; the binary gives the system's, tests a fixed one.
pub trait Clock: Send + Sync {
    /// The present instant as RFC 3339 in UTC with six decimals, such as `2026-11-21T08:00:00.000000Z`.
    fn now(&self) -> String;
    /// The present day in the company's calendar.
    fn today(&self) -> domain::Date;
}

/// The surroundings of a use case; cheap to clone.
#[derive(Clone)]
pub struct Context {
    pub store: Store,
    pub facts: Arc<dyn FactSource>,
    pub snapshots: Arc<dyn SnapshotSink>,
    /// Reads files that could take the program down.
    pub worker: Arc<dyn Worker>,
    pub clock: Arc<dyn Clock>,
    /// Who acts, for the audit log.
    pub actor: String,
    /// Partitions an evaluation runs with; the numbers do not depend on it.
    pub partitions: usize,
    /// Evaluations that were opened before; they never change, so they are opened once.
    pub kept: Arc<Kept>,
    /// Work that outlives the request that started it.
    pub jobs: Arc<Jobs>,
    /// Files that were uploaded and wait for their import.
    pub staging: Arc<Staging>,
}

impl Context {
    /// The same surroundings with somebody else acting: whatever is done is written down in their name.
    #[must_use]
    pub fn acting(&self, principal: &Principal) -> Context {
        Context {
            actor: principal.name.clone(),
            ..self.clone()
        }
    }

    /// Runs columnar work on a thread that may block.
    pub async fn blocking<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&dyn FactSource, &dyn SnapshotSink) -> Result<T, domain::intake::ports::FactError> + Send + 'static,
    {
        let (facts, snapshots) = (Arc::clone(&self.facts), Arc::clone(&self.snapshots));
        let done = tokio::task::spawn_blocking(move || work(facts.as_ref(), snapshots.as_ref())).await;
        done.map_err(|error| Error::internal(format_args!("columnar work stopped: {error}")))?
            .map_err(Error::from)
    }
}
