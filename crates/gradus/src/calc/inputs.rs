//! Reading keys of a JSON object, with errors that say key, expectation and cure.

use super::CalcError;
use methods::scoring::Direction;
use serde_json::{Map, Value};

/// The object of one calculation.
pub(crate) struct Inputs<'a> {
    map: &'a Map<String, Value>,
}

impl<'a> Inputs<'a> {
    pub(crate) fn new(map: &'a Map<String, Value>) -> Self {
        Self { map }
    }

    /// Whether the key is there with a value.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.map.get(key).is_some_and(|value| !value.is_null())
    }

    /// Whether the key is there with a list.
    pub(crate) fn is_list(&self, key: &str) -> bool {
        self.map.get(key).is_some_and(Value::is_array)
    }

    /// Whether the key is there with a list of lists.
    pub(crate) fn is_table(&self, key: &str) -> bool {
        self.map
            .get(key)
            .and_then(Value::as_array)
            .and_then(|list| list.first())
            .is_some_and(Value::is_array)
    }

    /// The first of several names of one key that is there, or the first name.
    pub(crate) fn named(&self, names: &[&'static str]) -> &'static str {
        names
            .iter()
            .copied()
            .find(|name| self.has(name))
            .unwrap_or_else(|| names.first().copied().unwrap_or_default())
    }

    /// The keys that are there, for a message.
    pub(crate) fn keys(&self) -> String {
        let keys: Vec<&str> = self.map.keys().map(String::as_str).collect();
        if keys.is_empty() {
            "(none)".to_owned()
        } else {
            keys.join(", ")
        }
    }

    pub(crate) fn value(&self, key: &str, expected: &str) -> Result<&'a Value, CalcError> {
        match self.map.get(key) {
            Some(value) if !value.is_null() => Ok(value),
            _ => Err(wrong(key, expected, "nothing", "add the key")),
        }
    }

    pub(crate) fn list(&self, key: &str, expected: &str) -> Result<&'a [Value], CalcError> {
        let value = self.value(key, expected)?;
        value
            .as_array()
            .map(Vec::as_slice)
            .ok_or_else(|| mistyped(key, expected, value))
    }

    pub(crate) fn object(&self, key: &str, expected: &str) -> Result<&'a Map<String, Value>, CalcError> {
        let value = self.value(key, expected)?;
        value.as_object().ok_or_else(|| mistyped(key, expected, value))
    }

    pub(crate) fn number(&self, key: &str) -> Result<f64, CalcError> {
        number(key, self.value(key, "a number")?)
    }

    pub(crate) fn number_or(&self, key: &str, default: f64) -> Result<f64, CalcError> {
        if self.has(key) { self.number(key) } else { Ok(default) }
    }

    pub(crate) fn count(&self, key: &str) -> Result<u64, CalcError> {
        count(key, self.value(key, COUNT)?)
    }

    pub(crate) fn count_or(&self, key: &str, default: u64) -> Result<u64, CalcError> {
        if self.has(key) { self.count(key) } else { Ok(default) }
    }

    pub(crate) fn numbers(&self, key: &str) -> Result<Vec<f64>, CalcError> {
        self.list(key, "a list of numbers")?
            .iter()
            .map(|value| number(key, value))
            .collect()
    }

    pub(crate) fn numbers_or(&self, key: &str, default: &[f64]) -> Result<Vec<f64>, CalcError> {
        if self.has(key) {
            self.numbers(key)
        } else {
            Ok(default.to_vec())
        }
    }

    /// A list of numbers, or one number as a list.
    pub(crate) fn number_list(&self, key: &str) -> Result<Vec<f64>, CalcError> {
        if self.is_list(key) {
            self.numbers(key)
        } else {
            Ok(vec![self.number(key)?])
        }
    }

    /// A list of counts, or one count as a list.
    pub(crate) fn count_list(&self, key: &str) -> Result<Vec<u64>, CalcError> {
        if !self.is_list(key) {
            return Ok(vec![self.count(key)?]);
        }
        self.list(key, "a list of counts")?
            .iter()
            .map(|value| count(key, value))
            .collect()
    }

    pub(crate) fn table(&self, key: &str) -> Result<Vec<Vec<f64>>, CalcError> {
        table(key, self.value(key, TABLE)?)
    }

    /// A table in which null stands for a missing value.
    pub(crate) fn table_with_gaps(&self, key: &str) -> Result<Vec<Vec<Option<f64>>>, CalcError> {
        self.list(key, TABLE)?
            .iter()
            .map(|row| numbers_with_gaps(key, row))
            .collect()
    }

    pub(crate) fn text(&self, key: &str) -> Result<&'a str, CalcError> {
        let value = self.value(key, "a text")?;
        value.as_str().ok_or_else(|| mistyped(key, "a text", value))
    }

    pub(crate) fn text_or(&self, key: &str, default: &'a str) -> Result<&'a str, CalcError> {
        if self.has(key) { self.text(key) } else { Ok(default) }
    }

    pub(crate) fn texts(&self, key: &str) -> Result<Vec<String>, CalcError> {
        self.list(key, "a list of texts")?
            .iter()
            .map(|value| text(key, value))
            .collect()
    }

    pub(crate) fn texts_or(&self, key: &str, default: impl FnOnce() -> Vec<String>) -> Result<Vec<String>, CalcError> {
        if self.has(key) { self.texts(key) } else { Ok(default()) }
    }

    pub(crate) fn flag_or(&self, key: &str, default: bool) -> Result<bool, CalcError> {
        if !self.has(key) {
            return Ok(default);
        }
        let value = self.value(key, "true or false")?;
        value.as_bool().ok_or_else(|| mistyped(key, "true or false", value))
    }

    /// "max" or "min" for each criterion; more is better when the key is not there.
    pub(crate) fn directions(&self, key: &str, criteria: usize) -> Result<Vec<Direction>, CalcError> {
        if !self.has(key) {
            return Ok(vec![Direction::Up; criteria]);
        }
        let directions: Vec<Direction> = self
            .list(key, DIRECTIONS)?
            .iter()
            .map(|value| direction(value).ok_or_else(|| mistyped(key, DIRECTIONS, value)))
            .collect::<Result<_, _>>()?;
        length(key, directions.len(), criteria)?;
        Ok(directions)
    }

    /// Weights, all equal when the key is not there.
    pub(crate) fn weights(&self, key: &str, criteria: usize) -> Result<Vec<f64>, CalcError> {
        let weights = self.numbers_or(key, &vec![1.0; criteria])?;
        length(key, weights.len(), criteria)?;
        Ok(weights)
    }
}

