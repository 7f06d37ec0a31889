//! What a command has to say: sentences and tables for people, one table or one record for machines.

use super::cell::Cell;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// A result with both of its faces.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// What people see, from top to bottom.
    pub(crate) blocks: Vec<Block>,
    /// What `csv`, `tsv`, `ndjson` and `markdown` write.
    pub(crate) rows: Table,
    /// Further tables before the rows, for `tsv` and `markdown`: what people see above them.
    pub(crate) sections: Vec<Table>,
    /// What `json` writes instead of the rows, when the result is one thing.
    pub(crate) record: Option<Map<String, Value>>,
}

/// One part of what people see.
#[derive(Debug)]
pub(crate) enum Block {
    Line(Vec<(Tone, String)>),
    Table(Table),
}

/// How a piece of text is set apart; always along with a word or a sign, never by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Plain,
    Strong,
    Dim,
    Good,
    Warn,
    Bad,
}

/// Rows under stable keys.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    /// `snake_case` key, which machines see and which names the heading in `cli.ftl` (`cli-column-…`).
    pub(crate) columns: Vec<Cow<'static, str>>,
    pub(crate) rows: Vec<Vec<Cell>>,
}

impl Table {
    pub(crate) fn new(columns: &[&'static str]) -> Table {
        Table {
            columns: columns.iter().map(|column| Cow::Borrowed(*column)).collect(),
            rows: Vec::new(),
        }
    }

    /// A table whose columns are named by something else, such as a person's own query.
    pub(crate) fn named<'a>(columns: impl IntoIterator<Item = &'a String>) -> Table {
        let columns = columns.into_iter().map(|name| Cow::Owned(name.clone())).collect();
        Table {
            columns,
            rows: Vec::new(),
        }
    }

    /// Adds a row with one cell per column.
    pub(crate) fn push(&mut self, row: Vec<Cell>) {
        debug_assert_eq!(row.len(), self.columns.len(), "one cell per column");
        self.rows.push(row);
    }

    /// One JSON object per row.
    pub(crate) fn objects(&self) -> Vec<Map<String, Value>> {
        let object = |row: &Vec<Cell>| {
            self.columns
                .iter()
                .zip(row)
                .map(|(column, cell)| (column.to_string(), cell.json()))
                .collect()
        };
        self.rows.iter().map(object).collect()
    }

    /// The table as the file writers take it: only what is a number may look like one.
    pub(crate) fn to_file(&self) -> formats::write::Table {
        let cell = |cell: &Cell| match cell {
            Cell::Nothing => formats::write::Cell::Empty,
            number if number.is_number() => formats::write::Cell::Number(number.for_machines()),
            other => formats::write::Cell::Text(other.for_machines()),
        };
        formats::write::Table {
            columns: self.columns.iter().map(ToString::to_string).collect(),
            rows: self.rows.iter().map(|row| row.iter().map(cell).collect()).collect(),
        }
    }

    /// The columns that were named, in the order of the table.
    pub(crate) fn only(&self, columns: &[&str]) -> Table {
        let kept: Vec<usize> = (0..self.columns.len())
            .filter(|position| columns.contains(&self.columns[*position].as_ref()))
            .collect();
        Table {
            columns: kept.iter().map(|position| self.columns[*position].clone()).collect(),
            rows: self
                .rows
                .iter()
                .map(|row| kept.iter().map(|position| row[*position].clone()).collect())
                .collect(),
        }
    }
}

impl Report {
    /// A report that is one table for everybody.
    pub(crate) fn table(table: Table) -> Report {
        Report {
            blocks: vec![Block::Table(table.clone())],
            rows: table,
            ..Report::default()
        }
    }

    /// A report whose sentences are for people, and whose rows are for machines.
    pub(crate) fn rows(rows: Table) -> Report {
        Report {
            rows,
            ..Report::default()
        }
    }

    #[must_use]
    pub(crate) fn record(mut self, record: Map<String, Value>) -> Report {
        self.record = Some(record);
        self
    }

    /// A table that stands before the rows where a pipe can carry several.
    pub(crate) fn section(&mut self, table: Table) -> &mut Report {
        self.sections.push(table);
        self
    }

    pub(crate) fn line(&mut self, text: impl Into<String>) -> &mut Report {
        self.tone(Tone::Plain, text)
    }

    pub(crate) fn tone(&mut self, tone: Tone, text: impl Into<String>) -> &mut Report {
        self.spans(vec![(tone, text.into())])
    }

    pub(crate) fn spans(&mut self, spans: Vec<(Tone, String)>) -> &mut Report {
        self.blocks.push(Block::Line(spans));
        self
    }

    /// A table that only people see.
    pub(crate) fn shown(&mut self, table: Table) -> &mut Report {
        self.blocks.push(Block::Table(table));
        self
    }
}
