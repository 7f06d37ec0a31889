//! Evaluation: from observations to explained scores.
//!
//! One call reads the summed events of all suppliers and answers with a scorecard for each supplier in each of
//! its categories, and one for the supplier as a whole:
//!
//! ```text
//! PartSum → totals → Observation → raw value ─┬→ points      → dimensions → composite  → grade
//!                                             └→ shrunk rate → rank points → rank score → place
//! ```
//!
//! Everything that reaches a score, a grade or a place is exact decimal arithmetic.

pub mod observation;
pub mod absence;
pub mod input;
pub mod measure;
pub mod curve;
pub mod scorecard;
pub mod explain;
pub mod gate;
pub mod interval;

mod exact;
mod totals;
mod value;
mod means;
mod weigh;
mod card;
mod rollup;
mod run;

pub use exact::{Overflow, square_root};
pub use gate::GateEvent;
pub use input::{Absence, BucketPlan, EvaluationError, EvaluationInput, Population, SchemeBook, queries};
pub use interval::{points_by_chance, wilson_percent};
pub use measure::{Gates, Measure, NoData, Observation, PartValue, Window};
pub use run::evaluate;
pub use scorecard::{
    CategoryResult, DimensionResult, Evaluation, IndicatorResult, Knockout, MeanOf, Scorecard, Shrunk, State,
    SupplierResult,
};

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
#[expect(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes them when it updates a text"
)]
mod tests;
