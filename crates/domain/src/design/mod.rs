//! Design: what is measured and how it becomes a score and a level.

pub mod indicator;
pub mod scheme;
pub mod rules;
pub mod approve;
pub mod inherit;

pub use approve::{ApprovedScheme, SchemeError, approve};
pub use inherit::{Subject, as_exception, complete, complete_one, resolve};
