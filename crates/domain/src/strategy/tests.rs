//! Tests of the programme figures.

use super::*;
use crate::classification::Level;
use crate::evaluation::testing::decimal;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

fn figures(level: Option<Level>, spend: i64, effort: i64) -> SupplierFigures {
    SupplierFigures {
        level,
        spend: Decimal::from(spend),
        effort: Decimal::from(effort),
    }
}

#[test]
fn effort_is_set_against_spend_by_level() {
    let programme = programme(&[
        figures(Some(Level::Core), 6_000_000, 30_000),
        figures(Some(Level::Key), 2_000_000, 20_000),
        figures(Some(Level::Qualified), 2_000_000, 50_000),
        figures(None, 0, 0),
    ])
    .unwrap();
    let core = programme.levels[0].1;
    assert_eq!(core.effort_per_million, Some(decimal("5000")));
    assert_eq!(core.value_per_effort, Some(decimal("200")));
    assert_eq!(core.effort_share_minus_spend_share, Some(decimal("-30")));
    assert_eq!(
        programme.levels[2].1.effort_share_minus_spend_share,
        Some(decimal("30"))
    );
    assert_eq!(programme.core_and_key_spend_share, Some(decimal("80")));
    assert_eq!(
        (programme.all.suppliers, programme.all.effort_per_million),
        (4, Some(decimal("10000")))
    );
    assert_eq!(programme.levels[4].1.effort_per_million, None);
}

#[test]
fn forty_percent_more_value_per_effort_is_28_6_percent_less_effort_per_million() {
    let of = |effort| programme(&[figures(Some(Level::Core), 1_400_000, effort)]).unwrap().all;
    let (before, after) = (of(14_000), of(10_000));
    let ratio = |after: Option<Decimal>, before: Option<Decimal>| (after.unwrap() / before.unwrap()).round_dp(3);
    assert_eq!(ratio(after.value_per_effort, before.value_per_effort), decimal("1.4"));
    assert_eq!(
        ratio(after.effort_per_million, before.effort_per_million),
        decimal("0.714")
    );
}

#[test]
fn effort_that_nobody_logged_is_unknown_and_not_zero() {
    let all = programme(&[figures(Some(Level::Core), 1_000_000, 0)]).unwrap().all;
    assert_eq!(
        (
            all.effort_per_million,
            all.value_per_effort,
            all.effort_share_minus_spend_share
        ),
        (None, None, None)
    );
}

#[test]
fn a_mean_that_rises_because_bad_suppliers_left_is_mix_and_not_improvement() {
    let of = |rows: &[(i64, &str, &str)]| -> BTreeMap<i64, (Decimal, Decimal)> {
        rows.iter()
            .map(|(id, good, n)| (*id, (decimal(good), decimal(n))))
            .collect()
    };
    let before = of(&[(1, "96", "100"), (2, "88", "100")]);
    let without_the_bad_one = acceptance_change(&before, &of(&[(1, "96", "100")])).unwrap().unwrap();
    assert_eq!(
        (without_the_bad_one.baseline, without_the_bad_one.now),
        (decimal("92"), decimal("96"))
    );
    assert_eq!(
        (without_the_bad_one.improvement, without_the_bad_one.mix),
        (decimal("0"), decimal("4"))
    );
    assert_eq!(without_the_bad_one.compared, decimal("50"));

    let both_better = acceptance_change(&before, &of(&[(1, "98", "100"), (2, "270", "300")]))
        .unwrap()
        .unwrap();
    assert_eq!(
        (both_better.mix_adjusted, both_better.improvement),
        (decimal("94"), decimal("2"))
    );
    assert_eq!((both_better.now, both_better.mix), (decimal("92"), decimal("-2")));
    assert_eq!(acceptance_change(&before, &of(&[(3, "9", "10")])).unwrap(), None);
    assert_eq!(acceptance_change(&before, &BTreeMap::new()).unwrap(), None);
    let huge = of(&[(1, "79228162514264337593543950335", "1")]);
    assert!(acceptance_change(&huge, &huge).is_err());
}

#[test]
fn a_move_that_is_taken_back_within_two_rounds_counts_as_reversed() {
    let rounds: Vec<BTreeMap<i64, Option<Level>>> = [
        [Some(Level::Key), Some(Level::Key), Some(Level::Key), None],
        [
            Some(Level::Core),
            Some(Level::Qualified),
            Some(Level::Core),
            Some(Level::Key),
        ],
        [
            Some(Level::Key),
            Some(Level::Qualified),
            Some(Level::Core),
            Some(Level::Key),
        ],
        [Some(Level::Key), Some(Level::Key), Some(Level::Core), Some(Level::Key)],
        [Some(Level::Key), Some(Level::Key), Some(Level::Key), None],
    ]
    .iter()
    .map(|levels| (1_i64..).zip(levels.iter().copied()).collect())
    .collect();
    let stability = stability(&rounds);
    // Moves: supplier 1 up and down, 2 down and up, 3 up and (three rounds later) down.
    assert_eq!((stability.moves, stability.reversed), (6, 2));
    assert_eq!((stability.compared, stability.stayed), (14, 8));
}
