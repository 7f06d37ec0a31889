//! The SQLite lane: rusqlite with prepared statements, on the same library that sqlx uses.

use super::export::RawBuilder;
use super::lane::{Batch, Found, Lane, Outcome, Parent, Target, Verdict, Which, WholeRow};
use super::plan::{self, KindPlan};
use crate::StoreError;
use crate::intake::ImportRow;
use domain::intake::raw::RawTable;
use domain::intake::{Kind, Value};
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Opens bulk connections to one database file.
pub(crate) struct SqliteLanes {
    path: PathBuf,
    /// Reading connections that wait to be used again; opening one reads the whole schema.
    idle: Mutex<Vec<Connection>>,
}

/// How many rows may be read over for one that is wanted.
const STRETCH: i64 = 4;
/// Reading connections kept open.
const IDLE: usize = 4;

const WRITER: &str = "pragma busy_timeout = 30000; pragma synchronous = full; pragma mmap_size = 0; \
     pragma cache_size = -262144; pragma temp_store = memory; pragma wal_autocheckpoint = 0";
const READER: &str = "pragma busy_timeout = 30000; pragma query_only = on; pragma mmap_size = 0; \
     pragma cache_size = -65536";

impl SqliteLanes {
    pub(super) fn new(path: &Path) -> SqliteLanes {
        SqliteLanes {
            path: path.to_owned(),
            idle: Mutex::new(Vec::new()),
        }
    }

    pub(super) fn writer(&self) -> Result<Box<dyn Lane>, StoreError> {
        let connection = self.open(OpenFlags::SQLITE_OPEN_READ_WRITE, WRITER)?;
        let synchronous: i64 = connection.query_row("pragma synchronous", [], |row| row.get(0))?;
        if synchronous != 2 {
            let found = synchronous.to_string();
            return Err(StoreError::Setting {
                setting: "synchronous",
                found,
                expected: "2 (full)",
            });
        }
        Ok(Box::new(SqliteLane { connection }))
    }

    pub(super) fn reader(&self) -> Result<Box<dyn Lane>, StoreError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => self.open(OpenFlags::SQLITE_OPEN_READ_ONLY, READER)?,
        };
        Ok(Box::new(SqliteLane { connection }))
    }

    pub(super) fn give_back(&self, lane: Box<dyn Lane>) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if let Ok(lane) = lane.into_any().downcast::<SqliteLane>()
            && idle.len() < IDLE
        {
            idle.push(lane.connection);
        }
    }

    pub(super) fn close(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn open(&self, mode: OpenFlags, settings: &str) -> Result<Connection, StoreError> {
        let connection = Connection::open_with_flags(&self.path, mode | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        connection.execute_batch(settings)?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(connection)
    }
}

struct SqliteLane {
    connection: Connection,
}

/// A value bound without copying it first.
struct Bound<'a>(&'a Value);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Value::Null => ValueRef::Null,
            Value::Int(value) => ValueRef::Integer(*value),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

impl Lane for SqliteLane {
    fn begin(&mut self) -> Result<(), StoreError> {
        Ok(self.connection.execute_batch("begin immediate")?)
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.connection.execute_batch("commit")?;
        self.fold_log();
        Ok(())
    }

