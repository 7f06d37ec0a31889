//! Dates as people and systems write them. Day and month in digits are read only when the column decides their order.

use super::{CellError, ColumnShape, Value};
use jiff::civil::Date;
use std::fmt;

/// Which of two numbers comes first in dates such as `02/03/2026`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateOrder {
    #[default]
    Open,
    DayFirst,
    MonthFirst,
}

/// How a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DateShape {
    /// `2026-03-02`, also with `/` or `.`
    YearFirst,
    /// `20260302`
    Compact,
    /// Year, month and day followed by their Chinese words.
    Han,
    /// `2-Mar-26`, `2 March 2026`
    DayMonthName,
    /// `Mar 2, 2026`
    MonthNameDay,
    /// `2.3.2026`
    DayDotMonth,
    /// `2/3/2026`, `2-3-2026`: two numbers of which the column says the order.
    TwoNumbers,
    /// `46083`: days of a spreadsheet.
    Serial,
}

impl fmt::Display for DateShape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            DateShape::YearFirst => "YYYY-MM-DD",
            DateShape::Compact => "YYYYMMDD",
            DateShape::Han => "YYYY\u{5e74}M\u{6708}D\u{65e5}",
            DateShape::DayMonthName => "D-Mon-YYYY",
            DateShape::MonthNameDay => "Mon D, YYYY",
            DateShape::DayDotMonth => "D.M.YYYY",
            DateShape::TwoNumbers => "D/M/YYYY",
            DateShape::Serial => "EXCEL",
        })
    }
}

/// Collects what the dates of a column say about their shapes and order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DateSurvey {
    seen: u16,
    day_first: bool,
    month_first: bool,
}

impl DateSurvey {
    /// Looks at one cell.
    pub fn see(&mut self, text: &str) {
        let Some(parts) = parse(split_time(text).0) else { return };
        self.seen |= 1 << (parts.shape as u16);
        if parts.shape == DateShape::TwoNumbers {
            let (first, second) = (parts.numbers[0], parts.numbers[1]);
            self.day_first |= first > 12;
            self.month_first |= second > 12;
        }
    }

    /// Whether further rows may still matter: two numbers were seen, so a contradiction is possible.
    #[must_use]
    pub fn is_open(self) -> bool {
        self.seen & (1 << (DateShape::TwoNumbers as u16)) != 0
    }

    /// The order that fits every date seen; open when none or both do.
    #[must_use]
    pub fn order(self) -> DateOrder {
        match (self.day_first, self.month_first) {
            (true, false) => DateOrder::DayFirst,
            (false, true) => DateOrder::MonthFirst,
            _ => DateOrder::Open,
        }
    }

    /// How the dates seen are written, in words of a `date_format`.
    #[must_use]
    pub fn shapes(self) -> Vec<String> {
        const ALL: [DateShape; 8] = [
            DateShape::YearFirst,
            DateShape::Compact,
            DateShape::Han,
            DateShape::DayMonthName,
            DateShape::MonthNameDay,
            DateShape::DayDotMonth,
            DateShape::TwoNumbers,
            DateShape::Serial,
        ];
        let seen = ALL.into_iter().filter(|shape| self.seen & (1 << (*shape as u16)) != 0);
        seen.map(|shape| match (shape, self.order()) {
            (DateShape::TwoNumbers, DateOrder::MonthFirst) => "M/D/YYYY".to_owned(),
            (DateShape::TwoNumbers, DateOrder::Open) => "D/M/YYYY | M/D/YYYY".to_owned(),
            _ => shape.to_string(),
        })
        .collect()
    }
}

