//! What is approved and what is refused, with the sentence the reader gets.

use super::*;
use crate::design::indicator::Bilingual;
use crate::design::rules::LevelRules;
use crate::design::scheme::{DimensionWeight, IndicatorWeight, Scope};
use expect_test::{Expect, expect};
use rust_decimal::Decimal;

fn points(value: i64) -> BasisPoints {
    BasisPoints::new(value).unwrap()
}

fn uses(code: &str, weight: i64) -> IndicatorWeight {
    let code = code.to_owned();
    IndicatorWeight {
        code,
        weight: points(weight),
        curve: None,
        min_events: None,
        counted_owners: None,
        parameters: vec![],
    }
}

fn sound() -> Scheme {
    let quality = vec![
        uses("quality.acceptance_rate", 6_800),
        uses("quality.defect_handling", 3_200),
    ];
    let delivery = vec![uses("delivery.otd", 10_000)];
    Scheme {
        code: "ours".into(),
        version: 1,
        name: Bilingual::default(),
        prose: Bilingual::default(),
        base: None,
        scope: Scope::Base,
        dimensions: vec![
            DimensionWeight {
                dimension: Dimension::Quality,
                weight: points(6_000),
                indicators: quality,
            },
            DimensionWeight {
                dimension: Dimension::Delivery,
                weight: points(4_000),
                indicators: delivery,
            },
        ],
        rules: LevelRules::default(),
    }
}

fn refused(change: impl FnOnce(&mut Scheme), expected: &Expect) {
    let mut scheme = sound();
    change(&mut scheme);
    let sentences: Vec<String> = check(&scheme).iter().map(ToString::to_string).collect();
    expected.assert_eq(&sentences.join("\n"));
    assert!(approve(scheme).is_err());
}

#[test]
fn a_sound_scheme_is_approved_unchanged() {
    assert_eq!(*approve(sound()).unwrap().scheme(), sound());
}

#[test]
fn weights_that_do_not_total_are_refused_with_a_proposal() {
    refused(
        |scheme| {
            scheme.dimensions[1].weight = points(3_000);
            scheme.dimensions[0].indicators[1].weight = points(0);
        },
        &expect![[r"
            scheme ours: the dimension weights total 9000, expected 10000; in proportion they would be quality 6667, delivery 3333
            scheme ours, quality: the indicator weights total 6800, expected 10000 or the weight of the dimension; in proportion they would be quality.acceptance_rate 10000, quality.defect_handling 0"]],
    );
}

#[test]
fn a_dimension_or_indicator_stands_once_and_in_its_place() {
    refused(
        |scheme| {
            scheme.dimensions[1].dimension = Dimension::Quality;
            scheme.dimensions[0].indicators[1] = uses("quality.acceptance_rate", 3_200);
        },
        &expect![[r"
            scheme ours: quality stands there twice; merge the two
            scheme ours, quality: quality.acceptance_rate is listed twice; remove one
            scheme ours, quality: delivery.otd belongs to another dimension; move it under the dimension its code begins with"]],
    );
    refused(
        |scheme| scheme.dimensions.clear(),
        &expect!["scheme ours: no dimension; weigh at least two of quality, cost, delivery, service, innovation, risk"],
    );
}

#[test]
fn rules_out_of_order_are_refused_with_what_was_expected() {
    let d = Decimal::from;
    refused(
        |scheme| {
            scheme.rules.grade_bounds = [d(75), d(90), d(60)];
            scheme.rules.dimension_floor_c = d(70);
            scheme.rules.provisional_coverage = d(80);
            scheme.rules.core_share = d(60);
            scheme.rules.key_share = d(45);
            scheme.rules.ranges[3] = (d(10), d(5));
            scheme.rules.key_min_grade = crate::classification::Grade::D;
            scheme.rules.shrinkage_events = d(-1);
        },
        &expect![[r"
            scheme ours, rules: grade_bounds is [75, 90, 60], expected the lower bounds of A, B and C, descending, between 0 and 100
            scheme ours, rules: key_min_grade is D, expected at least as good as qualified_min_grade, C
            scheme ours, rules: dimension_floor_c is 70, expected at most dimension_floor_b, 60
            scheme ours, rules: provisional_coverage is 80, expected at most official_coverage, 70
            scheme ours, rules: shrinkage_events is -1, expected 0 or more
            scheme ours, rules: key_share is 45, expected at most 40: core_share and key_share total 105, and the base is 100
            scheme ours, rules: restricted_range is [10, 5], expected the lower end first, both between 0 and 100
            scheme ours, rules: core_share is 60, expected inside its range, 10 to 15
            scheme ours, rules: key_share is 45, expected inside its range, 20 to 30"]],
    );
}

#[test]
fn proposals_total_the_whole_whatever_the_weights() {
    for weights in [
        vec![0, 0, 0],
        vec![1, 1, 1],
        vec![9_999, 1],
        vec![3_333, 3_333, 3_333],
        vec![10_000, 10_000, 1],
    ] {
        let weights: Vec<BasisPoints> = weights.into_iter().map(points).collect();
        let total: u32 = proportional(&weights).into_iter().map(u32::from).sum();
        assert_eq!(total, 10_000, "{weights:?}");
    }
    assert_eq!(proportional(&[points(0), points(0), points(0)]), [3_334, 3_333, 3_333]);
    assert!(proportional(&[]).is_empty());
}
