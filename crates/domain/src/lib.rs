//! The types and decisions of supplier evaluation: pure functions from facts to explained scores and levels.
//!
//! This crate does no I/O, reads no clock and draws no random number: whatever it needs is an argument.
//! The seven stages stand in the order in which a supplier meets them.

pub mod design;
pub mod intake;
pub mod evaluation;
pub mod classification;
pub mod strategy;
pub mod monitoring;
pub mod review;

pub mod party;
pub mod platform;

pub mod explain;
pub mod number;
pub mod period;

pub use jiff::civil::Date;
pub use rust_decimal::Decimal;
