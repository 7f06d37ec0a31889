//! Assembles a snapshot table column by column: what is not set is copied from the stored column of the same name.

use super::MonthRows;
use super::reference::Reference;
use crate::intake::kind::Kind;
use crate::intake::raw::{RawColumn, RawTable};
use crate::intake::snapshot::{ColumnValues, SnapshotTable, SnapshotType, TableData};
use std::collections::BTreeMap;

pub(super) struct Builder<'a> {
    table: &'static SnapshotTable,
    kind: &'static Kind,
    raw: &'a RawTable,
    set: BTreeMap<&'static str, ColumnValues>,
}

impl<'a> Builder<'a> {
    /// Sets `row_id`, `supplier_id`, `category_id` and `unit_id`, which every fact table carries.
    pub(super) fn new(
        table: &'static SnapshotTable,
        kind: &'static Kind,
        rows: MonthRows<'a>,
        reference: &Reference,
    ) -> Self {
        let mut builder = Builder {
            table,
            kind,
            raw: rows.own,
            set: BTreeMap::new(),
        };
        builder.set(
            "row_id",
            ColumnValues::Int(rows.own.ids.iter().map(|id| Some(*id)).collect()),
        );
        builder.set("unit_id", builder.map_int("business_unit", |id| Some(id.unwrap_or(0))));
        builder.set(
            "supplier_id",
            builder.map_int("supplier", |id| Some(reference.supplier(id.unwrap_or(0)))),
        );
        let categories = builder.map_int("category", |id| id);
        let items = builder.map_int("item", |id| id);
        if let (ColumnValues::Int(categories), ColumnValues::Int(items)) = (categories, items) {
            let resolved = categories
                .iter()
                .zip(&items)
                .map(|(category, item)| Some(category.or_else(|| reference.item_category(*item)).unwrap_or(0)))
                .collect();
            builder.set("category_id", ColumnValues::Int(resolved));
            let items = items.into_iter().map(|item| Some(item.unwrap_or(0))).collect();
            builder.set("item_id", ColumnValues::Int(items));
        }
        builder
    }

    pub(super) fn rows(&self) -> usize {
        self.raw.len()
    }

    pub(super) fn set(&mut self, name: &'static str, values: ColumnValues) {
        self.set.insert(name, values);
    }

    /// The stored integers of a column, or nothing for a kind without it.
    pub(super) fn ints(&self, name: &str) -> &'a [Option<i64>] {
        self.kind
            .position(name)
            .and_then(|position| self.raw.ints(position))
            .unwrap_or(&[])
    }

    pub(super) fn days(&self, name: &str) -> &'a [Option<i32>] {
        self.kind
            .position(name)
            .and_then(|position| self.raw.days(position))
            .unwrap_or(&[])
    }

    pub(super) fn texts(&self, name: &str) -> &'a [Option<Box<str>>] {
        self.kind
            .position(name)
            .and_then(|position| self.raw.texts(position))
            .unwrap_or(&[])
    }

    pub(super) fn int(&self, name: &str, row: usize) -> Option<i64> {
        self.ints(name).get(row).copied().flatten()
    }

    pub(super) fn day(&self, name: &str, row: usize) -> Option<i32> {
        self.days(name).get(row).copied().flatten()
    }

    pub(super) fn text(&self, name: &str, row: usize) -> Option<&'a str> {
        self.texts(name).get(row).and_then(|text| text.as_deref())
    }

    /// An integer column from the stored one (all empty where the kind has none).
    pub(super) fn map_int(&self, name: &str, f: impl Fn(Option<i64>) -> Option<i64>) -> ColumnValues {
        let stored = self.ints(name);
        ColumnValues::Int(
            (0..self.rows())
                .map(|row| f(stored.get(row).copied().flatten()))
                .collect(),
        )
    }

    /// An integer column computed row by row.
    pub(super) fn int_column(&mut self, name: &'static str, f: impl Fn(&Self, usize) -> Option<i64>) {
        let values = (0..self.rows()).map(|row| f(self, row)).collect();
        self.set(name, ColumnValues::Int(values));
    }

    pub(super) fn decimal_column(&mut self, name: &'static str, f: impl Fn(&Self, usize) -> Option<i64>) {
        let values = (0..self.rows()).map(|row| f(self, row)).collect();
        self.set(name, ColumnValues::Decimal(values));
    }

    pub(super) fn date_column(&mut self, name: &'static str, f: impl Fn(&Self, usize) -> Option<i32>) {
        let values = (0..self.rows()).map(|row| f(self, row)).collect();
        self.set(name, ColumnValues::Date(values));
    }

    pub(super) fn word_or(&mut self, name: &'static str, default: &'static str) {
        let values = (0..self.rows())
            .map(|row| Some(self.text(name, row).unwrap_or(default).into()))
            .collect();
        self.set(name, ColumnValues::Word(values));
    }

    /// A yes/no column where an empty cell means no.
    pub(super) fn flag_or_no(&mut self, name: &'static str) {
        let values = self.map_int(name, |flag| Some(flag.unwrap_or(0)));
        self.set(name, values);
    }

    /// Money (minor units in the row's currency) as reporting currency with six places.
    pub(super) fn money(&mut self, to: &'static str, from: &str, day: &str, reference: &Reference) {
        let amounts = (0..self.rows())
            .map(|row| {
                let currency = self.text("currency", row)?;
                reference
                    .rates
                    .money(self.int(from, row)?, currency, self.day(day, row)?)
            })
            .collect();
        self.set(to, ColumnValues::Decimal(amounts));
    }

    /// All columns in schema order.
    pub(super) fn finish(mut self) -> TableData {
        let rows = self.rows();
        let columns = self
            .table
            .columns
            .iter()
            .map(|column| {
                self.set
                    .remove(column.name)
                    .unwrap_or_else(|| copy(self.kind, self.raw, column.name, column.ty, rows))
            })
            .collect();
        TableData {
            table: self.table.name,
            columns,
        }
    }
}

/// The stored column of the same name; a column that the store does not have stays empty.
fn copy(kind: &Kind, raw: &RawTable, name: &str, ty: SnapshotType, rows: usize) -> ColumnValues {
    let stored = kind.position(name).and_then(|position| raw.columns.get(position));
    match (stored, ty) {
        (Some(RawColumn::Int(values)), SnapshotType::Int) => ColumnValues::Int(values.clone()),
        (Some(RawColumn::Int(values)), SnapshotType::Decimal(_)) => ColumnValues::Decimal(values.clone()),
        (Some(RawColumn::Day(values)), SnapshotType::Date) => ColumnValues::Date(values.clone()),
        (Some(RawColumn::Text(values)), SnapshotType::Word) => ColumnValues::Word(values.clone()),
        (_, SnapshotType::Int) => ColumnValues::Int(vec![None; rows]),
        (_, SnapshotType::Decimal(_)) => ColumnValues::Decimal(vec![None; rows]),
        (_, SnapshotType::Date) => ColumnValues::Date(vec![None; rows]),
        (_, SnapshotType::Word) => ColumnValues::Word(vec![None; rows]),
        (_, SnapshotType::Arrivals) => ColumnValues::Arrivals(vec![Vec::new(); rows]),
    }
}
