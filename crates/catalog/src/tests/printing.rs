//! A scheme printed and parsed again is the same scheme.

use super::sample;
use crate::{parse_scheme, scheme_text, scheme_to_text, schemes};
use domain::Decimal;
use domain::classification::{Grade, Level};
use domain::design::indicator::{Bilingual, Curve, Dimension};
use domain::design::rules::LevelRules;
use domain::design::scheme::{DimensionWeight, IndicatorWeight, Scheme, Scope};
use domain::evaluation::observation::ParameterValue;
use domain::number::BasisPoints;

fn assert_survives(scheme: &Scheme) {
    let text = scheme_to_text(scheme);
    let again = parse_scheme("again.md", &text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(again, *scheme, "\n{text}");
}

#[test]
fn what_ships_stands_in_printed_form() {
    for scheme in schemes() {
        assert_survives(scheme);
        assert_eq!(
            scheme_text(&scheme.code).unwrap(),
            scheme_to_text(scheme),
            "{}",
            scheme.code
        );
    }
}

fn d(number: i64, scale: u32) -> Decimal {
    Decimal::new(number, scale)
}

fn everything_of_an_indicator() -> IndicatorWeight {
    let jump = [
        (d(-305, 1), d(0, 0)),
        (d(0, 0), d(60, 0)),
        (d(0, 0), d(755, 1)),
        (d(12, 0), d(100, 0)),
    ];
    IndicatorWeight {
        code: "delivery.otd".into(),
        weight: BasisPoints::new(1_234).unwrap(),
        curve: Some(Curve(jump.to_vec())),
        min_events: Some(12),
        counted_owners: Some(vec!["supplier".into(), "carrier".into()]),
        parameters: vec![
            ("day_kind".into(), ParameterValue::Word("ca\"len\\dar".into())),
            ("early days".into(), ParameterValue::Integer(-3)),
            ("flag".into(), ParameterValue::Flag(true)),
            ("tolerance".into(), ParameterValue::Decimal(d(2, 0))),
            ("width".into(), ParameterValue::Decimal(d(-1_250, 3))),
        ],
    }
}

/// Every field away from its default, with quotes, backslashes and line breaks in the texts.
fn everything() -> Scheme {
    let used = everything_of_an_indicator();
    let weighs = |dimension, weight, indicators| {
        let weight = BasisPoints::new(weight).unwrap();
        DimensionWeight {
            dimension,
            weight,
            indicators,
        }
    };
    Scheme {
        code: "ours-2".into(),
        version: 7,
        name: Bilingual {
            en: "A \"quoted\" \\ name\twith a tab".into(),
            zh: "方案".into(),
        },
        prose: Bilingual {
            en: "One.\n\n### A heading\n\n```\n## no section\n```".into(),
            zh: "一。\n\n二。".into(),
        },
        base: None,
        scope: Scope::Base,
        dimensions: vec![
            weighs(Dimension::Quality, 0, vec![]),
            weighs(Dimension::Delivery, 10_000, vec![used.clone(), used]),
        ],
        rules: LevelRules {
            grade_bounds: [d(915, 1), d(80, 0), d(5_555, 2)],
            dimension_floor_c: d(1, 0),
            dimension_floor_b: d(2, 0),
            official_coverage: d(3, 0),
            provisional_coverage: d(4, 0),
            shrinkage_events: d(5, 0),
            core_share: d(101, 1),
            key_share: d(6, 0),
            ranges: [
                (d(1, 0), d(2, 0)),
                (d(3, 0), d(45, 1)),
                (d(5, 0), d(6, 0)),
                (d(7, 0), d(8, 0)),
            ],
            min_population: 35,
            core_min_grade: Grade::B,
            key_min_grade: Grade::C,
            qualified_min_grade: Grade::D,
            core_importance: d(7, 0),
            core_history_months: 24,
            high_risk_below: d(8, 0),
            hysteresis_points: d(9, 0),
            challenger_quarters: 10,
            cool_down_quarters: 11,
        },
    }
}

#[test]
fn every_field_survives() {
    assert_survives(&everything());
}

#[test]
fn a_scheme_with_a_base_survives_in_every_scope() {
    let mut scheme = Scheme {
        base: Some("six-dimensions".into()),
        rules: LevelRules::default(),
        ..everything()
    };
    let scopes = [
        Scope::Industry("medical".into()),
        Scope::Kraljic(domain::party::Kraljic::Bottleneck),
        Scope::Category("a \"b\"".into()),
        Scope::Level(Level::Restricted),
        Scope::Supplier("S-1".into()),
    ];
    for scope in scopes {
        scheme.scope = scope;
        assert_survives(&scheme);
    }
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_change_nothing() {
    let text = sample::INDICATOR;
    let plain = crate::parse_indicator("a.md", text).unwrap();
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(crate::parse_indicator("a.md", &windows).unwrap(), plain);
}

#[test]
fn bands_become_a_curve_with_jumps() {
    let text = sample::INDICATOR.replace(
        "curve = [[70, 0], [99, 100]]",
        "bands = [[0, 80, 0], [80, 90.5, 60], [90.5, 100, 100]]",
    );
    let points: Vec<String> = crate::parse_indicator("a.md", &text)
        .unwrap()
        .curve
        .0
        .iter()
        .map(|(value, points)| format!("{value}:{points}"))
        .collect();
    assert_eq!(points.join(" "), "0:0 80:0 80:60 90.5:60 90.5:100 100:100");
}
