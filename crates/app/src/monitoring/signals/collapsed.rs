//! Core suppliers whose punctuality broke between two quarters.

use super::{Who, percent, who};
use crate::evaluation::Loaded;
use domain::Decimal;
use domain::classification::Level;
use domain::evaluation::BucketPlan;
use serde::Serialize;

const INDICATOR: &str = "delivery.otd";
/// Percentage points of punctuality that are more than bad luck.
const BREAK_POINTS: u32 = 15;

/// One break.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Collapse {
    #[serde(flatten)]
    pub who: Who,
    /// Lines on time in percent of lines due.
    pub before: Decimal,
    pub after: Decimal,
    pub lines_before: u64,
    pub lines_after: u64,
}

/// Breaks, the deepest first.
pub(super) fn find(before: &Loaded, after: &Loaded) -> Vec<Collapse> {
    let core = before
        .computed
        .proposal
        .placements
        .iter()
        .filter(|placement| placement.level() == Some(Level::Core));
    let mut found: Vec<Collapse> = core
        .filter_map(|placement| {
            let (then, lines_before) = on_time(before, placement.supplier_id)?;
            let (now, lines_after) = on_time(after, placement.supplier_id)?;
            (then - now >= Decimal::from(BREAK_POINTS)).then_some(Collapse {
                who: who(&after.computed, placement.supplier_id)?,
                before: then,
                after: now,
                lines_before,
                lines_after,
            })
        })
        .collect();
    found.sort_by(|left, right| {
        let depth = |collapse: &Collapse| collapse.before - collapse.after;
        depth(right).cmp(&depth(left)).then(left.who.cmp(&right.who))
    });
    found
}

/// Punctuality of the quarter over all categories, and the lines behind it.
fn on_time(loaded: &Loaded, supplier_id: i64) -> Option<(Decimal, u64)> {
    let record = &loaded.record;
    let (mut good, mut n, mut events) = (Decimal::ZERO, Decimal::ZERO, 0);
    for sum in &record.observations {
        let is_on_time = record.queries.get(sum.query).is_some_and(|code| code == INDICATOR);
        if is_on_time && sum.supplier_id == supplier_id && sum.bucket == BucketPlan::QUARTER {
            good = good.checked_add(sum.good)?;
            n = n.checked_add(sum.n)?;
            events += sum.events;
        }
    }
    Some((percent(good, n)?, events))
}
