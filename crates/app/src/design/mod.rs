//! Design: the schemes and indicators of the workspace, those that ship and those that users made.

mod book;
mod indicators;
mod own_indicators;
mod place;
mod schemes;

pub use book::{Book, Shelf, base_scheme_code, shelf};
pub use indicators::{IndicatorPage, RunIndicator, RunResult, indicator_page, indicators, run_indicator, unit_name};
pub use own_indicators::{AppliedIndicator, apply_indicator, lint_indicator};
pub use place::{Part, retire_scheme, scheme_for};
pub use schemes::{
    Applied, SchemeChange, Simulated, apply_scheme, diff_schemes, lint_scheme, read_scheme, scheme_text, schemes,
    simulate,
};
