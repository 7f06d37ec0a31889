//! The results: scorecards of suppliers, as a whole and in each category.

use super::measure::{Gates, Observation};
use crate::classification::Grade;
use crate::design::indicator::Dimension;
use crate::explain::Explained;
use crate::number::Score;
use crate::period::Quarter;
use rust_decimal::Decimal;
use std::sync::Arc;

/// The scorecards of all suppliers for one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    pub period: Quarter,
    /// Code and version of the base scheme.
    pub scheme: (Arc<str>, u32),
    /// By supplier id, ascending.
    pub suppliers: Vec<SupplierResult>,
}

impl Evaluation {
    #[must_use]
    pub fn supplier(&self, supplier_id: i64) -> Option<&SupplierResult> {
        let position = self
            .suppliers
            .binary_search_by_key(&supplier_id, |result| result.supplier_id);
        position.ok().map(|position| &self.suppliers[position])
    }
}

/// All scorecards of one supplier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupplierResult {
    pub supplier_id: i64,
    /// Spend of the period over all categories.
    pub spend: Decimal,
    /// Rolled up over the categories by spend.
    pub total: Scorecard,
    /// By category id, ascending.
    pub categories: Vec<CategoryResult>,
}

/// The scorecard of a supplier in one category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryResult {
    pub category_id: i64,
    pub spend: Decimal,
    /// Its part in the total composite, 0 to 1; the parts of the scored categories sum to 1.
    pub share: Decimal,
    /// Code and version of the scheme that applies here.
    pub scheme: (Arc<str>, u32),
    pub card: Scorecard,
    /// In the order of the scheme.
    pub indicators: Vec<IndicatorResult>,
}

/// Scores of one supplier, in a category or as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scorecard {
    /// `None` when the state is [`State::NoScore`].
    pub composite: Option<Score>,
    /// The same scheme on shrunken rates; places are taken by it, grades never.
    pub rank_score: Option<Score>,
    /// Percent of the original weight that is backed by enough events.
    pub coverage: Decimal,
    pub state: Explained<State>,
    /// Provisional as long as the state is; `None` without a score, unless knocked out.
    pub grade: Option<Explained<Grade>>,
    /// In the order of the scheme; their contributions and `cap_effect` sum exactly to the composite.
    pub dimensions: Vec<DimensionResult>,
    /// What a cap took from the composite; zero or below.
    pub cap_effect: Decimal,
    /// The lowest cap.
    pub cap: Option<u8>,
    pub knockout: Option<Knockout>,
    /// Something was asked and stayed unanswered.
    pub not_answered: bool,
}

/// Whether a score counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    NoScore,
    /// Shown, but without quota and without notice.
    Provisional,
    Official,
}

/// What a knock-out blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Knockout {
    /// One category.
    Category,
    /// The supplier: sanctions, fraud, safety, or every category blocked.
    Supplier,
}

/// One dimension of a scorecard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DimensionResult {
    pub dimension: Dimension,
    /// Share of the whole as the scheme says, 0 to 1.
    pub weight: Decimal,
    /// Share after empty dimensions dropped out; zero for an empty one.
    pub effective: Decimal,
    pub score: Option<Score>,
    /// What it adds to the composite.
    pub contribution: Decimal,
}

/// One indicator of a scorecard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorResult {
    pub code: Arc<str>,
    pub dimension: Dimension,
    pub observation: Observation,
    pub gates: Gates,
    /// Share of the whole as the scheme says, 0 to 1.
    pub weight: Decimal,
    /// Share after the weight of missing siblings moved here; zero without data.
    pub effective: Decimal,
    /// From the raw value by the curve.
    pub points: Option<Score>,
    /// What it adds to the composite.
    pub contribution: Decimal,
    /// The value pulled towards the category mean, by which places are taken.
    pub shrunk: Option<Shrunk>,
}

/// A value pulled towards the mean of its category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shrunk {
    pub value: Decimal,
    pub points: Score,
    pub mean: Decimal,
    pub mean_of: MeanOf,
}

/// Where the mean came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeanOf {
    /// The category in the four quarters before the period.
    Category,
    /// All categories in the four quarters before: the category had too few events.
    AllCategories,
    /// The category in the period itself: there is no earlier data yet.
    PeriodItself,
}

impl Scorecard {
    #[must_use]
    pub fn is_official(&self) -> bool {
        *self.state.value() == State::Official
    }

    #[must_use]
    pub fn dimension(&self, dimension: Dimension) -> Option<Score> {
        self.dimensions
            .iter()
            .find(|result| result.dimension == dimension)
            .and_then(|result| result.score)
    }

    #[must_use]
    pub fn grade(&self) -> Option<Grade> {
        self.grade.as_ref().map(|grade| *grade.value())
    }
}

impl State {
    /// The word used in codes and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            State::NoScore => "no_score",
            State::Provisional => "provisional",
            State::Official => "official",
        }
    }
}
