//! Evaluation: brings snapshots up to date, sums the facts, scores every supplier, and keeps what it needs to repeat it.

mod calculation;
mod card;
mod compute;
mod explain;
mod formula;
mod gather;
mod inputs;
mod kept;
mod reading;
mod recompute;
mod run;
mod scorecard;
mod snapshots;
mod words;

pub use calculation::calculation;
pub use card::{CardView, CategoryCard, DimensionCard, IndicatorCard, card, curve_of, main_category, why};
pub use compute::Computed;
pub use explain::{DimensionLine, ExplainView, IndicatorLine, SourceRow, explain, rows_behind, source_rows};
pub use formula::Formula;
pub(crate) use gather::observe;
pub use inputs::Inputs;
pub use kept::{Kept, Opened};
pub use reading::{PeriodResults, Reading, Seen};
pub use recompute::{Loaded, Recomputed, load, load_latest, recompute};
pub use run::{Consent, Outcome, RunEvaluation, Step, run};
pub(crate) use snapshots::reference;
pub use snapshots::{Refreshed, refresh, refreshed_or_empty};

pub use words::{Line, Words, dimension_name, level_name};

pub(crate) use explain::{by_name, sums_over};
pub(crate) use recompute::restate;
pub(crate) use scorecard::state_name;
