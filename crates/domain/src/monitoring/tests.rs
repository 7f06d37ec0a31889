//! Tests of monitoring: changes taken apart, and who moved.

use super::*;
use crate::classification::tests::sentences;
use crate::classification::{Level, LevelProposal, Placement};
use crate::evaluation::testing::{PERIOD, World, decimal};
use crate::evaluation::{Evaluation, SupplierResult};
use crate::explain::{Explained, Explanation};
use crate::number::Score;
use expect_test::{Expect, expect};
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::fmt::Write as _;
use std::sync::Arc;

fn only(given: &str) -> SupplierResult {
    World::read(given).evaluate().unwrap().suppliers.remove(0)
}

fn print(waterfall: &Waterfall) -> String {
    let mut text = format!(
        "{} → {} ({})\n",
        waterfall.from.shown(),
        waterfall.to.shown(),
        waterfall.shown_change
    );
    for bar in &waterfall.bars {
        writeln!(text, "{} {} ({})", bar.cause.name(), bar.shown, bar.exact.round_dp(4)).unwrap();
    }
    text
}

fn check(from: &str, to: &str, expected: &Expect) {
    let waterfall = compare(&only(from), None, &only(to)).unwrap();
    sentences::assert_all(&waterfall.explain());
    expected.assert_eq(&print(&waterfall));
}

#[test]
fn a_lever_is_worth_its_share_times_its_weight_times_what_is_missing() {
    let result = only(BOTH);
    let book = crate::evaluation::testing::indicators();
    let found = levers(&result, |_, code| book.get(code).map(|one| &one.curve), decimal("90")).unwrap();
    let shown: Vec<String> = found
        .iter()
        .map(|lever| {
            format!(
                "{} {} → {} +{}",
                lever.code,
                lever.value,
                lever.target,
                lever.gain.round_dp(2)
            )
        })
        .collect();
    // Delivery weighs 30 of the 70 % that have data, and 10 points are missing.
    assert_eq!(shown, ["delivery.otd 80 → 90 +4.29"]);
    let raised = only("1/10 quality.acceptance_rate 90/100\n1/10 delivery.otd 90/100");
    let gained = raised.total.composite.unwrap().get() - result.total.composite.unwrap().get();
    assert_eq!(gained.round_dp(9), found[0].gain.round_dp(9));
}

#[test]
fn the_changes_of_the_indicators_sum_to_the_dimension() {
    let (from, to) = (
        only(BOTH),
        only("1/10 quality.acceptance_rate 93/100\n1/10 delivery.otd 71/100"),
    );
    let changes = leaves(&from, &to).unwrap();
    assert_eq!(changes[0].code, "delivery.otd");
    let sum: Decimal = changes.iter().map(|leaf| leaf.result + leaf.coverage + leaf.mix).sum();
    let difference = to.total.composite.unwrap().get() - from.total.composite.unwrap().get();
    assert_eq!(sum.round_dp(9), difference.round_dp(9));
}

const BOTH: &str = "
    1/10 quality.acceptance_rate 90/100
    1/10 delivery.otd 80/100
";

