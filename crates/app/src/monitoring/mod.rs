//! Monitoring: what moved between two evaluations, and why.

mod diff;

pub use diff::{BarLine, BetweenView, DiffView, MoverLine, between, diff, movers_view};
