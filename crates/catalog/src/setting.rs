//! A value for a declared parameter: read from text, and held against type, range and choices.

use domain::design::indicator::Parameter;
use domain::evaluation::observation::ParameterValue;
use rust_decimal::Decimal;
use std::str::FromStr;

/// Why a parameter does not take a value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{parameter} is {value}, expected {expectation}")]
pub struct SettingError {
    pub parameter: String,
    pub value: String,
    pub expectation: String,
}

/// Reads the text as a value of the parameter.
pub fn read_setting(parameter: &Parameter, text: &str) -> Result<ParameterValue, SettingError> {
    let text = text.trim();
    let value = match &parameter.default {
        ParameterValue::Integer(_) => text.parse().ok().map(ParameterValue::Integer),
        ParameterValue::Decimal(_) => Decimal::from_str(text).ok().map(ParameterValue::Decimal),
        ParameterValue::Word(_) => Some(ParameterValue::Word(text.trim_matches('"').to_owned())),
        ParameterValue::Flag(_) => text.parse().ok().map(ParameterValue::Flag),
    };
    match value {
        Some(value) => accept(parameter, value),
        None => Err(refuse(parameter, text.to_owned())),
    }
}

/// The value as the parameter takes it (a whole number becomes a decimal where one is declared), or why it does not.
pub fn accept(parameter: &Parameter, value: ParameterValue) -> Result<ParameterValue, SettingError> {
    let value = match (&parameter.default, value) {
        (ParameterValue::Decimal(_), ParameterValue::Integer(integer)) => {
            ParameterValue::Decimal(Decimal::from(integer))
        }
        (_, value) => value,
    };
    let fits = match (&parameter.default, &value) {
        (ParameterValue::Integer(_), ParameterValue::Integer(integer)) => in_range(parameter, Decimal::from(*integer)),
        (ParameterValue::Decimal(_), ParameterValue::Decimal(decimal)) => in_range(parameter, *decimal),
        (ParameterValue::Word(_), ParameterValue::Word(word)) => {
            parameter.choices.is_empty() || parameter.choices.contains(word)
        }
        (ParameterValue::Flag(_), ParameterValue::Flag(_)) => true,
        _ => false,
    };
    if fits {
        Ok(value)
    } else {
        Err(refuse(parameter, shown(&value)))
    }
}

/// The value as a document writes it.
pub(crate) fn shown(value: &ParameterValue) -> String {
    match value {
        ParameterValue::Integer(integer) => integer.to_string(),
        ParameterValue::Decimal(decimal) if decimal.scale() == 0 => format!("{decimal}.0"),
        ParameterValue::Decimal(decimal) => decimal.to_string(),
        ParameterValue::Word(word) => format!("\"{word}\""),
        ParameterValue::Flag(flag) => flag.to_string(),
    }
}

fn in_range(parameter: &Parameter, value: Decimal) -> bool {
    parameter.min.is_none_or(|min| min <= value) && parameter.max.is_none_or(|max| value <= max)
}

fn refuse(parameter: &Parameter, value: String) -> SettingError {
    let range = match (parameter.min, parameter.max) {
        (Some(min), Some(max)) => format!(" from {min} to {max}"),
        (Some(min), None) => format!(" of {min} or more"),
        (None, Some(max)) => format!(" of {max} or less"),
        (None, None) => String::new(),
    };
    let expectation = match &parameter.default {
        ParameterValue::Integer(_) => format!("a whole number{range}"),
        ParameterValue::Decimal(_) => format!("a number{range}"),
        ParameterValue::Word(_) if parameter.choices.is_empty() => "a word".to_owned(),
        ParameterValue::Word(_) => format!("one of {}", parameter.choices.join(", ")),
        ParameterValue::Flag(_) => "true or false".to_owned(),
    };
    SettingError {
        parameter: parameter.name.clone(),
        value,
        expectation,
    }
}
