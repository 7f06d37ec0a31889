//! Monitoring: what moved between two evaluations, and why.

mod diff;
mod signals;

pub use diff::{BarLine, BetweenView, DiffView, MoverLine, between, diff, movers_view};
pub use signals::{Collapse, Creep, Expiry, Perfect, Rise, Signals, Who, signals};
