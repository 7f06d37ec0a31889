//! Monitoring: what changed between two evaluations, and why.

pub mod waterfall;
pub mod movers;
pub mod levers;

pub use levers::{Lever, levers};
pub use movers::{Move, Mover, movers};
pub use waterfall::{Bar, Cause, CompareError, LeafChange, Waterfall, compare, leaves};

#[cfg(test)]
#[expect(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes them when it updates a text"
)]
mod tests;
