//! What can be wrong with a file, a column or a cell: one table of codes, and the place where it happened.
//!
//! The sentences stand in the Fluent files `intake.ftl` under the key of the code; here are only facts to fill them with.

use super::cell::CellError;
use std::fmt;

/// One kind of problem. The number never changes its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    UnknownColumn,
    MissingColumn,
    ColumnTwice,
    MappingLacks,
    DuplicateKey,
    ConflictingRepeat,
    UnknownReference,
    OtherCompany,
    MissingValue,
    NotANumber,
    NotADate,
    AmbiguousDate,
    NotOneOf,
    NumberDoesNotFit,
    AmbiguousNumber,
    NotAnInstant,
    OverDelivery,
    ReceiptBeforeOrder,
    MixedCurrency,
    MixedUnits,
    OverLimit,
    ImpossibleNumber,
    ImpossibleDay,
    FarDay,
    OtherSupplier,
    PriceWithoutCurrency,
    PriceOfNothing,
    EmptyFile,
    Truncated,
    Encoding,
    CellCount,
    TooLarge,
    Unreadable,
    NoHeader,
    NoSheet,
    MixedDecimalMarks,
    ReadingEnded,
}

/// What a problem stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing: it is shown, and the row is kept.
    Note,
    /// The row.
    Row,
    /// The file.
    File,
}

/// Every code with its number and what it stops, in the order of the numbers.
pub const CODES: &[(Code, &str, Severity)] = &[
    (Code::UnknownColumn, "E101", Severity::Note),
    (Code::MissingColumn, "E102", Severity::File),
    (Code::ColumnTwice, "E103", Severity::File),
    (Code::MappingLacks, "E104", Severity::File),
    (Code::DuplicateKey, "E110", Severity::Row),
    (Code::ConflictingRepeat, "E111", Severity::Row),
    (Code::UnknownReference, "E117", Severity::Row),
    (Code::OtherCompany, "E118", Severity::Row),
    (Code::MissingValue, "E201", Severity::Row),
    (Code::NotANumber, "E202", Severity::Row),
    (Code::NotADate, "E203", Severity::Row),
    (Code::AmbiguousDate, "E204", Severity::Row),
    (Code::NotOneOf, "E205", Severity::Row),
    (Code::NumberDoesNotFit, "E206", Severity::Row),
    (Code::AmbiguousNumber, "E207", Severity::Row),
    (Code::NotAnInstant, "E208", Severity::Row),
    (Code::OverDelivery, "E301", Severity::Row),
    (Code::ReceiptBeforeOrder, "E302", Severity::Row),
    (Code::MixedCurrency, "E303", Severity::Row),
    (Code::MixedUnits, "E304", Severity::Row),
    (Code::OverLimit, "E305", Severity::Row),
    (Code::ImpossibleNumber, "E306", Severity::Row),
    (Code::ImpossibleDay, "E307", Severity::Row),
    (Code::FarDay, "E308", Severity::Row),
    (Code::OtherSupplier, "E309", Severity::Row),
    (Code::PriceWithoutCurrency, "E310", Severity::Row),
    (Code::PriceOfNothing, "E311", Severity::Note),
    (Code::EmptyFile, "E401", Severity::File),
    (Code::Truncated, "E402", Severity::File),
    (Code::Encoding, "E403", Severity::Row),
    (Code::CellCount, "E404", Severity::Row),
    (Code::TooLarge, "E405", Severity::File),
    (Code::Unreadable, "E406", Severity::File),
    (Code::NoHeader, "E407", Severity::File),
    (Code::NoSheet, "E408", Severity::File),
    (Code::MixedDecimalMarks, "E409", Severity::File),
    (Code::ReadingEnded, "E410", Severity::File),
];

impl Code {
    /// Such as `E203`.
    #[must_use]
    pub fn number(self) -> &'static str {
        self.entry().1
    }

    #[must_use]
    pub fn severity(self) -> Severity {
        self.entry().2
    }

    /// The code of a number such as `E203`, whatever its case.
    #[must_use]
    pub fn find(number: &str) -> Option<Code> {
        CODES
            .iter()
            .find(|entry| entry.1.eq_ignore_ascii_case(number))
            .map(|entry| entry.0)
    }

    /// The key of its sentence in `intake.ftl`; with `-title` it is named in a list, with `-page` explained.
    #[must_use]
    pub fn message_key(self) -> String {
        format!("problem-{}", self.number().to_ascii_lowercase())
    }

    fn entry(self) -> &'static (Code, &'static str, Severity) {
        // The table lists the codes in the order of the enum; a test holds the two together.
        &CODES[self as usize]
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.number())
    }
}

/// Where in the file it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Row as the file counts them, the first one is 1; `None` for the file or a whole column.
    pub row: Option<u64>,
    /// Position in the file, the first one is 0.
    pub column: Option<u32>,
    /// The header as the file writes it.
    pub header: Option<String>,
}

impl Place {
    /// `F214` as a spreadsheet says it; `F` for a column, `214` for a row, empty for the file.
    #[must_use]
    pub fn cell(&self) -> String {
        let letters = self.column.map(column_letters).unwrap_or_default();
        let row = self.row.map(|row| row.to_string()).unwrap_or_default();
        letters + &row
    }
}

