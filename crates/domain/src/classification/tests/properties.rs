//! What must hold for any round.

use super::*;

/// One supplier of a random round: score, earlier score, importance, level held, quarters since its move, state.
type Row = (u32, u32, u32, Option<usize>, Option<i16>, u8);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (
        // Halves, so that ties are frequent.
        100_u32..200,
        100_u32..200,
        0_u32..100,
        prop::option::of(0_usize..4),
        prop::option::of(1_i16..5),
        0_u8..12,
    );
    prop::collection::vec(row, 1..60)
}

fn round(rows: &[Row], is_first: bool) -> Round {
    let mut round = Round::new();
    round.rules.min_population = 20;
    round.is_first = is_first;
    for (id, (score, before, importance, held, moved, state)) in (1_i64..).zip(rows) {
        let half = |score: u32| Decimal::from(score) / Decimal::TWO;
        let mut words = vec![format!("importance={importance}"), format!("before={}", half(*before))];
        words.extend(held.map(|level| format!("held={}", Level::ALL[level].name())));
        words.extend(moved.map(|back| format!("moved={}", PERIOD.minus(back))));
        words.extend(
            match state {
                0 => Some("provisional"),
                1 => Some("knockout"),
                2 => Some("high_risk"),
                3 => Some("failed_plan"),
                4 => Some("new"),
                5 => Some("not_answered"),
                _ => None,
            }
            .map(str::to_owned),
        );
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        round.supplier(id, &half(*score).to_string(), &words);
    }
    round
}

fn order(level: Option<Level>) -> usize {
    level.map_or(4, |level| Level::ALL.iter().position(|other| *other == level).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn shares_are_never_above_their_range_without_a_stated_cause(rows in rows(), is_first: bool) {
        let proposal = round(&rows, is_first).propose();
        for range in &proposal.ranges {
            prop_assert_eq!(range.causes.is_empty(), range.status == RangeStatus::Within);
        }
        let Some(quotas) = proposal.quotas else { return Ok(()) };
        for (level, quota) in [(Level::Core, quotas.core), (Level::Key, quotas.key)] {
            let at_level = || proposal.placements.iter().filter(move |placement| placement.level() == Some(level));
            let kept = at_level().filter(|p| p.flags.iter().any(|f| matches!(f, Flag::OneStep | Flag::CoolDown | Flag::Tie))).count();
            prop_assert!(at_level().count() as u64 <= quota || kept > 0);
        }
    }

    #[test]
    fn everybody_of_the_base_stands_somewhere_once_and_has_a_reason(rows in rows(), is_first: bool) {
        let proposal = round(&rows, is_first).propose();
        prop_assert_eq!(usize::try_from(proposal.base), Ok(rows.len()));
        let ids: BTreeSet<i64> = proposal.placements.iter().map(|placement| placement.supplier_id).collect();
        prop_assert_eq!((ids.len(), proposal.placements.len()), (rows.len(), rows.len()));
        for placement in &proposal.placements {
            let because = placement.placed.because();
            // Only core has nothing above it that needs a reason.
            prop_assert!(placement.level() == Some(Level::Core) || !because.causes.is_empty(), "{placement:?}");
            sentences::assert_all(because);
        }
        proposal.ranges.iter().flat_map(|range| &range.causes).for_each(sentences::assert_all);
    }

    #[test]
    fn reordering_the_suppliers_changes_nothing(rows in rows(), is_first: bool, turn in 0_usize..60) {
        let whole = round(&rows, is_first);
        let mut turned = round(&rows, is_first);
        turned.suppliers.rotate_left(turn % rows.len());
        turned.suppliers.reverse();
        prop_assert_eq!(whole.propose(), turned.propose());
    }

    #[test]
    fn a_better_score_never_lowers_a_level(rows in rows(), is_first: bool, who in 0_usize..60, more in 1_u32..40) {
        let who = who % rows.len();
        let id = i64::try_from(who).unwrap() + 1;
        let mut better = rows.clone();
        better[who].0 = (better[who].0 + more).min(200);
        let level = |rows: &[Row]| round(rows, is_first).propose().placement(id).unwrap().level();
        let (before, after) = (level(&rows), level(&better));
        prop_assert!(order(after) <= order(before), "{before:?} became {after:?}");
    }

    #[test]
    fn restricted_suppliers_have_a_reason_and_nobody_moves_two_levels_without_a_lost_floor(rows in rows()) {
        let proposal = round(&rows, false).propose();
        for placement in &proposal.placements {
            let reasons = &placement.placed.because().causes;
            if placement.level() == Some(Level::Restricted) {
                prop_assert!(reasons.iter().any(|reason| reason.code.starts_with("restricted.")));
            }
            if let (Some(held), Some(now)) = (placement.held, placement.level()) {
                let (from, to) = (order(Some(held)), order(Some(now)));
                prop_assert!(to + 1 >= from, "up from {held:?} to {now:?}");
                let lost_a_floor = reasons.iter().any(|reason| {
                    reason.code.starts_with("restricted.") || reason.code == "higher.floors"
                });
                prop_assert!(to <= from + 1 || lost_a_floor, "down from {held:?} to {now:?}: {reasons:?}");
            }
        }
    }
}