/// Reads a date to its stored form; ISO text is checked and copied.
pub(super) fn read(text: &str, shape: &ColumnShape) -> Result<Value, CellError> {
    if shape.date_formats.is_empty()
        && let Some((year, month, day)) = iso(text.as_bytes())
    {
        return match valid(year, month, day) {
            Some(_) => Ok(Value::text(text)),
            None => Err(wrong(year)),
        };
    }
    let (day, time) = split_time(text);
    if time.ends_with(['Z', 'z']) || time.contains(['+', '-']) {
        return Err(CellError::DateWithOffset);
    }
    civil(day, shape).map(|day| Value::Text(day.to_string().into()))
}

/// The calendar day of a text without time.
pub(super) fn civil(text: &str, shape: &ColumnShape) -> Result<Date, CellError> {
    if !shape.date_formats.is_empty() {
        return shape
            .date_formats
            .iter()
            .find_map(|format| format.read(text))
            .ok_or(CellError::NotADate);
    }
    let parts = parse(text).ok_or(CellError::NotADate)?;
    let [a, b, c] = parts.numbers;
    let year = match parts.shape {
        DateShape::YearFirst | DateShape::Compact | DateShape::Han => a,
        _ => c,
    };
    let day = match parts.shape {
        DateShape::YearFirst | DateShape::Compact | DateShape::Han => valid(a, b, c),
        DateShape::DayMonthName | DateShape::DayDotMonth => valid(c, b, a),
        DateShape::MonthNameDay => valid(c, a, b),
        DateShape::Serial if shape.refuses_day_numbers => return Err(CellError::DayNumber),
        DateShape::Serial => return of_serial(a, 0).ok_or(CellError::NotADate),
        DateShape::TwoNumbers => {
            let (day_first, month_first) = (valid(c, b, a), valid(c, a, b));
            match (shape.date_order, day_first, month_first) {
                (DateOrder::Open, Some(day), None) | (DateOrder::Open, None, Some(day)) => Some(day),
                (DateOrder::Open, Some(one), Some(other)) if one != other => {
                    return Err(CellError::AmbiguousDate {
                        day_first: one.to_string(),
                        month_first: other.to_string(),
                    });
                }
                (DateOrder::Open | DateOrder::DayFirst, day, _) | (DateOrder::MonthFirst, _, day) => day,
            }
        }
    };
    day.ok_or_else(|| wrong(year))
}

/// What is wrong with a date that does not exist.
fn wrong(year: u32) -> CellError {
    if YEARS.contains(&year) {
        CellError::NotADate
    } else {
        CellError::YearOutOfRange
    }
}

/// Where business data lies.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2199;

/// The day and the time of a text such as `2026-03-02T08:15` or `2/3/2026 8:15`; the time may be empty.
pub(super) fn split_time(text: &str) -> (&str, &str) {
    let Some(colon) = text.find(':') else { return (text, "") };
    match text[..colon].rfind(['T', ' ']) {
        Some(at) => (text[..at].trim_end(), &text[at + 1..]),
        None => (text, ""),
    }
}

/// `YYYY-MM-DD` and nothing else.
fn iso(bytes: &[u8]) -> Option<(u32, u32, u32)> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = bytes else {
        return None;
    };
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| u32::from(byte - b'0'));
    let year = digit(y1)? * 1000 + digit(y2)? * 100 + digit(y3)? * 10 + digit(y4)?;
    Some((year, digit(m1)? * 10 + digit(m2)?, digit(d1)? * 10 + digit(d2)?))
}

/// The day, when it exists and lies where business data lies.
fn valid(year: u32, month: u32, day: u32) -> Option<Date> {
    if !YEARS.contains(&year) {
        return None;
    }
    Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}

/// Days of a spreadsheet; `offset` is 1,462 for workbooks that count from 1904.
fn of_serial(serial: u32, offset: u32) -> Option<Date> {
    // Day 60 of the older counting is a 29 February 1900 that never was; business dates lie far behind it.
    let days = i32::try_from(serial + offset).ok()? - 25_569;
    (serial > 60).then(|| crate::period::day_of_number(days))
}

