//! Rows as the store hands them over: columns of integers, days and short texts.

use super::kind::Kind;

/// Rows of one kind, column by column.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RawTable {
    /// Store row ids, ascending.
    pub ids: Vec<i64>,
    /// Source name of each row's import, as a small number (see `sources`).
    pub source: Vec<u32>,
    pub sources: Vec<Box<str>>,
    /// One entry per column of the kind, in its order.
    pub columns: Vec<RawColumn>,
}

/// The cells of one column.
#[derive(Debug, Clone, PartialEq)]
pub enum RawColumn {
    /// Integers, scaled numbers, flags, and row ids of references.
    Int(Vec<Option<i64>>),
    /// Dates as days since 1970-01-01.
    Day(Vec<Option<i32>>),
    Text(Vec<Option<Box<str>>>),
}

impl RawTable {
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The integers of a column, or `None` when it is not one of integers.
    #[must_use]
    pub fn ints(&self, position: usize) -> Option<&[Option<i64>]> {
        match self.columns.get(position) {
            Some(RawColumn::Int(values)) => Some(values),
            _ => None,
        }
    }

    #[must_use]
    pub fn days(&self, position: usize) -> Option<&[Option<i32>]> {
        match self.columns.get(position) {
            Some(RawColumn::Day(values)) => Some(values),
            _ => None,
        }
    }

    #[must_use]
    pub fn texts(&self, position: usize) -> Option<&[Option<Box<str>>]> {
        match self.columns.get(position) {
            Some(RawColumn::Text(values)) => Some(values),
            _ => None,
        }
    }
}

/// Cells of one stored table by column name; a table that is not there has no rows.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    kind: &'static Kind,
    table: Option<&'a RawTable>,
}

impl<'a> View<'a> {
    #[must_use]
    pub fn new(kind: &'static Kind, table: Option<&'a RawTable>) -> View<'a> {
        View { kind, table }
    }

    #[must_use]
    pub fn rows(&self) -> usize {
        self.table.map_or(0, RawTable::len)
    }

    /// The store's id of a row.
    #[must_use]
    pub fn id(&self, row: usize) -> i64 {
        self.table.and_then(|table| table.ids.get(row).copied()).unwrap_or(0)
    }

    #[must_use]
    pub fn int(&self, name: &str, row: usize) -> Option<i64> {
        self.table?.ints(self.kind.position(name)?)?.get(row).copied().flatten()
    }

    #[must_use]
    pub fn day(&self, name: &str, row: usize) -> Option<i32> {
        self.table?.days(self.kind.position(name)?)?.get(row).copied().flatten()
    }

    #[must_use]
    pub fn text(&self, name: &str, row: usize) -> Option<&'a str> {
        self.table?.texts(self.kind.position(name)?)?.get(row)?.as_deref()
    }
}
