//! Monitoring: what moved between two evaluations, and why.

mod change;
mod diff;

pub use change::{ChangeRow, ChangeView, Side, cause_word, change};
pub use diff::{BarLine, BetweenView, DiffView, MoverLine, between, diff, movers_view};
