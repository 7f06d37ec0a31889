//! Monitoring: what changed between two evaluations, and why.

pub mod waterfall;
pub mod movers;

pub use movers::{Move, Mover, movers};
pub use waterfall::{Bar, Cause, CompareError, Waterfall, compare};

#[cfg(test)]
mod tests;
