//! Rules that tell a signal from noise, each point with the first rule it completes.
//!
//! Source: Western Electric, Statistical Quality Control Handbook (1956), pages 25-28; L. S. Nelson, "The Shewhart
//! Control Chart: Tests for Special Causes", Journal of Quality Technology 16 (1984) 237-239.

use super::{Limits, SIGMAS};

/// Points in a row on one side of the centre that are a shift.
const SHIFT: usize = 8;
/// Points in a row that each rise (or each fall) that are a trend.
const TREND: usize = 6;

/// Why a point is a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Outside of a limit.
    Outside,
    /// Two of three in the outer third, on the same side.
    TwoOfThree,
    /// Eight in a row on one side of the centre.
    Shift,
    /// Six in a row rising or falling.
    Trend,
}

impl Rule {
    /// The number that a chart writes beside the point.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Rule::Outside => 1,
            Rule::TwoOfThree => 2,
            Rule::Shift => 3,
            Rule::Trend => 4,
        }
    }
}

/// The rule of each point; none for noise.
#[must_use]
pub fn fired(limits: &Limits) -> Vec<Option<Rule>> {
    let values = &limits.values;
    let above = |at: usize| values[at] > limits.center;
    let below = |at: usize| values[at] < limits.center;
    // How far out a point lies, in thirds of the way to its limit.
    let outer = |at: usize, is_up: bool| {
        let limit = if is_up { limits.upper[at] } else { limits.lower[at] };
        // A limit on the centre line has no thirds.
        let (distance, reach) = (values[at] - limits.center, limit - limits.center);
        reach.abs() > 0.0 && distance / (reach / SIGMAS) > 2.0
    };
    let outside = limits.outside();
    (0..values.len())
        .map(|at| {
            let last = |count: usize| (at + 1 >= count).then(|| at + 1 - count..at + 1);
            let two = |is_up: bool| {
                outer(at, is_up)
                    && last(3).is_some_and(|mut three| three.by_ref().filter(|at| outer(*at, is_up)).count() >= 2)
            };
            let shifted = last(SHIFT).is_some_and(|run| run.clone().all(above) || run.clone().all(below));
            let trend = last(TREND).is_some_and(|run| {
                let pairs: Vec<f64> = run.clone().skip(1).map(|at| values[at] - values[at - 1]).collect();
                pairs.iter().all(|step| *step > 0.0) || pairs.iter().all(|step| *step < 0.0)
            });
            if outside.contains(&at) {
                Some(Rule::Outside)
            } else if two(true) || two(false) {
                Some(Rule::TwoOfThree)
            } else if shifted {
                Some(Rule::Shift)
            } else if trend {
                Some(Rule::Trend)
            } else {
                None
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(values: &[f64]) -> Limits {
        Limits {
            center: 10.0,
            values: values.to_vec(),
            lower: vec![7.0; values.len()],
            upper: vec![13.0; values.len()],
        }
    }

    #[test]
    fn each_rule_fires_where_it_is_complete() {
        let at = |values: &[f64]| fired(&limits(values)).iter().rposition(Option::is_some);
        assert_eq!(fired(&limits(&[10.0, 13.5]))[1], Some(Rule::Outside));
        assert_eq!(fired(&limits(&[12.5, 10.0, 12.4]))[2], Some(Rule::TwoOfThree));
        assert_eq!(fired(&limits(&[12.5, 10.0, 7.4])), vec![None; 3]);
        assert_eq!(fired(&limits(&[10.5; 8]))[7], Some(Rule::Shift));
        assert_eq!(
            fired(&limits(&[9.0, 9.5, 10.0, 10.5, 11.0, 11.5]))[5],
            Some(Rule::Trend)
        );
        assert_eq!(at(&[10.5, 9.5, 10.5, 9.5]), None);
    }

    #[test]
    fn without_any_spread_nothing_is_a_signal() {
        let flat = Limits {
            center: 0.0,
            values: vec![0.0; 12],
            lower: vec![0.0; 12],
            upper: vec![0.0; 12],
        };
        assert_eq!(fired(&flat), vec![None; 12]);
    }
}
