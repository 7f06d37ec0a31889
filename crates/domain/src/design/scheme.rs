//! An evaluation scheme: weights in basis points over dimensions and indicators, with inheritance.

use super::indicator::{Bilingual, Curve, Dimension};
use super::rules::LevelRules;
use crate::evaluation::observation::ParameterValue;
use crate::number::BasisPoints;
use crate::party::Kraljic;

/// One version of a scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    /// Such as `six-dimensions`.
    pub code: String,
    pub version: u32,
    pub name: Bilingual,
    /// What it is for, in the words of its method statement.
    pub prose: Bilingual,
    /// The scheme it inherits from, when it is an exception for part of the base.
    pub base: Option<String>,
    /// Where it applies; the base scheme applies everywhere.
    pub scope: Scope,
    /// Dimension weights; they sum to 10,000.
    pub dimensions: Vec<DimensionWeight>,
    /// Level rules; a scheme with a base always uses the rules of that base, because levels are shares of one population.
    pub rules: LevelRules,
}

/// A dimension and the indicators under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DimensionWeight {
    pub dimension: Dimension,
    pub weight: BasisPoints,
    /// Indicator weights; they sum to 10,000 (shares of the dimension) or to the weight of the dimension.
    pub indicators: Vec<IndicatorWeight>,
}

impl DimensionWeight {
    /// The sum of the weights of its indicators: 10,000 when they are shares of the dimension, the weight of the
    /// dimension when they are basis points of the whole.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.indicators.iter().map(|used| u32::from(used.weight.get())).sum()
    }
}

/// An indicator as a scheme uses it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorWeight {
    pub code: String,
    pub weight: BasisPoints,
    /// Replaces the indicator's default curve.
    pub curve: Option<Curve>,
    /// Replaces the indicator's minimum number of events.
    pub min_events: Option<u64>,
    /// Replaces the fault owners whose misses count.
    pub counted_owners: Option<Vec<String>>,
    /// Replaces parameter defaults, in the order of their names.
    pub parameters: Vec<(String, ParameterValue)>,
}

/// Where a scheme applies, from the widest to the narrowest.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    Base,
    Industry(String),
    /// The categories of one cell of the Kraljic matrix.
    Kraljic(Kraljic),
    /// A category and all below it.
    Category(String),
    Level(crate::classification::Level),
    Supplier(String),
}
