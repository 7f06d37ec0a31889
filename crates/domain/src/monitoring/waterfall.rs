//! The change of a composite, taken apart without a remainder.
//!
//! A composite is a sum of share × weight × points over categories and indicators. Between two of them, the change
//! of a product is split in the middle: Δ(w·p) = w̄·Δp + p̄·Δw, and Δw the same way into spend and coverage. The
//! parts add up exactly, and no part depends on which one is looked at first.

use crate::design::indicator::Dimension;
use crate::evaluation::explain::rounded;
use crate::evaluation::{Overflow, SupplierResult};
use crate::explain::Explanation;
use crate::number::Score;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// From one composite to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waterfall {
    pub from: Score,
    pub to: Score,
    /// The difference of the two scores as displayed.
    pub shown_change: Decimal,
    /// In a fixed order; what they show sums exactly to `shown_change`.
    pub bars: Vec<Bar>,
}

/// One step of the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    pub cause: Cause,
    /// Unrounded; zero for [`Cause::Rounding`].
    pub exact: Decimal,
    /// One decimal.
    pub shown: Decimal,
}

/// What moved the composite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Better or worse results.
    Dimension(Dimension),
    /// Other indicators had data, so weight moved.
    Coverage,
    /// Spend moved between categories.
    Mix,
    /// A cap came or went.
    Cap,
    /// Weights, curves or settings changed.
    Scheme,
    /// What showing one decimal leaves.
    Rounding,
}

/// Why two results cannot be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CompareError {
    #[error("supplier {0} has no score in one of the two periods; look at its coverage there")]
    NoScore(i64),
    #[error(
        "supplier {0}: the two scores come from different schemes; evaluate the earlier period under the later one"
    )]
    SchemeDiffers(i64),
    #[error(transparent)]
    Overflow(#[from] Overflow),
}

/// Takes the change apart. Where the scheme changed in between, `restated` is the first period under the second scheme.
pub fn compare(
    from: &SupplierResult,
    restated: Option<&SupplierResult>,
    to: &SupplierResult,
) -> Result<Waterfall, CompareError> {
    let id = to.supplier_id;
    let composite = |result: &SupplierResult| result.total.composite.ok_or(CompareError::NoScore(id));
    let (from_score, to_score) = (composite(from)?, composite(to)?);
    let base = match restated {
        Some(restated) => restated,
        None if is_same_scheme(from, to) => from,
        None => return Err(CompareError::SchemeDiffers(id)),
    };
    let scheme = composite(base)?.get() - from_score.get();
    let mut parts: BTreeMap<Cause, Decimal> = BTreeMap::from([
        (Cause::Coverage, Decimal::ZERO),
        (Cause::Mix, Decimal::ZERO),
        (Cause::Cap, to.total.cap_effect - base.total.cap_effect),
        (Cause::Scheme, scheme),
    ]);
    for dimension in Dimension::ALL {
        let weighs = |result: &SupplierResult| result.total.dimensions.iter().any(|other| other.dimension == dimension);
        if weighs(base) || weighs(to) {
            parts.insert(Cause::Dimension(dimension), Decimal::ZERO);
        }
    }
    for leaf in leaves(base, to)? {
        for (cause, part) in [
            (Cause::Dimension(leaf.dimension), leaf.result),
            (Cause::Mix, leaf.mix),
            (Cause::Coverage, leaf.coverage),
        ] {
            let sum = parts.entry(cause).or_default();
            *sum = sum.checked_add(part).ok_or(Overflow)?;
        }
    }
    Ok(waterfall(from_score, to_score, parts))
}

fn is_same_scheme(from: &SupplierResult, to: &SupplierResult) -> bool {
    to.categories.iter().all(|category| {
        let same = from
            .categories
            .iter()
            .find(|other| other.category_id == category.category_id);
        same.is_none_or(|other| other.scheme == category.scheme)
    })
}

fn waterfall(from: Score, to: Score, parts: BTreeMap<Cause, Decimal>) -> Waterfall {
    let shown_change = to.shown() - from.shown();
    let mut bars: Vec<Bar> = parts
        .into_iter()
        .map(|(cause, exact)| Bar {
            cause,
            exact: exact.normalize(),
            shown: exact.round_dp(1).normalize(),
        })
        .collect();
    let shown: Decimal = bars.iter().map(|bar| bar.shown).sum();
    bars.push(Bar {
        cause: Cause::Rounding,
        exact: Decimal::ZERO,
        shown: (shown_change - shown).normalize(),
    });
    Waterfall {
        from,
        to,
        shown_change,
        bars,
    }
}

/// Category, indicator.
type Leaf<'a> = (i64, &'a str);

/// Shares of categories, and weight and points of their indicators.
struct Leaves<'a> {
    shares: BTreeMap<i64, Decimal>,
    indicators: BTreeMap<Leaf<'a>, (Dimension, Decimal, Decimal)>,
}

