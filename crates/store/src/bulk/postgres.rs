//! The PostgreSQL lane: one look-up per batch, `COPY` in for new rows and `COPY` out for exports.

use super::copy::{self, CopyReader};
use super::export::RawBuilder;
use super::lane::{Batch, Found, Lane, Outcome, Parent, Target, Verdict, Which, WholeRow};
use super::plan::{KindPlan, quoted};
use crate::StoreError;
use crate::intake::ImportRow;
use domain::intake::raw::RawTable;
use domain::intake::{Kind, Value};
use futures::TryStreamExt;
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::pool::PoolConnection;
use sqlx::postgres::types::Oid;
use sqlx::postgres::{PgArgumentBuffer, PgPool, PgPoolOptions, PgRow, PgTypeInfo};
use sqlx::{AssertSqlSafe, Column, Encode, Postgres, Row, Type, TypeInfo, ValueRef};
use std::collections::HashMap;
use tokio::runtime::Handle;

/// Bulk connections to one server.
#[derive(Clone)]
pub(crate) struct PostgresLanes {
    pool: PgPool,
}

/// Bulk connections at once.
const CONNECTIONS: u32 = 4;
/// How much is collected before it is sent.
const SEND_BYTES: usize = 1 << 20;

impl PostgresLanes {
    pub(super) fn new(url: &str) -> Result<PostgresLanes, StoreError> {
        Ok(PostgresLanes {
            pool: PgPoolOptions::new().max_connections(CONNECTIONS).connect_lazy(url)?,
        })
    }

    pub(super) fn writer(&self, handle: Handle) -> Result<Box<dyn Lane>, StoreError> {
        self.reader(handle)
    }

    pub(super) fn reader(&self, handle: Handle) -> Result<Box<dyn Lane>, StoreError> {
        let connection = handle.block_on(self.pool.acquire())?;
        Ok(Box::new(PostgresLane {
            handle,
            connection,
            clean: false,
        }))
    }

    pub(super) fn give_back(lane: Box<dyn Lane>) {
        if let Ok(mut lane) = lane.into_any().downcast::<PostgresLane>() {
            lane.clean = true;
        }
    }

    pub(super) async fn close(&self) {
        self.pool.close().await;
    }
}

struct PostgresLane {
    handle: Handle,
    connection: PoolConnection<Postgres>,
    /// Whether nothing is under way, so that the connection may be used again.
    clean: bool,
}

impl Drop for PostgresLane {
    fn drop(&mut self) {
        if !self.clean {
            self.connection.close_on_drop();
        }
    }
}

/// A value whose type the server infers from where it stands, so that a null fits every column.
struct Bound(Value);

impl Type<Postgres> for Bound {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(Oid(0))
    }
}

impl Encode<'_, Postgres> for Bound {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        match &self.0 {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(value) => <i64 as Encode<Postgres>>::encode_by_ref(value, buffer),
            Value::Text(text) => <&str as Encode<Postgres>>::encode_by_ref(&&**text, buffer),
        }
    }
}

impl Lane for PostgresLane {
    fn begin(&mut self) -> Result<(), StoreError> {
        self.execute("begin", &[])?;
        self.execute("set local synchronous_commit = on", &[])?;
        self.execute(crate::dialect::Engine::Postgres.queue_writers(), &[])?;
        Ok(())
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.execute("commit", &[])?;
        self.clean = true;
        Ok(())
    }

