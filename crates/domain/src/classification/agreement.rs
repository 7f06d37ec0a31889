//! How far the proposed levels agree with a list that somebody already has.

use super::Level;
use methods::ranking_metrics::kappa::{KappaWeights, kappa};
use std::collections::{BTreeMap, BTreeSet};

/// Confusion counts of two lists of levels; `None` is "not classified".
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Agreement {
    /// Suppliers by (level in their list, level proposed).
    pub counts: BTreeMap<(Option<Level>, Option<Level>), u64>,
    pub same: u64,
    pub compared: u64,
    /// Supplier, their level, ours; by supplier id.
    pub differ: Vec<(i64, Option<Level>, Option<Level>)>,
    /// Suppliers that only one of the two lists names.
    pub only_theirs: Vec<i64>,
    pub only_ours: Vec<i64>,
}

/// Compares two lists by supplier; only suppliers that stand in both are counted.
#[must_use]
pub fn agreement(theirs: &BTreeMap<i64, Option<Level>>, ours: &BTreeMap<i64, Option<Level>>) -> Agreement {
    let mut agreement = Agreement::default();
    let suppliers: BTreeSet<i64> = theirs.keys().chain(ours.keys()).copied().collect();
    for supplier in suppliers {
        match (theirs.get(&supplier), ours.get(&supplier)) {
            (Some(their), Some(our)) => {
                *agreement.counts.entry((*their, *our)).or_default() += 1;
                agreement.compared += 1;
                if their == our {
                    agreement.same += 1;
                } else {
                    agreement.differ.push((supplier, *their, *our));
                }
            }
            (Some(_), None) => agreement.only_theirs.push(supplier),
            (None, _) => agreement.only_ours.push(supplier),
        }
    }
    agreement
}

impl Agreement {
    /// Agreement beyond chance, -1 to 1, disagreements weighed by the squared distance of the levels; "not classified"
    /// stands below restricted. `None` when both lists name one and the same level throughout.
    #[must_use]
    pub fn kappa(&self) -> Option<f64> {
        let class = |level: Option<Level>| {
            level
                .and_then(|level| Level::ALL.iter().position(|other| *other == level))
                .unwrap_or(Level::ALL.len())
        };
        let (mut theirs, mut ours) = (Vec::new(), Vec::new());
        for ((their, our), count) in &self.counts {
            let count = usize::try_from(*count).unwrap_or(0);
            theirs.extend(std::iter::repeat_n(class(*their), count));
            ours.extend(std::iter::repeat_n(class(*our), count));
        }
        kappa(&theirs, &ours, Level::ALL.len() + 1, KappaWeights::Quadratic).ok()?
    }
}
