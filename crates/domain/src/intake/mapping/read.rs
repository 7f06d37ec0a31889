//! Reading one row through a bound mapping: texts are put together, translated, and read by the type of their column.

use super::Test;
use super::bind::{Bound, BoundColumn, BoundEntity, BoundPiece, BoundSource};
use crate::Decimal;
use crate::intake::cell::{self, CellError, Codes, DateOrder};
use crate::intake::kind::{Kind, Type};
use crate::intake::problem::{Code, DAY_NUMBER, Place, Problem, YEARS};
use crate::intake::value::Value;
use std::borrow::Cow;
use std::fmt::Write;

/// A row of a file: texts by position, empty where there is none.
pub trait Cells {
    fn cell(&self, position: usize) -> &str;
}

impl Cells for [&str] {
    fn cell(&self, position: usize) -> &str {
        self.get(position).copied().unwrap_or_default()
    }
}

/// What a row holds of one entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A filter leaves the row out.
    LeftOut,
    /// One value per column of the kind.
    Values(Vec<Value>),
    /// Everything that is wrong with it; the row number is not filled in yet.
    Problems(Vec<Problem>),
}

impl Bound {
    /// Reads one entity of a row.
    #[must_use]
    pub fn read(&self, entity: &BoundEntity, row: &(impl Cells + ?Sized), codes: &dyn Codes) -> Outcome {
        if !entity
            .filter
            .iter()
            .all(|(position, test)| passes(self.cell(row, *position), test))
        {
            return Outcome::LeftOut;
        }
        let kind = entity.kind;
        let money_places = self.money_places(entity, row, codes);
        let mut values = Vec::with_capacity(kind.columns.len());
        let mut problems = Vec::new();
        for (index, column) in kind.columns.iter().enumerate() {
            let bound = entity.columns[index].as_ref();
            let text = match bound.map(|bound| self.text(bound, row)) {
                None => Ok(None),
                Some(text) => text,
            };
            let value = match (&text, bound) {
                (Ok(Some(text)), Some(bound)) => cell::read(column.ty, text, &bound.shape, money_places, codes),
                (Err(error), _) => Err(error.clone()),
                _ => Ok(Value::Null),
            };
            match value {
                Ok(Value::Null) if column.required => {
                    problems.push(problem_at(
                        bound,
                        Problem::new(Code::MissingValue).field(kind.name, column.name),
                    ));
                }
                Ok(value) => values.push(value),
                Err(error) => {
                    let shown = text.ok().flatten().unwrap_or_default();
                    let (code, expected) = error.problem();
                    let expected = expected_date(bound, code, expected);
                    let problem = Problem::new(code)
                        .field(kind.name, column.name)
                        .value(shown)
                        .expected(expected);
                    problems.push(problem_at(bound, problem));
                }
            }
        }
        if problems.is_empty() {
            Outcome::Values(values)
        } else {
            Outcome::Problems(problems)
        }
    }

