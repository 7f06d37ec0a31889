//! Platform: whether the workspace is sound.

pub mod health;
