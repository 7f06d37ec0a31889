//! Bulk lanes: import, snapshot export and evaluations bypass the row-by-row client.
//!
//! What happens to a row is decided once, in `import`; a lane only knows how its engine stores and finds rows fast.

mod plan;
mod lane;
mod import;
mod undo;
mod export;
mod sqlite;
mod postgres;
mod copy;

pub(crate) use import::{keep_id, next_id, write_audit};
pub(crate) use lane::{Lane, Target, expect_int, expect_text};

use crate::dialect::Address;
use crate::{Store, StoreError};
use postgres::PostgresLanes;
use sqlite::SqliteLanes;
use std::sync::Arc;
use tokio::runtime::Handle;

/// Where bulk connections come from.
#[derive(Clone)]
pub(crate) enum Lanes {
    Sqlite(Arc<SqliteLanes>),
    Postgres(PostgresLanes),
}

/// Whether a bulk transaction is kept at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    Commit,
    Rollback,
}

impl Lanes {
    pub(crate) fn new(address: &Address) -> Result<Lanes, StoreError> {
        match address {
            Address::Sqlite(path) => Ok(Lanes::Sqlite(Arc::new(SqliteLanes::new(path)))),
            Address::Postgres(url) => Ok(Lanes::Postgres(PostgresLanes::new(url)?)),
        }
    }

    pub(crate) async fn close(&self) {
        match self {
            Lanes::Sqlite(lanes) => lanes.close(),
            Lanes::Postgres(lanes) => lanes.close().await,
        }
    }

    fn writer(&self) -> Result<Box<dyn Lane>, StoreError> {
        match self {
            Lanes::Sqlite(lanes) => lanes.writer(),
            Lanes::Postgres(lanes) => lanes.writer(Handle::current()),
        }
    }

    fn reader(&self) -> Result<Box<dyn Lane>, StoreError> {
        match self {
            Lanes::Sqlite(lanes) => lanes.reader(),
            Lanes::Postgres(lanes) => lanes.reader(Handle::current()),
        }
    }

    fn give_back(&self, lane: Box<dyn Lane>) {
        match self {
            Lanes::Sqlite(lanes) => lanes.give_back(lane),
            Lanes::Postgres(_) => PostgresLanes::give_back(lane),
        }
    }
}

impl Store {
    /// Runs a bulk transaction on a thread of its own; it goes on when the caller goes away.
    pub(crate) async fn bulk_write<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&mut dyn Lane) -> Result<(T, Keep), StoreError> + Send + 'static,
    {
        let (lanes, gate) = (self.lanes().clone(), self.gate());
        let task = tokio::spawn(async move {
            let turn = gate.lock_owned().await;
            let done = tokio::task::spawn_blocking(move || {
                let _turn = turn;
                let mut lane = lanes.writer()?;
                lane.begin()?;
                match work(lane.as_mut()) {
                    Ok((value, Keep::Commit)) => lane.commit().map(|()| value),
                    Ok((value, Keep::Rollback)) => lane.rollback().map(|()| value),
                    Err(error) => {
                        // If even this fails, or the work panicked, the lane is dropped and its connection closed.
                        drop(lane.rollback());
                        Err(error)
                    }
                }
            });
            done.await.map_err(|_| StoreError::Ended)?
        });
        task.await.map_err(|_| StoreError::Ended)?
    }

    /// Runs bulk queries on a thread of its own.
    pub(crate) async fn bulk_read<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&mut dyn Lane) -> Result<T, StoreError> + Send + 'static,
    {
        let lanes = self.lanes().clone();
        let task = tokio::task::spawn_blocking(move || {
            let mut lane = lanes.reader()?;
            let value = work(lane.as_mut())?;
            // Only a lane whose work went well is used again.
            lanes.give_back(lane);
            Ok(value)
        });
        task.await.map_err(|_| StoreError::Ended)?
    }
}
