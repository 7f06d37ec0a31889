//! Forward-only migrations: numbered files, each applied once in a transaction, with its checksum kept.

use crate::StoreError;
use crate::dialect::Engine;
use sha2::{Digest, Sha256};
use sqlx::AnyPool;
use sqlx::{AssertSqlSafe, Row};
use std::collections::BTreeMap;

/// One numbered file.
struct Migration {
    version: i64,
    name: &'static str,
    text: &'static str,
}

macro_rules! migrations {
    ($($version:literal $name:literal),* $(,)?) => {
        &[$(Migration {
            version: $version,
            name: $name,
            text: include_str!(concat!("../../migrations/", $name, ".sql")),
        }),*]
    };
}

const MIGRATIONS: &[Migration] = migrations![
    1 "0001_platform",
    2 "0002_import_book",
    3 "0003_master_data",
    4 "0004_facts",
    5 "0005_snapshots",
    6 "0006_design",
    7 "0007_evaluations",
    8 "0008_levels",
    9 "0009_answers",
    10 "0010_people",
    11 "0011_rows_by_supplier",
];

const BOOK: &str = "create table if not exists schema_migration \
     (version bigint primary key, name text not null, checksum text not null, applied_at text not null)";

/// Brings the schema up to date; refuses one that is newer than this program.
pub(super) async fn run(engine: Engine, pool: &AnyPool, now: &str) -> Result<(), StoreError> {
    // Two first starts at once may both try to make the book; the loser finds it made.
    if sqlx::query(BOOK).execute(pool).await.is_err() {
        sqlx::query(BOOK).execute(pool).await?;
    }
    let mut transaction = pool.begin_with(engine.begin_write()).await?;
    sqlx::query(engine.queue_migrations())
        .execute(&mut *transaction)
        .await?;
    let rows = sqlx::query("select version, checksum from schema_migration")
        .fetch_all(&mut *transaction)
        .await?;
    let mut applied = BTreeMap::new();
    for row in rows {
        applied.insert(row.try_get::<i64, _>(0)?, row.try_get::<String, _>(1)?);
    }
    refuse_strangers(&applied)?;
    for migration in MIGRATIONS
        .iter()
        .filter(|migration| !applied.contains_key(&migration.version))
    {
        sqlx::raw_sql(AssertSqlSafe(engine.migration(migration.text)))
            .execute(&mut *transaction)
            .await?;
        sqlx::query("insert into schema_migration (version, name, checksum, applied_at) values ($1, $2, $3, $4)")
            .bind(migration.version)
            .bind(migration.name)
            .bind(checksum(migration.text))
            .bind(now)
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await?;
    Ok(())
}

fn refuse_strangers(applied: &BTreeMap<i64, String>) -> Result<(), StoreError> {
    let known = MIGRATIONS.last().map_or(0, |migration| migration.version);
    if let Some(found) = applied.keys().copied().find(|version| *version > known) {
        return Err(StoreError::NewerSchema { found, known });
    }
    for migration in MIGRATIONS {
        if applied
            .get(&migration.version)
            .is_some_and(|applied| *applied != checksum(migration.text))
        {
            return Err(StoreError::MigrationChanged {
                version: migration.version,
                name: migration.name.to_owned(),
            });
        }
    }
    Ok(())
}

fn checksum(text: &str) -> String {
    super::audit::hexadecimal(&Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn migrations_count_from_one_and_say_why() {
        for (index, migration) in MIGRATIONS.iter().enumerate() {
            assert_eq!(usize::try_from(migration.version), Ok(index + 1), "{}", migration.name);
            assert!(
                migration.name.starts_with(&format!("{:04}_", migration.version)),
                "{}",
                migration.name
            );
            assert!(
                migration.text.starts_with("-- "),
                "{} does not start with a sentence",
                migration.name
            );
        }
    }

    #[test]
    fn a_newer_schema_and_a_changed_file_are_refused() {
        let newer = BTreeMap::from([(9_999, String::new())]);
        assert!(matches!(
            refuse_strangers(&newer),
            Err(StoreError::NewerSchema { found: 9_999, .. })
        ));
        let changed = BTreeMap::from([(1, "other".to_owned())]);
        assert!(matches!(
            refuse_strangers(&changed),
            Err(StoreError::MigrationChanged { version: 1, .. })
        ));
    }
}