    fn rollback(&mut self) -> Result<(), StoreError> {
        self.execute("rollback", &[])?;
        self.clean = true;
        Ok(())
    }

    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        let query = query(sql, values);
        Ok(self
            .handle
            .block_on(query.execute(&mut *self.connection))?
            .rows_affected())
    }

    fn each(
        &mut self,
        sql: &str,
        values: &[Value],
        take: &mut dyn FnMut(Vec<Value>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let query = query(sql, values);
        self.handle.block_on(async {
            let mut rows = query.fetch(&mut *self.connection);
            while let Some(row) = rows.try_next().await? {
                take(read(&row, 0)?)?;
            }
            Ok(())
        })
    }

    fn insert(&mut self, target: &Target, rows: &mut dyn Iterator<Item = Vec<Value>>) -> Result<(), StoreError> {
        let columns: Vec<&str> = target.columns.iter().map(|(name, _)| *name).collect();
        let sql = format!(
            "copy {} ({}) from stdin (format binary)",
            target.table,
            columns.join(", ")
        );
        self.handle.block_on(async {
            let mut into = self.connection.copy_in_raw(&sql).await?;
            let mut buffer = copy::header();
            for row in rows {
                copy::start_row(&mut buffer, row.len());
                for value in row {
                    copy::value(&mut buffer, &value);
                }
                if buffer.len() >= SEND_BYTES {
                    into.send(&buffer[..]).await?;
                    buffer.clear();
                }
            }
            copy::end(&mut buffer);
            into.send(&buffer[..]).await?;
            into.finish().await?;
            Ok(())
        })
    }

    fn upsert(&mut self, batch: &mut Batch<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut known = self.find(batch)?;
        let mut outcomes = Vec::with_capacity(batch.rows.len());
        let mut changed = Vec::new();
        let mut written = Vec::new();
        for row in batch.rows {
            let outcome = match known.get(&*row.key) {
                None => Outcome::Stored { id: batch.take_id() },
                Some(stored) => meet(batch, row, stored),
            };
            let id = match &outcome {
                Outcome::Stored { id } => Some(*id),
                Outcome::Changed(before) => {
                    changed.push(before.id);
                    Some(before.id)
                }
                Outcome::Unchanged | Outcome::Duplicate { .. } => None,
            };
            if let Some(id) = id {
                // A later row of this batch with the same key finds it as if it were in the table.
                let values = match &outcome {
                    Outcome::Changed(before) => row.over(&before.values),
                    _ => row.values.clone(),
                };
                let now = now_stored(id, batch, row, values);
                written.push(now.clone());
                known.insert(row.key.to_string(), now);
            }
            outcomes.push(outcome);
        }
        self.delete(batch.plan, &changed)?;
        self.copy_in(batch.plan, &written)?;
        Ok(outcomes)
    }

    fn replace(&mut self, plan: &KindPlan, rows: &[WholeRow]) -> Result<(), StoreError> {
        let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
        self.delete(plan, &ids)?;
        self.copy_in(plan, rows)
    }

    fn parents(&mut self, kind: &'static Kind, source: &str, keys: &[&str]) -> Result<Vec<Option<Parent>>, StoreError> {
        let sql = super::import::parent_text(kind, "key = any($1)");
        let rows = self.handle.block_on(
            sqlx::query(AssertSqlSafe(sql))
                .bind(keys)
                .fetch_all(&mut *self.connection),
        )?;
        let mut found: HashMap<String, (bool, Parent)> = HashMap::with_capacity(rows.len());
        for row in rows {
            let own = row.try_get::<&str, _>(0)? == source;
            let values = read(&row, 2)?;
            let parent = Parent {
                id: super::expect_int(&values, 0, "id")?,
                supplier: values[1].clone(),
                business_unit: values[2].clone(),
                on: super::expect_text(&values, 3, "partition date")?,
                quantity: values[4].clone(),
            };
            // Rows come by id: the own source wins, else the oldest row.
            let known = found.get(row.try_get::<&str, _>(1)?).map(|(own, _)| *own);
            if known.is_none() || (own && known == Some(false)) {
                found.insert(row.try_get(1)?, (own, parent));
            }
        }
        Ok(keys
            .iter()
            .map(|key| found.get(*key).map(|(_, parent)| parent.clone()))
            .collect())
    }

    fn raw_table(&mut self, kind: &'static Kind, which: Which) -> Result<RawTable, StoreError> {
        let (select, values) = super::export::select(kind, which)?;
        let sql = format!("copy ({}) to stdout (format binary)", with_literals(&select, &values));
        let mut builder = RawBuilder::new(kind, 0);
        let mut reader = CopyReader::new(kind);
        self.handle.block_on(async {
            let mut chunks = self.connection.copy_out_raw(&sql).await?;
            while let Some(chunk) = chunks.try_next().await? {
                reader.read(&chunk, &mut builder)?;
            }
            Ok::<(), StoreError>(())
        })?;
        Ok(builder.finish())
    }

    fn into_any(self: Box<Self>) -> Box<dyn std::any::Any> {
        self
    }
}

impl PostgresLane {
    /// The rows whose keys the batch brings, by key.
    fn find(&mut self, batch: &Batch<'_>) -> Result<HashMap<String, WholeRow>, StoreError> {
        let plan = batch.plan;
        let columns = quoted(&plan.columns);
        let by_source = if plan.by_source() { " and source = $2" } else { "" };
        let sql = format!(
            "select key, id, source, import_id, row_no, {columns} from {} where key = any($1){by_source}",
            plan.kind.table
        );
        let keys: Vec<&str> = batch.rows.iter().map(|row| &*row.key).collect();
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(keys);
        if plan.by_source() {
            query = query.bind(batch.source.to_owned());
        }
        self.handle.block_on(async {
            let mut known = HashMap::new();
            let mut rows = query.fetch(&mut *self.connection);
            while let Some(row) = rows.try_next().await? {
                let existing = WholeRow {
                    id: row.try_get(1)?,
                    source: row.try_get(2)?,
                    key: row.try_get(0)?,
                    import_id: row.try_get(3)?,
                    row_no: row.try_get(4)?,
                    values: read(&row, 5)?,
                };
                known.insert(existing.key.clone(), existing);
            }
            Ok(known)
        })
    }