/// In the words of the libraries that users come from.
fn direction(value: &Value) -> Option<Direction> {
    if let Some(sign) = value.as_i64() {
        return match sign {
            1 => Some(Direction::Up),
            -1 => Some(Direction::Down),
            _ => None,
        };
    }
    match value.as_str()?.to_lowercase().as_str() {
        "max" | "maximize" | "maximise" | "up" | "benefit" => Some(Direction::Up),
        "min" | "minimize" | "minimise" | "down" | "cost" => Some(Direction::Down),
        _ => None,
    }
}

const DIRECTIONS: &str = "\"max\" or \"min\" for each criterion";
const TABLE: &str = "a table (a list of lists of numbers)";
const COUNT: &str = "a whole number, zero or more";

/// Checks that a list has as many values as another one demands.
pub(crate) fn length(key: &str, found: usize, expected: usize) -> Result<(), CalcError> {
    if found == expected {
        return Ok(());
    }
    let cure = "give one for each; check both lists";
    Err(wrong(key, &format!("{expected} values"), &format!("{found}"), cure))
}

pub(crate) fn wrong(key: &str, expected: &str, found: &str, cure: &str) -> CalcError {
    let (key, expected, found, cure) = (key.to_owned(), expected.to_owned(), found.to_owned(), cure.to_owned());
    CalcError::Key {
        key,
        expected,
        found,
        cure,
    }
}

pub(crate) fn mistyped(key: &str, expected: &str, found: &Value) -> CalcError {
    wrong(key, expected, &describe(found), "correct the value")
}

pub(crate) fn number(key: &str, value: &Value) -> Result<f64, CalcError> {
    value
        .as_f64()
        .filter(|number| number.is_finite())
        .ok_or_else(|| mistyped(key, "a number", value))
}

pub(crate) fn count(key: &str, value: &Value) -> Result<u64, CalcError> {
    const WHOLE_MAX: f64 = 9_007_199_254_740_992.0;
    if let Some(count) = value.as_u64() {
        return Ok(count);
    }
    let whole = value
        .as_f64()
        .filter(|number| (0.0..=WHOLE_MAX).contains(number) && number.fract() <= 0.0);
    // A count written as 45.0 is still a count.
    whole
        .and_then(|number| format!("{number:.0}").parse().ok())
        .ok_or_else(|| mistyped(key, COUNT, value))
}

pub(crate) fn text(key: &str, value: &Value) -> Result<String, CalcError> {
    value
        .as_str()
        .map(str::to_owned)
        .ok_or_else(|| mistyped(key, "a text", value))
}

pub(crate) fn table(key: &str, value: &Value) -> Result<Vec<Vec<f64>>, CalcError> {
    let rows = value.as_array().ok_or_else(|| mistyped(key, TABLE, value))?;
    let row = |row: &Value| -> Result<Vec<f64>, CalcError> {
        let values = row.as_array().ok_or_else(|| mistyped(key, TABLE, row))?;
        values.iter().map(|value| number(key, value)).collect()
    };
    rows.iter().map(row).collect()
}

pub(crate) fn numbers_with_gaps(key: &str, value: &Value) -> Result<Vec<Option<f64>>, CalcError> {
    let expected = "a list of numbers, null where one is missing";
    let values = value.as_array().ok_or_else(|| mistyped(key, expected, value))?;
    values
        .iter()
        .map(|value| {
            if value.is_null() {
                Ok(None)
            } else {
                number(key, value).map(Some)
            }
        })
        .collect()
}

/// A value in a few words.
pub(crate) fn describe(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => format!("{flag}"),
        Value::Number(number) => format!("{number}"),
        Value::String(text) => format!("the text {:?}", text.chars().take(40).collect::<String>()),
        Value::Array(list) => format!("a list of {}", list.len()),
        Value::Object(_) => "an object".to_owned(),
    }
}
