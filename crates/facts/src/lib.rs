//! The columnar side of Gradus: snapshots in Parquet files, read by DataFusion.
//!
//! It implements the two ports of `domain::intake::ports` and shows no Arrow or DataFusion type to anyone.
//! Every sum is exact: integers and decimals only, and an overflow is an error, never a wrapped number.

mod snapshots;
mod apart;
mod lint;
mod observe;
mod events;
mod select;
mod query;
mod functions;
mod storage;
mod table;
mod schema;
mod engine;
mod error;

pub use apart::{Guarded, answer};
pub use functions::{FunctionHelp, functions};
pub use lint::{LintColumn, LintReport, lint};
pub use snapshots::Snapshots;
