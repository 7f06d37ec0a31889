//! Evaluation: brings snapshots up to date, sums the facts, scores every supplier, and keeps what it needs to repeat it.

mod compute;
mod explain;
mod gather;
mod held;
mod inputs;
mod kept;
mod reading;
mod recompute;
mod run;
mod scorecard;
mod snapshots;
mod words;
mod heatmap;
mod runs;

pub use compute::Computed;
pub use explain::{DimensionLine, ExplainView, IndicatorLine, SourceRow, explain, source_rows};
pub(crate) use gather::observe;
pub use heatmap::{HeatCell, HeatColumn, HeatRequest, HeatRow, HeatmapView, heatmap};
pub use inputs::Inputs;
pub use kept::{Kept, Opened};
pub use reading::{PeriodResults, Reading, Seen};
pub use recompute::{Loaded, Recomputed, load, load_latest, recompute};
pub use run::{Consent, Outcome, RunEvaluation, Step, run};
pub(crate) use snapshots::reference;
pub use snapshots::{Refreshed, refresh, refreshed_or_empty};

pub use runs::{RunLine, runs};
pub use words::{Line, Words, dimension_name, level_name};

pub(crate) use compute::queries;
pub(crate) use explain::{by_name, source_rows_of, sums_over};
pub(crate) use recompute::{recompute_under, restate, tried};
pub(crate) use scorecard::state_name;
