//! Evaluation: brings snapshots up to date, sums the facts, scores every supplier, and keeps what it needs to repeat it.

mod calculation;
mod card;
mod compute;
mod discard;
mod explain;
mod formula;
mod gates;
mod gather;
mod held;
mod inputs;
mod kept;
mod periods;
mod reading;
mod recompute;
mod rows;
mod run;
mod scorecard;
mod snapshots;
mod sums;
mod start;
mod words;
mod heatmap;
mod runs;

pub use calculation::calculation;
pub use card::{CardView, CategoryCard, DimensionCard, IndicatorCard, card, curve_of, main_category, why};
pub use compute::Computed;
pub use discard::discard;
pub use explain::{CategoryLine, DimensionLine, ExplainView, IndicatorLine, explain};
pub use formula::Formula;
pub(crate) use gather::{SPEND, observe};
pub use heatmap::{HeatCell, HeatColumn, HeatRequest, HeatRow, HeatmapView, heatmap};
pub use inputs::{Inputs, LateRow};
pub use kept::{Kept, Opened};
pub use periods::Finality;
pub use reading::{PeriodResults, Reading, Seen};
pub use recompute::{Loaded, Recomputed, load, load_latest, recompute};
pub use rows::{SourceRow, source_rows, source_rows_of};
pub use run::{Consent, Outcome, RunEvaluation, STEPS, Step, run, run_watched};
pub(crate) use snapshots::calendars;
pub use snapshots::{Refreshed, refresh, refreshed_or_empty};
pub use start::{Offer, OfferedPeriod, OfferedScheme, offer, start};

pub use runs::{RunLine, runs};
pub use words::{Line, Words, dimension_name, level_name};

pub(crate) use compute::queries;
pub(crate) use explain::{by_name, sums_over};
pub(crate) use recompute::{recompute_under, restate, tried};
pub(crate) use scorecard::state_name;
