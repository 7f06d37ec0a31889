//! Importance: how much depends on a supplier, apart from how well it performs. A floor for core, never a rank.

use crate::evaluation::Overflow;
use crate::evaluation::explain::figure;
use crate::explain::{Explained, Explanation};
use crate::platform::TwoPersons;
use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What importance is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Importance {
    /// Spend percentile of its categories, 0 to 100; see [`profit_impact`]. Counts 40.
    pub profit_impact: Decimal,
    /// Share of its spend for which no other source is approved, 0 to 1. Counts 20 of the 40 for supply risk.
    pub sole_source_share: Decimal,
    /// Days to qualify an alternative, and days that stock covers. Their uncovered share counts the other 20.
    pub days_to_switch: u32,
    pub days_of_cover: u32,
    /// Fit to the roadmap, judged by people on an anchored scale, 0 to 100. Counts 20.
    pub roadmap_fit: Decimal,
}

impl Importance {
    /// The score, 0 to 100, with its parts. Figures outside of their ranges are taken at the end of the range.
    #[must_use]
    pub fn score(&self) -> Explained<Decimal> {
        let percent = |value: Decimal| value.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED);
        let uncovered = self.days_to_switch.saturating_sub(self.days_of_cover);
        let uncovered_share = if uncovered == 0 {
            Decimal::ZERO
        } else {
            Decimal::from(uncovered) / Decimal::from(self.days_to_switch)
        };
        let sole_source = self.sole_source_share.clamp(Decimal::ZERO, Decimal::ONE);
        let profit = percent(self.profit_impact) * Decimal::new(40, 2);
        let supply = (sole_source + uncovered_share) * Decimal::from(20);
        let roadmap = percent(self.roadmap_fit) * Decimal::new(20, 2);
        let score = (profit + supply + roadmap).round_dp(12).normalize();
        let because = Explanation::new("importance.score")
            .with("score", figure(score))
            .with("profit_impact", figure(profit))
            .with("supply_risk", figure(supply))
            .with("roadmap_fit", figure(roadmap));
        Explained::new(score, because)
    }
}

/// An importance that two people confirmed; valid for 12 months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfirmedImportance {
    score: Decimal,
    consent: TwoPersons,
}

impl ConfirmedImportance {
    #[must_use]
    pub fn new(importance: &Importance, consent: TwoPersons) -> ConfirmedImportance {
        ConfirmedImportance {
            score: *importance.score().value(),
            consent,
        }
    }

    /// A score as it was stored, 0 to 100.
    #[must_use]
    pub fn stored(score: Decimal, consent: TwoPersons) -> ConfirmedImportance {
        ConfirmedImportance {
            score: score.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED),
            consent,
        }
    }

    #[must_use]
    pub fn score(&self) -> Decimal {
        self.score
    }

    #[must_use]
    pub fn consent(&self) -> &TwoPersons {
        &self.consent
    }

    /// The first day on which it does not count any more.
    #[must_use]
    pub fn expires_on(&self) -> Date {
        self.consent.on().checked_add(12.months()).unwrap_or(Date::MAX)
    }

    #[must_use]
    pub fn is_valid_on(&self, day: Date) -> bool {
        day < self.expires_on()
    }
}

/// The spend percentile of each category, 0 to 100: the share of the other categories with less spend, equal ones
/// by half. A single category is at 100.
#[must_use]
pub fn spend_percentiles(spend: &BTreeMap<i64, Decimal>) -> BTreeMap<i64, Decimal> {
    let mut sorted: Vec<Decimal> = spend.values().copied().collect();
    sorted.sort_unstable();
    let percentile = |value: &Decimal| {
        let others = sorted.len().saturating_sub(1);
        if others == 0 {
            return Decimal::ONE_HUNDRED;
        }
        let less = sorted.partition_point(|other| other < value);
        let equal = sorted.partition_point(|other| other <= value) - less - 1;
        Decimal::from(2 * less + equal) * Decimal::from(50) / Decimal::from(others)
    };
    spend
        .iter()
        .map(|(category, value)| (*category, percentile(value)))
        .collect()
}

/// The profit impact of a supplier: the percentiles of its categories, weighed by its spend there.
///
/// `None` without any spend: what is not known is not 0.
pub fn profit_impact(
    spend: &BTreeMap<i64, Decimal>,
    percentiles: &BTreeMap<i64, Decimal>,
) -> Result<Option<Decimal>, Overflow> {
    let (mut sum, mut whole) = (Decimal::ZERO, Decimal::ZERO);
    for (category, spend) in spend.iter().filter(|(_, spend)| **spend > Decimal::ZERO) {
        if let Some(percentile) = percentiles.get(category) {
            let product = spend.checked_mul(*percentile).ok_or(Overflow)?;
            sum = sum.checked_add(product).ok_or(Overflow)?;
            whole = whole.checked_add(*spend).ok_or(Overflow)?;
        }
    }
    if whole.is_zero() {
        Ok(None)
    } else {
        sum.checked_div(whole).ok_or(Overflow).map(Some)
    }
}
