//! Flawless records that are too short for a score: nothing is known yet, however good it looks.

use super::{Who, who};
use crate::evaluation::Loaded;
use domain::evaluation::BucketPlan;
use domain::party::Status;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What makes a delivery perfect: it came in time, and it was accepted.
const DELIVERY: &str = "delivery.otd";
const QUALITY: &str = "quality.acceptance_rate";

/// One record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Perfect {
    #[serde(flatten)]
    pub who: Who,
    /// Lines due within twelve months, all of them on time.
    pub lines: u64,
    /// Lots inspected within twelve months, all of them without a defect.
    pub lots: u64,
    /// Lines that a score needs.
    pub needed: u64,
}

/// Records, the longest first.
pub(super) fn find(loaded: &Loaded) -> Vec<Perfect> {
    let needed = loaded
        .computed
        .book
        .indicators
        .get(DELIVERY)
        .map_or(1, |indicator| indicator.min_events);
    let (lines, lots) = (counts(loaded, DELIVERY), counts(loaded, QUALITY));
    let unscored = loaded
        .computed
        .evaluation
        .suppliers
        .iter()
        .filter(|result| result.total.composite.is_none());
    // Candidates of the reserve have few lines by nature.
    let suppliers = loaded.computed.suppliers.iter();
    let approved: BTreeSet<i64> = suppliers
        .filter(|supplier| supplier.status == Status::Approved)
        .map(|supplier| supplier.id)
        .collect();
    let mut found: Vec<Perfect> = unscored
        .filter(|result| approved.contains(&result.supplier_id))
        .filter_map(|result| {
            let id = result.supplier_id;
            let ((lines, punctual), (lots, accepted)) = (*lines.get(&id)?, *lots.get(&id)?);
            let is_perfect = lines > 0 && lots > 0 && punctual == lines && accepted == lots;
            (is_perfect && lines < needed).then_some(Perfect {
                who: who(&loaded.computed, id)?,
                lines,
                lots,
                needed,
            })
        })
        .collect();
    found.sort_by(|left, right| (right.lines, &left.who).cmp(&(left.lines, &right.who)));
    found
}

/// Events of twelve months and those without a miss, by supplier; what others caused is a miss here.
fn counts(loaded: &Loaded, indicator: &str) -> BTreeMap<i64, (u64, u64)> {
    let record = &loaded.record;
    let mut counts: BTreeMap<i64, (u64, u64)> = BTreeMap::new();
    for sum in &record.observations {
        let is_it = record.queries.get(sum.query).is_some_and(|code| code == indicator);
        if is_it && [BucketPlan::THREE_BEFORE, BucketPlan::QUARTER].contains(&sum.bucket) {
            let (events, hits) = counts.entry(sum.supplier_id).or_default();
            *events += sum.events + sum.excused;
            *hits += sum.hits;
        }
    }
    counts
}
