//! One value of a result: how a person reads it, and the full value that a machine gets.

use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Number, Value};

/// A value in a table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    Nothing,
    Text(String),
    Integer(i64),
    /// A number that names something, such as a row or an import: never in groups.
    Id(i64),
    /// A number with the places a person sees; machines get all of them.
    Number {
        value: Decimal,
        places: u32,
    },
    /// Like a number, cut instead of rounded: a shown score never crosses a band.
    Score(Decimal),
    /// A number that must stay exact, such as money: text in JSON, with its currency in a column beside it.
    Exact(String),
    Flag(bool),
    /// Codes: a list in JSON, with spaces between them elsewhere.
    List(Vec<String>),
    /// A word of a closed list: its code for machines, its name in the reader's language for people.
    Word {
        code: String,
        shown: String,
    },
}

impl Cell {
    pub(crate) fn text(value: impl Into<String>) -> Cell {
        Cell::Text(value.into())
    }

    pub(crate) fn count(value: impl TryInto<i64>) -> Cell {
        Cell::Integer(value.try_into().unwrap_or(i64::MAX))
    }

    pub(crate) fn id(value: impl TryInto<i64>) -> Cell {
        Cell::Id(value.try_into().unwrap_or(i64::MAX))
    }

    pub(crate) fn number(value: impl Into<Option<Decimal>>, places: u32) -> Cell {
        value
            .into()
            .map_or(Cell::Nothing, |value| Cell::Number { value, places })
    }

    pub(crate) fn score(value: impl Into<Option<Decimal>>) -> Cell {
        value.into().map_or(Cell::Nothing, Cell::Score)
    }

    pub(crate) fn maybe(value: Option<impl Into<String>>) -> Cell {
        value.map_or(Cell::Nothing, |value| Cell::Text(value.into()))
    }

    pub(crate) fn is_number(&self) -> bool {
        matches!(
            self,
            Cell::Integer(_) | Cell::Id(_) | Cell::Number { .. } | Cell::Score(_) | Cell::Exact(_)
        )
    }

    /// As a person reads it; flags are a tick.
    pub(crate) fn for_people(&self) -> String {
        match self {
            Cell::Nothing | Cell::Flag(false) => "–".to_owned(),
            Cell::Text(value) => value.clone(),
            Cell::List(values) => values.join(" "),
            Cell::Integer(value) => grouped(&value.to_string()),
            Cell::Id(value) => value.to_string(),
            Cell::Number { value, places } => {
                let rounded = value.round_dp_with_strategy(*places, RoundingStrategy::MidpointAwayFromZero);
                grouped(&format!("{rounded:.*}", *places as usize))
            }
            Cell::Score(value) => format!("{:.1}", value.round_dp_with_strategy(1, RoundingStrategy::ToZero)),
            Cell::Exact(value) => grouped(value),
            Cell::Flag(true) => "✓".to_owned(),
            Cell::Word { shown, .. } => shown.clone(),
        }
    }

    /// The full value as text; nothing is empty.
    pub(crate) fn for_machines(&self) -> String {
        match self {
            Cell::Nothing => String::new(),
            Cell::Text(value) | Cell::Exact(value) => value.clone(),
            Cell::List(values) => values.join(" "),
            Cell::Integer(value) | Cell::Id(value) => value.to_string(),
            Cell::Number { value, .. } | Cell::Score(value) => full(*value).to_string(),
            Cell::Flag(value) => value.to_string(),
            Cell::Word { code, .. } => code.clone(),
        }
    }

    pub(crate) fn json(&self) -> Value {
        match self {
            Cell::Nothing => Value::Null,
            Cell::Text(value) | Cell::Exact(value) => Value::String(value.clone()),
            Cell::Integer(value) | Cell::Id(value) => Value::from(*value),
            Cell::Number { value, .. } | Cell::Score(value) => json_number(*value),
            Cell::Flag(value) => Value::Bool(*value),
            Cell::List(values) => Value::from(values.clone()),
            Cell::Word { code, .. } => Value::from(code.as_str()),
        }
    }
}

/// Decimal places that machines get: those of published figures. What a division adds beyond them says nothing.
const PLACES: u32 = 12;

fn full(value: Decimal) -> Decimal {
    value
        .round_dp_with_strategy(PLACES, RoundingStrategy::MidpointAwayFromZero)
        .normalize()
}

/// A JSON number with the digits of the decimal, in the scale of published figures.
pub(crate) fn json_number(value: Decimal) -> Value {
    let text = full(value).to_string();
    text.parse::<Number>().map_or(Value::Null, Value::Number)
}

/// Digits in groups of three: `18,204`.
pub(crate) fn grouped(number: &str) -> String {
    let (sign, rest) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, fraction) = rest
        .split_once('.')
        .map_or((rest, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut text = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_in_groups() {
        let shown: Vec<String> = ["7", "-1234", "18204.50", "1000000"]
            .iter()
            .map(|text| grouped(text))
            .collect();
        assert_eq!(shown, ["7", "-1,234", "18,204.50", "1,000,000"]);
    }

    #[test]
    fn a_shown_score_never_crosses_a_band() {
        let score = Cell::Score(Decimal::new(89_96, 2));
        assert_eq!(score.for_people(), "89.9");
        assert_eq!(score.for_machines(), "89.96");
        assert_eq!(score.json().to_string(), "89.96");
    }
}
