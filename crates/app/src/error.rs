//! One table of everything that can go wrong for a caller: kind, sentence, cure.

use domain::intake::ports::FactError;
use store::StoreError;

/// What the caller can do about it; command line and API derive their status from this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// The thing named does not exist.
    NotFound,
    /// The input is wrong; nothing was changed.
    Invalid,
    /// The state does not allow it now.
    Conflict,
    /// Something outside failed; trying again may help.
    Unavailable,
    /// A fault of the product.
    Internal,
}

/// An error of a use case, written for the reader.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    pub kind: ErrorKind,
    /// Place, value and expectation in one sentence.
    pub message: String,
    /// What to do next.
    pub cure: Option<String>,
    #[source]
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    #[must_use]
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Error {
        Error {
            kind,
            message: message.into(),
            cure: None,
            source: None,
        }
    }

    #[must_use]
    pub fn not_found(message: impl Into<String>) -> Error {
        Error::new(ErrorKind::NotFound, message)
    }

    #[must_use]
    pub fn invalid(message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Invalid, message)
    }

    #[must_use]
    pub fn conflict(message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Conflict, message)
    }

    #[must_use]
    pub fn internal(message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Internal, message)
    }

    #[must_use]
    pub fn cure(mut self, cure: impl Into<String>) -> Error {
        self.cure = Some(cure.into());
        self
    }

    #[must_use]
    pub fn from_source(kind: ErrorKind, source: impl std::error::Error + Send + Sync + 'static) -> Error {
        Error {
            kind,
            message: source.to_string(),
            cure: None,
            source: Some(Box::new(source)),
        }
    }
}

impl From<FactError> for Error {
    fn from(error: FactError) -> Error {
        let kind = match error {
            FactError::Query { .. } | FactError::Overflow { .. } | FactError::Limit { .. } => ErrorKind::Invalid,
            FactError::File { .. } => ErrorKind::Conflict,
            FactError::Io(_) => ErrorKind::Unavailable,
            FactError::Engine(_) => ErrorKind::Internal,
        };
        Error::from_source(kind, error)
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Error {
        let kind = match error {
            StoreError::UnknownImport { .. } | StoreError::UnknownEvaluation { .. } => ErrorKind::NotFound,
            StoreError::Address { .. } => ErrorKind::Invalid,
            StoreError::AlreadyUndone { .. }
            | StoreError::TouchedLater { .. }
            | StoreError::StillReferenced { .. }
            | StoreError::Published { .. }
            | StoreError::NewerSchema { .. } => ErrorKind::Conflict,
            StoreError::Open { .. }
            | StoreError::Damaged { .. }
            | StoreError::Ended
            | StoreError::Database(_)
            | StoreError::Bulk(_) => ErrorKind::Unavailable,
            _ => ErrorKind::Internal,
        };
        Error::from_source(kind, error)
    }
}
