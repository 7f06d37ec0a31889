//! Shares against their ranges: reported with the cause, never forced.

use super::Level;
use super::proposal::{Flag, Placement, Quotas, RangeReport, RangeStatus};
use crate::design::rules::LevelRules;
use crate::explain::Explanation;
use rust_decimal::{Decimal, RoundingStrategy};

/// How many of the base a share in percent is, a half rounded up.
pub(super) fn places(share: Decimal, base: u64) -> u64 {
    exact_places(share, base)
        .round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero)
        .try_into()
        .unwrap_or(base)
}

/// How many of the base stay within a share in percent.
pub(super) fn at_most(share: Decimal, base: u64) -> u64 {
    exact_places(share, base).floor().try_into().unwrap_or(base)
}

fn exact_places(share: Decimal, base: u64) -> Decimal {
    share.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED) * Decimal::from(base) / Decimal::ONE_HUNDRED
}

/// One report for each level; none without a base.
pub(super) fn ranges(
    placements: &[Placement],
    rules: &LevelRules,
    base: u64,
    quotas: Option<Quotas>,
) -> Vec<RangeReport> {
    if base == 0 {
        return Vec::new();
    }
    Level::ALL
        .into_iter()
        .zip(rules.ranges)
        .map(|(level, range)| {
            let at_level = || {
                placements
                    .iter()
                    .filter(move |placement| placement.level() == Some(level))
            };
            let count = at_level().count() as u64;
            let share = Decimal::from(count) * Decimal::ONE_HUNDRED / Decimal::from(base);
            let status = if share < range.0 {
                RangeStatus::Below
            } else if share > range.1 {
                RangeStatus::Above
            } else {
                RangeStatus::Within
            };
            let quota = match (level, quotas) {
                (Level::Core, Some(quotas)) => Some(quotas.core),
                (Level::Key, Some(quotas)) => Some(quotas.key),
                _ => None,
            };
            let kept = at_level().filter(|placement| {
                placement
                    .flags
                    .iter()
                    .any(|flag| matches!(flag, Flag::OneStep | Flag::CoolDown))
            });
            let causes = match status {
                RangeStatus::Within => Vec::new(),
                RangeStatus::Above => above(level, count, quota, kept.count() as u64),
                RangeStatus::Below => below(level, count, quota, placements),
            };
            RangeReport {
                level,
                count,
                share: share.round_dp(12).normalize(),
                range,
                status,
                causes,
            }
        })
        .collect()
}

fn above(level: Level, count: u64, quota: Option<u64>, kept: u64) -> Vec<Explanation> {
    match (level, quota) {
        (Level::Restricted, _) => vec![Explanation::new("range.by_reason")],
        (Level::Qualified, _) => vec![Explanation::new("range.remainder")],
        (_, None) => vec![Explanation::new("range.quotas_off")],
        (_, Some(quota)) if count > quota => {
            vec![Explanation::new("range.kept").with("kept", kept).with("quota", quota)]
        }
        (_, Some(quota)) => vec![Explanation::new("range.rounding").with("quota", quota)],
    }
}

fn below(level: Level, count: u64, quota: Option<u64>, placements: &[Placement]) -> Vec<Explanation> {
    let quota = match (level, quota) {
        (Level::Restricted, _) => return vec![Explanation::new("range.by_reason")],
        (Level::Qualified, _) => return vec![Explanation::new("range.remainder")],
        (_, None) => return vec![Explanation::new("range.quotas_off")],
        (_, Some(quota)) => quota,
    };
    if count >= quota {
        return vec![Explanation::new("range.rounding").with("quota", quota)];
    }
    let mut causes = Vec::new();
    for (flag, code) in [(Flag::Waiting, "range.waiting"), (Flag::Tie, "range.tie")] {
        // Whoever missed a place of this level stands one below.
        let concerns = |placement: &&Placement| {
            placement.flags.contains(&flag) && placement.level().is_some_and(|at| at > level && at.up() == level)
        };
        let suppliers = placements.iter().filter(concerns).count();
        if suppliers > 0 {
            causes.push(Explanation::new(code).with("suppliers", suppliers));
        }
    }
    causes.push(
        Explanation::new("range.floors")
            .with("count", count)
            .with("quota", quota),
    );
    causes
}
