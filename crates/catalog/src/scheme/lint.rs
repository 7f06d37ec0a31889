//! What is wrong with a scheme, or looks wrong, given the indicators that exist.

use crate::finding::Finding;
use crate::indicator::lint::{lint_bilingual, lint_curve, lint_owners, suggest};
use crate::setting;
use domain::design::approve::{SchemeError, check};
use domain::design::indicator::{Dimension, Direction, Indicator, Kind};
use domain::design::scheme::{IndicatorWeight, Scheme};

/// Everything that is wrong with a scheme, and what looks wrong, in the order of its document.
///
/// A scheme with a base lists only what it changes, so its totals are judged when it is completed and approved.
#[must_use]
pub fn lint_scheme(scheme: &Scheme, indicators: &[Indicator]) -> Vec<Finding> {
    let mut findings = lint_bilingual("name", &scheme.name);
    findings.extend(lint_bilingual("prose", &scheme.prose));
    if scheme.base.is_none() && scheme.dimensions.len() == 1 {
        let cure = "add a second dimension: a single one misleads";
        findings.push(Finding::warning("one_dimension", "").says("a scheme of one dimension", "at least two", cure));
    }
    findings.extend(check(scheme).into_iter().filter_map(|error| finding(scheme, error)));
    for entry in &scheme.dimensions {
        for (index, used) in entry.indicators.iter().enumerate() {
            let path = format!("{}.indicators[{index}]", entry.dimension.name());
            findings.extend(lint_used(&path, used, indicators));
        }
    }
    findings
}

fn lint_used(path: &str, used: &IndicatorWeight, indicators: &[Indicator]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Some(indicator) = indicators.iter().find(|indicator| indicator.code == used.code) else {
        let nearest = crate::nearest(&used.code, indicators.iter().map(|indicator| indicator.code.as_str()));
        let cure = suggest(nearest, "add a document for it");
        return vec![Finding::error("indicator_unknown", format!("{path}.code")).says(
            format!("{:?}", used.code),
            "an indicator that exists",
            cure,
        )];
    };
    if let Some(curve) = &used.curve {
        findings.extend(lint_curve(&format!("{path}.curve"), curve, indicator.direction));
    }
    if used.min_events == Some(0) {
        let cure = format!("write 1 or more; its document says {}", indicator.min_events);
        findings.push(Finding::error("min_events", format!("{path}.min_events")).says(
            "0",
            "at least 1: no data is never a score",
            cure,
        ));
    }
    if let Some(owners) = &used.counted_owners {
        findings.extend(lint_counted(path, owners, indicator));
    }
    for (name, value) in &used.parameters {
        let path = format!("{path}.parameters.{name}");
        let known = indicator.parameters.iter().map(|parameter| parameter.name.as_str());
        match indicator.parameters.iter().find(|parameter| parameter.name == *name) {
            None => {
                let cure = suggest(crate::nearest(name, known), "remove it");
                findings.push(Finding::error("parameter_unknown", path).says(
                    setting::shown(value),
                    format!("a parameter of {}", used.code),
                    cure,
                ));
            }
            Some(parameter) => {
                if let Err(error) = setting::accept(parameter, value.clone()) {
                    let cure = format!(
                        "correct it, or remove it; the default is {}",
                        setting::shown(&parameter.default)
                    );
                    findings.push(Finding::error("parameter_value", path).says(error.value, error.expectation, cure));
                }
            }
        }
    }
    findings
}

/// Where less is better, or penalties add up, a miss is not `good < n`: the query itself leaves out what others caused.
fn lint_counted(path: &str, owners: &[String], indicator: &Indicator) -> Vec<Finding> {
    let path = format!("{path}.counted_owners");
    if indicator.direction == Direction::Down || indicator.kind == Kind::Points {
        let value = format!("[{}]", owners.join(", "));
        let cure = "remove it: the query of this indicator decides who is charged";
        return vec![Finding::error("owners_fixed", path).says(value, "no change of owners", cure)];
    }
    lint_owners(&path, owners)
}

/// The place of what approval would refuse.
fn finding(scheme: &Scheme, error: SchemeError) -> Option<Finding> {
    let found = match error {
        SchemeError::DimensionWeights { .. } | SchemeError::IndicatorWeights { .. } | SchemeError::Empty { .. }
            if scheme.base.is_some() =>
        {
            return None;
        }
        SchemeError::DimensionWeights { total, proposal, .. } => {
            let value = format!("the dimension weights total {total}");
            Finding::error("dimension_weights", "").says(value, "10000", in_proportion(&proposal))
        }
        SchemeError::IndicatorWeights {
            dimension,
            total,
            proposal,
            ..
        } => {
            let path = format!("{}.indicators", dimension.name());
            let value = format!("a total of {total}");
            Finding::error("indicator_weights", path).says(value, "a total of 10000", in_proportion(&proposal))
        }
        SchemeError::Empty { .. } => {
            let cure = "add a table such as [quality]";
            Finding::error("empty", "").says("a scheme without dimensions", "at least two dimensions", cure)
        }
        SchemeError::RepeatedDimension { dimension, .. } => {
            Finding::error("dimension_repeated", dimension.name()).says("given twice", "one entry", "merge the two")
        }
        SchemeError::RepeatedIndicator { indicator, .. } => {
            let cure = "remove one, and give its weight to the other";
            let path = place_of(scheme, &indicator, 1);
            Finding::error("indicator_repeated", path).says(format!("{indicator:?}"), "each indicator once", cure)
        }
        SchemeError::ForeignIndicator {
            dimension, indicator, ..
        } => {
            let expectation = format!("an indicator of {}", dimension.name());
            let cure = format!("move it to [{}]", indicator.split('.').next().unwrap_or_default());
            let path = place_of(scheme, &indicator, 0);
            Finding::error("indicator_foreign", path).says(format!("{indicator:?}"), expectation, cure)
        }
        SchemeError::Rule {
            rule,
            value,
            expectation,
            ..
        } => Finding::error("rule", format!("rules.{rule}")).says(value, expectation, "correct the figure"),
        SchemeError::UnknownBase { .. } | SchemeError::Circle { .. } | SchemeError::NoneApplies { .. } => return None,
    };
    Some(found)
}

pub(super) fn in_proportion(proposal: &[(String, u16)]) -> String {
    let weights: Vec<String> = proposal
        .iter()
        .map(|(name, weight)| format!("{name} {weight}"))
        .collect();
    format!("in proportion: {}", weights.join(", "))
}

/// The path of an indicator's code, after `skip` earlier places with the same code.
fn place_of(scheme: &Scheme, code: &str, skip: usize) -> String {
    let all = scheme.dimensions.iter().flat_map(|entry| {
        entry
            .indicators
            .iter()
            .enumerate()
            .map(move |(index, used)| (entry.dimension, index, used))
    });
    let found = all.filter(|(_, _, used)| used.code == code).nth(skip);
    let path = |(dimension, index, _): (Dimension, usize, _)| format!("{}.indicators[{index}].code", dimension.name());
    found.map(path).unwrap_or_default()
}
