//! Small suppliers that climbed from below the middle of all scores to the top.

use super::{Who, percent, who};
use crate::evaluation::Computed;
use domain::Decimal;
use serde::Serialize;
use std::collections::BTreeMap;

/// At the top: in the best fifth.
const TOP_PERCENT: u32 = 80;
const MIDDLE_PERCENT: u32 = 50;

/// One climb.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rise {
    #[serde(flatten)]
    pub who: Who,
    pub score_before: Decimal,
    pub score_after: Decimal,
    /// Percent of all scored suppliers that stood below it.
    pub above_before: Decimal,
    pub above_after: Decimal,
    pub spend: Decimal,
    /// The median spend in its main category.
    pub peers_spend: Decimal,
}

/// Climbs, the longest first.
pub(super) fn find(before: &Computed, after: &Computed) -> Vec<Rise> {
    let (then, now) = (Scores::of(before), Scores::of(after));
    let peers = peers(after);
    let mut found: Vec<Rise> = after
        .evaluation
        .suppliers
        .iter()
        .filter_map(|result| {
            let (category, spend) = main_category(result)?;
            let peers_spend = median(peers.get(&category)?);
            let (score_before, above_before) = then.place(result.supplier_id)?;
            let (score_after, above_after) = now.place(result.supplier_id)?;
            let climbs = above_before < Decimal::from(MIDDLE_PERCENT) && above_after >= Decimal::from(TOP_PERCENT);
            (climbs && spend < peers_spend).then_some(Rise {
                who: who(after, result.supplier_id)?,
                score_before,
                score_after,
                above_before,
                above_after,
                spend: result.spend,
                peers_spend,
            })
        })
        .collect();
    found.sort_by(|left, right| {
        let climb = |rise: &Rise| rise.score_after - rise.score_before;
        climb(right).cmp(&climb(left)).then(left.who.cmp(&right.who))
    });
    found
}

/// All composites of a computation.
struct Scores {
    by_supplier: BTreeMap<i64, Decimal>,
    sorted: Vec<Decimal>,
}

impl Scores {
    fn of(computed: &Computed) -> Scores {
        let by_supplier: BTreeMap<i64, Decimal> = computed
            .evaluation
            .suppliers
            .iter()
            .filter_map(|result| Some((result.supplier_id, result.total.composite?.get())))
            .collect();
        let mut sorted: Vec<Decimal> = by_supplier.values().copied().collect();
        sorted.sort_unstable();
        Scores { by_supplier, sorted }
    }

    /// Score, and the percent of all scores below it.
    fn place(&self, supplier_id: i64) -> Option<(Decimal, Decimal)> {
        let score = *self.by_supplier.get(&supplier_id)?;
        let below = self.sorted.partition_point(|other| *other < score);
        Some((score, percent(Decimal::from(below), Decimal::from(self.sorted.len()))?))
    }
}

/// The category in which most is bought from a supplier, and for how much.
fn main_category(result: &domain::evaluation::SupplierResult) -> Option<(i64, Decimal)> {
    let main = result.categories.iter().max_by(|left, right| {
        left.spend
            .cmp(&right.spend)
            .then(right.category_id.cmp(&left.category_id))
    })?;
    Some((main.category_id, main.spend))
}

/// What is bought from each supplier of a category, ascending.
fn peers(computed: &Computed) -> BTreeMap<i64, Vec<Decimal>> {
    let mut peers: BTreeMap<i64, Vec<Decimal>> = BTreeMap::new();
    for category in computed
        .evaluation
        .suppliers
        .iter()
        .flat_map(|result| &result.categories)
    {
        if category.spend > Decimal::ZERO {
            peers.entry(category.category_id).or_default().push(category.spend);
        }
    }
    for spends in peers.values_mut() {
        spends.sort_unstable();
    }
    peers
}

/// The middle of ascending numbers; the upper one of two.
fn median(sorted: &[Decimal]) -> Decimal {
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}
