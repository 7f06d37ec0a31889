//! Which scheme applies, and what a narrower one inherits.

use super::*;
use crate::design::indicator::{Bilingual, Curve, Dimension};
use crate::design::rules::LevelRules;
use crate::evaluation::observation::ParameterValue;
use crate::number::BasisPoints;
use rust_decimal::Decimal;

fn uses(code: &str, weight: i64) -> IndicatorWeight {
    let weight = BasisPoints::new(weight).unwrap();
    IndicatorWeight {
        code: code.into(),
        weight,
        curve: None,
        min_events: None,
        counted_owners: None,
        parameters: vec![],
    }
}

fn weighs(dimension: Dimension, weight: i64, indicators: Vec<IndicatorWeight>) -> DimensionWeight {
    DimensionWeight {
        dimension,
        weight: BasisPoints::new(weight).unwrap(),
        indicators,
    }
}

fn scheme(code: &str, base: Option<&str>, scope: Scope, dimensions: Vec<DimensionWeight>) -> Scheme {
    Scheme {
        code: code.into(),
        version: 1,
        name: Bilingual::default(),
        prose: Bilingual::default(),
        base: base.map(str::to_owned),
        scope,
        dimensions,
        rules: LevelRules::default(),
    }
}

fn company() -> Vec<Scheme> {
    let base = vec![
        weighs(
            Dimension::Quality,
            6_000,
            vec![uses("quality.acceptance_rate", 6_800), uses("quality.ppm", 3_200)],
        ),
        weighs(Dimension::Delivery, 4_000, vec![uses("delivery.otd", 10_000)]),
    ];
    vec![
        scheme("ours", None, Scope::Base, base),
        scheme("medical", Some("ours"), Scope::Industry("medical".into()), vec![]),
        scheme("bought", Some("ours"), Scope::Kraljic(Kraljic::Leverage), vec![]),
        scheme("metals", Some("ours"), Scope::Category("metals".into()), vec![]),
        scheme("screws", Some("metals"), Scope::Category("screws".into()), vec![]),
        scheme("core", Some("ours"), Scope::Level(Level::Core), vec![]),
        scheme("acme", Some("ours"), Scope::Supplier("acme".into()), vec![]),
    ]
}

fn applies(subject: &Subject<'_>) -> String {
    let schemes = company();
    let explained = resolve(&schemes, subject).unwrap();
    let wider: Vec<&str> = explained
        .because()
        .causes
        .iter()
        .map(|cause| cause.facts[0].1.as_str())
        .collect();
    format!("{} over [{}]", explained.value().code, wider.join(", "))
}

#[test]
fn the_narrowest_scope_applies_and_names_the_wider_ones() {
    let plain = Subject {
        supplier: "nordwind",
        categories: &[],
        industry: None,
        kraljic: None,
        level: None,
    };
    assert_eq!(applies(&plain), "ours over []");
    assert_eq!(
        applies(&Subject {
            industry: Some("medical"),
            ..plain
        }),
        "medical over [ours]"
    );
    assert_eq!(
        applies(&Subject {
            industry: Some("medical"),
            kraljic: Some(Kraljic::Leverage),
            ..plain
        }),
        "bought over [medical, ours]"
    );
    let screws: &[&str] = &["screws", "metals"];
    assert_eq!(
        applies(&Subject {
            categories: screws,
            ..plain
        }),
        "screws over [metals, ours]"
    );
    assert_eq!(
        applies(&Subject {
            categories: &screws[1..],
            level: Some(Level::Core),
            ..plain
        }),
        "core over [metals, ours]"
    );
    assert_eq!(
        applies(&Subject {
            supplier: "acme",
            level: Some(Level::Core),
            ..plain
        }),
        "acme over [core, ours]"
    );
}

#[test]
fn of_two_schemes_with_one_scope_the_higher_version_applies() {
    let mut schemes = company();
    let mut newer = schemes[0].clone();
    newer.version = 2;
    schemes.push(newer);
    let subject = Subject {
        supplier: "nordwind",
        categories: &[],
        industry: None,
        kraljic: None,
        level: None,
    };
    assert_eq!(resolve(&schemes, &subject).unwrap().value().version, 2);
    schemes.reverse();
    assert_eq!(resolve(&schemes, &subject).unwrap().value().version, 2);
}

