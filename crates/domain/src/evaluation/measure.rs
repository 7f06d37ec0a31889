//! What the facts say about one indicator: measured, or why not. "No data" is never 0 and never 100.

use rust_decimal::Decimal;

/// An indicator's value for a supplier and category in a period, or the reason why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Observation {
    Measured(Measure),
    NoData(NoData),
}

/// Exact sums of the counted events and the raw value made of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// In the indicator's unit; it alone meets the curve.
    pub value: Decimal,
    /// Numerator and denominator over all parts.
    pub good: Decimal,
    pub n: Decimal,
    pub events: u64,
    /// Events without a miss.
    pub hits: u64,
    /// Misses that someone else caused: not in the sums, shown beside them.
    pub excused: u64,
    pub window: Window,
    /// The parts that had data, in the order of the definition; empty for an indicator of one part.
    pub parts: Vec<PartValue>,
}

/// What one named part of an indicator came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartValue {
    /// Position in the definition.
    pub part: usize,
    /// In the indicator's unit, or penalty points.
    pub value: Decimal,
    pub events: u64,
}

/// How far back the events reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    Quarter,
    /// The quarter had too few events, so the three before it joined; marked "12 months".
    TwelveMonths,
}

/// Why there is no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoData {
    /// Leaves the denominator of coverage.
    NotApplicable,
    NotCollected,
    /// Caps the grade at B, so that silence never pays.
    NotAnswered,
    /// Events there are, but fewer than the minimum even over twelve months.
    TooFew {
        events: u64,
        needed: u64,
    },
}

/// Limits that single events set, whatever the average says. They count in the quarter of the event,
/// also when the indicator itself has too few events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Gates {
    /// Ceiling of the composite.
    pub cap: Option<u8>,
    /// Knocking-out events of the category.
    pub knockouts: u64,
    /// Knocking-out events of the supplier as a whole: those without a category.
    pub supplier_knockouts: u64,
}

impl Observation {
    #[must_use]
    pub fn measure(&self) -> Option<&Measure> {
        match self {
            Observation::Measured(measure) => Some(measure),
            Observation::NoData(_) => None,
        }
    }
}

impl NoData {
    /// The word used in codes and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            NoData::NotApplicable => "not_applicable",
            NoData::NotCollected => "not_collected",
            NoData::NotAnswered => "not_answered",
            NoData::TooFew { .. } => "too_few",
        }
    }
}

impl Window {
    /// The word used in codes and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Window::Quarter => "quarter",
            Window::TwelveMonths => "twelve_months",
        }
    }
}
