//! Opening: the address, the pools, and the promises of the engine read back before anything is written.

use super::{Inner, Store, migrate};
use crate::StoreError;
use crate::bulk::Lanes;
use crate::dialect::{Access, Address, Engine};
use sqlx::any::AnyPoolOptions;
use sqlx::{AnyConnection, AnyPool, Connection, Executor, Row};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;

/// Connections that only read.
const READERS: u32 = 4;
/// How long a caller waits for a free connection. Writers queue in memory first, so this is for readers.
const ACQUIRE_SECONDS: u64 = 60;

impl Store {
    /// Opens `sqlite:/path/gradus.db` or `postgres://…`, creates what is missing and migrates what is old.
    pub async fn open(url: &str, now: &str) -> Result<Store, StoreError> {
        sqlx::any::install_default_drivers();
        let address = Address::parse(url)?;
        let engine = address.engine();
        let writer = pool(&address, Access::Write).await?;
        assert_promises(engine, &writer).await?;
        migrate::run(engine, &writer, now).await?;
        let reader = pool(&address, Access::Read).await?;
        let lanes = Lanes::new(&address)?;
        let gate = Arc::new(Mutex::new(()));
        Ok(Store {
            inner: Arc::new(Inner {
                engine,
                reader,
                writer,
                lanes,
                gate,
            }),
        })
    }
}

async fn pool(address: &Address, access: Access) -> Result<AnyPool, StoreError> {
    let engine = address.engine();
    let (settings, size) = match access {
        Access::Read => (engine.reader_settings(), READERS),
        Access::Write => (engine.writer_settings(), 1),
    };
    let options = AnyPoolOptions::new()
        .max_connections(size)
        .acquire_timeout(Duration::from_secs(ACQUIRE_SECONDS))
        .after_connect(move |connection: &mut AnyConnection, _| {
            Box::pin(async move {
                connection.execute(sqlx::raw_sql(settings)).await?;
                Ok(())
            })
        });
    let url = address.url(access);
    // One connection outside the pool first: the pool would repeat a refused connection until its time is over.
    probe(&url, settings, engine)
        .await
        .map_err(|error| address.refused(&error))?;
    options.connect(&url).await.map_err(|error| address.refused(&error))
}

/// Opens as the pool will, and reads once: a damaged file shows only when it is read.
async fn probe(url: &str, settings: &'static str, engine: Engine) -> Result<(), sqlx::Error> {
    let mut first = AnyConnection::connect(url).await?;
    first.execute(sqlx::raw_sql(settings)).await?;
    first.execute(sqlx::raw_sql(engine.probe())).await?;
    first.close().await
}

/// Durability must not depend on how the engine was compiled or configured, so it is asked.
async fn assert_promises(engine: Engine, pool: &AnyPool) -> Result<(), StoreError> {
    for promise in engine.promises() {
        let row = sqlx::query(promise.query).fetch_one(pool).await?;
        let found = row
            .try_get::<String, _>(0)
            .or_else(|_| row.try_get::<i64, _>(0).map(|value| value.to_string()))?;
        if !(promise.holds)(&found) {
            return Err(StoreError::Setting {
                setting: promise.name,
                found,
                expected: promise.expected,
            });
        }
    }
    Ok(())
}