#[test]
fn without_a_base_scheme_nothing_applies_to_others() {
    let schemes = company();
    let subject = Subject {
        supplier: "nordwind",
        categories: &[],
        industry: None,
        kraljic: None,
        level: None,
    };
    let error = resolve(&schemes[1..], &subject).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no scheme applies to nordwind: give one scheme the scope \"base\""
    );
}

#[test]
fn a_narrower_scheme_changes_what_it_lists_and_inherits_the_rest() {
    let mut schemes = company();
    let mut stricter = uses("delivery.otd", 10_000);
    stricter.parameters = vec![("early_days".into(), ParameterValue::Integer(1))];
    schemes[3].dimensions = vec![weighs(Dimension::Delivery, 4_000, vec![stricter])];
    let mut tighter = uses("delivery.otd", 7_000);
    tighter.curve = Some(Curve(vec![
        (Decimal::from(90), Decimal::ZERO),
        (Decimal::from(100), Decimal::from(100)),
    ]));
    tighter.parameters = vec![("late_days".into(), ParameterValue::Integer(1))];
    schemes[4].dimensions = vec![
        weighs(Dimension::Delivery, 3_000, vec![tighter, uses("delivery.otif", 3_000)]),
        weighs(Dimension::Cost, 1_000, vec![]),
    ];
    schemes[0].rules.core_share = Decimal::from(11);

    let complete = complete(&schemes).unwrap();
    let screws = &complete[4];
    let weights: Vec<(&str, u16)> = screws
        .dimensions
        .iter()
        .map(|entry| (entry.dimension.name(), entry.weight.get()))
        .collect();
    assert_eq!(weights, [("quality", 6_000), ("cost", 1_000), ("delivery", 3_000)]);
    let delivery = &screws.dimensions[2].indicators;
    assert_eq!(
        (
            delivery[0].weight.get(),
            delivery[0].parameters.len(),
            delivery[1].code.as_str()
        ),
        (7_000, 2, "delivery.otif")
    );
    assert!(delivery[0].curve.is_some());
    assert_eq!(screws.rules.core_share, Decimal::from(11));
    assert_eq!(complete[0], schemes[0]);
}

#[test]
fn a_circle_or_an_unknown_base_is_refused() {
    let mut schemes = company();
    schemes[0].base = Some("screws".into());
    assert!(matches!(complete(&schemes), Err(SchemeError::Circle { .. })));
    schemes[0].base = Some("theirs".into());
    assert_eq!(
        complete(&schemes).unwrap_err().to_string(),
        "scheme ours: its base theirs is unknown; name a scheme that exists, or leave out the base"
    );
}

#[test]
fn a_scheme_made_an_exception_weighs_only_what_it_lists() {
    let own = scheme(
        "leverage",
        None,
        Scope::Base,
        vec![
            weighs(Dimension::Quality, 3_000, vec![uses("quality.ppm", 10_000)]),
            weighs(Dimension::Cost, 7_000, vec![uses("cost.price_index", 10_000)]),
        ],
    );
    let mut schemes = company();
    let scope = Scope::Kraljic(Kraljic::Leverage);
    let made = as_exception(&own, &schemes[0], "leverage-ours".into(), scope);
    schemes.push(made.clone());
    let complete = complete_one(&schemes, &made).unwrap();
    let weights: Vec<(&str, u16)> = complete
        .dimensions
        .iter()
        .map(|entry| (entry.dimension.name(), entry.weight.get()))
        .collect();
    assert_eq!(weights, [("quality", 3_000), ("cost", 7_000), ("delivery", 0)]);
    let quality: Vec<(&str, u16)> = complete.dimensions[0]
        .indicators
        .iter()
        .map(|used| (used.code.as_str(), used.weight.get()))
        .collect();
    assert_eq!(quality, [("quality.acceptance_rate", 0), ("quality.ppm", 10_000)]);
    assert!(crate::design::approve(complete).is_ok());
}
