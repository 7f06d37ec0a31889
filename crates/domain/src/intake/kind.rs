//! The shape of an entity or fact kind: its key, its dates and its typed columns.
//!
//! Tables, templates, import checks and snapshots are made from this one description.

/// One kind of master data, fact or reference row.
#[derive(Debug)]
pub struct Kind {
    /// Singular, as in `gradus import commit receipt …`.
    pub name: &'static str,
    /// The table that holds it.
    pub table: &'static str,
    pub class: Class,
    /// Columns whose texts, joined by `/`, make the key.
    pub key: &'static [&'static str],
    /// The required date (or instant) that chooses the monthly snapshot; facts only.
    pub partition: Option<&'static str>,
    pub columns: &'static [Column],
}

impl Kind {
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

/// What a kind is for, which decides its key and where it is snapshotted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Named things with a code of their own: unique by key whatever the source.
    Master,
    /// Things that happened: unique by source and key, snapshotted by month.
    Fact,
    /// Tables the computation leans on (rates, holidays): unique by key, no supplier.
    Reference,
}

/// One column of a kind.
#[derive(Debug)]
pub struct Column {
    pub name: &'static str,
    pub ty: Type,
    pub required: bool,
    /// What it means, in one English sentence; the template prints it.
    pub meaning: &'static str,
}

impl Column {
    /// The name of the column in the store: a reference keeps the row id of what it names.
    #[must_use]
    pub fn sql_name(&self) -> String {
        match self.ty {
            Type::Ref(_) => format!("{}_id", self.name),
            _ => self.name.to_owned(),
        }
    }
}

/// How a cell is read and stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    Text,
    /// Calendar date without zone; stored as ISO text.
    Date,
    /// UTC instant; stored as `2026-03-02T08:00:00Z`.
    Instant,
    /// Decimal with three places; stored times 1,000.
    Quantity,
    /// Decimal with six places; stored times 1,000,000.
    Price,
    /// Minor units of the row's `currency` column.
    Money,
    /// Decimal with nine places; stored times 1,000,000,000.
    Rate,
    Integer,
    /// yes/no; stored as 1/0.
    Flag,
    /// ISO 4217 code.
    Currency,
    /// ISO 3166-1 alpha-2 code.
    Country,
    /// One of a closed list of words.
    Choice(&'static [&'static str]),
    /// The key of a row of another kind; stored as that row's id.
    Ref(&'static str),
}

impl Type {
    /// Whether the stored form is text; otherwise it is a 64-bit integer.
    #[must_use]
    pub fn is_text(self) -> bool {
        matches!(
            self,
            Type::Text | Type::Date | Type::Instant | Type::Currency | Type::Country | Type::Choice(_)
        )
    }
}
