//! Platform: who asks and what they may, and whether the workspace is sound.

mod check_up;
pub mod identity;
mod principal;

pub use check_up::{Check, Verdict, check_up};
pub use principal::{Credential, Principal};
