//! From stored rows to snapshot rows: aliases, due dates, working days, arrivals, and comparable money.
//!
//! The same rows and the same reference data give the same snapshot, in whatever order months are written.

mod builder;
mod calendar;
mod order_line;
mod prices;
mod quality;
mod rates;
mod reference;
mod simple;
mod ticket;
mod whole;

pub use calendar::{WorkClock, Zone};
pub use prices::{PriceHistory, PricePoint};
pub use rates::Rates;
pub use reference::{Masters, Reference};

use super::raw::RawTable;
use super::snapshot::{SnapshotTable, TableData};
use crate::period::Month;

/// The stored rows that one month of a snapshot table is made from.
#[derive(Debug, Clone, Copy)]
pub struct MonthRows<'a> {
    /// The rows of the table's own kind.
    pub own: &'a RawTable,
    /// Rows that hang on them, by kind name: confirmations, receipts and hand-overs of order lines, events of tickets.
    pub children: &'a [(&'static str, RawTable)],
}

impl<'a> MonthRows<'a> {
    /// The child rows of a kind, if the caller gave any.
    #[must_use]
    pub fn child(&self, kind: &str) -> Option<&'a RawTable> {
        self.children
            .iter()
            .find(|(name, _)| *name == kind)
            .map(|(_, table)| table)
    }
}

/// The kinds whose rows hang on the rows of a snapshot table's kind.
#[must_use]
pub fn children_of(table: &str) -> &'static [&'static str] {
    match table {
        "order_lines" => &["confirmation", "receipt", "hand_over"],
        "tickets" => &["ticket_event"],
        _ => &[],
    }
}

/// How many later months must be written again when a month of the table changed.
///
/// Order lines look back for the supplier's own earlier price, nonconformances for repeats on both sides.
#[must_use]
pub fn reach_months(table: &str) -> (u32, u32) {
    match table {
        "order_lines" => (0, prices::HISTORY_MONTHS),
        "nonconformances" => (4, 4),
        _ => (0, 0),
    }
}

/// One month of a table that follows a fact kind.
#[must_use]
pub fn month(
    table: &'static SnapshotTable,
    month: Month,
    rows: MonthRows<'_>,
    reference: &Reference,
    history: &mut PriceHistory,
) -> TableData {
    match table.name {
        "order_lines" => order_line::derive(table, month, rows, reference, history),
        "inspection_lots" => quality::inspection_lots(table, rows, reference),
        "nonconformances" => quality::nonconformances(table, rows, reference),
        "scar_milestones" => quality::scar_milestones(table, rows, reference),
        "tickets" => ticket::derive(table, month, rows, reference),
        _ => simple::derive(table, rows, reference),
    }
}

/// A table without months: suppliers, categories, approvals, requirements, working days.
#[must_use]
pub fn whole(table: &'static SnapshotTable, masters: &Masters, reference: &Reference) -> TableData {
    whole::derive(table, masters, reference)
}

#[cfg(test)]
mod tests;
