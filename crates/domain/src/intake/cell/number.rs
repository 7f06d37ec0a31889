//! Numbers as people write them: grouped thousands, decimal comma or point, full-width digits.

use super::CellError;
use crate::number::{NumberError, parse_scaled};

/// Which character separates the decimals of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DecimalMark {
    /// Nothing in the file decides: `1.234` is read with a point, `1,234` is ambiguous.
    #[default]
    Open,
    /// Nothing decides in a file of the kind that decimal commas come in: both `1.234` and `1,234` are ambiguous.
    Doubtful,
    Point,
    Comma,
}

/// Collects what the numbers of a file say about its decimal mark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NumberSurvey {
    point: bool,
    comma: bool,
    ambiguous: bool,
}

impl NumberSurvey {
    /// Looks at one cell.
    pub fn see(&mut self, text: &str) {
        let (points, commas) = (count(text, b'.'), count(text, b','));
        if points + commas == 0 || !text.bytes().any(|byte| byte.is_ascii_digit()) {
            return;
        }
        let last_is_comma = text.rfind(',') > text.rfind('.');
        match (points, commas) {
            (1.., 1..) if last_is_comma => self.comma = true,
            (2.., 0) => self.comma = true,
            (1.., 1..) | (0, 2..) => self.point = true,
            _ => {
                let mark = if commas == 1 { ',' } else { '.' };
                let (before, after) = text.split_once(mark).unwrap_or((text, ""));
                let whole = before.trim_start_matches(['-', '+']);
                let groups = after.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
                match (groups, commas) {
                    (true, _) => self.ambiguous = true,
                    (false, 1) => self.comma = true,
                    (false, _) => self.point = true,
                }
            }
        }
    }

    /// Whether further rows could still decide something that is open.
    #[must_use]
    pub fn is_open(self) -> bool {
        self.ambiguous && !self.point && !self.comma
    }

    /// The mark that every number seen agrees with, or `None` when they contradict each other.
    #[must_use]
    pub fn mark(self, doubtful: bool) -> Option<DecimalMark> {
        match (self.point, self.comma) {
            (true, true) => None,
            (true, false) => Some(DecimalMark::Point),
            (false, true) => Some(DecimalMark::Comma),
            (false, false) if doubtful => Some(DecimalMark::Doubtful),
            (false, false) => Some(DecimalMark::Open),
        }
    }
}

fn count(text: &str, byte: u8) -> usize {
    text.bytes().filter(|other| *other == byte).count()
}

/// Reads a number as an integer scaled by `10^scale`.
pub(super) fn read(text: &str, scale: u32, mark: DecimalMark) -> Result<i64, CellError> {
    let is_plain = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'+'));
    if is_plain {
        return scaled(text, scale);
    }
    let text = &*folded(text);
    match mark {
        DecimalMark::Point => scaled(&ungrouped(text, ',')?, scale),
        DecimalMark::Comma => scaled(&ungrouped(text, '.')?.replace(',', "."), scale),
        DecimalMark::Open | DecimalMark::Doubtful => {
            let mut survey = NumberSurvey::default();
            survey.see(text);
            let doubted = mark == DecimalMark::Doubtful || text.contains(',');
            if survey.is_open() && doubted {
                return Err(ambiguous(text));
            }
            match survey.mark(false) {
                Some(DecimalMark::Comma) => read(text, scale, DecimalMark::Comma),
                _ => read(text, scale, DecimalMark::Point),
            }
        }
    }
}

fn scaled(text: &str, scale: u32) -> Result<i64, CellError> {
    parse_scaled(text, scale).map_err(|error| match error {
        NumberError::TooPrecise { .. } => CellError::TooPrecise { places: scale },
        NumberError::TooLarge { .. } => CellError::TooLarge,
        _ => CellError::NotANumber,
    })
}

fn ambiguous(text: &str) -> CellError {
    let digits: String = text.chars().filter(|c| !matches!(c, ',' | '.')).collect();
    let decimal = text.replace(',', ".");
    if text.contains(',') {
        CellError::AmbiguousNumber {
            point: digits,
            comma: decimal,
        }
    } else {
        CellError::AmbiguousNumber {
            point: decimal,
            comma: digits,
        }
    }
}

/// Removes the thousands separators, which must stand before groups of three digits.
fn ungrouped(text: &str, separator: char) -> Result<String, CellError> {
    let decimal = if separator == ',' { '.' } else { ',' };
    let (whole, decimals) = text
        .split_once(decimal)
        .map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    let mut groups = whole.split(|c: char| [separator, ' ', '\''].contains(&c));
    let mut joined = groups.next().unwrap_or_default().to_owned();
    let first = joined.trim_start_matches(['-', '+']).len();
    for group in groups {
        if group.len() != 3 || first > 3 || first == 0 {
            return Err(CellError::NotANumber);
        }
        joined.push_str(group);
    }
    if let Some(decimals) = decimals {
        joined.push(decimal);
        joined.push_str(decimals);
    }
    Ok(joined)
}

/// Full-width digits and marks, the long minus and the narrow spaces, as ASCII.
fn folded(text: &str) -> std::borrow::Cow<'_, str> {
    if text.is_ascii() {
        return text.into();
    }
    text.chars()
        .map(|c| match c {
            '\u{ff10}'..='\u{ff19}' | '\u{ff0b}'..='\u{ff0e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '\u{2212}' => '-',
            '\u{a0}' | '\u{2009}' | '\u{202f}' => ' ',
            '\u{2019}' => '\'',
            other => other,
        })
        .collect::<String>()
        .into()
}
