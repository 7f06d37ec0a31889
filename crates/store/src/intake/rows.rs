//! One stored row with where it came from: the last step of a drill-down.

use crate::{Store, StoreError};
use domain::intake::{Column, Kind, Value};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

/// A row and its origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRow {
    pub id: i64,
    pub source: String,
    pub key: String,
    pub import_id: i64,
    pub file_name: String,
    /// Line in that file.
    pub row_no: u64,
    /// One value per column of the kind; references as row ids.
    pub values: Vec<Value>,
}

impl Store {
    /// The row of that id, or `None` when it was undone since.
    pub async fn row(&self, kind: &'static Kind, id: i64) -> Result<Option<StoredRow>, StoreError> {
        Ok(self.rows(kind, &[id]).await?.pop())
    }

    /// The rows of these ids that exist, in the order asked for.
    pub async fn rows(&self, kind: &'static Kind, ids: &[i64]) -> Result<Vec<StoredRow>, StoreError> {
        let ids = ids.to_vec();
        self.read(move |connection| {
            Box::pin(async move {
                let sql = select(kind);
                let mut rows = Vec::with_capacity(ids.len());
                for id in ids {
                    let found = sqlx::query(AssertSqlSafe(sql.clone()))
                        .bind(id)
                        .fetch_optional(&mut *connection)
                        .await?;
                    rows.extend(found.map(|row| stored_row(kind, &row)).transpose()?);
                }
                Ok(rows)
            })
        })
        .await
    }

    /// The latest rows of a kind that concern a supplier, newest first.
    pub async fn latest_rows(
        &self,
        kind: &'static Kind,
        supplier_id: i64,
        limit: u32,
    ) -> Result<Vec<StoredRow>, StoreError> {
        let Some(partition) = kind.partition else {
            return Err(StoreError::WrongClass {
                kind: kind.name,
                expected: "a date of its own",
            });
        };
        self.read(move |connection| {
            Box::pin(async move {
                let sql = format!(
                    "{} where r.supplier_id = $1 order by r.\"{partition}\" desc, r.id desc limit $2",
                    select_all(kind)
                );
                let rows = sqlx::query(AssertSqlSafe(sql))
                    .bind(supplier_id)
                    .bind(i64::from(limit))
                    .fetch_all(connection)
                    .await?;
                rows.iter().map(|row| stored_row(kind, row)).collect()
            })
        })
        .await
    }
}

fn select(kind: &Kind) -> String {
    format!("{} where r.id = $1", select_all(kind))
}

fn select_all(kind: &Kind) -> String {
    let columns: Vec<String> = kind
        .columns
        .iter()
        .map(|column: &Column| format!("r.\"{}\"", column.sql_name()))
        .collect();
    format!(
        "select r.id, r.source, r.key, r.import_id, i.file_name, r.row_no, {} \
         from {} r join import i on i.id = r.import_id",
        columns.join(", "),
        kind.table
    )
}

fn stored_row(kind: &Kind, row: &AnyRow) -> Result<StoredRow, StoreError> {
    let values = kind.columns.iter().enumerate().map(|(position, column)| {
        let at = position + 6;
        Ok::<Value, StoreError>(if column.ty.is_text() {
            row.try_get::<Option<String>, _>(at)?
                .map_or(Value::Null, |text| Value::Text(text.into_boxed_str()))
        } else {
            row.try_get::<Option<i64>, _>(at)?.map_or(Value::Null, Value::Int)
        })
    });
    Ok(StoredRow {
        id: row.try_get(0)?,
        source: row.try_get(1)?,
        key: row.try_get(2)?,
        import_id: row.try_get(3)?,
        file_name: row.try_get(4)?,
        row_no: row.try_get::<i64, _>(5)?.cast_unsigned(),
        values: values.collect::<Result<_, _>>()?,
    })
}
