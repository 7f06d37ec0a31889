//! Design: the schemes and indicators of the workspace, those that ship and those that users made.

mod book;
mod indicators;
mod schemes;

pub use book::{Book, Shelf, base_scheme_code, shelf};
pub use indicators::{
    IndicatorPage, RunIndicator, RunResult, indicator_page, indicators, lint_indicator, run_indicator, unit_name,
};
pub use schemes::{
    Applied, SchemeChange, Simulated, apply_scheme, diff_schemes, lint_scheme, read_scheme, scheme_text, schemes,
    simulate,
};
