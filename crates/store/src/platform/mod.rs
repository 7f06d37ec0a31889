//! Platform: opening and migrating the database, transactions that outlive their caller, audit, settings.

pub mod audit;
mod copy;
mod credentials;
mod migrate;
mod open;
mod setting;
mod tx;
mod users;

pub use credentials::{FailureRow, LinkRow, TokenRow};
pub use tx::Tx;
pub use users::{SessionRow, UserRow};

use crate::StoreError;
use crate::bulk::Lanes;
use crate::dialect::Engine;
use futures::future::BoxFuture;
use sqlx::{AnyConnection, AnyPool};
use std::sync::Arc;
use tokio::sync::Mutex;

/// The relational store; cloning it is cheap.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    engine: Engine,
    reader: AnyPool,
    writer: AnyPool,
    lanes: Lanes,
    /// One writer in this process: an import and a use case queue here instead of meeting a lock.
    gate: Arc<Mutex<()>>,
}

impl Store {
    /// `sqlite` or `postgres`.
    #[must_use]
    pub fn engine_name(&self) -> &'static str {
        self.inner.engine.name()
    }

    /// Closes every connection; SQLite folds its log into the file.
    pub async fn close(&self) {
        self.inner.reader.close().await;
        self.inner.lanes.close().await;
        self.inner.writer.close().await;
    }

    /// Columns of a table with their types, in order; empty when there is no such table.
    pub async fn columns(&self, table: &str) -> Result<Vec<(String, String)>, StoreError> {
        let (table, sql) = (table.to_owned(), self.inner.engine.columns_of_table());
        self.read(move |connection| {
            Box::pin(async move { Ok(sqlx::query_as(sql).bind(table).fetch_all(connection).await?) })
        })
        .await
    }

    pub(crate) fn engine(&self) -> Engine {
        self.inner.engine
    }

    pub(crate) fn lanes(&self) -> &Lanes {
        &self.inner.lanes
    }

    pub(crate) fn gate(&self) -> Arc<Mutex<()>> {
        Arc::clone(&self.inner.gate)
    }

    /// Runs queries on a reading connection, in a task of its own:
    /// a query whose caller went away would leave its connection in the middle of an answer.
    pub(crate) async fn read<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut AnyConnection) -> BoxFuture<'c, Result<T, StoreError>> + Send + 'static,
    {
        let pool = self.inner.reader.clone();
        let task = tokio::spawn(async move {
            let mut connection = pool.acquire().await?;
            work(&mut connection).await
        });
        task.await.map_err(|_| StoreError::Ended)?
    }
}
