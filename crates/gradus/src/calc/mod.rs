//! Calculations from the command line: a method by name, JSON in, JSON out.
//!
//! One file per family; each looks at the keys of its input, reads what it needs and calls
//! `methods`. Nothing is calculated here.

mod inputs;
mod weighted_sum;
mod curves;
mod matrix_scores;
mod scorecards;
mod sorting;
mod profiles;
mod proportion_intervals;
mod shrinkage;
mod ahp;
mod smaa;
mod topsis;
mod rank_correlation;
mod ranking_metrics;
mod concentration;

use crate::nearest::nearest;
use inputs::Inputs;
use serde_json::Value;
use thiserror::Error;

/// Why there is no result.
#[derive(Debug, Error)]
pub(crate) enum CalcError {
    /// A method that does not exist.
    #[error("there is no method {name:?}{}; known are {}", near(*.suggestion), methods().join(", "))]
    UnknownMethod {
        /// The name given.
        name: String,
        /// The known name that looks most like it.
        suggestion: Option<&'static str>,
    },
    /// Text that is not JSON.
    #[error("the input is not JSON: {0}; write an object such as {{\"scores\": [80, 90], \"weights\": [3, 1]}}")]
    Json(#[from] serde_json::Error),
    /// JSON that is not an object.
    #[error("the input must be a JSON object with the keys of the method, found {found}")]
    NotAnObject {
        /// What it is instead.
        found: String,
    },
    /// A key that is missing or holds something else.
    #[error("key {key:?}: expected {expected}, found {found}; {cure}")]
    Key {
        /// The key.
        key: String,
        /// What it should hold.
        expected: String,
        /// What it holds.
        found: String,
        /// What to do.
        cure: String,
    },
    /// No calculation of the method uses these keys.
    #[error("{method} cannot tell what to calculate from the keys {given}; give {known}")]
    Keys {
        /// The method.
        method: &'static str,
        /// The keys given.
        given: String,
        /// The keys that would be understood.
        known: &'static str,
    },
    /// The method refuses the numbers.
    #[error("{0}")]
    Refused(Box<dyn std::error::Error + Send + Sync>),
}

impl CalcError {
    fn refused(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Refused(Box::new(error))
    }
}

type Calculation = fn(&Inputs<'_>) -> Result<Value, CalcError>;

const METHODS: [(&str, Calculation); 10] = [
    ("weighted_sum", weighted_sum::run),
    ("sorting", sorting::run),
    ("proportion_intervals", proportion_intervals::run),
    ("shrinkage", shrinkage::run),
    ("ahp", ahp::run),
    ("smaa", smaa::run),
    ("topsis", topsis::run),
    ("rank_correlation", rank_correlation::run),
    ("ranking_metrics", ranking_metrics::run),
    ("concentration", concentration::run),
];

const NAMES: [&str; METHODS.len()] = {
    let mut names = [""; METHODS.len()];
    let mut index = 0;
    while index < METHODS.len() {
        names[index] = METHODS[index].0;
        index += 1;
    }
    names
};

/// The names of the methods.
pub(crate) fn methods() -> &'static [&'static str] {
    &NAMES
}

/// Runs a method on a JSON object and returns a JSON object.
///
/// Every number in the result is finite; what is not defined is null, with the reason under
/// `policy`.
pub(crate) fn run(method: &str, input_json: &str) -> Result<String, CalcError> {
    let Some((_, calculation)) = METHODS.iter().find(|(name, _)| *name == method) else {
        let suggestion = nearest(method, NAMES);
        return Err(CalcError::UnknownMethod {
            name: method.to_owned(),
            suggestion,
        });
    };
    let input: Value = serde_json::from_str(input_json)?;
    let Value::Object(map) = &input else {
        return Err(CalcError::NotAnObject {
            found: inputs::describe(&input),
        });
    };
    let output = calculation(&Inputs::new(map))?;
    Ok(serde_json::to_string(&output)?)
}

fn near(suggestion: Option<&str>) -> String {
    suggestion
        .map(|name| format!(" (did you mean {name:?}?)"))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