struct Parts {
    shape: DateShape,
    /// In the order in which they are written, a month's name as its number, the year with four digits.
    numbers: [u32; 3],
}

/// Splits a date into its three numbers and says how it is written.
fn parse(text: &str) -> Option<Parts> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return all_digits(text);
    }
    let (first, rest) = piece(text)?;
    let (gap1, rest) = gap(rest)?;
    let (second, rest) = piece(rest)?;
    let (gap2, rest) = gap(rest)?;
    let (third, tail) = piece(rest)?;
    let shape = match (first, second, third) {
        (Piece::Number(_, 4), Piece::Number(_, 1..=2), Piece::Number(_, 1..=2)) => match (gap1, gap2, tail) {
            ("\u{5e74}", "\u{6708}", "" | "\u{65e5}" | "\u{53f7}") => {
                return Some(Parts {
                    shape: DateShape::Han,
                    numbers: [first.number(), second.number(), third.number()],
                });
            }
            ("-" | "/" | ".", same, "") if same == gap1 => DateShape::YearFirst,
            _ => return None,
        },
        (Piece::Number(_, 1..=2), Piece::Month(_), Piece::Number(_, 2 | 4)) => DateShape::DayMonthName,
        (Piece::Month(_), Piece::Number(_, 1..=2), Piece::Number(_, 4)) => DateShape::MonthNameDay,
        (Piece::Number(_, 1..=2), Piece::Number(_, 1..=2), Piece::Number(_, 2 | 4)) => match (gap1, gap2) {
            (".", ".") => DateShape::DayDotMonth,
            ("/", "/") | ("-", "-") => DateShape::TwoNumbers,
            _ => return None,
        },
        _ => return None,
    };
    if !tail.is_empty() {
        return None;
    }
    let year = if shape == DateShape::YearFirst {
        third.number()
    } else {
        third.year()
    };
    Some(Parts {
        shape,
        numbers: [first.number(), second.number(), year],
    })
}

/// Eight digits are a date, five are the days of a spreadsheet.
fn all_digits(text: &str) -> Option<Parts> {
    let number: u32 = text.parse().ok()?;
    match text.len() {
        8 => Some(Parts {
            shape: DateShape::Compact,
            numbers: [number / 10_000, number / 100 % 100, number % 100],
        }),
        5 if (20_000..=80_000).contains(&number) => Some(Parts {
            shape: DateShape::Serial,
            numbers: [number, 0, 0],
        }),
        _ => None,
    }
}

#[derive(Clone, Copy)]
enum Piece {
    /// The number and how many digits it has.
    Number(u32, usize),
    Month(u32),
}

impl Piece {
    fn number(self) -> u32 {
        match self {
            Piece::Number(number, _) | Piece::Month(number) => number,
        }
    }

    fn year(self) -> u32 {
        match self {
            Piece::Number(number, 2) => full_year(number),
            other => other.number(),
        }
    }
}

/// Two digits of a year: 00 to 69 are of this century, as POSIX has it.
fn full_year(two_digits: u32) -> u32 {
    if two_digits < 70 {
        2000 + two_digits
    } else {
        1900 + two_digits
    }
}

/// A number or a month's name at the start of the text.
fn piece(text: &str) -> Option<(Piece, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let number = text[..digits].parse().ok()?;
        return Some((Piece::Number(number, digits), &text[digits..]));
    }
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    Some((Piece::Month(month_of_name(&text[..letters])?), &text[letters..]))
}

/// What stands between two pieces: one mark, perhaps with spaces.
fn gap(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| c.is_ascii_alphanumeric())?;
    let (gap, rest) = text.split_at(end);
    let mark = gap.trim();
    let is_known = matches!(mark, "" | "-" | "/" | "." | "," | "\u{5e74}" | "\u{6708}");
    (is_known && !gap.is_empty()).then_some((mark, rest))
}

