//! Evaluation: brings snapshots up to date, sums the facts, scores every supplier, and keeps what it needs to repeat it.

mod compute;
mod explain;
mod gather;
mod inputs;
mod kept;
mod reading;
mod recompute;
mod run;
mod scorecard;
mod snapshots;
mod start;
mod words;

pub use compute::Computed;
pub use explain::{DimensionLine, ExplainView, IndicatorLine, SourceRow, explain, source_rows};
pub(crate) use gather::observe;
pub use inputs::Inputs;
pub use kept::{Kept, Opened};
pub use reading::{PeriodResults, Reading, Seen};
pub use recompute::{Loaded, Recomputed, load, load_latest, recompute};
pub use run::{Consent, Outcome, RunEvaluation, STEPS, Step, run, run_watched};
pub(crate) use snapshots::reference;
pub use snapshots::{Refreshed, refresh, refreshed_or_empty};
pub use start::{Offer, OfferedPeriod, OfferedScheme, offer, start};

pub use words::{Line, Words, dimension_name, level_name};

pub(crate) use explain::{by_name, sums_over};
pub(crate) use recompute::restate;
pub(crate) use scorecard::state_name;
