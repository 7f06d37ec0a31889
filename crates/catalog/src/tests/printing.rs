//! A scheme printed and parsed again is the same scheme.

use super::sample;
use crate::{parse_scheme, schemes, scheme_text, scheme_to_text};
use domain::classification::{Grade, Level};
use domain::design::indicator::{Bilingual, Curve, Dimension};
use domain::design::rules::LevelRules;
use domain::design::scheme::{DimensionWeight, IndicatorWeight, Scheme, Scope};
use domain::evaluation::observation::ParameterValue;
use domain::number::BasisPoints;
use domain::Decimal;

fn assert_survives(scheme: &Scheme) {
    let text = scheme_to_text(scheme);
    let again = parse_scheme("again.md", &text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(again, *scheme, "\n{text}");
}

#[test]
fn what_ships_stands_in_printed_form() {
    for scheme in schemes() {
        assert_survives(scheme);
        assert_eq!(scheme_text(&scheme.code).unwrap(), scheme_to_text(scheme), "{}", scheme.code);
    }
}

/// Everything a scheme can say, with quotes, backslashes and line breaks in its texts.
#[test]
fn every_field_survives() {
    let d = |number: i64, scale| Decimal::new(number, scale);
    let parameters = vec![
        ("day_kind".to_owned(), ParameterValue::Word("ca\"len\\dar".into())),
        ("early days".to_owned(), ParameterValue::Integer(-3)),
        ("flag".to_owned(), ParameterValue::Flag(true)),
        ("tolerance".to_owned(), ParameterValue::Decimal(d(2, 0))),
        ("width".to_owned(), ParameterValue::Decimal(d(-1_250, 3))),
    ];
    let used = IndicatorWeight {
        code: "delivery.otd".into(),
        weight: BasisPoints::new(1_234).unwrap(),
        curve: Some(Curve(vec![(d(-305, 1), d(0, 0)), (d(0, 0), d(60, 0)), (d(0, 0), d(755, 1)), (d(12, 0), d(100, 0))])),
        min_events: Some(12),
        counted_owners: Some(vec!["supplier".into(), "carrier".into()]),
        parameters,
    };
    let rules = LevelRules {
        grade_bounds: [d(915, 1), d(80, 0), d(5_555, 2)],
        core_share: d(101, 1),
        ranges: [(d(1, 0), d(2, 0)), (d(3, 0), d(45, 1)), (d(5, 0), d(6, 0)), (d(7, 0), d(8, 0))],
        key_min_grade: Grade::A,
        core_history_months: 24,
        min_population: 35,
        ..LevelRules::default()
    };
    let mut scheme = Scheme {
        code: "ours-2".into(),
        version: 7,
        name: Bilingual { en: "A \"quoted\" \\ name\twith a tab".into(), zh: "方案".into() },
        prose: Bilingual { en: "One.\n\n### A heading\n\n```\n## no section\n```".into(), zh: "一。\n\n二。".into() },
        base: None,
        scope: Scope::Base,
        dimensions: vec![
            DimensionWeight { dimension: Dimension::Quality, weight: BasisPoints::new(0).unwrap(), indicators: vec![] },
            DimensionWeight { dimension: Dimension::Delivery, weight: BasisPoints::WHOLE, indicators: vec![used.clone(), used] },
        ],
        rules,
    };
    assert_survives(&scheme);

    scheme.rules = LevelRules::default();
    scheme.base = Some("six-dimensions".into());
    let scopes = [
        Scope::Industry("medical".into()),
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
    let text = sample::INDICATOR.replace("curve = [[70, 0], [99, 100]]", "bands = [[0, 80, 0], [80, 90.5, 60], [90.5, 100, 100]]");
    let points: Vec<String> =
        crate::parse_indicator("a.md", &text).unwrap().curve.0.iter().map(|(value, points)| format!("{value}:{points}")).collect();
    assert_eq!(points.join(" "), "0:0 80:0 80:60 90.5:60 90.5:100 100:100");
}
