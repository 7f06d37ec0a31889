//! Schemes as documents.

pub(crate) mod parse;
pub(crate) mod print;
pub(crate) mod lint;
pub(crate) mod place;
mod rules;