    /// The cell's text, trimmed; `None` when it is empty or a word for "nothing".
    fn cell<'r>(&self, row: &'r (impl Cells + ?Sized), position: usize) -> Option<&'r str> {
        let text = row.cell(position).trim();
        let is_null = text.is_empty()
            || !self.null_values.is_empty() && self.null_values.iter().any(|word| same_ignoring_case(word, text));
        (!is_null).then_some(text)
    }

    /// The text of a column of ours, translated.
    fn text<'r>(
        &self,
        column: &'r BoundColumn,
        row: &'r (impl Cells + ?Sized),
    ) -> Result<Option<Cow<'r, str>>, CellError> {
        let text = match &column.source {
            BoundSource::Cell(position) => self.cell(row, *position).map(Cow::Borrowed),
            BoundSource::Constant(text) => Some(Cow::Borrowed(text.as_str())),
            BoundSource::FirstOf(positions) => positions
                .iter()
                .find_map(|position| self.cell(row, *position))
                .map(Cow::Borrowed),
            BoundSource::EarliestOf(positions) => self.earliest(column, positions, row)?,
            BoundSource::Template(pieces) => self.template(pieces, row).map(Cow::Owned),
            BoundSource::Product(positions) => self.product(column, positions, row)?.map(Cow::Owned),
        };
        let Some(text) = text else { return Ok(None) };
        if column.values.is_empty() && column.otherwise.is_none() {
            return Ok(Some(text));
        }
        let translated = column.values.get(&text.to_lowercase()).or(column.otherwise.as_ref());
        let translated = translated.map_or(text, |word| Cow::Borrowed(word.as_str()));
        Ok((!translated.is_empty()).then_some(translated))
    }

    /// The text of the earliest day; every cell that is filled must be one.
    fn earliest<'r>(
        &self,
        column: &BoundColumn,
        positions: &[usize],
        row: &'r (impl Cells + ?Sized),
    ) -> Result<Option<Cow<'r, str>>, CellError> {
        let mut earliest: Option<(Value, &str)> = None;
        for position in positions {
            let Some(text) = self.cell(row, *position) else {
                continue;
            };
            let day = cell::read(Type::Date, text, &column.shape, None, &NoCodes)?;
            if earliest.as_ref().is_none_or(|(other, _)| day < *other) {
                earliest = Some((day, text));
            }
        }
        Ok(earliest.map(|(_, text)| Cow::Borrowed(text)))
    }

    fn template(&self, pieces: &[BoundPiece], row: &(impl Cells + ?Sized)) -> Option<String> {
        let mut text = String::new();
        for piece in pieces {
            match piece {
                BoundPiece::Text(plain) => text.push_str(plain),
                BoundPiece::Cell(position) => text.push_str(self.cell(row, *position)?),
            }
        }
        Some(text)
    }

    /// Exact: the factors are decimals, and so is what they make.
    fn product(
        &self,
        column: &BoundColumn,
        positions: &[usize],
        row: &(impl Cells + ?Sized),
    ) -> Result<Option<String>, CellError> {
        let mut product = Decimal::ONE;
        for position in positions {
            let Some(text) = self.cell(row, *position) else {
                return Ok(None);
            };
            let value = cell::read(Type::Price, text, &column.shape, None, &NoCodes)?;
            let factor = Decimal::new(value.as_int().unwrap_or_default(), crate::number::PRICE_SCALE);
            product = product.checked_mul(factor).ok_or(CellError::TooLarge)?;
        }
        // The decimal mark is the column's, because the text is read once more like any other.
        let text = product.normalize().to_string();
        let is_comma = column.shape.decimal == cell::DecimalMark::Comma;
        Ok(Some(if is_comma { text.replace('.', ",") } else { text }))
    }

    /// Decimal places of the row's currency, when the kind holds money.
    fn money_places(&self, entity: &BoundEntity, row: &(impl Cells + ?Sized), codes: &dyn Codes) -> Option<u8> {
        let column = entity.columns[entity.currency?].as_ref()?;
        let text = self.text(column, row).ok().flatten()?;
        codes.currency(&text).map(|(_, places)| places)
    }
}

/// Whether a cell meets a condition.
fn passes(cell: Option<&str>, test: &Test) -> bool {
    let is_in = |words: &[String]| words.iter().any(|word| cell == Some(word.trim()));
    match test {
        Test::In(words) => is_in(words),
        Test::NotIn(words) => !is_in(words),
        Test::Empty => cell.is_none(),
        Test::NotEmpty => cell.is_some(),
    }
}

/// Factors are numbers only.
struct NoCodes;

impl Codes for NoCodes {
    fn country(&self, _: &str) -> Option<&'static str> {
        None
    }

    fn currency(&self, _: &str) -> Option<(&'static str, u8)> {
        None
    }
}

/// What a date of this column should look like: as declared, or as the rest of the column.
fn expected_date(bound: Option<&BoundColumn>, code: Code, expected: String) -> String {
    let is_about_shape = ![YEARS, DAY_NUMBER].contains(&&*expected);
    let (Code::NotADate, Some(bound), true) = (code, bound, is_about_shape) else {
        return expected;
    };
    if bound.shape.date_formats.is_empty() {
        return match bound.shape.date_order {
            DateOrder::Open => expected,
            DateOrder::DayFirst => expected + ", D/M/YYYY",
            DateOrder::MonthFirst => expected + ", M/D/YYYY",
        };
    }
    let formats = bound.shape.date_formats.iter().map(ToString::to_string);
    formats.collect::<Vec<_>>().join(", ")
}

/// Adds the column of the file, when the text came from one.
fn problem_at(bound: Option<&BoundColumn>, mut problem: Problem) -> Problem {
    let position = bound.and_then(|bound| bound.positions().first().copied());
    problem.place = Place {
        column: position.and_then(|position| u32::try_from(position).ok()),
        ..Place::default()
    };
    problem
}

/// `word` is in lower case.
fn same_ignoring_case(word: &str, text: &str) -> bool {
    if text.is_ascii() {
        return word.len() == text.len() && word.eq_ignore_ascii_case(text);
    }
    word == text.to_lowercase()
}

/// The key of a row: the texts of its key columns, joined by `/`.
#[must_use]
pub fn key_of(kind: &Kind, values: &[Value]) -> Box<str> {
    let mut key = String::new();
    for (index, name) in kind.key.iter().enumerate() {
        if index > 0 {
            key.push('/');
        }
        match kind.position(name).and_then(|position| values.get(position)) {
            Some(Value::Text(text)) => key.push_str(text),
            Some(Value::Int(number)) => {
                // Writing to a string cannot fail.
                let _ = write!(key, "{number}");
            }
            Some(Value::Null) | None => {}
        }
    }
    key.into()
}