/// `A` to `Z`, then `AA`, as a spreadsheet names its columns.
#[must_use]
pub fn column_letters(position: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = position + 1;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        letters.push(char::from(b'A' + u8::try_from(digit).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// One problem: its code, its place, what stood there and what was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub code: Code,
    pub place: Place,
    /// The kind it concerns, when one does.
    pub kind: Option<&'static str>,
    /// The column of the kind, when one is concerned.
    pub field: Option<String>,
    /// What stood there.
    pub value: String,
    /// What would be right, as values or formats rather than as a sentence.
    pub expected: String,
    /// The known value that looks most like it.
    pub nearest: Option<String>,
    /// Nothing of the kind that is named is stored at all; found for a report, and not kept.
    pub none_stored: bool,
}

impl Problem {
    /// A problem without place and details.
    #[must_use]
    pub fn new(code: Code) -> Problem {
        Problem {
            code,
            place: Place::default(),
            kind: None,
            field: None,
            value: String::new(),
            expected: String::new(),
            nearest: None,
            none_stored: false,
        }
    }

    #[must_use]
    pub fn value(self, value: impl Into<String>) -> Problem {
        Problem {
            value: value.into(),
            ..self
        }
    }

    #[must_use]
    pub fn expected(self, expected: impl Into<String>) -> Problem {
        Problem {
            expected: expected.into(),
            ..self
        }
    }

    #[must_use]
    pub fn nearest(self, nearest: Option<String>) -> Problem {
        Problem { nearest, ..self }
    }

    #[must_use]
    pub fn row(mut self, row: u64) -> Problem {
        self.place.row = Some(row);
        self
    }

    #[must_use]
    pub fn field(self, kind: &'static str, field: &str) -> Problem {
        Problem {
            kind: Some(kind),
            field: Some(field.to_owned()),
            ..self
        }
    }

    /// What the Fluent sentence of the code is filled with.
    #[must_use]
    pub fn arguments(&self) -> [(&'static str, String); 5] {
        let header = self.place.header.clone();
        [
            ("column", self.field.clone().or(header).unwrap_or_default()),
            ("row", self.place.row.map(|row| row.to_string()).unwrap_or_default()),
            ("value", self.value.clone()),
            ("expected", self.expected.clone()),
            ("nearest", self.nearest.clone().unwrap_or_default()),
        ]
    }
}

/// `F214 E203 requested_on "31/02/2026"`: the same in every language.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cell = self.place.cell();
        if !cell.is_empty() {
            write!(f, "{cell} ")?;
        }
        f.write_str(self.code.number())?;
        if let Some(field) = self.field.as_ref().or(self.place.header.as_ref()) {
            write!(f, " {field}")?;
        }
        if !self.value.is_empty() {
            write!(f, " {:?}", self.value)?;
        }
        Ok(())
    }
}

impl CellError {
    /// The code of the error and what would be right instead.
    #[must_use]
    pub fn problem(&self) -> (Code, String) {
        let words = |list: &[&str]| list.join(", ");
        match self {
            CellError::NotANumber => (Code::NotANumber, "1234.5".to_owned()),
            CellError::AmbiguousNumber { point, comma } => (
                Code::AmbiguousNumber,
                format!("decimal = \"point\" ({point}), decimal = \"comma\" ({comma})"),
            ),
            CellError::TooPrecise { places } => (Code::NumberDoesNotFit, smallest(*places)),
            CellError::TooLarge => (Code::NumberDoesNotFit, "< 1e18".to_owned()),
            CellError::NotADate | CellError::DateWithOffset => (Code::NotADate, "YYYY-MM-DD".to_owned()),
            CellError::YearOutOfRange => (Code::NotADate, YEARS.to_owned()),
            CellError::DayNumber => (Code::NotADate, DAY_NUMBER.to_owned()),
            CellError::AmbiguousDate { day_first, month_first } => (
                Code::AmbiguousDate,
                format!("date_format = \"D/M/YYYY\" ({day_first}), date_format = \"M/D/YYYY\" ({month_first})"),
            ),
            CellError::NotAnInstant => (Code::NotAnInstant, "2026-03-02T08:15:00+08:00".to_owned()),
            CellError::NoTimeZone => (
                Code::NotAnInstant,
                "2026-03-02T08:15:00+08:00, --time-zone ZONE".to_owned(),
            ),
            CellError::ClockChange => (Code::NotAnInstant, "2026-03-29T02:30:00+02:00".to_owned()),
            CellError::NotAFlag => (Code::NotOneOf, "yes, no".to_owned()),
            CellError::NotAChoice(choices) => (Code::NotOneOf, words(choices)),
            CellError::NotACurrency => (Code::NotOneOf, "ISO 4217, such as USD, EUR, CNY".to_owned()),
            CellError::NotACountry => (Code::NotOneOf, "ISO 3166, such as CN, DE, MX".to_owned()),
            CellError::MoneyWithoutCurrency => (Code::MissingValue, "currency".to_owned()),
        }
    }
}

/// Years in which business dates lie.
pub const YEARS: &str = "1900-01-01 – 2199-12-31";
/// A whole number in a column of dates can be a day of a spreadsheet, or anything else.
pub const DAY_NUMBER: &str = "YYYY-MM-DD, date_format = \"EXCEL\"";

/// The smallest number of that many decimal places.
fn smallest(places: u32) -> String {
    crate::Decimal::new(1, places).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_stands_in_the_order_of_the_codes() {
        for (index, (code, number, _)) in CODES.iter().enumerate() {
            assert_eq!(*code as usize, index, "{number}");
            assert_eq!(Code::find(number), Some(*code));
        }
        assert!(CODES.windows(2).all(|pair| pair[0].1 < pair[1].1), "the numbers ascend");
    }

    #[test]
    fn columns_are_named_as_a_spreadsheet_names_them() {
        let names: Vec<String> = [0, 25, 26, 701, 702].into_iter().map(column_letters).collect();
        assert_eq!(names, ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}
