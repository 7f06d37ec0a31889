//! How the text of a cell becomes a stored value, by the type of its column. Ambiguity is never guessed.

mod date;
mod number;
#[cfg(test)]
mod tests;

pub use date::{DateFormat, DateFormatError, DateOrder, DateShape, DateSurvey};
pub use number::{DecimalMark, NumberSurvey};

use super::kind::Type;
use super::value::Value;
use crate::number::{PRICE_SCALE, QUANTITY_SCALE, RATE_SCALE};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The tables of codes that a reader of cells leans on.
pub trait Codes {
    /// The ISO 3166-1 alpha-2 code of a code or a name in English or Chinese.
    fn country(&self, text: &str) -> Option<&'static str>;
    /// The ISO 4217 code as it is written, and its decimal places.
    fn currency(&self, text: &str) -> Option<(&'static str, u8)>;
    /// The words of our closed lists that a word of another language may stand for.
    fn words(&self, _text: &str) -> &[&'static str] {
        &[]
    }
}

/// What is known about one column beside its type.
#[derive(Debug, Clone, Default)]
pub struct ColumnShape {
    /// Formats a person declared; when there are any, nothing else is tried.
    pub date_formats: Vec<DateFormat>,
    pub date_order: DateOrder,
    pub decimal: DecimalMark,
    /// Whole numbers are no days: the file is text, and nobody said that they are.
    pub refuses_day_numbers: bool,
    /// The zone of local times; instants without an offset need it.
    pub time_zone: Option<TimeZone>,
}

/// Why a cell could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellError {
    NotANumber,
    AmbiguousNumber {
        point: String,
        comma: String,
    },
    TooPrecise {
        places: u32,
    },
    TooLarge,
    NotADate,
    /// A day that is written rightly, in a year in which no business lies.
    YearOutOfRange,
    /// A whole number in a text file, which may be a day of a spreadsheet and may be anything.
    DayNumber,
    AmbiguousDate {
        day_first: String,
        month_first: String,
    },
    /// A date that carries an offset, so that its calendar day depends on the place.
    DateWithOffset,
    NotAnInstant,
    NoTimeZone,
    /// The local time is skipped or repeated when the clock changes.
    ClockChange,
    NotAFlag,
    NotAChoice(&'static [&'static str]),
    NotACurrency,
    NotACountry,
    /// Money needs the currency of its row to know its minor units.
    MoneyWithoutCurrency,
}

/// Reads one cell. `text` is trimmed and not empty; references stay the text of their key.
///
/// `money_places` are the decimal places of the row's currency.
pub fn read(
    ty: Type,
    text: &str,
    shape: &ColumnShape,
    money_places: Option<u8>,
    codes: &dyn Codes,
) -> Result<Value, CellError> {
    let scaled = |scale| number::read(text, scale, shape.decimal).map(Value::Int);
    match ty {
        Type::Text | Type::Ref(_) => Ok(Value::text(text)),
        Type::Date => date::read(text, shape),
        Type::Instant => instant(text, shape),
        Type::Quantity => scaled(QUANTITY_SCALE),
        Type::Price => scaled(PRICE_SCALE),
        Type::Integer => scaled(0),
        Type::Rate => match text.strip_suffix('%') {
            Some(percent) => number::read(percent.trim_end(), RATE_SCALE - 2, shape.decimal).map(Value::Int),
            None => scaled(RATE_SCALE),
        },
        Type::Money => scaled(u32::from(money_places.ok_or(CellError::MoneyWithoutCurrency)?)),
        Type::Flag => flag(text)
            .map(|yes| Value::Int(i64::from(yes)))
            .ok_or(CellError::NotAFlag),
        Type::Currency => codes
            .currency(text)
            .map(|(code, _)| Value::text(code))
            .ok_or(CellError::NotACurrency),
        Type::Country => codes.country(text).map(Value::text).ok_or(CellError::NotACountry),
        Type::Choice(choices) => choice(text, choices)
            .or_else(|| {
                choices
                    .iter()
                    .copied()
                    .find(|choice| codes.words(text).contains(choice))
            })
            .map(Value::text)
            .ok_or(CellError::NotAChoice(choices)),
    }
}

/// Yes and no as people and systems write them, in English and Chinese.
#[must_use]
pub fn flag(text: &str) -> Option<bool> {
    const YES: &[&str] = &["1", "y", "yes", "true", "t", "x", "\u{662f}", "\u{771f}"];
    const NO: &[&str] = &["0", "n", "no", "false", "f", "\u{5426}", "\u{5047}"];
    let is_in = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
    if is_in(YES) {
        return Some(true);
    }
    is_in(NO).then_some(false)
}

/// The choice of that name, whatever its case and whether its words are joined by spaces, `-` or `_`.
fn choice(text: &str, choices: &'static [&'static str]) -> Option<&'static str> {
    if let Some(exact) = choices.iter().find(|choice| **choice == text) {
        return Some(exact);
    }
    let same = |a: u8, b: u8| match (a, b) {
        (b' ' | b'-' | b'_', b' ' | b'-' | b'_') => true,
        _ => a.eq_ignore_ascii_case(&b),
    };
    choices
        .iter()
        .find(|choice| choice.len() == text.len() && choice.bytes().zip(text.bytes()).all(|(a, b)| same(a, b)))
        .copied()
}

/// RFC 3339, or a date and a local time in the declared zone; kept to the second.
fn instant(text: &str, shape: &ColumnShape) -> Result<Value, CellError> {
    if let Ok(timestamp) = text.parse::<Timestamp>() {
        return Ok(stored_instant(timestamp));
    }
    let (day, time) = date::split_time(text);
    let day = date::civil(day, shape).map_err(|error| match error {
        CellError::NotADate => CellError::NotAnInstant,
        other => other,
    })?;
    let time = if time.is_empty() {
        jiff::civil::Time::midnight()
    } else {
        local_time(time)?
    };
    let zone = shape.time_zone.as_ref().ok_or(CellError::NoTimeZone)?;
    let zoned = zone.to_ambiguous_timestamp(day.to_datetime(time));
    zoned
        .unambiguous()
        .map(stored_instant)
        .map_err(|_| CellError::ClockChange)
}

/// `8:05`, `08:05:09` and `08:05:09.123`.
fn local_time(text: &str) -> Result<jiff::civil::Time, CellError> {
    let text = text.split_once('.').map_or(text, |(whole, _)| whole);
    let mut parts = text.split(':').map(|part| {
        let is_short = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        is_short
            .then(|| part.parse::<i8>().ok())
            .flatten()
            .ok_or(CellError::NotAnInstant)
    });
    let (hour, minute) = match (parts.next(), parts.next()) {
        (Some(hour), Some(minute)) => (hour?, minute?),
        _ => return Err(CellError::NotAnInstant),
    };
    let second = parts.next().transpose()?.unwrap_or(0);
    if parts.next().is_some() {
        return Err(CellError::NotAnInstant);
    }
    jiff::civil::Time::new(hour, minute, second, 0).map_err(|_| CellError::NotAnInstant)
}

fn stored_instant(timestamp: Timestamp) -> Value {
    let second = Timestamp::from_second(timestamp.as_second()).unwrap_or(timestamp);
    Value::Text(second.to_string().into())
}