#[test]
fn a_change_of_results_is_put_on_its_dimension() {
    check(
        BOTH,
        "
        1/10 quality.acceptance_rate 93/100
        1/10 delivery.otd 71/100
        ",
        &expect![[r#"
            85.7 → 83.5 (-2.2)
            quality 1.7 (1.7143)
            cost 0 (0)
            delivery -3.9 (-3.8571)
            service 0 (0)
            risk 0 (0)
            coverage 0 (0)
            mix 0 (0)
            cap 0 (0)
            scheme 0 (0)
            rounding 0 (0)
        "#]],
    );
}

#[test]
fn an_indicator_that_gets_data_is_a_change_of_coverage() {
    check(
        BOTH,
        "
        1/10 quality.acceptance_rate 90/100
        1/10 delivery.otd 80/100
        1/10 risk.compliance 1/1
        ",
        &expect![[r#"
            85.7 → 87.5 (1.8)
            quality 0 (0)
            cost 0 (0)
            delivery 0 (0)
            service 0 (0)
            risk 0 (0)
            coverage 1.8 (1.7857)
            mix 0 (0)
            cap 0 (0)
            scheme 0 (0)
            rounding 0 (0)
        "#]],
    );
}

#[test]
fn spend_that_moves_between_categories_is_a_change_of_the_mix() {
    let both = "
        1/10 quality.acceptance_rate 90/100
        1/10 delivery.otd 90/100
        1/11 quality.acceptance_rate 70/100
        1/11 delivery.otd 70/100
    ";
    check(
        &format!("{both}\nspend 1/10 50\nspend 1/11 50"),
        &format!("{both}\nspend 1/10 25\nspend 1/11 75"),
        &expect![[r#"
            80.0 → 75.0 (-5.0)
            quality 0 (0)
            cost 0 (0)
            delivery 0 (0)
            service 0 (0)
            risk 0 (0)
            coverage 0 (0)
            mix -5 (-5)
            cap 0 (0)
            scheme 0 (0)
            rounding 0 (0)
        "#]],
    );
}

#[test]
fn a_cap_stands_on_its_own() {
    check(
        "1/10 quality.acceptance_rate 100/100\n1/10 delivery.otd 100/100\n1/10 risk.compliance 1/1",
        "1/10 quality.acceptance_rate 100/100\n1/10 delivery.otd 100/100\n1/10 risk.compliance 1/1 cap=59",
        &expect![[r#"
            100.0 → 59.0 (-41.0)
            quality 0 (0)
            cost 0 (0)
            delivery 0 (0)
            service 0 (0)
            risk 0 (0)
            coverage 0 (0)
            mix 0 (0)
            cap -41 (-41)
            scheme 0 (0)
            rounding 0 (0)
        "#]],
    );
}

#[test]
fn a_change_of_the_scheme_is_told_from_a_change_of_the_supplier() {
    let from = only(BOTH);
    let mut to = only("1/10 quality.acceptance_rate 95/100\n1/10 delivery.otd 80/100");
    to.categories[0].scheme = (Arc::from("small"), 2);
    assert_eq!(compare(&from, None, &to), Err(CompareError::SchemeDiffers(1)));
    // Under the new scheme the first quarter would have had three points less.
    let mut restated = from.clone();
    restated.total.composite = from
        .total
        .composite
        .map(|score| Score::clamped(score.get() - Decimal::from(3)));
    let waterfall = compare(&from, Some(&restated), &to).unwrap();
    let scheme = waterfall.bars.iter().find(|bar| bar.cause == Cause::Scheme).unwrap();
    assert_eq!(scheme.exact, Decimal::from(-3));
    sentences::assert_all(&waterfall.explain());
}

#[test]
fn a_period_without_a_score_cannot_be_compared() {
    assert_eq!(
        compare(&only("1/10 delivery.otd 9/10"), None, &only(BOTH)),
        Err(CompareError::NoScore(1))
    );
}

#[test]
fn every_sentence_of_a_scorecard_exists() {
    let world = World::read(
        "
        1/10 quality.acceptance_rate 96/100 excused=2
        1/10 quality.defect_handling:on_time 3/4
        1/10 quality.defect_handling:on_time before 3/4
        1/10 delivery.otd 2/3
        1/10 delivery.otd year 40/50
        1/11 delivery.otd before 40/50
        1/10 risk.compliance 3/4 cap=59 knockout
        1/10 cost.price_index 2/2
        1/11 quality.acceptance_rate 9/10
        1/11 delivery.otd 9/10
        1/0 risk.stability:lead_time 100/10 squares=1010 events=10
        2/10 delivery.otd 2/3
        absent 1/10 service.response not_answered
        absent 2/10 service.response not_applicable
        spend 3/10 5
        ",
    );
    for supplier in world.evaluate().unwrap().suppliers {
        sentences::assert_all(&supplier.explain());
    }
}

#[test]
fn movers_are_listed_widest_first_with_their_reasons() {
    let proposal = |levels: &[(i64, Option<Level>, &str)]| LevelProposal {
        period: PERIOD,
        as_of: jiff::civil::date(2026, 6, 30),
        base: 0,
        first_round: true,
        quotas: None,
        ranges: Vec::new(),
        placements: levels
            .iter()
            .map(|(supplier_id, level, composite)| Placement {
                supplier_id: *supplier_id,
                placed: Explained::new(*level, Explanation::new("level.rest")),
                held: None,
                grade: None,
                composite: Some(Score::clamped(decimal(composite))),
                rank_score: None,
                place: None,
                flags: Vec::new(),
            })
            .collect(),
    };
    let before = proposal(&[
        (1, Some(Level::Core), "92"),
        (2, Some(Level::Key), "80"),
        (3, None, "70"),
        (4, Some(Level::Qualified), "70"),
        (5, Some(Level::Qualified), "70"),
    ]);
    let after = proposal(&[
        (1, Some(Level::Qualified), "71"),
        (2, Some(Level::Core), "91"),
        (3, Some(Level::Qualified), "72"),
        (4, Some(Level::Qualified), "60"),
    ]);
    let listed: Vec<(i64, &str, Decimal)> = movers(&before, &after)
        .iter()
        .map(|mover| (mover.supplier_id, mover.kind.name(), mover.change()))
        .collect();
    assert_eq!(
        listed,
        [
            (1, "down", Decimal::from(-21)),
            (2, "up", Decimal::from(11)),
            (3, "entered", Decimal::from(2)),
            (5, "lapsed", Decimal::ZERO),
        ]
    );
}

fn facts(rows: &[(usize, u32, u32, u32)]) -> Evaluation {
    let codes = [
        "quality.acceptance_rate",
        "delivery.otd",
        "service.response",
        "risk.compliance",
    ];
    let mut lines = vec![
        "1/10 quality.acceptance_rate 9/10".to_owned(),
        "1/10 delivery.otd 8/10".to_owned(),
    ];
    for (code, category, events, misses) in rows {
        lines.push(format!(
            "1/{} {} {}/{events}",
            10 + category,
            codes[*code],
            events.saturating_sub(*misses)
        ));
        lines.push(format!("spend 1/{} {}", 10 + category, events));
    }
    World::read(&lines.join("\n")).evaluate().unwrap()
}

proptest! {
    #[test]
    fn what_the_bars_show_adds_up_exactly_to_the_displayed_difference(
        from in prop::collection::vec((0_usize..4, 0_u32..3, 8_u32..60, 0_u32..30), 0..12),
        to in prop::collection::vec((0_usize..4, 0_u32..3, 8_u32..60, 0_u32..30), 0..12),
    ) {
        let (from, to) = (facts(&from), facts(&to));
        let Ok(waterfall) = compare(&from.suppliers[0], None, &to.suppliers[0]) else {
            return Ok(());
        };
        let shown: Decimal = waterfall.bars.iter().map(|bar| bar.shown).sum();
        prop_assert_eq!(shown, waterfall.to.shown() - waterfall.from.shown());
        // Unrounded, nothing is left over but the twelfth place of published figures.
        let exact: Decimal = waterfall.bars.iter().map(|bar| bar.exact).sum();
        prop_assert!((exact - (waterfall.to.get() - waterfall.from.get())).abs() < Decimal::new(1, 7));
    }
}
