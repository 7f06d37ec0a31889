//! Documents and mappings that cannot be read; what is wrong inside is said as their parser puts it.

use super::Error;
use catalog::{DocumentError, SettingError};
use formats::mapping::MappingError;

impl From<DocumentError> for Error {
    fn from(error: DocumentError) -> Error {
        Error::invalid("document")
            .with("file", &error.file)
            .with("line", error.line)
            .with("problem", &error.problem)
            .caused_by(error)
    }
}

impl From<SettingError> for Error {
    fn from(error: SettingError) -> Error {
        Error::invalid("setting")
            .with("parameter", &error.parameter)
            .with("value", &error.value)
            .with("expected", &error.expectation)
            .caused_by(error)
    }
}

impl From<MappingError> for Error {
    fn from(error: MappingError) -> Error {
        Error::invalid("mapping").with("problem", &error).caused_by(error)
    }
}

/// Only our own documents are read and written so.
impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Error {
        Error::internal(&error).caused_by(error)
    }
}
