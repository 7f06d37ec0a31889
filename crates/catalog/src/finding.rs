//! What a lint found: place, value, expectation, cure.

use crate::document::{Document, DocumentError};
use std::fmt;
use toml::de::{DeTable, DeValue};

/// Whether a finding keeps the document from being used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
}

/// One thing that is wrong with an indicator or a scheme, or looks wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub severity: Severity,
    /// Names the rule, such as `dimension_weights`.
    pub code: &'static str,
    /// Known once [`locate`] has seen the text.
    pub file: Option<String>,
    pub line: Option<usize>,
    /// Keys that lead to the value, such as `quality.indicators[1].weight`.
    pub path: String,
    pub value: String,
    pub expectation: String,
    pub cure: String,
}

impl Finding {
    pub(crate) fn new(severity: Severity, code: &'static str, path: impl Into<String>) -> Finding {
        let (path, text) = (path.into(), String::new);
        Finding {
            severity,
            code,
            file: None,
            line: None,
            path,
            value: text(),
            expectation: text(),
            cure: text(),
        }
    }

    pub(crate) fn error(code: &'static str, path: impl Into<String>) -> Finding {
        Finding::new(Severity::Error, code, path)
    }

    pub(crate) fn warning(code: &'static str, path: impl Into<String>) -> Finding {
        Finding::new(Severity::Warning, code, path)
    }

    pub(crate) fn says(
        mut self,
        value: impl Into<String>,
        expectation: impl Into<String>,
        cure: impl Into<String>,
    ) -> Finding {
        self.value = value.into();
        self.expectation = expectation.into();
        self.cure = cure.into();
        self
    }
}

/// `quality.md:12: error dimension_weights: quality.weight is 2000, expected …; cure`
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{file}:")?;
        }
        if let Some(line) = self.line {
            write!(f, "{line}:")?;
        }
        if self.file.is_some() {
            write!(f, " ")?;
        }
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{severity} {}: ", self.code)?;
        if !self.path.is_empty() {
            write!(f, "{} is ", self.path)?;
        }
        write!(f, "{}, expected {}; {}", self.value, self.expectation, self.cure)
    }
}

/// Gives findings the file and the line of the document they came from; the line is that of the deepest key that exists.
pub fn locate(findings: &mut [Finding], file: &str, text: &str) -> Result<(), DocumentError> {
    let document = Document::open(file, text)?;
    let table = document.front.parse()?;
    for finding in findings {
        finding.file = Some(file.to_owned());
        let (first, _) = split_step(&finding.path);
        let section = document
            .sections
            .iter()
            .find(|section| section.title.to_lowercase() == first);
        finding.line = match section {
            Some(section) => Some(section.line),
            None if finding.path.is_empty() => Some(1),
            None => position(&table, &finding.path).map(|position| document.front.line_at(position)),
        };
    }
    Ok(())
}

/// Where the deepest existing key of the path stands.
fn position(table: &DeTable<'_>, path: &str) -> Option<usize> {
    let (key, rest) = split_step(path);
    let (name, index) = match key.strip_suffix(']').and_then(|key| key.split_once('[')) {
        Some((name, index)) => (name, index.parse().ok()),
        None => (key, None::<usize>),
    };
    let (found, value) = table.get_key_value(name)?;
    let mut at = found.span().start;
    let mut value = value.get_ref();
    if let (Some(index), DeValue::Array(array)) = (index, value) {
        let entry = array.get(index)?;
        at = entry.span().start;
        value = entry.get_ref();
    }
    let deeper = match value {
        DeValue::Table(table) if !rest.is_empty() => position(table, rest),
        _ => None,
    };
    Some(deeper.unwrap_or(at))
}

fn split_step(path: &str) -> (&str, &str) {
    path.split_once('.').unwrap_or((path, ""))
}
