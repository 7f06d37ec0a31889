//! A measured figure, the peer it is held against, and its goal.

use crate::process::Failure;

/// What several runs gave.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spread {
    pub(super) min: f64,
    pub(super) median: f64,
    pub(super) max: f64,
}

impl Spread {
    pub(super) fn of(mut values: Vec<f64>) -> Result<Self, Failure> {
        values.sort_by(f64::total_cmp);
        let (Some(min), Some(max)) = (values.first(), values.last()) else {
            return Err(Failure::new("nothing was measured"));
        };
        let middle = values.len() / 2;
        let median = if values.len() % 2 == 1 {
            values[middle]
        } else {
            f64::midpoint(values[middle - 1], values[middle])
        };
        Ok(Self {
            min: *min,
            median,
            max: *max,
        })
    }

    /// The same with every run turned into a rate: `count` things in so many seconds.
    pub(super) fn per_second(count: u64, seconds: &[f64]) -> Result<Self, Failure> {
        let count = f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        Self::of(seconds.iter().map(|seconds| count / seconds).collect())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Seconds,
    Mebibytes,
    RowsPerSecond,
}

/// When a figure is good enough.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Goal {
    /// Ours over the peer's, medians.
    Ratio(f64),
    /// Our median in the unit of the figure.
    AtMost(f64),
}

/// One line of the report.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    pub(super) bench: &'static str,
    pub(super) what: String,
    pub(super) unit: Unit,
    pub(super) ours: Spread,
    /// Who it is held against, and what that one needed.
    pub(super) peer: Option<(String, Spread)>,
    pub(super) goal: Option<Goal>,
}

impl Figure {
    /// A figure that is only shown.
    pub(super) fn shown(bench: &'static str, what: impl Into<String>, unit: Unit, ours: Spread) -> Self {
        Self {
            bench,
            what: what.into(),
            unit,
            ours,
            peer: None,
            goal: None,
        }
    }

    pub(super) fn against(mut self, peer: impl Into<String>, theirs: Spread) -> Self {
        self.peer = Some((peer.into(), theirs));
        self
    }

    pub(super) fn with_goal(mut self, goal: Goal) -> Self {
        self.goal = Some(goal);
        self
    }

    /// Ours over the peer's.
    pub(super) fn ratio(&self) -> Option<f64> {
        self.peer.as_ref().map(|(_, theirs)| self.ours.median / theirs.median)
    }

    /// `None` where there is no goal.
    pub(super) fn is_reached(&self) -> Option<bool> {
        match self.goal? {
            Goal::Ratio(most) => self.ratio().map(|ratio| ratio <= most),
            Goal::AtMost(most) => Some(self.ours.median <= most),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_run() {
        let spread = |values: &[f64]| Spread::of(values.to_vec()).unwrap();
        assert_eq!(
            spread(&[5.0, 1.0, 2.0]),
            Spread {
                min: 1.0,
                median: 2.0,
                max: 5.0
            }
        );
        assert_eq!(
            spread(&[4.0, 1.0, 2.0, 3.0]),
            Spread {
                min: 1.0,
                median: 2.5,
                max: 4.0
            }
        );
        assert!(Spread::of(Vec::new()).is_err());
        assert_eq!(
            Spread::per_second(600, &[2.0, 3.0, 6.0]).unwrap(),
            Spread {
                min: 100.0,
                median: 200.0,
                max: 300.0
            }
        );
    }

    #[test]
    fn a_ratio_is_judged_by_medians_and_a_limit_by_our_own() {
        let ours = Spread::of(vec![1.0, 2.0, 30.0]).unwrap();
        let theirs = Spread::of(vec![4.0]).unwrap();
        let figure = Figure::shown("smaa", "all", Unit::Seconds, ours);
        assert_eq!((figure.ratio(), figure.is_reached()), (None, None));
        let figure = figure.against("NumPy", theirs);
        assert_eq!((figure.ratio(), figure.is_reached()), (Some(0.5), None));
        assert_eq!(figure.clone().with_goal(Goal::Ratio(0.5)).is_reached(), Some(true));
        assert_eq!(figure.clone().with_goal(Goal::Ratio(0.4)).is_reached(), Some(false));
        assert_eq!(figure.clone().with_goal(Goal::AtMost(2.0)).is_reached(), Some(true));
        assert_eq!(figure.with_goal(Goal::AtMost(1.9)).is_reached(), Some(false));
    }

    #[test]
    fn without_a_peer_a_ratio_is_not_judged() {
        let ours = Spread::of(vec![1.0]).unwrap();
        let figure = Figure::shown("smaa", "all", Unit::Seconds, ours).with_goal(Goal::Ratio(1.0));
        assert_eq!(figure.is_reached(), None);
    }
}
