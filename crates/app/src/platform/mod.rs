//! Platform: whether the workspace is sound.

mod check_up;

pub use check_up::{Check, Verdict, check_up};
