//! Opening: the address, the pools, and the promises of the engine read back before anything is written.

use super::{Inner, Store, migrate};
use crate::StoreError;
use crate::bulk::Lanes;
use crate::dialect::{self, Engine};
use sqlx::any::AnyPoolOptions;
use sqlx::{AnyConnection, AnyPool, Connection, Executor};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;

/// Connections that only read.
const READERS: u32 = 4;
/// How long a caller waits for a free connection. Writers queue in memory first, so this is for readers.
const ACQUIRE_SECONDS: u64 = 60;

/// Where the data is.
enum Address {
    Sqlite(PathBuf),
    Postgres(String),
}

impl Store {
    /// Opens `sqlite:/path/gradus.db` or `postgres://…`, creates what is missing and migrates what is old.
    pub async fn open(url: &str, now: &str) -> Result<Store, StoreError> {
        sqlx::any::install_default_drivers();
        let address = address(url)?;
        let engine = address.engine();
        let writer = pool(&address, Access::Write).await?;
        if engine == Engine::Sqlite {
            assert_promises(&writer).await?;
        }
        migrate::run(engine, &writer, now).await?;
        let reader = pool(&address, Access::Read).await?;
        let lanes = match &address {
            Address::Sqlite(path) => Lanes::sqlite(path),
            Address::Postgres(url) => Lanes::postgres(url)?,
        };
        let gate = Arc::new(Mutex::new(()));
        Ok(Store { inner: Arc::new(Inner { engine, reader, writer, lanes, gate }) })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Access {
    Read,
    Write,
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
    let first = AnyConnection::connect(&url).await.map_err(|error| address.refused(&error))?;
    first.close().await?;
    options.connect(&url).await.map_err(|error| address.refused(&error))
}

/// Durability must not depend on how SQLite was compiled or where the file lies, so it is asked.
async fn assert_promises(pool: &AnyPool) -> Result<(), StoreError> {
    let found: String = sqlx::query_scalar("select sqlite_version()").fetch_one(pool).await?;
    if !dialect::sqlite_is_new_enough(&found) {
        return Err(StoreError::SqliteTooOld { found });
    }
    let mode: String = sqlx::query_scalar("pragma journal_mode").fetch_one(pool).await?;
    if mode != "wal" {
        return Err(StoreError::Setting { setting: "journal_mode", found: mode, expected: "wal" });
    }
    let synchronous: i64 = sqlx::query_scalar("pragma synchronous").fetch_one(pool).await?;
    if synchronous != 2 {
        let found = synchronous.to_string();
        return Err(StoreError::Setting { setting: "synchronous", found, expected: "2 (full)" });
    }
    Ok(())
}

fn address(url: &str) -> Result<Address, StoreError> {
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        return Ok(Address::Postgres(url.to_owned()));
    }
    let wrong = || StoreError::Address { url: url.to_owned() };
    let path = url.strip_prefix("sqlite:").ok_or_else(wrong)?;
    let path = path.strip_prefix("//").unwrap_or(path);
    // A database in memory would be another one for each connection.
    if path.is_empty() || path.contains(":memory:") {
        return Err(wrong());
    }
    Ok(Address::Sqlite(PathBuf::from(path)))
}

impl Address {
    fn engine(&self) -> Engine {
        match self {
            Address::Sqlite(_) => Engine::Sqlite,
            Address::Postgres(_) => Engine::Postgres,
        }
    }

    fn url(&self, access: Access) -> String {
        match self {
            Address::Sqlite(path) => {
                let mode = if access == Access::Write { "rwc" } else { "ro" };
                format!("sqlite://{}?mode={mode}", encoded(path))
            }
            Address::Postgres(url) => url.clone(),
        }
    }

    fn refused(&self, error: &sqlx::Error) -> StoreError {
        let place = match self {
            Address::Sqlite(path) => path.display().to_string(),
            // Without what stands before the host: it may hold a password.
            Address::Postgres(url) => url.rsplit_once('@').map_or(url.as_str(), |(_, host)| host).to_owned(),
        };
        StoreError::Open { place, problem: error.to_string() }
    }
}

/// The path as it may stand in a URL; `?`, `#`, `%` and blanks are legal in folder names.
fn encoded(path: &Path) -> String {
    let mut text = String::new();
    for &byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => text.push(char::from(byte)),
            // Writing to a string cannot fail.
            _ => drop(write!(text, "%{byte:02X}")),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_files_or_servers() {
        assert!(matches!(address("sqlite:/a b/c.db"), Ok(Address::Sqlite(path)) if path == Path::new("/a b/c.db")));
        assert!(matches!(address("sqlite:///x.db"), Ok(Address::Sqlite(path)) if path == Path::new("/x.db")));
        assert!(matches!(address("postgres://u@h/d"), Ok(Address::Postgres(_))));
        for wrong in ["mysql://h/d", "sqlite:", "sqlite::memory:", "/x.db"] {
            assert!(matches!(address(wrong), Err(StoreError::Address { .. })), "{wrong}");
        }
        assert_eq!(encoded(Path::new("/a b/ü?.db")), "/a%20b/%C3%BC%3F.db");
    }
}
