//! The book of imports: what came in, from where, and what became of it.

use super::{KindCount, RejectedRow, Tally};
use crate::{Store, StoreError};
use domain::intake::Kind;
use domain::intake::problem::{Code, Place, Problem};
use sqlx::AnyConnection;
use sqlx::Row;
use sqlx::any::AnyRow;
use std::collections::BTreeMap;

/// One import as the book keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRecord {
    pub id: i64,
    pub source: String,
    pub label: String,
    pub file_name: String,
    pub file_sha256: String,
    pub mapping: String,
    pub started_at: String,
    pub actor: String,
    /// When and by whom it was undone.
    pub undone: Option<(String, String)>,
    /// In the order of the kinds.
    pub counts: Vec<KindCount>,
}

/// What an undo did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UndoOutcome {
    /// Rows the import had brought.
    pub removed: u64,
    /// Rows it had changed.
    pub restored: u64,
}

impl Store {
    /// All imports, oldest first.
    pub async fn imports(&self) -> Result<Vec<ImportRecord>, StoreError> {
        self.read(|connection| Box::pin(imports(connection))).await
    }

    /// One import.
    pub async fn import_record(&self, id: i64) -> Result<ImportRecord, StoreError> {
        let records = self.imports().await?;
        records
            .into_iter()
            .find(|record| record.id == id)
            .ok_or(StoreError::UnknownImport { id })
    }

    /// The imports that brought or last changed rows of these kinds about a supplier, newest first, with the rows each
    /// of them still answers for.
    pub async fn imports_about(
        &self,
        supplier_id: i64,
        kinds: &'static [&'static Kind],
        limit: u32,
    ) -> Result<Vec<(ImportRecord, u64)>, StoreError> {
        let parts: Vec<String> = kinds
            .iter()
            .map(|kind| format!("select import_id from {} where supplier_id = $1", kind.table))
            .collect();
        let sql = format!(
            "select import_id, cast(count(*) as bigint) from ({}) as touched \
             group by import_id order by import_id desc limit $2",
            parts.join(" union all ")
        );
        let counted = self
            .read(move |connection| {
                Box::pin(async move {
                    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
                        .bind(supplier_id)
                        .bind(i64::from(limit))
                        .fetch_all(connection)
                        .await?;
                    let pair =
                        |row: &AnyRow| Ok((row.try_get::<i64, _>(0)?, row.try_get::<i64, _>(1)?.cast_unsigned()));
                    rows.iter().map(pair).collect::<Result<Vec<(i64, u64)>, StoreError>>()
                })
            })
            .await?;
        let mut records: BTreeMap<i64, ImportRecord> = self
            .imports()
            .await?
            .into_iter()
            .map(|record| (record.id, record))
            .collect();
        Ok(counted
            .into_iter()
            .filter_map(|(id, rows)| Some((records.remove(&id)?, rows)))
            .collect())
    }

    /// The rejected rows of an import, by line.
    pub async fn rejected_rows(&self, import_id: i64) -> Result<Vec<RejectedRow>, StoreError> {
        self.read(move |connection| Box::pin(rejected(connection, import_id)))
            .await
    }
}

async fn imports(connection: &mut AnyConnection) -> Result<Vec<ImportRecord>, StoreError> {
    let rows = sqlx::query(
        "select id, source, label, file_name, file_sha256, mapping, started_at, actor, undone_at, undone_by \
         from import order by id",
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut records = rows.iter().map(record).collect::<Result<Vec<_>, _>>()?;
    let counts = sqlx::query(
        "select import_id, kind, rows_read, stored, changed, unchanged, rejected from import_count order by import_id",
    )
    .fetch_all(connection)
    .await?;
    for row in &counts {
        let import_id: i64 = row.try_get(0)?;
        if let Ok(at) = records.binary_search_by_key(&import_id, |record| record.id) {
            records[at].counts.push(count(row)?);
        }
    }
    for record in &mut records {
        let order = |name: &str| domain::intake::KINDS.iter().position(|kind| kind.name == name);
        record.counts.sort_by_key(|count| order(count.kind));
    }
    Ok(records)
}

fn record(row: &AnyRow) -> Result<ImportRecord, StoreError> {
    let at: Option<String> = row.try_get(8)?;
    let by: Option<String> = row.try_get(9)?;
    Ok(ImportRecord {
        id: row.try_get(0)?,
        source: row.try_get(1)?,
        label: row.try_get(2)?,
        file_name: row.try_get(3)?,
        file_sha256: row.try_get(4)?,
        mapping: row.try_get(5)?,
        started_at: row.try_get(6)?,
        actor: row.try_get(7)?,
        undone: at.zip(by),
        counts: Vec::new(),
    })
}

fn count(row: &AnyRow) -> Result<KindCount, StoreError> {
    let figure = |at: usize| Ok::<u64, StoreError>(row.try_get::<i64, _>(at)?.cast_unsigned());
    let (read, stored, changed) = (figure(2)?, figure(3)?, figure(4)?);
    let (unchanged, rejected) = (figure(5)?, figure(6)?);
    let kind = kind(&row.try_get::<String, _>(1)?, "import_count.kind")?.name;
    Ok(KindCount {
        kind,
        tally: Tally {
            read,
            stored,
            changed,
            unchanged,
            rejected,
        },
    })
}

async fn rejected(connection: &mut AnyConnection, import_id: i64) -> Result<Vec<RejectedRow>, StoreError> {
    let lines = sqlx::query(
        "select row_ordinal, kind, line, raw, code, column_no, header, field, value, expected, nearest \
         from import_rejection where import_id = $1 order by line, row_ordinal, ordinal",
    )
    .bind(import_id)
    .fetch_all(connection)
    .await?;
    let mut rows: Vec<(i64, RejectedRow)> = Vec::new();
    for line in &lines {
        let ordinal: i64 = line.try_get(0)?;
        let kind = kind(&line.try_get::<String, _>(1)?, "import_rejection.kind")?;
        let number = line.try_get::<i64, _>(2)?.cast_unsigned();
        let problem = problem(line, kind.name, number)?;
        if let Some((_, row)) = rows.last_mut().filter(|(last, _)| *last == ordinal) {
            row.problems.push(problem);
            continue;
        }
        let raw = line.try_get::<Option<String>, _>(3)?.map(String::into_boxed_str);
        let problems = vec![problem];
        rows.push((
            ordinal,
            RejectedRow {
                kind,
                line: number,
                raw,
                problems,
            },
        ));
    }
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

fn problem(line: &AnyRow, kind: &'static str, number: u64) -> Result<Problem, StoreError> {
    let code: String = line.try_get(4)?;
    let code = Code::find(&code).ok_or_else(|| StoreError::Corrupt {
        place: "import_rejection.code".to_owned(),
        found: code,
        expected: "a code of the error catalogue",
    })?;
    let column = line
        .try_get::<Option<i64>, _>(5)?
        .and_then(|column| u32::try_from(column).ok());
    Ok(Problem {
        code,
        place: Place {
            row: Some(number),
            column,
            header: line.try_get(6)?,
        },
        kind: Some(kind),
        field: line.try_get(7)?,
        value: line.try_get(8)?,
        expected: line.try_get(9)?,
        nearest: line.try_get(10)?,
        none_stored: false,
    })
}

fn kind(name: &str, place: &str) -> Result<&'static domain::intake::Kind, StoreError> {
    domain::intake::find(name).ok_or_else(|| StoreError::Corrupt {
        place: place.to_owned(),
        found: name.to_owned(),
        expected: "the name of a kind",
    })
}
