//! The formula of an indicator in words, with the numbers of one supplier filled in.

use super::words::Words;
use crate::design::unit_name;
use domain::Decimal;
use domain::design::indicator::{Curve, Indicator, Kind};
use domain::evaluation::{IndicatorResult, Measure};
use serde::Serialize;
use text::{Language, exact, message, points, valued};

/// The steps from counted events to points of the composite, each a sentence.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Formula {
    /// `412 of 430 = 95.8 %`; empty without data.
    pub value: String,
    /// Each named part with its value and its weight.
    pub parts: Vec<String>,
    /// Which two anchors the value lies between, and the points there.
    pub points: String,
    /// Points × weight = what it adds.
    pub contribution: String,
}

pub(super) fn formula(words: Words<'_>, definition: &Indicator, curve: &Curve, result: &IndicatorResult) -> Formula {
    let Some((measure, own)) = result.observation.measure().zip(result.points) else {
        return Formula::default();
    };
    let language = words.language;
    let unit = unit_name(definition.unit);
    Formula {
        value: value(language, definition, measure),
        parts: parts(language, definition, measure),
        points: anchors(language, curve, measure.value, (unit, own.get())),
        contribution: message(
            language,
            "formula-contribution",
            &[
                ("points", &points(own.get())),
                (
                    "weight",
                    &text::percent(result.effective * Decimal::ONE_HUNDRED, language),
                ),
                ("contribution", &exact(result.contribution, 2)),
            ],
        ),
    }
}

fn value(language: Language, definition: &Indicator, measure: &Measure) -> String {
    let shown = valued(measure.value, unit_name(definition.unit), language);
    let (good, n, events) = (exact(measure.good, 3), exact(measure.n, 3), measure.events.to_string());
    let part = definition.parts.first();
    let scale = part.map_or(Decimal::ONE, |part| part.scale);
    let is_curved = part.is_some_and(|part| part.curve.is_some());
    let id = match definition.kind {
        Kind::Ratio | Kind::Rubric if is_curved => "formula-curved",
        Kind::Ratio if scale == Decimal::ONE_HUNDRED && measure.good <= measure.n => "formula-share",
        Kind::Ratio | Kind::Rubric if scale == Decimal::ONE => "formula-quotient",
        Kind::Ratio | Kind::Rubric => "formula-ratio",
        Kind::Dispersion => "formula-dispersion",
        Kind::Points => "formula-penalties",
        Kind::Parts => "formula-parts",
    };
    message(
        language,
        id,
        &[
            ("good", &good),
            ("n", &n),
            ("events", &events),
            ("scale", &exact(scale, 0)),
            ("value", &shown),
        ],
    )
}

fn parts(language: Language, definition: &Indicator, measure: &Measure) -> Vec<String> {
    let sentence = |part: &domain::evaluation::PartValue| {
        let declared = definition.parts.get(part.part)?;
        let title = language.pick(&declared.title.en, &declared.title.zh);
        let title = if title.is_empty() { &declared.name } else { title };
        let id = if definition.kind == Kind::Points {
            "formula-penalty"
        } else {
            "formula-part"
        };
        let weight = declared.weight.share() * Decimal::ONE_HUNDRED;
        Some(message(
            language,
            id,
            &[
                ("part", title),
                ("value", &exact(part.value, 1)),
                ("weight", &text::percent(weight, language)),
                ("events", &part.events.to_string()),
            ],
        ))
    };
    measure.parts.iter().filter_map(sentence).collect()
}

/// The two breakpoints that a value lies between, or the end that it has passed.
fn anchors(language: Language, curve: &Curve, value: Decimal, (unit, own): (&str, Decimal)) -> String {
    let anchor =
        |(value, points): (Decimal, Decimal)| format!("{} → {}", valued(value, unit, language), exact(points, 1));
    let shown = points(own);
    let above = curve.0.partition_point(|(x, _)| *x < value);
    match (above.checked_sub(1).and_then(|at| curve.0.get(at)), curve.0.get(above)) {
        (_, Some(at)) if at.0 == value => message(
            language,
            "formula-anchor",
            &[("anchor", &anchor(*at)), ("points", &shown)],
        ),
        (Some(low), Some(high)) => message(
            language,
            "formula-anchors",
            &[("low", &anchor(*low)), ("high", &anchor(*high)), ("points", &shown)],
        ),
        (Some(end), None) | (None, Some(end)) => message(
            language,
            "formula-end",
            &[("anchor", &anchor(*end)), ("points", &shown)],
        ),
        (None, None) => String::new(),
    }
}
