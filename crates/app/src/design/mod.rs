//! Design: the schemes and indicators of the workspace, those that ship and those that users made.

mod book;
mod edit;
mod indicators;
mod known;
mod own_indicators;
mod place;
mod schemes;
mod what_if;

pub use book::{Book, Shelf, base_scheme_code, shelf};
pub use edit::{FieldProblem, FieldProblemKind, Fields, curve_text, edit_scheme, in_percent};
pub use indicators::{IndicatorPage, RunIndicator, RunResult, indicator_page, indicators, run_indicator, unit_name};
pub use known::known_queries;
pub use own_indicators::{AppliedIndicator, apply_indicator, lint_indicator};
pub use place::{Part, retire_scheme, scheme_for};
pub use schemes::{
    Applied, SchemeChange, Simulated, apply_scheme, diff_schemes, lint_scheme, read_scheme, scheme_text, schemes,
    simulate,
};
pub use what_if::{WhatIf, what_if};