    /// Takes out rows that come back at once with other content: much faster than as many updates.
    fn delete(&mut self, plan: &KindPlan, ids: &[i64]) -> Result<(), StoreError> {
        if ids.is_empty() {
            return Ok(());
        }
        let sql = format!("delete from {} where id = any($1)", plan.kind.table);
        self.handle
            .block_on(sqlx::query(AssertSqlSafe(sql)).bind(ids).execute(&mut *self.connection))?;
        Ok(())
    }

    fn copy_in(&mut self, plan: &KindPlan, rows: &[WholeRow]) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        let mut bytes = copy::header();
        for row in rows {
            copy::start_row(&mut bytes, row.values.len() + 5);
            copy::int(&mut bytes, row.id);
            copy::text(&mut bytes, &row.source);
            copy::text(&mut bytes, &row.key);
            for value in &row.values {
                copy::value(&mut bytes, value);
            }
            copy::int(&mut bytes, row.import_id);
            copy::int(&mut bytes, row.row_no);
        }
        copy::end(&mut bytes);
        let columns = quoted(&plan.columns);
        let sql = format!(
            "copy {} (id, source, key, {columns}, import_id, row_no) from stdin (format binary)",
            plan.kind.table
        );
        self.handle.block_on(async {
            let mut into = self.connection.copy_in_raw(&sql).await?;
            into.send(&bytes[..]).await?;
            into.finish().await?;
            Ok(())
        })
    }
}

fn query(sql: &str, values: &[Value]) -> sqlx::query::Query<'static, Postgres, sqlx::postgres::PgArguments> {
    let query = sqlx::query(AssertSqlSafe(sql.to_owned()));
    values
        .iter()
        .fold(query, |query, value| query.bind(Bound(value.clone())))
}

/// What a row does to the row with its key.
fn meet(batch: &mut Batch<'_>, row: &ImportRow, stored: &WholeRow) -> Outcome {
    let mut pairs = row.values.iter().zip(&stored.values).enumerate();
    let stays = |position: usize, old: &Value| row.is_unsaid(position) && !old.is_null();
    let differs_at = pairs.position(|(position, (new, old))| new != old && !stays(position, old));
    let found = Found {
        id: stored.id,
        import_id: stored.import_id,
        row_no: stored.row_no,
        differs_at,
    };
    match batch.decide(row, &found) {
        Verdict::Unchanged => Outcome::Unchanged,
        Verdict::Duplicate { first_line, differs_in } => Outcome::Duplicate { first_line, differs_in },
        Verdict::Changed => Outcome::Changed(stored.clone()),
    }
}

/// The row as the table will have it.
fn now_stored(id: i64, batch: &Batch<'_>, row: &ImportRow, values: Vec<Value>) -> WholeRow {
    WholeRow {
        id,
        source: batch.source.to_owned(),
        key: row.key.to_string(),
        values,
        import_id: batch.import_id,
        row_no: row.line.cast_signed(),
    }
}

/// `COPY` takes no parameters; the values are days that this program wrote, never a user's text.
fn with_literals(sql: &str, values: &[Value]) -> String {
    values.iter().enumerate().fold(sql.to_owned(), |sql, (index, value)| {
        let literal = format!("'{}'", value.as_text().unwrap_or_default().replace('\'', "''"));
        sql.replace(&format!("${}", index + 1), &literal)
    })
}

fn read(row: &PgRow, from: usize) -> Result<Vec<Value>, StoreError> {
    (from..row.len()).map(|position| value(row, position)).collect()
}

fn value(row: &PgRow, position: usize) -> Result<Value, StoreError> {
    if row.try_get_raw(position)?.is_null() {
        return Ok(Value::Null);
    }
    match row.column(position).type_info().name() {
        "INT8" => Ok(Value::Int(row.try_get(position)?)),
        "INT4" => Ok(Value::Int(i64::from(row.try_get::<i32, _>(position)?))),
        _ => Ok(Value::text(row.try_get::<&str, _>(position)?)),
    }
}