/// English names, whole or their first three letters, and `Sept`.
fn month_of_name(name: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let is_it = |whole: &str| {
        whole.eq_ignore_ascii_case(name)
            || matches!(name.len(), 3 | 4)
                && whole
                    .get(..name.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(name))
                && (name.len() == 3 || whole == "september")
    };
    NAMES
        .iter()
        .position(|whole| is_it(whole))
        .and_then(|index| u32::try_from(index + 1).ok())
}

/// A declared format: `YYYY`, `YY`, `MM`, `M`, `Mon`, `DD`, `D` and what stands between them; or `EXCEL`, `EXCEL1904`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateFormat {
    text: String,
    tokens: Vec<Token>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Year4,
    Year2,
    Month,
    MonthName,
    Day,
    Literal(char),
    /// Days of a spreadsheet, with the difference of its counting.
    Serial(u32),
}

/// A `date_format` that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "date_format {0:?}: expected a year, a month and a day, such as YYYY-MM-DD, D/M/YYYY, M/D/YY, D-Mon-YY, or EXCEL"
)]
pub struct DateFormatError(pub String);

impl DateFormat {
    /// Understands the text of a mapping file.
    pub fn new(text: &str) -> Result<DateFormat, DateFormatError> {
        const WORDS: [(&str, Token); 7] = [
            ("YYYY", Token::Year4),
            ("YY", Token::Year2),
            ("Mon", Token::MonthName),
            ("MM", Token::Month),
            ("M", Token::Month),
            ("DD", Token::Day),
            ("D", Token::Day),
        ];
        let serial = match text {
            "EXCEL" => Some(0),
            "EXCEL1904" => Some(1_462),
            _ => None,
        };
        if let Some(offset) = serial {
            return Ok(DateFormat {
                text: text.to_owned(),
                tokens: vec![Token::Serial(offset)],
            });
        }
        let mut tokens = Vec::new();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            match WORDS.iter().find(|(word, _)| rest.starts_with(word)) {
                Some((word, token)) => {
                    tokens.push(token.clone());
                    rest = &rest[word.len()..];
                }
                None if c.is_ascii_alphanumeric() => return Err(DateFormatError(text.to_owned())),
                None => {
                    tokens.push(Token::Literal(c));
                    rest = &rest[c.len_utf8()..];
                }
            }
        }
        let count = |wanted: &[Token]| tokens.iter().filter(|token| wanted.contains(token)).count();
        let is_whole = count(&[Token::Year4, Token::Year2]) == 1
            && count(&[Token::Month, Token::MonthName]) == 1
            && count(&[Token::Day]) == 1;
        if !is_whole {
            return Err(DateFormatError(text.to_owned()));
        }
        Ok(DateFormat {
            text: text.to_owned(),
            tokens,
        })
    }

    fn read(&self, text: &str) -> Option<Date> {
        let (mut year, mut month, mut day) = (0, 0, 0);
        let mut rest = text;
        for token in &self.tokens {
            match token {
                Token::Literal(c) => rest = rest.strip_prefix(*c)?,
                Token::Serial(offset) => return of_serial(text.parse().ok()?, *offset),
                Token::MonthName => {
                    let (piece, after) = piece(rest)?;
                    let Piece::Month(number) = piece else { return None };
                    (month, rest) = (number, after);
                }
                Token::Year4 | Token::Year2 | Token::Month | Token::Day => {
                    let most = if *token == Token::Year4 { 4 } else { 2 };
                    let digits = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
                    let number: u32 = rest[..digits].parse().ok()?;
                    rest = &rest[digits..];
                    match token {
                        Token::Year4 if digits == 4 => year = number,
                        Token::Year2 if digits == 2 => year = full_year(number),
                        Token::Month => month = number,
                        Token::Day => day = number,
                        _ => return None,
                    }
                }
            }
        }
        if rest.is_empty() { valid(year, month, day) } else { None }
    }
}

impl fmt::Display for DateFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
