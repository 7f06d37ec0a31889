//! Indicators as documents.

pub(crate) mod parse;
mod example;
pub(crate) mod lint;
pub(crate) mod overview;
