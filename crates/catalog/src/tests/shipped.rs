//! The documents that ship: complete, sound, and named as their paths say.

use crate::shelf::paths;
use crate::{indicator, indicators, indicators_overview, lint_indicator, lint_scheme, scheme, schemes};
use domain::design::indicator::{Curve, Dimension, Indicator};
use domain::design::{approve, complete};
use expect_test::{expect, expect_file};

#[test]
fn every_indicator_parses_and_its_code_is_its_path() {
    for (path, text) in paths::indicators() {
        let parsed = crate::parse_indicator(&path, &text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(format!("{}.md", parsed.code.replace('.', "/")), path);
    }
    assert!(indicators().len() >= 24, "{}", indicators().len());
}

#[test]
fn every_scheme_parses_and_its_code_is_its_path() {
    for (path, text) in paths::schemes() {
        let parsed = crate::parse_scheme(&path, &text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(format!("{}.md", parsed.code), path);
    }
    let codes: Vec<&str> = schemes().iter().map(|scheme| scheme.code.as_str()).collect();
    expect![[
        r#"["bottleneck", "core", "demo", "four-dimensions", "leverage", "routine", "six-dimensions", "strategic"]"#
    ]]
    .assert_eq(&format!("{codes:?}"));
}

/// The lints see to: columns that exist, weights that total, curves in order, both languages, examples.
#[test]
fn no_lint_finds_anything_in_what_ships() {
    let findings = indicators().iter().flat_map(|indicator| {
        lint_indicator(indicator)
            .into_iter()
            .map(move |finding| format!("{}: {finding}", indicator.code))
    });
    let of_schemes = schemes().iter().flat_map(|scheme| {
        lint_scheme(scheme, indicators())
            .into_iter()
            .map(move |finding| format!("{}: {finding}", scheme.code))
    });
    let findings: Vec<String> = findings.chain(of_schemes).collect();
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[test]
fn every_scheme_is_approved_once_complete() {
    for scheme in complete(schemes()).unwrap() {
        let code = scheme.code.clone();
        approve(scheme).unwrap_or_else(|error| panic!("{code}: {error}"));
    }
}

#[test]
fn the_chinese_texts_are_chinese_and_the_english_ones_are_not() {
    let is_chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    for indicator in indicators() {
        let meanings = indicator.parameters.iter().map(|parameter| &parameter.meaning);
        let titles = indicator.parts.iter().map(|part| &part.title);
        for text in [&indicator.name, &indicator.prose]
            .into_iter()
            .chain(meanings)
            .chain(titles)
        {
            assert!(is_chinese(&text.zh), "{}: {:?}", indicator.code, text.zh);
            assert!(!is_chinese(&text.en), "{}: {:?}", indicator.code, text.en);
        }
    }
    for scheme in schemes() {
        for text in [&scheme.name, &scheme.prose] {
            assert!(is_chinese(&text.zh) && !is_chinese(&text.en), "{}", scheme.code);
        }
    }
}

#[test]
fn every_example_says_its_day_and_every_parameter_is_played_with_somewhere() {
    for indicator in indicators() {
        for example in &indicator.examples {
            assert!(
                example.settings.iter().any(|(name, _)| name == "as_of"),
                "{}: {}",
                indicator.code,
                example.title
            );
        }
    }
    let parameters: usize = indicators().iter().map(|indicator| indicator.parameters.len()).sum();
    assert!(parameters >= 20, "{parameters}");
}

#[test]
fn a_query_yields_nothing_that_depends_on_clock_or_chance_and_stays_small() {
    for Indicator { code, query, .. } in indicators() {
        let lower = query.to_lowercase();
        for word in ["now(", "current_", "random", "float", "double", "avg(", "select *"] {
            assert!(!lower.contains(word), "{code} uses {word}");
        }
        assert!(query.len() <= 4_096, "{code}: {} bytes", query.len());
    }
}

/// The anchors that the product promises: value at 0, 60, 75, 90 and 100 points.
#[test]
fn the_twelve_have_their_anchors() {
    let anchors = |code: &str| {
        let found = indicator(code).unwrap_or_else(|| panic!("{code} is missing"));
        let Curve(mut points) = found.curve.clone();
        points.sort_by_key(|(_, score)| *score);
        let values: Vec<String> = points.iter().map(|(value, _)| value.to_string()).collect();
        let scores: Vec<String> = points.iter().map(|(_, score)| score.to_string()).collect();
        assert_eq!(scores, ["0", "60", "75", "90", "100"], "{code}");
        format!("{code} {}", values.join(" / "))
    };
    let twelve = [
        "quality.acceptance_rate",
        "quality.defect_handling",
        "cost.price_index",
        "cost.reduction_potential",
        "delivery.otd",
        "delivery.flexibility",
        "service.response",
        "service.resolution",
        "innovation.npd_speed",
        "innovation.technology",
        "risk.stability",
        "risk.compliance",
    ];
    expect![[r"
        quality.acceptance_rate 90 / 95 / 97 / 99 / 99.8
        quality.defect_handling 50 / 70 / 80 / 92 / 98
        cost.price_index 125 / 108 / 102 / 97 / 90
        cost.reduction_potential -3 / 0 / 1.5 / 3 / 6
        delivery.otd 70 / 85 / 90 / 95 / 99
        delivery.flexibility 40 / 60 / 70 / 85 / 95
        service.response 50 / 75 / 85 / 95 / 99
        service.resolution 40 / 60 / 72 / 88 / 96
        innovation.npd_speed 40 / 60 / 72 / 88 / 98
        innovation.technology 0 / 2 / 3 / 4 / 5
        risk.stability 30 / 60 / 75 / 88 / 97
        risk.compliance 60 / 80 / 90 / 97 / 100"]]
    .assert_eq(&twelve.map(anchors).join("\n"));
}

#[test]
fn the_default_weights_are_those_of_the_method() {
    let six = scheme("six-dimensions").unwrap();
    let weights: Vec<String> = six
        .dimensions
        .iter()
        .map(|entry| {
            let share = |weight: u16| u32::from(entry.weight.get()) * u32::from(weight) / entry.total();
            let inside: Vec<String> = entry
                .indicators
                .iter()
                .map(|used| share(used.weight.get()).to_string())
                .collect();
            format!(
                "{} {} = {}",
                entry.dimension.name(),
                entry.weight.get(),
                inside.join(" + ")
            )
        })
        .collect();
    expect![[r"
        quality 2500 = 1700 + 800
        cost 2000 = 1300 + 700
        delivery 2000 = 1400 + 600
        service 1200 = 600 + 600
        innovation 800 = 400 + 400
        risk 1500 = 800 + 700"]]
    .assert_eq(&weights.join("\n"));
    assert_eq!(six.rules, domain::design::rules::LevelRules::default());
    let demo = scheme("demo").unwrap();
    assert_eq!(
        (demo.rules.core_share.to_string(), demo.rules.key_share.to_string()),
        ("15".into(), "22.5".into())
    );
    assert_eq!(demo.dimensions, six.dimensions);
}

#[test]
fn every_dimension_has_indicators() {
    for dimension in Dimension::ALL {
        assert!(
            indicators().iter().any(|indicator| indicator.dimension == dimension),
            "{}",
            dimension.name()
        );
    }
    assert!(indicator("delivery.otd").is_some() && indicator("otd").is_none());
    assert!(crate::indicator_text("delivery.otd").unwrap().starts_with("+++"));
    assert_eq!(
        crate::scheme_text("core").unwrap(),
        crate::scheme_to_text(scheme("core").unwrap())
    );
}

#[test]
fn the_overview_page_is_up_to_date() {
    expect_file!["../../../../docs/indicators.md"].assert_eq(&indicators_overview(indicators()));
}
