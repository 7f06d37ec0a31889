//! One indicator: what it counts, how counts become a value, and how a value becomes points.

use crate::evaluation::observation::ParameterValue;
use crate::number::BasisPoints;
use rust_decimal::Decimal;

/// A text in both languages of the product.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bilingual {
    pub en: String,
    pub zh: String,
}

/// The six dimensions, in their fixed order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    Quality,
    Cost,
    Delivery,
    Service,
    Innovation,
    Risk,
}

impl Dimension {
    pub const ALL: [Dimension; 6] = [
        Dimension::Quality,
        Dimension::Cost,
        Dimension::Delivery,
        Dimension::Service,
        Dimension::Innovation,
        Dimension::Risk,
    ];

    /// The word used in codes and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Dimension::Quality => "quality",
            Dimension::Cost => "cost",
            Dimension::Delivery => "delivery",
            Dimension::Service => "service",
            Dimension::Innovation => "innovation",
            Dimension::Risk => "risk",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Dimension> {
        Dimension::ALL.into_iter().find(|dimension| dimension.name() == name)
    }
}

/// The definition of an indicator, as its file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// `<dimension>.<short>`.
    pub code: String,
    pub dimension: Dimension,
    pub kind: Kind,
    pub unit: Unit,
    pub direction: Direction,
    /// Fewer counted events widen the window to four quarters, and then give "too few".
    pub min_events: u64,
    pub curve: Curve,
    /// Fault owners whose misses count unless a scheme says otherwise.
    pub counted_owners: Vec<String>,
    pub parameters: Vec<Parameter>,
    /// Columns it needs, as `table.column`.
    pub needs: Vec<String>,
    pub name: Bilingual,
    pub prose: Bilingual,
    pub query: String,
    pub parts: Vec<Part>,
    pub examples: Vec<Example>,
}

/// How the sums of the parts become one raw value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `scale * good / n`.
    Ratio,
    /// Coefficient of variation of `good`: sample standard deviation over mean.
    Dispersion,
    /// 100 less the penalties of the parts, never below 0.
    Points,
    /// Mean of `good / n` on an anchored scale.
    Rubric,
    /// Weighted mean of the parts that have data.
    Parts,
}

/// One named part; indicators of one part call it `all`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub name: String,
    pub kind: PartKind,
    /// Weight among the parts (kind [`Kind::Parts`]); the whole otherwise.
    pub weight: BasisPoints,
    /// Multiplies a ratio: 100 for percent, 1,000,000 for ppm.
    pub scale: Decimal,
    /// Turns the part's value into the indicator's unit where they differ.
    pub curve: Option<Curve>,
    pub title: Bilingual,
}

/// How the sums of one part become its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    Ratio,
    Dispersion,
    /// Sum of `good` taken as penalty points.
    Penalty,
    /// A dispersion turned into penalty points: `points` for every `per` above `from`.
    DispersionPenalty {
        from: Decimal,
        per: Decimal,
        points: Decimal,
    },
    Rubric,
    /// What another part is measured against, such as the spend under a saving: its `n` joins the denominator there,
    /// but its rows are no events, because they say nothing of what is measured.
    Base {
        /// Position of the part it stands under.
        of: usize,
        /// Its rows count as events where somebody keeps the register at all: in a company that logs line stops,
        /// whoever delivered and stopped nothing is known to have stopped nothing.
        with_register: bool,
    },
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
}

/// What the raw value is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Percent,
    Points,
    Index,
    Ppm,
    Days,
    Ratio,
    /// An anchored scale from 0 to 5.
    Anchor,
    Count,
}

/// Breakpoints from raw value to points, ascending in the value; linear between, clamped outside.
///
/// Two breakpoints with the same value are a jump; there the better score counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Curve(pub Vec<(Decimal, Decimal)>);

/// A declared setting of an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    pub name: String,
    pub default: ParameterValue,
    /// Closed list of words, or empty.
    pub choices: Vec<String>,
    pub min: Option<Decimal>,
    pub max: Option<Decimal>,
    pub meaning: Bilingual,
}

/// A worked example of the file: rows in, events out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    pub title: String,
    /// Parameter values that differ from the defaults, and `as_of`.
    pub settings: Vec<(String, String)>,
    /// Snapshot tables with header and rows as written.
    pub tables: Vec<ExampleTable>,
    /// Expected events: header and rows, any subset of the query's columns.
    pub gives: ExampleTable,
}

/// A table as written in a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ExampleTable {
    pub name: String,
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Indicator {
    #[must_use]
    pub fn part(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.name == name)
    }
}
