//! A write transaction that runs in a task of its own, so that a caller that goes away cannot tear it.

use super::Store;
use super::audit::{self, AuditEvent};
use crate::StoreError;
use crate::dialect::Engine;
use futures::future::BoxFuture;
use sqlx::Transaction;
use sqlx::{Any, AnyConnection, AnyPool};
use std::sync::Arc;
use tokio::sync::{Mutex, mpsc, oneshot};

/// One use case's changes: all of them after [`Tx::commit`], none when dropped before.
pub struct Tx {
    orders: mpsc::Sender<Order>,
    actor: String,
    now: String,
    /// A step failed. PostgreSQL would then answer a commit with a silent rollback, SQLite would keep the other steps.
    failed: bool,
}

type Work = Box<dyn for<'c> FnOnce(&'c mut AnyConnection) -> BoxFuture<'c, ()> + Send>;

enum Order {
    Run(Work),
    Commit(oneshot::Sender<Result<(), StoreError>>),
}

impl Store {
    /// Opens a write transaction; waits while another one or an import runs.
    pub async fn begin(&self, actor: &str, now: &str) -> Result<Tx, StoreError> {
        let (orders, received) = mpsc::channel(1);
        let (ready, opened) = oneshot::channel();
        tokio::spawn(serve(
            self.engine(),
            self.inner.writer.clone(),
            self.gate(),
            ready,
            received,
        ));
        opened.await.map_err(|_| StoreError::Ended)??;
        Ok(Tx {
            orders,
            actor: actor.to_owned(),
            now: now.to_owned(),
            failed: false,
        })
    }
}

impl Tx {
    /// Appends one entry to the audit chain.
    pub async fn record(&mut self, event: &AuditEvent) -> Result<(), StoreError> {
        let (event, actor, now) = (event.clone(), self.actor.clone(), self.now.clone());
        self.run(move |connection| Box::pin(async move { audit::append(connection, &now, &actor, &event).await }))
            .await
    }

    /// Keeps everything; returns after the database has synced it. Refused when any step before failed.
    pub async fn commit(self) -> Result<(), StoreError> {
        if self.failed {
            return Err(StoreError::Ended);
        }
        let (answer, done) = oneshot::channel();
        self.orders
            .send(Order::Commit(answer))
            .await
            .map_err(|_| StoreError::Ended)?;
        done.await.map_err(|_| StoreError::Ended)?
    }

    pub(crate) fn actor(&self) -> &str {
        &self.actor
    }

    pub(crate) fn now(&self) -> &str {
        &self.now
    }

    /// Runs queries inside the transaction.
    pub(crate) async fn run<T, F>(&mut self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut AnyConnection) -> BoxFuture<'c, Result<T, StoreError>> + Send + 'static,
    {
        if self.failed {
            return Err(StoreError::Ended);
        }
        let (answer, done) = oneshot::channel();
        let order: Work = Box::new(move |connection| {
            Box::pin(async move {
                // A caller that no longer listens is no failure: dropping its `Tx` rolls back.
                drop(answer.send(work(connection).await));
            })
        });
        // Until its answer is here a step counts as failed: the caller may stop waiting for it.
        self.failed = true;
        self.orders
            .send(Order::Run(order))
            .await
            .map_err(|_| StoreError::Ended)?;
        let answer = done.await.map_err(|_| StoreError::Ended)?;
        self.failed = answer.is_err();
        answer
    }
}

/// Owns the connection from begin to end; ends by itself when the `Tx` is dropped.
async fn serve(
    engine: Engine,
    pool: AnyPool,
    gate: Arc<Mutex<()>>,
    ready: oneshot::Sender<Result<(), StoreError>>,
    mut orders: mpsc::Receiver<Order>,
) {
    let _turn = gate.lock_owned().await;
    let mut transaction = match open(engine, &pool).await {
        Ok(transaction) => transaction,
        Err(error) => return drop(ready.send(Err(error))),
    };
    if ready.send(Ok(())).is_err() {
        return drop(transaction.rollback().await);
    }
    while let Some(order) = orders.recv().await {
        match order {
            Order::Run(work) => work(&mut transaction).await,
            Order::Commit(answer) => {
                return drop(answer.send(transaction.commit().await.map_err(StoreError::from)));
            }
        }
    }
    drop(transaction.rollback().await);
}

async fn open(engine: Engine, pool: &AnyPool) -> Result<Transaction<'static, Any>, StoreError> {
    let mut transaction = pool.begin_with(engine.begin_write()).await?;
    sqlx::query(engine.queue_writers()).execute(&mut *transaction).await?;
    Ok(transaction)
}
