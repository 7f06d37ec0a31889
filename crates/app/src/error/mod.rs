//! One table of everything that can go wrong for a caller: kind, code, and what fills in the sentence.
//!
//! The sentences stand in `errors.ftl` under `error-<code>`; `-nearest` and `-cure` say what to do.

mod domain;
mod outside;
mod store;
mod worker;

use std::fmt;
use text::{Language, has, message};

/// What the caller can do about it; command line and API derive their status from this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// The thing named does not exist.
    NotFound,
    /// The input is wrong; nothing was changed.
    Invalid,
    /// The state does not allow it now.
    Conflict,
    /// Whoever asks may not do it: one person cannot be two.
    NotAllowed,
    /// Something outside failed; trying again may help.
    Unavailable,
    /// A fault of the product.
    Internal,
}

/// An error of a use case, for readers of either language.
#[derive(Debug)]
pub struct Error {
    pub kind: ErrorKind,
    /// Stable: it never changes its meaning.
    pub code: &'static str,
    values: Vec<(&'static str, String)>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    #[must_use]
    pub fn new(kind: ErrorKind, code: &'static str) -> Error {
        Error {
            kind,
            code,
            values: Vec::new(),
            source: None,
        }
    }

    #[must_use]
    pub fn not_found(code: &'static str) -> Error {
        Error::new(ErrorKind::NotFound, code)
    }

    #[must_use]
    pub fn invalid(code: &'static str) -> Error {
        Error::new(ErrorKind::Invalid, code)
    }

    #[must_use]
    pub fn conflict(code: &'static str) -> Error {
        Error::new(ErrorKind::Conflict, code)
    }

    /// A fault of the product, as the part that failed puts it.
    #[must_use]
    pub fn internal(problem: impl fmt::Display) -> Error {
        Error::new(ErrorKind::Internal, "internal").with("problem", problem)
    }

    /// Fills in a figure of the sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Error {
        self.values.push((name, value.to_string()));
        self
    }

    /// The known name that was probably meant, when there is one.
    #[must_use]
    pub fn nearest(self, name: Option<impl fmt::Display>) -> Error {
        match name {
            Some(name) => self.with("nearest", name),
            None => self,
        }
    }

    #[must_use]
    fn caused_by(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Error {
        self.source = Some(Box::new(source));
        self
    }

    /// Place, value and expectation in one sentence.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        message(language, &self.id(), &self.variables())
    }

    /// What to do next: the name that was probably meant, else the cure of the code.
    #[must_use]
    pub fn cure(&self, language: Language) -> Option<String> {
        let has_nearest = self.values.iter().any(|(name, _)| *name == "nearest");
        let ids = [("-nearest", has_nearest), ("-cure", true)];
        ids.into_iter()
            .filter(|(_, applies)| *applies)
            .map(|(suffix, _)| self.id() + suffix)
            .find(|id| has(language, id))
            .map(|id| message(language, &id, &self.variables()))
    }

    fn id(&self) -> String {
        format!("error-{}", self.code)
    }

    fn variables(&self) -> Vec<(&str, &str)> {
        self.values
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect()
    }
}

/// For logs and tests; people read [`Error::message`] in their language.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Language::En))
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let source = self.source.as_deref()?;
        Some(source)
    }
}

#[cfg(test)]
mod tests;
