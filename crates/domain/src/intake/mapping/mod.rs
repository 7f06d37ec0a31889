//! Mappings: how the columns of somebody else's file become the columns of our kinds.

mod bind;
mod read;
#[cfg(test)]
mod tests;

pub use bind::{Bound, BoundColumn, BoundEntity, Headers, Names, fold, is_same_header};
pub use read::{Cells, Outcome, key_of};

use super::cell::{DateFormat, DecimalMark};
use super::kind::{Class, Kind};
use crate::Decimal;
use std::collections::BTreeMap;

/// A whole mapping: what the file is like, and which entities its rows hold.
#[derive(Debug, Clone, Default)]
pub struct Mapping {
    /// Name of the source system; facts are unique by it and their key.
    pub source: Option<String>,
    pub file: FileHints,
    /// Words that mean "nothing", whatever their case.
    pub null_values: Vec<String>,
    pub limits: Limits,
    pub entities: Vec<EntityMapping>,
}

/// What a person says about the file, where detection would have to guess.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FileHints {
    pub sheet: Option<String>,
    /// Row of the header, the first one is 1.
    pub header_row: Option<u64>,
    pub encoding: Option<String>,
    pub delimiter: Option<u8>,
    pub decimal: Option<DecimalMark>,
    /// IANA zone of local times.
    pub time_zone: Option<String>,
    /// How every date column is written that does not say it itself.
    pub date_formats: Vec<DateFormat>,
}

/// What an import refuses as implausible.
#[derive(Debug, Clone, PartialEq)]
pub struct Limits {
    pub max_quantity: Decimal,
    /// How many times the ordered quantity may be received.
    pub max_overdelivery: Decimal,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            max_quantity: Decimal::from(1_000_000_000),
            max_overdelivery: Decimal::TWO,
        }
    }
}

/// How one kind is made from a row.
#[derive(Debug, Clone)]
pub struct EntityMapping {
    pub kind: &'static Kind,
    pub columns: Vec<ColumnMapping>,
    /// Rows that do not pass every filter hold no such entity.
    pub filter: Vec<Filter>,
    pub on_repeat: Repeat,
}

/// What a second row with the same key means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Repeat {
    /// A mistake: the later row is rejected.
    #[default]
    Refuse,
    /// Fine, as master data taken from a sheet of facts; but it must say the same.
    Same,
    /// Fine, and the first row counts.
    First,
}

impl Repeat {
    /// Master data beside facts comes once per row of the facts; anything else comes once.
    #[must_use]
    pub fn usual(kind: &Kind, beside: &[&Kind]) -> Repeat {
        let has_facts = beside.iter().any(|other| other.class == Class::Fact);
        if kind.class == Class::Fact || !has_facts {
            Repeat::Refuse
        } else {
            Repeat::Same
        }
    }
}

/// Where one column of a kind comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnMapping {
    /// Position among the columns of the kind.
    pub position: usize,
    pub source: Source,
    /// Translation of the source's words, by their folded form.
    pub values: BTreeMap<String, String>,
    /// What every other word becomes; as it is when `None`.
    pub otherwise: Option<String>,
    pub date_formats: Vec<DateFormat>,
    pub decimal: Option<DecimalMark>,
}

impl ColumnMapping {
    /// A column taken as it is.
    #[must_use]
    pub fn plain(position: usize, source: Source) -> ColumnMapping {
        ColumnMapping {
            position,
            source,
            values: BTreeMap::new(),
            otherwise: None,
            date_formats: Vec::new(),
            decimal: None,
        }
    }
}

/// The text of a column, before it is translated and read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    Column(String),
    Constant(String),
    /// `{PO / SO #}/{ID}`: text and headers in turn; nothing when any of its cells is empty.
    Template(Vec<Piece>),
    /// The first of these columns that is not empty.
    FirstOf(Vec<String>),
    /// The earliest day in these columns, for a day that the file does not always tell.
    EarliestOf(Vec<String>),
    /// These columns multiplied.
    Product(Vec<String>),
}

/// A part of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    Column(String),
}

/// A condition that a row must meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    pub column: String,
    pub test: Test,
}

/// What a filter asks of its cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// It is one of these.
    In(Vec<String>),
    NotIn(Vec<String>),
    Empty,
    NotEmpty,
}

impl Source {
    /// The headers it reads.
    #[must_use]
    pub fn headers(&self) -> Vec<&str> {
        match self {
            Source::Column(name) => vec![name],
            Source::Constant(_) => Vec::new(),
            Source::Template(pieces) => pieces
                .iter()
                .filter_map(|piece| match piece {
                    Piece::Column(name) => Some(name.as_str()),
                    Piece::Text(_) => None,
                })
                .collect(),
            Source::FirstOf(names) | Source::EarliestOf(names) | Source::Product(names) => {
                names.iter().map(String::as_str).collect()
            }
        }
    }

    /// Reads `{PO / SO #}/{ID}`; a brace of the text itself is doubled. `None` when the braces do not match.
    #[must_use]
    pub fn template(text: &str) -> Option<Source> {
        let mut pieces = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            plain.push_str(&rest[..at]);
            let (brace, after) = rest[at..].split_at(1);
            if let Some(doubled) = after.strip_prefix(brace) {
                plain.push_str(brace);
                rest = doubled;
                continue;
            }
            let (name, after) = after
                .split_once('}')
                .filter(|(name, _)| brace == "{" && !name.is_empty())?;
            if !plain.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut plain)));
            }
            pieces.push(Piece::Column(name.to_owned()));
            rest = after;
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            pieces.push(Piece::Text(plain));
        }
        Some(Source::Template(pieces))
    }
}
