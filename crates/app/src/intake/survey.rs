//! What the dates and numbers of a file agree on, found before any of them is read.

use domain::intake::Type;
use domain::intake::cell::{DateOrder, DateSurvey, DecimalMark, NumberSurvey};
use domain::intake::mapping::{Bound, BoundColumn, FileHints, Headers};
use domain::intake::problem::{Code, Problem};
use formats::sheet::{Format, Sheet, SheetError};
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// Rows after which a file that nothing in it leaves open is taken as known.
const ROWS_LOOKED_AT: u64 = 2_000;

/// The findings by column of the file.
#[derive(Debug, Clone, Default)]
pub(super) struct Survey {
    pub dates: BTreeMap<usize, DateSurvey>,
    numbers: BTreeMap<usize, NumberSurvey>,
    /// Semicolons come with decimal commas, so a lone `1.234` says nothing.
    is_doubtful: bool,
    /// The dates of a workbook are dates; in a text file a whole number is only that.
    is_text: bool,
}

/// Reads as many rows as it takes: a few thousand, or all while an order or mark is still open.
pub(super) fn run(sheet: &Sheet, bound: &Bound) -> Result<Survey, SheetError> {
    let mut survey = Survey {
        is_doubtful: sheet.shape.delimiter == Some(b';'),
        is_text: sheet.shape.format != Format::Xlsx,
        ..Survey::default()
    };
    for (ty, column) in columns(bound) {
        for position in column.positions() {
            if is_date(ty) && column.shape.date_formats.is_empty() {
                survey.dates.entry(position).or_default();
            } else if is_number(ty) && !column.is_decimal_declared {
                survey.numbers.entry(position).or_default();
            }
        }
    }
    if survey.dates.is_empty() && survey.numbers.is_empty() {
        return Ok(survey);
    }
    let mut rows = 0;
    sheet.read(|row| {
        for (position, found) in &mut survey.dates {
            found.see(row.cells.get(*position).unwrap_or_default().trim());
        }
        for (position, found) in &mut survey.numbers {
            found.see(row.cells.get(*position).unwrap_or_default().trim());
        }
        rows += 1;
        if rows >= ROWS_LOOKED_AT && !survey.is_open() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })?;
    Ok(survey)
}

impl Survey {
    fn is_open(&self) -> bool {
        self.dates.values().any(|found| found.is_open()) || self.numbers.values().any(|found| found.is_open())
    }

    /// Gives every column its shape; a file that contradicts itself is refused.
    pub(super) fn settle(&self, bound: &mut Bound, headers: &Headers, hints: &FileHints) -> Result<(), Box<Problem>> {
        let mark = match hints.decimal {
            Some(mark) => mark,
            None => self.file_mark(headers)?,
        };
        let time_zone = hints
            .time_zone
            .as_deref()
            .and_then(|zone| jiff::tz::TimeZone::get(zone).ok());
        for entity in &mut bound.entities {
            for (index, column) in entity.columns.iter_mut().enumerate() {
                let Some(column) = column else { continue };
                let ty = entity.kind.columns[index].ty;
                column.shape.time_zone.clone_from(&time_zone);
                if is_number(ty) && !column.is_decimal_declared {
                    column.shape.decimal = mark;
                }
                if is_date(ty) {
                    column.shape.refuses_day_numbers = self.is_text;
                    let orders = column
                        .positions()
                        .into_iter()
                        .filter_map(|position| self.dates.get(&position));
                    // Columns that stand in for each other are read in one order, the first that is decided.
                    let decided = orders
                        .map(|found| found.order())
                        .find(|order| *order != DateOrder::Open);
                    column.shape.date_order = decided.unwrap_or_default();
                }
            }
        }
        Ok(())
    }

    /// The mark on which all numbers agree.
    fn file_mark(&self, headers: &Headers) -> Result<DecimalMark, Box<Problem>> {
        let mut decided: Option<(usize, DecimalMark)> = None;
        for (position, found) in &self.numbers {
            let mark = found.mark(self.is_doubtful);
            let contradicts = match (mark, decided) {
                (None, _) => true,
                (Some(mark), Some((_, other))) => is_decided(mark) && mark != other,
                (Some(_), None) => false,
            };
            if contradicts {
                let problem = Problem::new(Code::MixedDecimalMarks).expected("decimal = \"point\" | \"comma\"");
                return Err(Box::new(Problem {
                    place: headers.place(*position),
                    ..problem
                }));
            }
            if let Some(mark) = mark.filter(|mark| is_decided(*mark)) {
                decided = decided.or(Some((*position, mark)));
            }
        }
        let open = if self.is_doubtful {
            DecimalMark::Doubtful
        } else {
            DecimalMark::Open
        };
        Ok(decided.map_or(open, |(_, mark)| mark))
    }

    /// The mark that the report shows.
    pub(super) fn shown_mark(&self, headers: &Headers) -> DecimalMark {
        self.file_mark(headers).unwrap_or_default()
    }
}

fn columns(bound: &Bound) -> impl Iterator<Item = (Type, &BoundColumn)> {
    bound.entities.iter().flat_map(|entity| {
        let pairs = entity.kind.columns.iter().zip(&entity.columns);
        pairs.filter_map(|(column, bound)| Some((column.ty, bound.as_ref()?)))
    })
}

fn is_decided(mark: DecimalMark) -> bool {
    matches!(mark, DecimalMark::Point | DecimalMark::Comma)
}

fn is_date(ty: Type) -> bool {
    matches!(ty, Type::Date | Type::Instant)
}

fn is_number(ty: Type) -> bool {
    matches!(
        ty,
        Type::Quantity | Type::Price | Type::Money | Type::Rate | Type::Integer
    )
}
