//! What the facts say about a supplier, before any scoring: exact sums of countable events.

use jiff::civil::Date;
use rust_decimal::Decimal;

/// A query of the catalogue with its parameters filled in, ready to run.
///
/// It yields one row per countable event: `supplier_id, category_id, unit_id, row_id, on_date, part, good, n`,
/// and may add `fault_owner` (text) and `gate` (text: `knockout`, or `cap:59`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObserveQuery {
    /// Indicator code, such as `delivery.otd`.
    pub indicator: String,
    /// One `select`; `$as_of` and the declared parameters stand as `$name`.
    pub sql: String,
    /// Parameter values in the order of their names.
    pub parameters: Vec<(String, ParameterValue)>,
    /// Fault owners whose misses count; a null owner is the supplier.
    pub counted_owners: Vec<String>,
}

impl ObserveQuery {
    /// Whether some of its events stand on the day of the evaluation, such as a certificate that is valid then. They
    /// are no events of earlier quarters, so what earlier quarters looked like has to be asked for each of them.
    #[must_use]
    pub fn looks_at_the_last_day(&self) -> bool {
        let words: Vec<&str> = self.sql.split_whitespace().collect();
        words.join(" ").to_lowercase().contains("cast($as_of as date)")
    }
}

/// A value of a declared parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParameterValue {
    Integer(i64),
    Decimal(Decimal),
    Word(String),
    Flag(bool),
}

/// The events of one query, part, supplier, category, unit and bucket, summed exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartSum {
    /// Position of the query in the request.
    pub query: usize,
    pub supplier_id: i64,
    pub category_id: i64,
    pub unit_id: i64,
    /// Position of the bucket in the request.
    pub bucket: usize,
    pub part: String,
    /// Sum of `good` over counted events.
    pub good: Decimal,
    /// Sum of `n` over counted events.
    pub n: Decimal,
    /// Sum of `good` squared over the counted events whose `n` is 1, for dispersion.
    pub good_squared: Decimal,
    /// Counted events.
    pub events: u64,
    /// Counted events with `good >= n`.
    pub hits: u64,
    /// Misses that someone else caused: left out of the sums, shown beside them.
    pub excused: u64,
    /// Lowest cap among the events, 0 to 100.
    pub cap: Option<u8>,
    /// Events that knock out.
    pub knockouts: u64,
}

/// One event of a drill-down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    /// The snapshot table that `row_id` is a row of; `None` when the query does not take it from one table.
    pub table: Option<String>,
    pub row_id: i64,
    pub category_id: i64,
    pub unit_id: i64,
    pub on_date: Date,
    pub part: String,
    pub good: Decimal,
    pub n: Decimal,
    pub fault_owner: Option<String>,
    pub gate: Option<String>,
    /// Whether it counts for the score (a miss that someone else caused does not).
    pub counted: bool,
}
