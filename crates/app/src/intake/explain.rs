//! Problem codes in words: the sentence of one problem, and the page of a code.

use crate::Error;
use domain::intake::problem::{CODES, Code, Problem, Severity};
use text::Language;

/// What there is to know about a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodePage {
    /// Such as `E203`.
    pub number: &'static str,
    pub severity: Severity,
    pub title: String,
    pub page: String,
}

/// The page of a code such as `E203`.
pub fn explain_code(language: Language, number: &str) -> Result<CodePage, Error> {
    let Some(code) = Code::find(number) else {
        let known: Vec<&str> = CODES.iter().map(|entry| entry.1).collect();
        return Err(Error::not_found("unknown-problem-code")
            .with("code", number)
            .with("known", known.join(", ")));
    };
    Ok(CodePage {
        number: code.number(),
        severity: code.severity(),
        title: title(language, code),
        page: text::message(language, &format!("{}-page", code.message_key()), &[]),
    })
}

/// The name of a code in a list.
#[must_use]
pub fn title(language: Language, code: Code) -> String {
    text::message(language, &format!("{}-title", code.message_key()), &[])
}

/// One problem as a sentence, with the nearest known value when there is one.
#[must_use]
pub fn sentence(language: Language, problem: &Problem) -> String {
    let arguments = problem.arguments();
    let arguments: Vec<(&str, &str)> = arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let mut key = problem.code.message_key();
    if problem.code == Code::NoSheet && problem.value.is_empty() {
        key.push_str("-several");
    }
    let mut sentence = text::message(language, &key, &arguments);
    if problem.nearest.is_some() {
        sentence.push_str(" — ");
        sentence.push_str(&text::message(language, "problem-nearest", &arguments));
    }
    if problem.none_stored {
        sentence.push_str(" — ");
        sentence.push_str(&text::message(language, "problem-none-stored", &arguments));
    }
    sentence
}
