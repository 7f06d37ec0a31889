//! Tests of the evaluation: facts as lines of text, results as text, and what must hold for any facts.

use super::testing::{World, curve, decimal, indicators, print, scheme};
use super::*;
use crate::design::approve;
use crate::design::indicator::{Indicator, PartKind};
use crate::number::BasisPoints;
use crate::period::{FiscalCalendar, Quarter};
use expect_test::{Expect, expect};
use jiff::civil::date;
use proptest::prelude::*;
use rust_decimal::Decimal;

fn check(given: &str, expected: &Expect) {
    expected.assert_eq(&print(&World::read(given).evaluate().unwrap()));
}

#[test]
fn a_complete_supplier_is_official_and_its_parts_add_up() {
    check(
        "
        1/10 quality.acceptance_rate 96/100 events=20
        1/10 quality.defect_handling:on_time 3/4
        1/10 quality.defect_handling:accepted 1/2
        1/10 cost.price_index 970/1000 events=12
        1/10 delivery.otd 45/50
        1/10 service.response 9/10
        1/10 risk.stability:lead_time 100/10 squares=1009 events=10
        1/10 risk.compliance 4/4
        ",
        &expect![[r#"
            1 official composite 89.755 rank 89.755 grade B coverage 100 quality=86.8875 cost=90 delivery=90 service=90 risk=100
              /10 share 1 official composite 89.755 rank 89.755 grade B coverage 100 quality=86.8875 cost=90 delivery=90 service=90 risk=100
                quality.acceptance_rate 96 (96/100, 20 events, quarter) points 96 weight 0.28 → 0.28 adds 26.88
                quality.defect_handling 65.625 (4/6, 6 events, quarter) points 65.625 weight 0.12 → 0.12 adds 7.875
                cost.price_index 97 (970/1000, 12 events, quarter) points 90 weight 0.1 → 0.1 adds 9
                delivery.otd 90 (45/50, 50 events, quarter) points 90 weight 0.3 → 0.3 adds 27
                service.response 90 (9/10, 10 events, quarter) points 90 weight 0.1 → 0.1 adds 9
                risk.stability 100 (100/10, 10 events, quarter) points 100 weight 0.05 → 0.05 adds 5
                risk.compliance 100 (4/4, 4 events, quarter) points 100 weight 0.05 → 0.05 adds 5
        "#]],
    );
}

#[test]
fn a_quarter_with_too_few_events_widens_to_twelve_months() {
    check(
        "
        1/10 delivery.otd 2/3
        1/10 delivery.otd year 7/7
        1/10 quality.acceptance_rate 2/2
        1/10 quality.acceptance_rate year 3/3
        ",
        &expect![[r#"
            1 no_score composite – rank – grade – coverage 30
              /10 share 0 no_score composite – rank – grade – coverage 30
                quality.acceptance_rate TooFew { events: 5, needed: 8 }
                quality.defect_handling NotCollected
                cost.price_index NotCollected
                delivery.otd 90 (9/10, 10 events, twelve_months) points 90 weight 0.3 → 0 adds 0
                service.response NotCollected
                risk.stability NotCollected
                risk.compliance NotCollected
        "#]],
    );
}

#[test]
fn the_weight_of_a_missing_indicator_moves_to_its_sibling_and_of_an_empty_dimension_to_the_others() {
    check(
        "
        1/10 quality.acceptance_rate 90/100
        1/10 delivery.otd 80/100
        1/10 risk.compliance 1/1
        ",
        &expect![[r#"
            1 provisional composite 87.5 rank 87.5 grade B coverage 63 quality=90 delivery=80 risk=100
              /10 share 1 provisional composite 87.5 rank 87.5 grade B coverage 63 quality=90 delivery=80 risk=100
                quality.acceptance_rate 90 (90/100, 100 events, quarter) points 90 weight 0.28 → 0.5 adds 45
                quality.defect_handling NotCollected
                cost.price_index NotCollected
                delivery.otd 80 (80/100, 100 events, quarter) points 80 weight 0.3 → 0.375 adds 30
                service.response NotCollected
                risk.stability NotCollected
                risk.compliance 100 (1/1, 1 events, quarter) points 100 weight 0.05 → 0.125 adds 12.5
        "#]],
    );
}

#[test]
fn what_does_not_apply_leaves_the_denominator_and_silence_caps_the_grade_at_b() {
    check(
        "
        1/10 quality.acceptance_rate 100/100
        1/10 delivery.otd 100/100
        absent 1/0 quality.defect_handling not_applicable
        absent 1/10 cost.price_index not_applicable
        absent 1/10 service.response not_answered
        ",
        &expect![[r#"
            1 official composite 100 rank 100 grade B coverage 74.358974358974 quality=100 delivery=100
              /10 share 1 official composite 100 rank 100 grade B coverage 74.358974358974 quality=100 delivery=100
                quality.acceptance_rate 100 (100/100, 100 events, quarter) points 100 weight 0.28 → 0.571428571429 adds 57.142857142857
                quality.defect_handling NotApplicable
                cost.price_index NotApplicable
                delivery.otd 100 (100/100, 100 events, quarter) points 100 weight 0.3 → 0.428571428571 adds 42.857142857143
                service.response NotAnswered
                risk.stability NotCollected
                risk.compliance NotCollected
        "#]],
    );
}

#[test]
fn a_cap_is_a_ceiling_that_no_average_lifts() {
    check(
        "
        1/10 quality.acceptance_rate 100/100
        1/10 delivery.otd 100/100
        1/10 risk.compliance 3/4 cap=59
        ",
        &expect![[r#"
            1 provisional composite 59 rank 59 grade D coverage 63 quality=100 delivery=100 risk=75 cap 59 (-37.875)
              /10 share 1 provisional composite 59 rank 59 grade D coverage 63 quality=100 delivery=100 risk=75 cap 59 (-37.875)
                quality.acceptance_rate 100 (100/100, 100 events, quarter) points 100 weight 0.28 → 0.5 adds 50
                quality.defect_handling NotCollected
                cost.price_index NotCollected
                delivery.otd 100 (100/100, 100 events, quarter) points 100 weight 0.3 → 0.375 adds 37.5
                service.response NotCollected
                risk.stability NotCollected
                risk.compliance 75 (3/4, 4 events, quarter) points 75 weight 0.05 → 0.125 adds 9.375
        "#]],
    );
}

#[test]
fn a_knock_out_in_one_category_blocks_the_category_and_one_without_a_category_the_supplier() {
    check(
        "
        1/10 quality.acceptance_rate 100/100
        1/10 delivery.otd 100/100
        1/11 quality.acceptance_rate 100/100
        1/11 delivery.otd 100/100
        1/11 risk.compliance 0/1 knockout
        2/10 quality.acceptance_rate 100/100
        2/10 delivery.otd 100/100
        2/11 quality.acceptance_rate 100/100
        2/11 delivery.otd 100/100
        2/0 risk.compliance 0/1 knockout
        ",
        &expect![[r#"
            1 provisional composite 93.75 rank 93.75 grade C coverage 60.5 quality=100 delivery=100 risk=0 knockout Category
              /10 share 0.5 provisional composite 100 rank 100 grade A coverage 58 quality=100 delivery=100
                quality.acceptance_rate 100 (100/100, 100 events, quarter) points 100 weight 0.28 → 0.571428571429 adds 57.142857142857
                quality.defect_handling NotCollected
                cost.price_index NotCollected
                delivery.otd 100 (100/100, 100 events, quarter) points 100 weight 0.3 → 0.428571428571 adds 42.857142857143
                service.response NotCollected
                risk.stability NotCollected
                risk.compliance NotCollected
              /11 share 0.5 provisional composite 87.5 rank 87.5 grade D coverage 63 quality=100 delivery=100 risk=0 knockout Category
                quality.acceptance_rate 100 (100/100, 100 events, quarter) points 100 weight 0.28 → 0.5 adds 50
                quality.defect_handling NotCollected
                cost.price_index NotCollected
                delivery.otd 100 (100/100, 100 events, quarter) points 100 weight 0.3 → 0.375 adds 37.5
                service.response NotCollected
                risk.stability NotCollected
                risk.compliance 0 (0/1, 1 events, quarter) points 0 weight 0.05 → 0.125 adds 0
            2 provisional composite 87.5 rank 87.5 grade D coverage 63 quality=100 delivery=100 risk=0 knockout Supplier
              /10 share 0.5 provisional composite 87.5 rank 87.5 grade D coverage 63 quality=100 delivery=100 risk=0 knockout Supplier
                quality.acceptance_rate 100 (100/100, 100 events, quarter) points 100 weight 0.28 → 0.5 adds 50
                quality.defect_handling NotCollected
                cost.price_index NotCollected
                delivery.otd 100 (100/100, 100 events, quarter) points 100 weight 0.3 → 0.375 adds 37.5
                service.response NotCollected
                risk.stability NotCollected
                risk.compliance 0 (0/1, 1 events, quarter) points 0 weight 0.05 → 0.125 adds 0
              /11 share 0.5 provisional composite 87.5 rank 87.5 grade D coverage 63 quality=100 delivery=100 risk=0 knockout Supplier
                quality.acceptance_rate 100 (100/100, 100 events, quarter) points 100 weight 0.28 → 0.5 adds 50
                quality.defect_handling NotCollected
                cost.price_index NotCollected
                delivery.otd 100 (100/100, 100 events, quarter) points 100 weight 0.3 → 0.375 adds 37.5
                service.response NotCollected
                risk.stability NotCollected
                risk.compliance 0 (0/1, 1 events, quarter) points 0 weight 0.05 → 0.125 adds 0
        "#]],
    );
}

#[test]
fn a_knock_out_counts_even_where_there_is_too_little_data_for_a_score() {
    check(
        "1/10 risk.compliance 0/1 knockout",
        &expect![[r#"
        1 no_score composite – rank – grade D coverage 5 knockout Supplier
          /10 share 0 no_score composite – rank – grade D coverage 5 knockout Category
            quality.acceptance_rate NotCollected
            quality.defect_handling NotCollected
            cost.price_index NotCollected
            delivery.otd NotCollected
            service.response NotCollected
            risk.stability NotCollected
            risk.compliance 0 (0/1, 1 events, quarter) points 0 weight 0.05 → 0 adds 0
    "#]],
    );
}

#[test]
fn categories_roll_up_by_spend_and_by_equal_parts_without_spend() {
    check(
        "
        1/10 quality.acceptance_rate 100/100
        1/10 delivery.otd 100/100
        1/11 quality.acceptance_rate 80/100
        1/11 delivery.otd 80/100
        spend 1/10 300
        spend 1/11 100
        2/10 quality.acceptance_rate 100/100
        2/10 delivery.otd 100/100
        2/11 quality.acceptance_rate 80/100
        2/11 delivery.otd 80/100
        ",
        &expect![[r#"
            1 provisional composite 95 rank 95 grade A coverage 58 quality=95 delivery=95
              /10 share 0.75 provisional composite 100 rank 100 grade A coverage 58 quality=100 delivery=100
                quality.acceptance_rate 100 (100/100, 100 events, quarter) points 100 weight 0.28 → 0.571428571429 adds 57.142857142857
                quality.defect_handling NotCollected
                cost.price_index NotCollected
                delivery.otd 100 (100/100, 100 events, quarter) points 100 weight 0.3 → 0.428571428571 adds 42.857142857143
                service.response NotCollected
                risk.stability NotCollected
                risk.compliance NotCollected
              /11 share 0.25 provisional composite 80 rank 80 grade B coverage 58 quality=80 delivery=80
                quality.acceptance_rate 80 (80/100, 100 events, quarter) points 80 weight 0.28 → 0.571428571429 adds 45.714285714286
                quality.defect_handling NotCollected
                cost.price_index NotCollected
                delivery.otd 80 (80/100, 100 events, quarter) points 80 weight 0.3 → 0.428571428571 adds 34.285714285714
                service.response NotCollected
                risk.stability NotCollected
                risk.compliance NotCollected
            2 provisional composite 90 rank 90 grade A coverage 58 quality=90 delivery=90
              /10 share 0.5 provisional composite 100 rank 100 grade A coverage 58 quality=100 delivery=100
                quality.acceptance_rate 100 (100/100, 100 events, quarter) points 100 weight 0.28 → 0.571428571429 adds 57.142857142857
                quality.defect_handling NotCollected
                cost.price_index NotCollected
                delivery.otd 100 (100/100, 100 events, quarter) points 100 weight 0.3 → 0.428571428571 adds 42.857142857143
                service.response NotCollected
                risk.stability NotCollected
                risk.compliance NotCollected
              /11 share 0.5 provisional composite 80 rank 80 grade B coverage 58 quality=80 delivery=80
                quality.acceptance_rate 80 (80/100, 100 events, quarter) points 80 weight 0.28 → 0.571428571429 adds 45.714285714286
                quality.defect_handling NotCollected
                cost.price_index NotCollected
                delivery.otd 80 (80/100, 100 events, quarter) points 80 weight 0.3 → 0.428571428571 adds 34.285714285714
                service.response NotCollected
                risk.stability NotCollected
                risk.compliance NotCollected
        "#]],
    );
}

#[test]
fn a_supplier_without_any_fact_has_no_score() {
    check(
        "spend 1/10 300",
        &expect![[r#"
        1 no_score composite – rank – grade – coverage 0
          /10 share 0 no_score composite – rank – grade – coverage 0
            quality.acceptance_rate NotCollected
            quality.defect_handling NotCollected
            cost.price_index NotCollected
            delivery.otd NotCollected
            service.response NotCollected
            risk.stability NotCollected
            risk.compliance NotCollected
    "#]],
    );
}

#[test]
fn a_perfect_record_of_three_is_pulled_to_the_frozen_mean_and_one_of_three_hundred_hardly() {
    let mut world = World::read(
        "
        1/10 delivery.otd 3/3
        1/10 delivery.otd year 2/2
        2/10 delivery.otd 300/300
        3/10 delivery.otd before 80/100
        3/10 delivery.otd 50/100
        ",
    );
    let ranks = |world: &World| -> Vec<(Decimal, Decimal)> {
        let evaluation = world.evaluate().unwrap();
        let otd = |id: i64| {
            let category = &evaluation.supplier(id).unwrap().categories[0];
            category
                .indicators
                .iter()
                .find(|indicator| &*indicator.code == "delivery.otd")
                .unwrap()
                .shrunk
                .unwrap()
        };
        [1, 2]
            .map(|id| (otd(id).mean, otd(id).points.get().round_dp(2)))
            .to_vec()
    };
    // m: 80 of 100 and 2 of 2, each by its events; the quarter of supplier 3 is not in it.
    assert_eq!(
        ranks(&world),
        [
            (decimal("80.392156862745"), decimal("84.31")),
            (decimal("80.392156862745"), decimal("98.77")),
        ]
    );
    // What a peer does in the period moves nobody else.
    let before = ranks(&world);
    world.sums.last_mut().unwrap().good = decimal("100");
    assert_eq!(ranks(&world), before);
}

#[test]
fn excused_misses_are_shown_and_not_scored() {
    let world = World::read("1/10 delivery.otd 9/10 excused=5");
    let evaluation = world.evaluate().unwrap();
    let otd = &evaluation.suppliers[0].categories[0].indicators[3];
    let measure = otd.observation.measure().unwrap();
    assert_eq!((measure.value, measure.excused), (decimal("90"), 5));
    assert!(
        otd.explain()
            .causes
            .iter()
            .any(|cause| cause.code == "indicator.excused")
    );
}

#[test]
fn business_units_are_evaluated_apart() {
    let mut world = World::read("1/10 delivery.otd 9/10\n1/10 delivery.otd 0/10");
    world.sums[1].unit_id = 7;
    let book = SchemeBook::only(&world.scheme);
    let value = |population| {
        let input = EvaluationInput {
            period: Quarter { year: 2026, quarter: 2 },
            population,
            schemes: &book,
            indicators: &world.indicators,
            queries: &world.queries,
            sums: &world.sums,
            suppliers: &world.suppliers,
            assigned: &std::collections::BTreeSet::new(),
            spend: &world.spend,
            absences: &world.absences,
        };
        let evaluation = evaluate(&input).unwrap();
        let category = evaluation.suppliers[0].categories.first()?;
        category.indicators[3]
            .observation
            .measure()
            .map(|measure| measure.value)
    };
    assert_eq!(value(Population::Company), Some(decimal("45")));
    assert_eq!(value(Population::Unit(0)), Some(decimal("90")));
    assert_eq!(value(Population::Unit(7)), Some(decimal("0")));
    assert_eq!(value(Population::Unit(8)), None);
}

#[test]
fn a_wrong_part_query_or_bucket_is_an_error_and_an_overflow_is_never_a_number() {
    let error = |change: fn(&mut World)| {
        let mut world = World::read("1/10 delivery.otd 9/10");
        change(&mut world);
        world.evaluate().unwrap_err().to_string()
    };
    expect![[r#"delivery.otd: a fact names the part "nope", which its file does not declare"#]]
        .assert_eq(&error(|world| world.sums[0].part = "nope".to_owned()));
    expect![[r#"a sum names query 99, but only 7 queries were run"#]]
        .assert_eq(&error(|world| world.sums[0].query = 99));
    expect![[r#"a sum of delivery.otd names bucket 7; a quarter has the buckets 0 to 6"#]]
        .assert_eq(&error(|world| world.sums[0].bucket = 7));
    expect![[r#"delivery.otd of supplier 1: a number leaves the range of exact decimals; nothing was scored"#]]
        .assert_eq(&error(|world| world.sums[0].good = Decimal::MAX));
    expect![[r#"scheme small needs delivery.otd with its own settings, but no such query was run; run one query for each set of settings in use"#]]
        .assert_eq(&error(|world| world.queries[3].counted_owners.clear()));
}

#[test]
fn the_buckets_of_a_quarter_are_disjoint_and_follow_the_fiscal_year() {
    let plan = BucketPlan::new(FiscalCalendar { start_month: 4 }, Quarter { year: 2027, quarter: 1 });
    let days: Vec<_> = plan.buckets.iter().map(|span| (span.from, span.to)).collect();
    assert_eq!(
        days,
        [
            (date(2025, 4, 1), date(2025, 6, 30)),
            (date(2025, 7, 1), date(2026, 3, 31)),
            (date(2026, 4, 1), date(2026, 6, 30)),
        ]
    );
}

#[test]
fn a_curve_is_linear_between_its_points_clamped_outside_and_gives_the_better_side_of_a_jump() {
    let points = |list: &[(&str, i64)], value: &str| {
        super::curve::points(&curve(list), decimal(value))
            .unwrap()
            .unwrap()
            .normalize()
            .to_string()
    };
    let otd = [("70", 0), ("85", 60), ("90", 75), ("95", 90), ("99", 100)];
    for (value, expected) in [
        ("60", "0"),
        ("70", "0"),
        ("77.5", "30"),
        ("85", "60"),
        ("96", "92.5"),
        ("99", "100"),
        ("100", "100"),
    ] {
        assert_eq!(points(&otd, value), expected, "{value}");
    }
    let bands = [("60", 0), ("60", 50), ("80", 50), ("80", 100)];
    for (value, expected) in [
        ("59.9", "0"),
        ("60", "50"),
        ("79.9", "50"),
        ("80", "100"),
        ("100", "100"),
    ] {
        assert_eq!(points(&bands, value), expected, "{value}");
    }
    let stops = [("0", 100), ("0", 90), ("0.5", 75), ("3", 0)];
    assert_eq!(
        (points(&stops, "0"), points(&stops, "0.25")),
        ("100".to_owned(), "82.5".to_owned())
    );
    assert_eq!(
        super::curve::points(&super::testing::curve(&[]), decimal("1")),
        Ok(None)
    );
}

#[test]
fn lead_times_that_vary_lose_points_and_two_stock_outs_ten_each() {
    let world = World::read(
        "
        1/10 risk.stability:lead_time 100/10 squares=1090 events=10
        1/10 risk.stability:stock_out 20/1 events=2
        2/10 risk.stability:stock_out 20/1 events=2
        ",
    );
    let evaluation = world.evaluate().unwrap();
    let stability = |supplier: usize| &evaluation.suppliers[supplier].categories[0].indicators[5].observation;
    // Mean 10, sample variance 90 / 9 = 10, variation 0.316228: 43.2 points; two stock-outs: 20 points.
    assert_eq!(stability(0).measure().unwrap().value.round_dp(4), decimal("36.7544"));
    // Penalties alone do not show that anybody looked at the deliveries.
    assert_eq!(stability(1), &Observation::NoData(NoData::NotCollected));
}

#[test]
fn the_wilson_interval_stands_on_events_and_only_beside_rates() {
    let world = World::read("1/10 delivery.otd 8/10\n1/10 cost.price_index 90/100 events=10 hits=0");
    let evaluation = world.evaluate().unwrap();
    let indicators_of = &evaluation.suppliers[0].categories[0].indicators;
    let interval = |position: usize, code: &str| {
        wilson_percent(
            &indicators()[code],
            indicators_of[position].observation.measure().unwrap(),
        )
    };
    let (low, high) = interval(3, "delivery.otd").unwrap();
    assert!(
        (low - 49.016).abs() < 0.001 && (high - 94.331).abs() < 0.001,
        "{low} {high}"
    );
    assert_eq!(interval(2, "cost.price_index"), None);
}

#[test]
fn one_query_serves_all_schemes_with_the_same_settings() {
    let (first, second) = (scheme(), scheme());
    assert_eq!(queries(&[&first, &second], &indicators()).unwrap().len(), 7);
}

/// Facts of a few suppliers, as (supplier, category, query, bucket, events, misses).
fn facts() -> impl Strategy<Value = Vec<(i64, i64, usize, usize, u32, u32)>> {
    let fact = (1_i64..5, 0_i64..3, 0_usize..7, 0_usize..3, 1_u32..40, 0_u32..40);
    prop::collection::vec(fact, 1..40)
}

fn world(facts: &[(i64, i64, usize, usize, u32, u32)]) -> World {
    let lines: Vec<String> = facts
        .iter()
        .map(|(supplier, category, query, bucket, events, misses)| {
            let codes = [
                "quality.acceptance_rate",
                "quality.defect_handling:on_time",
                "cost.price_index",
                "delivery.otd",
                "service.response",
                "risk.stability:lead_time",
                "risk.compliance",
            ];
            let good = events.saturating_sub(*misses);
            let bucket = ["before", "year", ""][*bucket];
            format!(
                "{supplier}/{category} {} {bucket} {good}/{events} squares={}",
                codes[*query],
                good * good + misses
            )
        })
        .collect();
    World::read(&lines.join("\n"))
}

proptest! {
    #[test]
    fn contributions_and_effective_weights_add_up_exactly(facts in facts(), spend in 0_i64..1000) {
        let mut world = world(&facts);
        world.spend.insert((1, 1), Decimal::new(spend, 1));
        world.spend.insert((1, 2), Decimal::new(333, 1));
        for supplier in world.evaluate().unwrap().suppliers {
            let cards = supplier.categories.iter().map(|category| &category.card).chain([&supplier.total]);
            for card in cards {
                let parts: Decimal = card.dimensions.iter().map(|dimension| dimension.contribution).sum();
                let weights: Decimal = card.dimensions.iter().map(|dimension| dimension.effective).sum();
                let composite = card.composite.map_or(Decimal::ZERO, crate::number::Score::get);
                prop_assert_eq!(parts + card.cap_effect, composite);
                prop_assert_eq!(weights, if card.composite.is_some() { Decimal::ONE } else { Decimal::ZERO });
            }
            for category in supplier.categories.iter().filter(|category| category.card.composite.is_some()) {
                let parts: Decimal = category.indicators.iter().map(|indicator| indicator.contribution).sum();
                prop_assert_eq!(Some(parts + category.card.cap_effect), category.card.composite.map(crate::number::Score::get));
            }
        }
    }

    #[test]
    fn reordering_and_splitting_the_facts_changes_nothing(facts in facts(), turn in 0_usize..40) {
        let whole = world(&facts);
        let mut turned = world(&facts);
        let count = turned.sums.len();
        turned.sums.rotate_left(turn % count);
        turned.suppliers.reverse();
        prop_assert_eq!(whole.evaluate().unwrap(), turned.evaluate().unwrap());
    }

    #[test]
    fn no_data_is_never_a_number_of_points(facts in facts()) {
        for supplier in world(&facts).evaluate().unwrap().suppliers {
            for indicator in supplier.categories.iter().flat_map(|category| &category.indicators) {
                let has_data = indicator.observation.measure().is_some();
                prop_assert_eq!(indicator.points.is_some(), has_data);
                prop_assert!(has_data || (indicator.effective.is_zero() && indicator.contribution.is_zero()));
            }
            for card in supplier.categories.iter().map(|category| &category.card).chain([&supplier.total]) {
                prop_assert_eq!(card.composite.is_none(), *card.state.value() == State::NoScore);
                prop_assert!(card.dimensions.iter().all(|d| d.score.is_some() || d.contribution.is_zero()));
            }
        }
    }

    #[test]
    fn with_the_same_rate_above_the_mean_more_events_rank_higher(events in 5_u32..500, more in 1_u32..500) {
        let (few, many) = (events * 10, (events + more) * 10);
        let world = World::read(&format!(
            "1/10 delivery.otd {}/{few}\n2/10 delivery.otd {}/{many}\n3/10 delivery.otd before 50/100",
            events * 9,
            (events + more) * 9,
        ));
        let evaluation = world.evaluate().unwrap();
        let points = |supplier: usize| evaluation.suppliers[supplier].categories[0].indicators[3].shrunk.unwrap().points;
        prop_assert!(points(0) < points(1));
        prop_assert!(points(1).get() < Decimal::from(90) && points(0).get() > Decimal::from(50));
    }

    #[test]
    fn fewer_misses_never_lower_a_composite_without_prices(misses in 1_u32..10, query in 0_usize..2) {
        let code = ["quality.acceptance_rate", "delivery.otd"][query];
        let composite = |misses: u32| {
            let world = World::read(&format!(
                "1/10 quality.acceptance_rate 15/20\n1/10 delivery.otd 15/20\n1/10 {code} {}/10", 10 - misses));
            world.evaluate().unwrap().suppliers[0].total.composite
        };
        prop_assert!(composite(misses - 1) >= composite(misses));
    }
}

/// A rate over a base, such as savings over spend.
fn over_a_base(with_register: bool) -> Indicator {
    let mut indicators = indicators();
    let mut indicator = indicators.remove("delivery.otd").unwrap();
    indicator.min_events = 1;
    let mut base = indicator.parts[0].clone();
    base.name = "spend".to_owned();
    base.kind = PartKind::Base { of: 0, with_register };
    indicator.parts.push(base);
    indicator
}

#[test]
fn what_only_stands_below_the_line_is_no_event() {
    let given = "
        1/10 delivery.otd 30/0 events=1
        1/10 delivery.otd:spend 0/1000 events=50
        2/10 delivery.otd:spend 0/1000 events=50
    ";
    let seen = |with_register| {
        let mut world = World::read(given);
        let indicator = over_a_base(with_register);
        world.indicators.insert(indicator.code.clone(), indicator);
        let evaluation = world.evaluate().unwrap();
        let of = |supplier: usize| {
            evaluation.suppliers[supplier].categories[0].indicators[3]
                .observation
                .clone()
        };
        (of(0), of(1))
    };
    let (own, other) = seen(false);
    assert_eq!(
        own.measure().map(|measure| (measure.value, measure.events)),
        Some((decimal("3"), 1))
    );
    assert_eq!(other, Observation::NoData(NoData::NotCollected));
    let (own, other) = seen(true);
    assert_eq!(own.measure().map(|measure| measure.value), Some(decimal("3")));
    assert_eq!(
        other.measure().map(|measure| (measure.value, measure.events)),
        Some((decimal("0"), 50))
    );
    let mut nobody = World::read("2/10 delivery.otd:spend 0/1000 events=50");
    let indicator = over_a_base(true);
    nobody.indicators.insert(indicator.code.clone(), indicator);
    let result = nobody.evaluate().unwrap();
    let observation = &result.suppliers[0].categories[0].indicators[3].observation;
    assert_eq!(
        *observation,
        Observation::NoData(NoData::NotCollected),
        "nobody keeps the register"
    );
}

#[test]
fn a_mean_of_what_looks_at_the_last_day_comes_from_earlier_quarters_and_peers_of_today_move_nobody() {
    let rank = |peer: &str| {
        let given = format!("1/10 risk.compliance 3/4\n1/10 risk.compliance 4/4 stood\n2/10 risk.compliance {peer}");
        let evaluation = World::read(&given).evaluate().unwrap();
        let line = evaluation.suppliers[0].categories[0].indicators.last().unwrap().clone();
        line.shrunk.unwrap()
    };
    let (with, without) = (rank("0/4"), rank("4/4"));
    assert_eq!(with, without);
    assert_eq!((with.mean, with.mean_of), (decimal("100"), MeanOf::Category));
}

#[test]
fn weights_in_basis_points_of_the_whole_stay_exact() {
    let mut scheme = scheme().scheme().clone();
    let risk = scheme.dimensions.last_mut().unwrap();
    let whole = i64::from(risk.weight.get());
    risk.indicators[0].weight = BasisPoints::new(whole - 700).unwrap();
    risk.indicators[1].weight = BasisPoints::new(700).unwrap();
    let mut world = World::read("1/10 risk.compliance 1/1");
    world.scheme = approve(scheme).unwrap();
    let evaluation = world.evaluate().unwrap();
    let line = evaluation.suppliers[0].categories[0].indicators.last().unwrap();
    assert_eq!(line.weight, decimal("0.07"));
    assert_eq!(evaluation.suppliers[0].total.coverage, decimal("7"));
}
