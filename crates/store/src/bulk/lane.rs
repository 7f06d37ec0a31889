//! What a bulk lane can do, whatever engine it runs on.

use super::plan::KindPlan;
use crate::StoreError;
use crate::intake::ImportRow;
use domain::intake::raw::RawTable;
use domain::intake::{Kind, Value};
use domain::period::Month;
use std::collections::HashMap;

/// One bulk connection. Placeholders are `$1`, `$2`, … in the order of their first use.
pub(crate) trait Lane: Send {
    fn begin(&mut self) -> Result<(), StoreError>;
    /// Keeps everything and folds the engine's log away.
    fn commit(&mut self) -> Result<(), StoreError>;
    fn rollback(&mut self) -> Result<(), StoreError>;

    /// Runs one statement; returns the rows it touched.
    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError>;
    /// Hands over the rows of a query one by one.
    fn each(
        &mut self,
        sql: &str,
        values: &[Value],
        take: &mut dyn FnMut(Vec<Value>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError>;
    /// Inserts rows whose keys are known to be new.
    fn insert(&mut self, target: &Target, rows: &mut dyn Iterator<Item = Vec<Value>>) -> Result<(), StoreError>;

    /// Stores, changes or leaves each row of one kind; one outcome per row, in order.
    fn upsert(&mut self, batch: &mut Batch<'_>) -> Result<Vec<Outcome>, StoreError>;
    /// Gives rows that are there other content.
    fn replace(&mut self, plan: &KindPlan, rows: &[WholeRow]) -> Result<(), StoreError>;
    /// Finds the fact rows that other facts hang on, by source and key, then by key alone.
    fn parents(&mut self, kind: &'static Kind, source: &str, keys: &[&str]) -> Result<Vec<Option<Parent>>, StoreError>;

    /// All rows of a kind, or those of a month, or those that hang on the parent rows of a month.
    fn raw_table(&mut self, kind: &'static Kind, which: Which) -> Result<RawTable, StoreError>;

    /// All rows of a small query.
    fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Vec<Value>>, StoreError> {
        let mut rows = Vec::new();
        self.each(sql, values, &mut |row| {
            rows.push(row);
            Ok(())
        })?;
        Ok(rows)
    }

    /// Hands the connection back to those who can use it again.
    fn into_any(self: Box<Self>) -> Box<dyn std::any::Any>;
}

/// Which rows of a kind to export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    All,
    Month(Month),
    /// Rows whose parent fact lies in the month.
    ParentMonth(Month),
}

/// A table to insert into, with the columns given; `true` for text.
#[derive(Debug)]
pub(crate) struct Target {
    pub(crate) table: &'static str,
    pub(crate) columns: &'static [(&'static str, bool)],
}

/// Rows of one kind, references resolved, on their way into the table.
pub(crate) struct Batch<'a> {
    pub(crate) plan: &'a KindPlan,
    pub(crate) source: &'a str,
    pub(crate) import_id: i64,
    /// The id that the next new row gets.
    pub(crate) next_id: &'a mut i64,
    /// Rows that the file repeated without change: id and first line.
    pub(crate) seen: &'a mut HashMap<i64, u64>,
    pub(crate) rows: &'a [ImportRow],
}

/// A row of a kind's table with everything around its columns.
#[derive(Debug, Clone)]
pub(crate) struct WholeRow {
    pub(crate) id: i64,
    pub(crate) source: String,
    pub(crate) key: String,
    pub(crate) values: Vec<Value>,
    pub(crate) import_id: i64,
    pub(crate) row_no: i64,
}

/// What became of a row.
#[derive(Debug)]
pub(crate) enum Outcome {
    Stored {
        id: i64,
    },
    /// With the row as it was.
    Changed(WholeRow),
    Unchanged,
    /// The key stood in the file before; with the column in which a permitted repeat differs.
    Duplicate {
        first_line: u64,
        differs_in: Option<&'static str>,
    },
}

/// What a fact needs to know about the fact it hangs on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parent {
    pub(crate) id: i64,
    pub(crate) supplier: Value,
    pub(crate) business_unit: Value,
    /// Date or instant that chooses its month.
    pub(crate) on: String,
    /// Its quantity, when its kind has one.
    pub(crate) quantity: Value,
}

/// What there is to know about the row with the key of a new one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    pub(crate) id: i64,
    pub(crate) import_id: i64,
    pub(crate) row_no: i64,
    /// The first column whose value is another one.
    pub(crate) differs_at: Option<usize>,
}

/// An outcome before the lane has acted on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Changed,
    Unchanged,
    Duplicate {
        first_line: u64,
        differs_in: Option<&'static str>,
    },
}

impl Batch<'_> {
    /// Decides what a row does to the row with its key.
    pub(crate) fn decide(&mut self, row: &ImportRow, found: &Found) -> Verdict {
        let first_line = if found.import_id == self.import_id {
            Some(found.row_no.cast_unsigned())
        } else {
            self.seen.get(&found.id).copied()
        };
        match (first_line, found.differs_at) {
            (Some(_), None) if row.repeat_ok => Verdict::Unchanged,
            (Some(first_line), at) => {
                let differs_in = at.filter(|_| row.repeat_ok).map(|at| self.plan.kind.columns[at].name);
                Verdict::Duplicate { first_line, differs_in }
            }
            (None, None) => {
                self.seen.insert(found.id, row.line);
                Verdict::Unchanged
            }
            (None, Some(_)) => Verdict::Changed,
        }
    }

    pub(crate) fn take_id(&mut self) -> i64 {
        let id = *self.next_id;
        *self.next_id += 1;
        id
    }
}

/// The integer at a place of a row that must hold one.
pub(crate) fn expect_int(row: &[Value], at: usize, place: &str) -> Result<i64, StoreError> {
    row.get(at)
        .and_then(Value::as_int)
        .ok_or_else(|| corrupt(row.get(at), place, "an integer"))
}

/// The text at a place of a row that must hold one.
pub(crate) fn expect_text(row: &[Value], at: usize, place: &str) -> Result<String, StoreError> {
    row.get(at)
        .and_then(Value::as_text)
        .map(str::to_owned)
        .ok_or_else(|| corrupt(row.get(at), place, "a text"))
}

fn corrupt(value: Option<&Value>, place: &str, expected: &'static str) -> StoreError {
    StoreError::Corrupt {
        place: place.to_owned(),
        found: format!("{value:?}"),
        expected,
    }
}
