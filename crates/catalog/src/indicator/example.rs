//! Worked examples: settings, tables that go in, and the events they give.

use super::parse::EXAMPLES;
use crate::document::table::{self, Table};
use crate::document::{Document, DocumentError, Line, Problem};
use crate::setting;
use domain::Date;
use domain::design::indicator::{Example, ExampleTable, Indicator, Parameter};
use domain::intake::snapshot::{self, SnapshotTable, SnapshotType};
use rust_decimal::Decimal;
use std::str::FromStr;

/// The name of the table that says what comes out.
const GIVES: &str = "gives";

/// What an event may say.
const EVENT_COLUMNS: &[(&str, CellType)] = &[
    ("supplier_id", CellType::Name),
    ("category_id", CellType::Name),
    ("unit_id", CellType::Name),
    ("row_id", CellType::Name),
    ("on_date", CellType::Date),
    ("part", CellType::Name),
    ("good", CellType::Decimal(9)),
    ("n", CellType::Decimal(9)),
    ("fault_owner", CellType::Name),
    ("gate", CellType::Name),
];

#[derive(Clone, Copy)]
enum CellType {
    /// Whatever stands there.
    Name,
    Int,
    Date,
    Decimal(u32),
    Arrivals,
}

/// The examples of a document.
pub(super) fn read(document: &Document<'_>, indicator: &Indicator) -> Result<Vec<Example>, DocumentError> {
    let Some(section) = document.section(EXAMPLES) else {
        return Ok(Vec::new());
    };
    let mut blocks: Vec<(Line<'_>, &str, Vec<Line<'_>>)> = Vec::new();
    for &line in &section.lines {
        match (line.text.strip_prefix("### "), blocks.last_mut()) {
            (Some(title), _) => blocks.push((line, title.trim(), Vec::new())),
            (None, Some((_, _, lines))) => lines.push(line),
            (None, None) if line.text.trim().is_empty() => {}
            (None, None) => return Err(document.error(line.number, Problem::OutsideExample)),
        }
    }
    let reader = Reader {
        document,
        parameters: &indicator.parameters,
    };
    blocks
        .into_iter()
        .map(|(line, title, lines)| reader.example(line.number, title, &lines))
        .collect()
}

struct Reader<'a, 't> {
    document: &'a Document<'t>,
    parameters: &'a [Parameter],
}

impl Reader<'_, '_> {
    fn example(&self, at: usize, title: &str, lines: &[Line<'_>]) -> Result<Example, DocumentError> {
        let mut example = Example {
            title: title.to_owned(),
            settings: vec![],
            tables: vec![],
            gives: ExampleTable::default(),
        };
        let mut name: Option<Line<'_>> = None;
        let mut rest = lines;
        while let [line, after @ ..] = rest {
            rest = after;
            let text = line.text.trim();
            if table::is_row(text) {
                let rows = 1 + after.iter().take_while(|line| table::is_row(line.text)).count();
                let start = lines.len() - after.len() - 1;
                rest = &lines[start + rows..];
                self.table(&mut example, name.take(), &lines[start..start + rows])?;
            } else if let Some(settings) = text.strip_prefix("with ") {
                self.settings(&mut example, line.number, settings)?;
            } else if !text.is_empty() && !text.contains(' ') {
                name = Some(*line);
            }
        }
        let missing = match (example.tables.is_empty(), example.gives.header.is_empty()) {
            (true, _) => ("of facts", "write the name of a snapshot table and its rows"),
            (_, true) => (GIVES, "write a line \"gives\" and the expected events under it"),
            _ => return Ok(example),
        };
        let title = title.to_owned();
        Err(self.error(
            at,
            Problem::ExampleIncomplete {
                title,
                missing: missing.0,
                cure: missing.1,
            },
        ))
    }

    fn settings(&self, example: &mut Example, line: usize, text: &str) -> Result<(), DocumentError> {
        for setting in text.split(',').map(str::trim) {
            let Some((name, value)) = setting.split_once('=').map(|(name, value)| (name.trim(), value.trim())) else {
                return Err(self.error(
                    line,
                    Problem::NotASetting {
                        setting: setting.to_owned(),
                    },
                ));
            };
            self.check_setting(line, name, value)?;
            example
                .settings
                .push((name.to_owned(), value.trim_matches('"').to_owned()));
        }
        Ok(())
    }

    fn check_setting(&self, line: usize, name: &str, value: &str) -> Result<(), DocumentError> {
        if name == "as_of" {
            return self.check_cell(line, "as_of", CellType::Date, value);
        }
        let names = || {
            self.parameters
                .iter()
                .map(|parameter| parameter.name.as_str())
                .chain(["as_of"])
        };
        let Some(parameter) = self.parameters.iter().find(|parameter| parameter.name == name) else {
            let nearest = crate::nearest(name, names()).map(str::to_owned);
            let known = names().collect::<Vec<_>>().join(", ");
            return Err(self.error(
                line,
                Problem::UnknownSetting {
                    name: name.to_owned(),
                    nearest,
                    known,
                },
            ));
        };
        setting::read_setting(parameter, value)
            .map(|_| ())
            .map_err(|error| self.error(line, Problem::Setting(error)))
    }

    fn table(&self, example: &mut Example, name: Option<Line<'_>>, lines: &[Line<'_>]) -> Result<(), DocumentError> {
        let table = table::read(self.document.front.file, lines)?;
        let Some(name_line) = name else {
            return Err(self.error(table.lines[0], Problem::NamelessTable { what: "a table" }));
        };
        let name = name_line.text.trim();
        let repeated = if name == GIVES {
            !example.gives.header.is_empty()
        } else {
            example.tables.iter().any(|table| table.name == name)
        };
        if repeated {
            return Err(self.error(name_line.number, Problem::RepeatedTable { name: name.to_owned() }));
        }
        let columns = self.columns(name_line.number, name)?;
        self.check_table(name, &columns, &table)?;
        let table = ExampleTable {
            name: name.to_owned(),
            header: table.header,
            rows: table.rows,
        };
        if name == GIVES {
            example.gives = table;
        } else {
            example.tables.push(table);
        }
        Ok(())
    }

