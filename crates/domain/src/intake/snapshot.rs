//! The columnar tables that evaluation reads: derived from the store month by month, deletable at any time.
//!
//! Every row carries `row_id` (the row in the store), `supplier_id`, `category_id` and `unit_id` as integers;
//! 0 stands for "none". Dates are days; amounts are in the reporting currency of the company.

pub use super::snapshot_tables::TABLES;

/// One snapshot table.
#[derive(Debug)]
pub struct SnapshotTable {
    pub name: &'static str,
    /// The fact kind whose months it follows; `None` for tables written whole.
    pub kind: Option<&'static str>,
    pub columns: &'static [SnapshotColumn],
}

impl SnapshotTable {
    /// The kind whose rows `row_id` names, also where the table is written whole.
    #[must_use]
    pub fn row_kind(&self) -> Option<&'static str> {
        self.kind.or(match self.name {
            "required_certificates" => Some("certificate_requirement"),
            "supplier_categories" => Some("supplier_category"),
            _ => None,
        })
    }
}

/// One column of a snapshot table.
#[derive(Debug)]
pub struct SnapshotColumn {
    pub name: &'static str,
    pub ty: SnapshotType,
    pub meaning: &'static str,
}

/// How a snapshot column is typed; every type is exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SnapshotType {
    Int,
    Date,
    /// Decimal of 18 digits with this many places.
    Decimal(u8),
    /// A short word from a small set, never free text.
    Word,
    /// The arrivals of an order line: a list of (day, `workday_no`, quantity), earliest first.
    Arrivals,
}

/// One partial arrival of an order line: where its Incoterm stops the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arrival {
    /// Days since 1970-01-01.
    pub day: i32,
    /// Working days since 1970-01-01 in the calendar of the line.
    pub workday_no: i32,
    /// Quantity times 1,000.
    pub quantity: i64,
}

/// The values of one column, one entry per row.
#[derive(Debug, Clone, PartialEq)]
pub enum ColumnValues {
    Int(Vec<Option<i64>>),
    /// Days since 1970-01-01.
    Date(Vec<Option<i32>>),
    /// Scaled by the column's decimal places.
    Decimal(Vec<Option<i64>>),
    Word(Vec<Option<Box<str>>>),
    Arrivals(Vec<Vec<Arrival>>),
}

impl ColumnValues {
    #[must_use]
    pub fn new(ty: SnapshotType) -> ColumnValues {
        match ty {
            SnapshotType::Int => ColumnValues::Int(Vec::new()),
            SnapshotType::Date => ColumnValues::Date(Vec::new()),
            SnapshotType::Decimal(_) => ColumnValues::Decimal(Vec::new()),
            SnapshotType::Word => ColumnValues::Word(Vec::new()),
            SnapshotType::Arrivals => ColumnValues::Arrivals(Vec::new()),
        }
    }

    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            ColumnValues::Int(values) => values.len(),
            ColumnValues::Date(values) => values.len(),
            ColumnValues::Decimal(values) => values.len(),
            ColumnValues::Word(values) => values.len(),
            ColumnValues::Arrivals(values) => values.len(),
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The rows of one table (of one month, where the table follows months), column by column in schema order.
#[derive(Debug, Clone, PartialEq)]
pub struct TableData {
    pub table: &'static str,
    pub columns: Vec<ColumnValues>,
}

impl TableData {
    #[must_use]
    pub fn empty(table: &'static SnapshotTable) -> TableData {
        let columns = table
            .columns
            .iter()
            .map(|column| ColumnValues::new(column.ty))
            .collect();
        TableData {
            table: table.name,
            columns,
        }
    }

    #[must_use]
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, ColumnValues::len)
    }
}

/// The table of that name.
#[must_use]
pub fn find(name: &str) -> Option<&'static SnapshotTable> {
    TABLES.iter().find(|table| table.name == name)
}

pub(super) const fn column(name: &'static str, ty: SnapshotType, meaning: &'static str) -> SnapshotColumn {
    SnapshotColumn { name, ty, meaning }
}
