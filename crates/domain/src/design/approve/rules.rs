//! Level rules that cannot hold together: bounds out of order, shares outside their ranges.

use super::SchemeError;
use crate::design::rules::LevelRules;
use rust_decimal::Decimal;

/// What contradicts itself in the level rules.
pub(super) fn check(scheme: &str, rules: &LevelRules) -> Vec<SchemeError> {
    let mut objections = Vec::new();
    objections.extend(grades(rules));
    objections.extend(figures(rules));
    objections.extend(shares(rules));
    objections
        .into_iter()
        .map(
            |Objection {
                 rule,
                 value,
                 expectation,
             }| SchemeError::Rule {
                scheme: scheme.to_owned(),
                rule,
                value,
                expectation,
            },
        )
        .collect()
}

struct Objection {
    rule: &'static str,
    value: String,
    expectation: String,
}

/// The objection, unless the rule holds.
fn unless(
    holds: bool,
    rule: &'static str,
    value: impl ToString + Copy,
    expectation: impl Into<String>,
) -> Option<Objection> {
    (!holds).then(|| Objection {
        rule,
        value: value.to_string(),
        expectation: expectation.into(),
    })
}

fn grades(rules: &LevelRules) -> Vec<Objection> {
    let [a, b, c] = rules.grade_bounds;
    let descending = Decimal::ONE_HUNDRED >= a && a > b && b > c && c > Decimal::ZERO;
    let bounds = format!("[{a}, {b}, {c}]");
    let expectation = "the lower bounds of A, B and C, descending, between 0 and 100";
    let (core, key, qualified) = (rules.core_min_grade, rules.key_min_grade, rules.qualified_min_grade);
    let at_least = |name: &str, grade: &str| format!("at least as good as {name}, {grade}");
    [
        unless(descending, "grade_bounds", bounds.as_str(), expectation),
        unless(
            core <= key,
            "core_min_grade",
            core.name(),
            at_least("key_min_grade", key.name()),
        ),
        unless(
            key <= qualified,
            "key_min_grade",
            key.name(),
            at_least("qualified_min_grade", qualified.name()),
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn figures(rules: &LevelRules) -> Vec<Objection> {
    let (low, high) = (rules.dimension_floor_c, rules.dimension_floor_b);
    let (provisional, official) = (rules.provisional_coverage, rules.official_coverage);
    let mut objections = vec![
        unless(
            low <= high,
            "dimension_floor_c",
            low,
            format!("at most dimension_floor_b, {high}"),
        ),
        unless(
            provisional <= official,
            "provisional_coverage",
            provisional,
            format!("at most official_coverage, {official}"),
        ),
    ];
    let percentages = [
        ("dimension_floor_c", low),
        ("dimension_floor_b", high),
        ("official_coverage", official),
        ("provisional_coverage", provisional),
        ("core_importance", rules.core_importance),
        ("high_risk_below", rules.high_risk_below),
    ];
    objections.extend(percentages.map(|(rule, value)| {
        let holds = (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&value);
        unless(holds, rule, value, "0 to 100")
    }));
    let counts = [
        ("shrinkage_events", rules.shrinkage_events),
        ("hysteresis_points", rules.hysteresis_points),
    ];
    objections.extend(counts.map(|(rule, value)| unless(value >= Decimal::ZERO, rule, value, "0 or more")));
    objections.into_iter().flatten().collect()
}

fn shares(rules: &LevelRules) -> Vec<Objection> {
    let hundred = Decimal::ONE_HUNDRED;
    let (core, key) = (rules.core_share, rules.key_share);
    let both = core + key;
    let left = format!(
        "at most {}: core_share and key_share total {both}, and the base is 100",
        hundred - core
    );
    let mut objections = vec![unless(both <= hundred, "key_share", key, left)];
    let names = ["core_range", "key_range", "qualified_range", "restricted_range"];
    objections.extend(names.into_iter().zip(rules.ranges).map(|(rule, (from, to))| {
        let holds = Decimal::ZERO <= from && from <= to && to <= hundred;
        let range = format!("[{from}, {to}]");
        unless(
            holds,
            rule,
            range.as_str(),
            "the lower end first, both between 0 and 100",
        )
    }));
    let shares = [
        ("core_share", core, rules.ranges[0]),
        ("key_share", key, rules.ranges[1]),
    ];
    objections.extend(shares.map(|(rule, share, (from, to))| {
        unless(
            from <= share && share <= to,
            rule,
            share,
            format!("inside its range, {from} to {to}"),
        )
    }));
    objections.into_iter().flatten().collect()
}
