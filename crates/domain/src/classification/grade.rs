//! The grade: how well a supplier performs, by absolute bounds.

use super::Grade;
use crate::design::indicator::Dimension;
use crate::design::rules::LevelRules;
use crate::evaluation::explain::figure;
use crate::explain::{Explained, Explanation};
use rust_decimal::Decimal;

/// What a grade depends on; every figure unrounded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradeBasis {
    /// Capped already; `None` without a score.
    pub composite: Option<Decimal>,
    /// The dimensions that have a score.
    pub dimensions: Vec<(Dimension, Decimal)>,
    pub knocked_out: bool,
    pub not_answered: bool,
}

/// The grade, or `None` without a score (a knock-out is D even then).
///
/// `slack` lowers every bound; it is zero for a grade, and the hysteresis when a level is about to be lost.
#[must_use]
pub fn grade(basis: &GradeBasis, rules: &LevelRules, slack: Decimal) -> Option<Explained<Grade>> {
    if basis.knocked_out {
        return Some(Explained::new(Grade::D, Explanation::new("grade.knockout")));
    }
    let composite = basis.composite?;
    let reaches = |value: Decimal, bound: Decimal| value >= bound || (!slack.is_zero() && value > bound - slack);
    let bounds = [Grade::A, Grade::B, Grade::C].into_iter().zip(rules.grade_bounds);
    let by_score = bounds.clone().find(|(_, bound)| reaches(composite, *bound));
    let (mut grade, mut because) = match by_score {
        Some((grade, bound)) => (grade, Explanation::new("grade.reached").with("bound", figure(bound))),
        None => (
            Grade::D,
            Explanation::new("grade.below_all").with("bound", figure(rules.grade_bounds[2])),
        ),
    };
    because = because.with("score", figure(composite));
    let mut limit = |at_most: Grade, cause: Explanation| {
        if at_most > grade {
            grade = at_most;
        }
        because.causes.push(cause.with("limit", at_most.name()));
    };
    for (dimension, score) in &basis.dimensions {
        let (at_most, floor) = if !reaches(*score, rules.dimension_floor_c) {
            (Grade::C, rules.dimension_floor_c)
        } else if !reaches(*score, rules.dimension_floor_b) {
            (Grade::B, rules.dimension_floor_b)
        } else {
            continue;
        };
        let cause = Explanation::new("grade.limit.dimension").with("dimension", dimension.name());
        limit(
            at_most,
            cause.with("score", figure(*score)).with("floor", figure(floor)),
        );
    }
    if basis.not_answered {
        limit(Grade::B, Explanation::new("grade.limit.not_answered"));
    }
    if by_score.is_some_and(|(reached, _)| reached != grade) {
        because.code = "grade.limited";
    }
    let because = because.with("grade", grade.name());
    Some(Explained::new(grade, because))
}