    fn columns(&self, line: usize, name: &str) -> Result<Vec<(&'static str, CellType)>, DocumentError> {
        if name == GIVES {
            return Ok(EVENT_COLUMNS.to_vec());
        }
        let Some(table) = snapshot::find(name) else {
            let known = snapshot::TABLES.iter().map(|table| table.name).chain([GIVES]);
            let nearest = crate::nearest(name, known).map(str::to_owned);
            return Err(self.error(
                line,
                Problem::UnknownTable {
                    name: name.to_owned(),
                    nearest,
                },
            ));
        };
        Ok(cell_types(table))
    }

    fn check_table(
        &self,
        name: &str,
        columns: &[(&'static str, CellType)],
        table: &Table,
    ) -> Result<(), DocumentError> {
        let mut types = Vec::new();
        for (position, column) in table.header.iter().enumerate() {
            let (line, name) = (table.lines[0], name.to_owned());
            let Some((_, ty)) = columns.iter().find(|(known, _)| known == column) else {
                let nearest = crate::nearest(column, columns.iter().map(|(known, _)| *known)).map(str::to_owned);
                return Err(self.error(
                    line,
                    Problem::UnknownColumn {
                        table: name,
                        column: column.clone(),
                        nearest,
                    },
                ));
            };
            if table.header[..position].contains(column) {
                return Err(self.error(
                    line,
                    Problem::RepeatedColumn {
                        table: name,
                        column: column.clone(),
                    },
                ));
            }
            types.push(*ty);
        }
        for (row, line) in table.rows.iter().zip(&table.lines[1..]) {
            for ((cell, ty), column) in row.iter().zip(&types).zip(&table.header) {
                self.check_cell(*line, column, *ty, cell)?;
            }
        }
        Ok(())
    }

    fn check_cell(&self, line: usize, column: &str, ty: CellType, text: &str) -> Result<(), DocumentError> {
        if text.is_empty() || fits(ty, text) {
            return Ok(());
        }
        let expected = match ty {
            CellType::Name => "a name",
            CellType::Int => "a whole number",
            CellType::Date => "a day such as 2026-03-02",
            CellType::Decimal(_) => "a number with a point and no more decimal places than the column has",
            CellType::Arrivals => "arrivals such as 2026-03-02:10; 2026-03-05:5 (day:quantity)",
        };
        Err(self.error(
            line,
            Problem::Cell {
                column: column.to_owned(),
                value: text.to_owned(),
                expected,
            },
        ))
    }

    fn error(&self, line: usize, problem: Problem) -> DocumentError {
        self.document.error(line, problem)
    }
}

fn cell_types(table: &'static SnapshotTable) -> Vec<(&'static str, CellType)> {
    let cell_type = |name: &str, ty| match ty {
        SnapshotType::Int if name.ends_with("_id") => CellType::Name,
        SnapshotType::Int => CellType::Int,
        SnapshotType::Date => CellType::Date,
        SnapshotType::Decimal(places) => CellType::Decimal(u32::from(places)),
        SnapshotType::Word => CellType::Name,
        SnapshotType::Arrivals => CellType::Arrivals,
    };
    table
        .columns
        .iter()
        .map(|column| (column.name, cell_type(column.name, column.ty)))
        .collect()
}

fn fits(ty: CellType, text: &str) -> bool {
    let decimal = |text: &str, places| Decimal::from_str(text).is_ok_and(|value| value.scale() <= places);
    match ty {
        CellType::Name => true,
        CellType::Int => text.parse::<i64>().is_ok(),
        CellType::Date => text.parse::<Date>().is_ok(),
        CellType::Decimal(places) => decimal(text, places),
        CellType::Arrivals => text.split(';').all(|arrival| {
            arrival
                .trim()
                .split_once(':')
                .is_some_and(|(day, quantity)| day.parse::<Date>().is_ok() && decimal(quantity, 3))
        }),
    }
}