impl<'a> Leaves<'a> {
    fn of(result: &'a SupplierResult) -> Leaves<'a> {
        let mut leaves = Leaves {
            shares: BTreeMap::new(),
            indicators: BTreeMap::new(),
        };
        for category in &result.categories {
            leaves.shares.insert(category.category_id, category.share);
            for indicator in &category.indicators {
                if let Some(points) = indicator.points.filter(|_| !indicator.effective.is_zero()) {
                    let leaf = (category.category_id, indicator.code.as_ref());
                    leaves
                        .indicators
                        .insert(leaf, (indicator.dimension, indicator.effective, points.get()));
                }
            }
        }
        leaves
    }

    fn all(&self, other: &Leaves<'a>) -> BTreeSet<Leaf<'a>> {
        self.indicators.keys().chain(other.indicators.keys()).copied().collect()
    }

    fn share(&self, category: i64) -> Decimal {
        self.shares.get(&category).copied().unwrap_or_default()
    }
}

/// The change of one indicator in one category, apart from the caps and the scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeafChange {
    pub category_id: i64,
    pub code: String,
    pub dimension: Dimension,
    /// Points of the composite that better or worse results brought.
    pub result: Decimal,
    /// Points that came or went with its weight, because others had data or not.
    pub coverage: Decimal,
    /// Points that came or went with the spend of its category.
    pub mix: Decimal,
}

/// What each indicator did to the composite, between two results under the same scheme; the largest first.
pub fn leaves(from: &SupplierResult, to: &SupplierResult) -> Result<Vec<LeafChange>, Overflow> {
    let (before, after) = (Leaves::of(from), Leaves::of(to));
    let mut changes = Vec::new();
    for leaf in before.all(&after) {
        changes.extend(change(&before, &after, leaf).ok_or(Overflow)?);
    }
    changes.sort_by(|a: &LeafChange, b| {
        let size = |leaf: &LeafChange| leaf.result.abs() + leaf.coverage.abs() + leaf.mix.abs();
        size(b).cmp(&size(a)).then_with(|| a.code.cmp(&b.code))
    });
    Ok(changes)
}

/// Splits the change of one leaf; `None` when a number leaves its range.
fn change(before: &Leaves<'_>, after: &Leaves<'_>, leaf: Leaf<'_>) -> Option<Option<LeafChange>> {
    let (old, new) = (before.indicators.get(&leaf), after.indicators.get(&leaf));
    // A leaf of one side only has the same points on both: all it does is bring or take weight.
    let (dimension, old_points, new_points) = match (old, new) {
        (Some(old), Some(new)) => (new.0, old.2, new.2),
        (Some(one), None) | (None, Some(one)) => (one.0, one.2, one.2),
        (None, None) => return Some(None),
    };
    let weight = |side: Option<&(Dimension, Decimal, Decimal)>| side.map_or(Decimal::ZERO, |side| side.1);
    let (old_weight, new_weight) = (weight(old), weight(new));
    let (old_share, new_share) = (before.share(leaf.0), after.share(leaf.0));
    let half = |left: Decimal, right: Decimal| left.checked_add(right)?.checked_div(Decimal::TWO);
    let points = half(old_points, new_points)?;
    let whole = half(old_share.checked_mul(old_weight)?, new_share.checked_mul(new_weight)?)?;
    Some(Some(LeafChange {
        category_id: leaf.0,
        code: leaf.1.to_owned(),
        dimension,
        result: whole.checked_mul(new_points - old_points)?,
        mix: (new_share - old_share)
            .checked_mul(half(old_weight, new_weight)?)?
            .checked_mul(points)?,
        coverage: half(old_share, new_share)?
            .checked_mul(new_weight - old_weight)?
            .checked_mul(points)?,
    }))
}

impl Cause {
    /// The word used in codes and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Cause::Dimension(dimension) => dimension.name(),
            Cause::Coverage => "coverage",
            Cause::Mix => "mix",
            Cause::Cap => "cap",
            Cause::Scheme => "scheme",
            Cause::Rounding => "rounding",
        }
    }
}

impl Waterfall {
    /// The change in words: the largest parts first, each with what it shows.
    #[must_use]
    pub fn explain(&self) -> Explanation {
        let mut because = Explanation::new("change.composite")
            .with("from", format!("{:.1}", self.from.shown()))
            .with("to", format!("{:.1}", self.to.shown()))
            .with("change", rounded(self.shown_change));
        let mut bars: Vec<&Bar> = self.bars.iter().filter(|bar| !bar.shown.is_zero()).collect();
        bars.sort_by_key(|bar| (std::cmp::Reverse(bar.shown.abs()), bar.cause));
        for bar in bars {
            let code = match bar.cause {
                Cause::Dimension(_) => "change.dimension",
                Cause::Coverage => "change.coverage",
                Cause::Mix => "change.mix",
                Cause::Cap => "change.cap",
                Cause::Scheme => "change.scheme",
                Cause::Rounding => "change.rounding",
            };
            let mut part = Explanation::new(code).with("change", rounded(bar.shown));
            if let Cause::Dimension(dimension) = bar.cause {
                part = part.with("dimension", dimension.name());
            }
            because.causes.push(part);
        }
        because
    }
}
