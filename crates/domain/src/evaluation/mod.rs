//! Evaluation: from observations to explained scores.

pub mod observation;
