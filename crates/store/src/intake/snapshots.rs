//! The manifest of snapshot files, and which months no longer say what the store says.

use super::stale::{self, groups_of_table};
use crate::{Store, StoreError, Tx};
use domain::intake::ports::SnapshotFile;
use domain::intake::snapshot::TABLES;
use domain::period::Month;
use sqlx::AnyConnection;
use sqlx::Row;
use sqlx::any::AnyRow;
use std::collections::{BTreeMap, BTreeSet};

/// What the store said when an export began; kept with the file that came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildStamp {
    /// The change counter: marks set later are not cleared by this build.
    change: i64,
    /// Versions of the groups of reference data.
    versions: BTreeMap<String, i64>,
}

impl Store {
    /// Snapshot tables and months that must be written anew: marked by a change, never written,
    /// or written from older reference data. Month is `None` for a table that is written whole.
    pub async fn dirty_months(&self) -> Result<Vec<(String, Option<Month>)>, StoreError> {
        self.read(|connection| Box::pin(dirty(connection))).await
    }

    /// The files that make up the snapshots now, by table and month.
    pub async fn manifest(&self) -> Result<Vec<SnapshotFile>, StoreError> {
        self.read(|connection| {
            Box::pin(async move {
                let rows = sqlx::query(
                    "select table_name, month, path, sha256, bytes, row_count from snapshot_manifest \
                     where path <> '' order by table_name, month",
                )
                .fetch_all(connection)
                .await?;
                rows.iter().map(|row| file_of(row, 0)).collect()
            })
        })
        .await
    }

    /// What the store says now; to be taken before the rows of an export are read.
    pub async fn build_stamp(&self) -> Result<BuildStamp, StoreError> {
        self.read(|connection| Box::pin(stamp(connection))).await
    }

    /// Lists a freshly written month (`None`: it has no rows). Its mark goes, unless a change came after the stamp.
    pub async fn replace_manifest_entry(
        &self,
        table: &str,
        month: Option<Month>,
        file: Option<SnapshotFile>,
        built: &BuildStamp,
    ) -> Result<(), StoreError> {
        self.replace_manifest_entries(vec![(table.to_owned(), month, file)], built)
            .await
    }

    /// The same for several months in one transaction.
    pub async fn replace_manifest_entries(
        &self,
        entries: Vec<(String, Option<Month>, Option<SnapshotFile>)>,
        built: &BuildStamp,
    ) -> Result<(), StoreError> {
        // Derived data: nobody acts, so there is nobody to name and nothing to audit.
        let mut tx = self.begin("", "").await?;
        tx.replace_manifest_entries(entries, built.clone()).await?;
        tx.commit().await
    }
}

impl Tx {
    async fn replace_manifest_entries(
        &mut self,
        entries: Vec<(String, Option<Month>, Option<SnapshotFile>)>,
        built: BuildStamp,
    ) -> Result<(), StoreError> {
        self.run(move |connection| {
            Box::pin(async move {
                for (table, month, file) in entries {
                    replace(&mut *connection, &table, month, file, &built).await?;
                }
                Ok(())
            })
        })
        .await
    }
}

async fn replace(
    connection: &mut AnyConnection,
    table: &str,
    month: Option<Month>,
    file: Option<SnapshotFile>,
    built: &BuildStamp,
) -> Result<(), StoreError> {
    let month = month.map(|month| month.to_string()).unwrap_or_default();
    let (path, sha256, bytes, rows) = match file {
        Some(file) => (
            file.path,
            file.sha256,
            file.bytes.cast_signed(),
            file.rows.cast_signed(),
        ),
        None => (String::new(), String::new(), 0, 0),
    };
    sqlx::query(
        "insert into snapshot_manifest (table_name, month, path, sha256, bytes, row_count, built_from) \
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (table_name, month) do update set path = excluded.path, \
         sha256 = excluded.sha256, bytes = excluded.bytes, row_count = excluded.row_count, \
         built_from = excluded.built_from",
    )
    .bind(table)
    .bind(&*month)
    .bind(path)
    .bind(sha256)
    .bind(bytes)
    .bind(rows)
    .bind(versions_text(table, &built.versions))
    .execute(&mut *connection)
    .await?;
    sqlx::query("delete from snapshot_mark where table_name = $1 and month = $2 and change <= $3")
        .bind(table)
        .bind(month)
        .bind(built.change)
        .execute(connection)
        .await?;
    Ok(())
}

async fn dirty(connection: &mut AnyConnection) -> Result<Vec<(String, Option<Month>)>, StoreError> {
    let now = stamp(&mut *connection).await?;
    let mut dirty = BTreeSet::new();
    for row in sqlx::query("select table_name, month from snapshot_mark")
        .fetch_all(&mut *connection)
        .await?
    {
        dirty.insert((row.try_get::<String, _>(0)?, month_of(&row.try_get::<String, _>(1)?)));
    }
    let mut written = BTreeSet::new();
    let entries = sqlx::query("select table_name, month, built_from from snapshot_manifest")
        .fetch_all(connection)
        .await?;
    for row in entries {
        let (table, month): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        if row.try_get::<String, _>(2)? != versions_text(&table, &now.versions) {
            dirty.insert((table.clone(), month_of(&month)));
        }
        written.insert(table);
    }
    // Months of facts are marked by the import that brings them; a whole table is due from the start.
    let whole = TABLES
        .iter()
        .filter(|table| table.kind.is_none() && !written.contains(table.name));
    dirty.extend(whole.map(|table| (table.name.to_owned(), None)));
    Ok(dirty.into_iter().collect())
}

async fn stamp(connection: &mut AnyConnection) -> Result<BuildStamp, StoreError> {
    let mut stamp = BuildStamp {
        change: 0,
        versions: BTreeMap::new(),
    };
    for row in sqlx::query("select name, value from change_counter")
        .fetch_all(connection)
        .await?
    {
        let (name, value): (String, i64) = (row.try_get(0)?, row.try_get(1)?);
        if name == "change" {
            stamp.change = value;
        } else {
            stamp.versions.insert(name, value);
        }
    }
    Ok(stamp)
}

/// The versions of the groups that a table is derived from, such as `calendar=2 party=1`.
fn versions_text(table: &str, versions: &BTreeMap<String, i64>) -> String {
    groups_of_table(table)
        .map(|group| format!("{group}={}", versions.get(group).copied().unwrap_or(0)))
        .collect::<Vec<_>>()
        .join(" ")
}

fn month_of(text: &str) -> Option<Month> {
    stale::month_of_text(text)
}

/// A snapshot file from six columns: table, month, path, hash, bytes, rows.
pub(crate) fn file_of(row: &AnyRow, first: usize) -> Result<SnapshotFile, StoreError> {
    Ok(SnapshotFile {
        table: row.try_get(first)?,
        month: month_of(&row.try_get::<String, _>(first + 1)?),
        path: row.try_get(first + 2)?,
        sha256: row.try_get(first + 3)?,
        bytes: row.try_get::<i64, _>(first + 4)?.cast_unsigned(),
        rows: row.try_get::<i64, _>(first + 5)?.cast_unsigned(),
    })
}
