//! Monitoring: what changed between two evaluations, and why.

pub mod waterfall;
mod correlation;
pub mod movers;
pub mod control;
pub mod levers;

pub use control::{ChartKind, ControlChart, ControlInput, ControlPoint, control, control_values};
pub use correlation::rank_correlation;
pub use levers::{Lever, levers};
pub use movers::{Move, Mover, movers};
pub use waterfall::{Bar, Cause, CompareError, LeafChange, Waterfall, compare, leaves};

#[cfg(test)]
#[expect(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes them when it updates a text"
)]
mod tests;