    fn rollback(&mut self) -> Result<(), StoreError> {
        self.connection.execute_batch("rollback")?;
        self.fold_log();
        Ok(())
    }

    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        bind(&mut statement, 1, values)?;
        Ok(statement.raw_execute()? as u64)
    }

    fn each(
        &mut self,
        sql: &str,
        values: &[Value],
        take: &mut dyn FnMut(Vec<Value>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        bind(&mut statement, 1, values)?;
        let width = statement.column_count();
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next()? {
            take(read(row, 0, width)?)?;
        }
        Ok(())
    }

    fn insert(&mut self, target: &Target, rows: &mut dyn Iterator<Item = Vec<Value>>) -> Result<(), StoreError> {
        let columns: Vec<&str> = target.columns.iter().map(|(name, _)| *name).collect();
        let (list, marks) = (columns.join(", "), plan::placeholders(columns.len()));
        let sql = format!("insert into {} ({list}) values ({marks})", target.table);
        let mut statement = self.connection.prepare_cached(&sql)?;
        for row in rows {
            bind(&mut statement, 1, &row)?;
            statement.raw_execute()?;
        }
        Ok(())
    }

    fn upsert(&mut self, batch: &mut Batch<'_>) -> Result<Vec<Outcome>, StoreError> {
        let plan = batch.plan;
        let mut insert = self.connection.prepare_cached(&plan.insert)?;
        let mut find = self.connection.prepare_cached(&plan.find)?;
        let mut outcomes = Vec::with_capacity(batch.rows.len());
        let mut before = None;
        for row in batch.rows {
            bind_insert(&mut insert, batch, row, before)?;
            before = Some(row);
            outcomes.push(if insert.raw_execute()? == 1 {
                Outcome::Stored { id: batch.take_id() }
            } else {
                self.meet(&mut find, batch, row)?
            });
        }
        Ok(outcomes)
    }

    fn replace(&mut self, plan: &KindPlan, rows: &[WholeRow]) -> Result<(), StoreError> {
        rows.iter()
            .try_for_each(|row| self.update(plan, &row.source, &row.values, (row.id, row.import_id, row.row_no)))
    }

    fn parents(&mut self, kind: &'static Kind, source: &str, keys: &[&str]) -> Result<Vec<Option<Parent>>, StoreError> {
        let sql = super::import::parent_text(kind, "key = $1");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut parents = Vec::with_capacity(keys.len());
        for key in keys {
            statement.raw_bind_parameter(1, key)?;
            let mut rows = statement.raw_query();
            let mut found: Option<Parent> = None;
            while let Some(row) = rows.next()? {
                let own = row.get_ref(0)?.as_str().is_ok_and(|text| text == source);
                if own || found.is_none() {
                    found = Some(Parent {
                        id: row.get(2)?,
                        supplier: value(row.get_ref(3)?)?,
                        business_unit: value(row.get_ref(4)?)?,
                        on: row.get(5)?,
                        quantity: value(row.get_ref(6)?)?,
                    });
                }
                if own {
                    break;
                }
            }
            parents.push(found);
        }
        Ok(parents)
    }

    fn raw_table(&mut self, kind: &'static Kind, which: Which) -> Result<RawTable, StoreError> {
        let (sql, values, rows) = match self.stretch(kind, which)? {
            Some(stretch) => stretch,
            None => super::export::select(kind, which).map(|(sql, values)| (sql, values, 0))?,
        };
        let mut statement = self.connection.prepare_cached(&sql)?;
        bind(&mut statement, 1, &values)?;
        let mut builder = RawBuilder::new(kind, rows);
        let width = kind.columns.len();
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next()? {
            builder.start(
                row.get_ref(0)?.as_i64().map_err(mistyped)?,
                row.get_ref(1)?.as_bytes().map_err(mistyped)?,
            );
            for position in 0..width {
                match row.get_ref(position + 2)? {
                    ValueRef::Null => builder.null(position),
                    ValueRef::Integer(value) => builder.int(position, value)?,
                    ValueRef::Text(text) => builder.text(position, text)?,
                    other @ (ValueRef::Real(_) | ValueRef::Blob(_)) => return Err(strange(other)),
                }
            }
        }
        Ok(builder.finish())
    }

    fn into_any(self: Box<Self>) -> Box<dyn std::any::Any> {
        self
    }
}

impl SqliteLane {
    /// A month whose rows stand close together is read as one stretch of the table, without a look-up per row.
    /// The index alone tells how close. Returns the query, its values and the number of rows.
    fn stretch(&self, kind: &'static Kind, which: Which) -> Result<Option<(String, Vec<Value>, usize)>, StoreError> {
        let (Which::Month(_), Some(partition)) = (which, kind.partition) else {
            return Ok(None);
        };
        let (sql, mut values) = super::export::select(kind, which)?;
        let count = format!(
            "select count(*), min(id), max(id) from {} where \"{partition}\" >= $1 and \"{partition}\" < $2",
            kind.table
        );
        let mut statement = self.connection.prepare_cached(&count)?;
        bind(&mut statement, 1, &values)?;
        let mut found = statement.raw_query();
        let row = found.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        let (Some(first), Some(last)) = (row.get::<_, Option<i64>>(1)?, row.get::<_, Option<i64>>(2)?) else {
            return Ok(None);
        };
        let rows: i64 = row.get(0)?;
        if last - first >= rows.saturating_mul(STRETCH) {
            return Ok(None);
        }
        // The sign keeps the index of the date out of it.
        let sql = sql.replace(&format!("where \"{partition}\""), &format!("where +\"{partition}\""));
        let sql = sql.replace(&format!("and \"{partition}\""), &format!("and +\"{partition}\""));
        values.extend([Value::Int(first), Value::Int(last)]);
        Ok(Some((
            sql + " and id >= $3 and id <= $4",
            values,
            usize::try_from(rows).unwrap_or(0),
        )))
    }

