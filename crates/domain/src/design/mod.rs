//! Design: what is measured and how it becomes a score and a level.

pub mod indicator;
pub mod scheme;
pub mod rules;