    /// Moves the log into the file and cuts it. What was committed is synced already;
    /// where a reader holds the log, a later writer folds it.
    fn fold_log(&self) {
        drop(
            self.connection
                .query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(())),
        );
    }

    /// Meets the row that stopped an insert by having its key already; copies it only when it has to be kept.
    fn meet(
        &self,
        find: &mut CachedStatement<'_>,
        batch: &mut Batch<'_>,
        row: &ImportRow,
    ) -> Result<Outcome, StoreError> {
        let plan = batch.plan;
        find.raw_bind_parameter(1, &*row.key)?;
        if plan.by_source() {
            find.raw_bind_parameter(2, batch.source)?;
        }
        let mut rows = find.raw_query();
        let stored = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        let (id, import_id, row_no) = (stored.get(0)?, stored.get(2)?, stored.get(3)?);
        let differs_at = first_difference(stored, 4, row)?;
        let found = Found {
            id,
            import_id,
            row_no,
            differs_at,
        };
        match batch.decide(row, &found) {
            Verdict::Unchanged => Ok(Outcome::Unchanged),
            Verdict::Duplicate { first_line, differs_in } => Ok(Outcome::Duplicate { first_line, differs_in }),
            Verdict::Changed => {
                let source = stored.get(1)?;
                let values = read(stored, 4, 4 + plan.columns.len())?;
                drop(rows);
                self.update(
                    plan,
                    batch.source,
                    &row.over(&values),
                    (id, batch.import_id, row.line.cast_signed()),
                )?;
                Ok(Outcome::Changed(WholeRow {
                    id,
                    source,
                    key: row.key.to_string(),
                    values,
                    import_id,
                    row_no,
                }))
            }
        }
    }

    /// Sets everything but the key; the place is the row's id, its import and its line there.
    fn update(
        &self,
        plan: &KindPlan,
        source: &str,
        values: &[Value],
        (id, import_id, row_no): (i64, i64, i64),
    ) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(&plan.update)?;
        statement.raw_bind_parameter(1, source)?;
        bind(&mut statement, 2, values)?;
        let next = values.len() + 2;
        statement.raw_bind_parameter(next, import_id)?;
        statement.raw_bind_parameter(next + 1, row_no)?;
        statement.raw_bind_parameter(next + 2, id)?;
        statement.raw_execute()?;
        Ok(())
    }
}

/// Binds one row. What the row before had as well is still bound: a good part of the work of an import.
fn bind_insert(
    insert: &mut CachedStatement<'_>,
    batch: &Batch<'_>,
    row: &ImportRow,
    before: Option<&ImportRow>,
) -> rusqlite::Result<()> {
    let next = row.values.len() + 4;
    insert.raw_bind_parameter(1, *batch.next_id)?;
    insert.raw_bind_parameter(3, &*row.key)?;
    insert.raw_bind_parameter(next + 1, row.line.cast_signed())?;
    let Some(before) = before else {
        insert.raw_bind_parameter(2, batch.source)?;
        insert.raw_bind_parameter(next, batch.import_id)?;
        return bind(insert, 4, &row.values);
    };
    for (index, (value, bound)) in row.values.iter().zip(&before.values).enumerate() {
        if value != bound {
            insert.raw_bind_parameter(index + 4, Bound(value))?;
        }
    }
    Ok(())
}

fn bind(statement: &mut CachedStatement<'_>, first: usize, values: &[Value]) -> rusqlite::Result<()> {
    for (index, value) in values.iter().enumerate() {
        statement.raw_bind_parameter(first + index, Bound(value))?;
    }
    Ok(())
}

/// The first of the stored cells from `from` on that the new row changes.
fn first_difference(stored: &rusqlite::Row<'_>, from: usize, row: &ImportRow) -> rusqlite::Result<Option<usize>> {
    for (position, value) in row.values.iter().enumerate() {
        let found = stored.get_ref(from + position)?;
        let same = match (found, value) {
            (ValueRef::Null, Value::Null) => true,
            (ValueRef::Integer(stored), Value::Int(new)) => stored == *new,
            (ValueRef::Text(stored), Value::Text(new)) => stored == new.as_bytes(),
            _ => false,
        };
        let stays = || found != ValueRef::Null && row.is_unsaid(position);
        if !same && !stays() {
            return Ok(Some(position));
        }
    }
    Ok(None)
}

fn read(row: &rusqlite::Row<'_>, from: usize, to: usize) -> Result<Vec<Value>, StoreError> {
    (from..to).map(|position| value(row.get_ref(position)?)).collect()
}

fn value(found: ValueRef<'_>) -> Result<Value, StoreError> {
    match found {
        ValueRef::Null => Ok(Value::Null),
        ValueRef::Integer(value) => Ok(Value::Int(value)),
        ValueRef::Text(text) => str::from_utf8(text).map(Value::text).map_err(|_| strange(found)),
        ValueRef::Real(_) | ValueRef::Blob(_) => Err(strange(found)),
    }
}

fn strange(found: ValueRef<'_>) -> StoreError {
    let expected = "an integer or UTF-8 text";
    StoreError::Corrupt {
        place: "a stored row".to_owned(),
        found: format!("{found:?}"),
        expected,
    }
}

#[expect(clippy::needless_pass_by_value, reason = "map_err hands the error over")]
fn mistyped(error: rusqlite::types::FromSqlError) -> StoreError {
    let expected = "an id and a source";
    StoreError::Corrupt {
        place: "a stored row".to_owned(),
        found: error.to_string(),
        expected,
    }
}
