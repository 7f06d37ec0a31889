//! Why did it change: one supplier's score between two periods, taken apart, with the raw values on both sides.

use super::diff::BarLine;
use crate::design::unit_name;
use crate::evaluation::{Computed, Loaded, Reading, dimension_name, restate};
use crate::{Context, Error};
use domain::Decimal;
use domain::design::indicator::{Dimension, Indicator, Kind};
use domain::evaluation::{CategoryResult, IndicatorResult, SupplierResult};
use domain::monitoring::{CompareError, LeafChange, Waterfall, compare, leaves};
use serde::Serialize;
use std::collections::BTreeMap;
use text::{Language, message, points, valued};

/// One supplier between two periods.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangeView {
    pub supplier: String,
    pub name: String,
    pub name_latin: Option<String>,
    pub from_period: String,
    pub to_period: String,
    /// Scheme and version on each side.
    pub from_scheme: (String, u32),
    pub to_scheme: (String, u32),
    pub from: Option<Decimal>,
    pub to: Option<Decimal>,
    pub from_level: Option<String>,
    pub to_level: Option<String>,
    /// As displayed; the bars sum exactly to it.
    pub change: Option<Decimal>,
    pub bars: Vec<BarLine>,
    pub rows: Vec<ChangeRow>,
    /// The change in one sentence.
    pub sentence: String,
}

/// One indicator in one category, on both sides.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangeRow {
    pub category: String,
    pub category_name: String,
    pub indicator: String,
    pub name: String,
    pub dimension: String,
    pub unit: String,
    pub before: Option<Side>,
    pub after: Option<Side>,
    /// Points of the total that better or worse results brought.
    pub result: Decimal,
    /// Points that came or went with weight: other data, other spend.
    pub weight: Decimal,
}

/// What an indicator was at one time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Side {
    pub value: Decimal,
    pub points: Decimal,
    /// Percent of the total score.
    pub weight: Decimal,
    pub events: u64,
    /// Events with a miss, where events are counted as hit or missed.
    pub missed: Option<u64>,
}

/// The change of a supplier between two readings of the same eyes.
pub async fn change(
    cx: &Context,
    before: &Reading,
    after: &Reading,
    code: &str,
    language: Language,
) -> Result<ChangeView, Error> {
    let (from, to) = (&before.opened().loaded, &after.opened().loaded);
    let seen = after.supplier(code)?;
    let id = seen.supplier.id;
    let (old, new) = (before.opened().result(id), after.opened().result(id));
    let is_same_scheme = from.inputs.schemes == to.inputs.schemes && from.inputs.indicators == to.inputs.indicators;
    let restated: Option<Computed> = match (is_same_scheme, old, new) {
        (false, Some(_), Some(_)) => Some(restate(cx, from, to).await?),
        _ => None,
    };
    let base = restated
        .as_ref()
        .map_or(old, |restated| restated.evaluation.supplier(id));
    let apart = match (old, new) {
        (Some(old), Some(new)) => match compare(old, base.filter(|_| restated.is_some()), new) {
            Ok(waterfall) => Some(waterfall),
            Err(CompareError::NoScore(_)) => None,
            Err(error) => return Err(error.into()),
        },
        _ => None,
    };
    let rows = rows(to, base, new, language)?;
    let sentence = sentence(language, apart.as_ref(), &rows, is_same_scheme);
    let level = |reading: &Reading| {
        let placement = reading.opened().placement(id);
        placement
            .and_then(|one| one.level())
            .map(|level| level.name().to_owned())
    };
    let score = |result: Option<&SupplierResult>| Some(result?.total.composite?.shown());
    let scheme = |loaded: &Loaded| (loaded.header.scheme.clone(), loaded.header.scheme_version);
    Ok(ChangeView {
        supplier: seen.supplier.code.clone(),
        name: seen.supplier.name.clone(),
        name_latin: seen.supplier.name_latin.clone(),
        from_period: before.period().to_owned(),
        to_period: after.period().to_owned(),
        from_scheme: scheme(from),
        to_scheme: scheme(to),
        from: score(old),
        to: score(new),
        from_level: level(before),
        to_level: level(after),
        change: apart.as_ref().map(|apart| apart.shown_change),
        bars: apart.as_ref().map(bars).unwrap_or_default(),
        rows,
        sentence,
    })
}

fn bars(waterfall: &Waterfall) -> Vec<BarLine> {
    let line = |bar: &domain::monitoring::Bar| BarLine {
        cause: bar.cause.name().to_owned(),
        shown: bar.shown,
        exact: bar.exact,
    };
    waterfall.bars.iter().map(line).collect()
}

fn rows(
    to: &Loaded,
    old: Option<&SupplierResult>,
    new: Option<&SupplierResult>,
    language: Language,
) -> Result<Vec<ChangeRow>, Error> {
    let effects: BTreeMap<(i64, String), LeafChange> = match (old, new) {
        (Some(old), Some(new)) => leaves(old, new)
            .map_err(|error| Error::internal(error.to_string()))?
            .into_iter()
            .map(|leaf| ((leaf.category_id, leaf.code.clone()), leaf))
            .collect(),
        _ => BTreeMap::new(),
    };
    let (before, after) = (sides(to, old), sides(to, new));
    let keys: std::collections::BTreeSet<&(i64, String)> = before.keys().chain(after.keys()).collect();
    let mut rows = Vec::new();
    for key in keys {
        let Some(definition) = to.computed.book.indicators.get(&key.1) else {
            continue;
        };
        let category = to.computed.categories.get(key.0);
        let effect = effects.get(key);
        rows.push(ChangeRow {
            category: category.map_or_else(|| "-".to_owned(), |one| one.code.clone()),
            category_name: category.map_or_else(|| "-".to_owned(), |one| one.name.clone()),
            indicator: key.1.clone(),
            name: language.pick(&definition.name.en, &definition.name.zh).to_owned(),
            dimension: definition.dimension.name().to_owned(),
            unit: unit_name(definition.unit).to_owned(),
            before: before.get(key).copied(),
            after: after.get(key).copied(),
            result: effect.map_or(Decimal::ZERO, |leaf| leaf.result),
            weight: effect.map_or(Decimal::ZERO, |leaf| leaf.coverage + leaf.mix),
        });
    }
    rows.sort_by_key(|row| std::cmp::Reverse((row.result.abs() + row.weight.abs(), row.indicator.clone())));
    Ok(rows)
}

/// The measured indicators of one side, by category and code.
fn sides(loaded: &Loaded, result: Option<&SupplierResult>) -> BTreeMap<(i64, String), Side> {
    let mut sides = BTreeMap::new();
    for category in result.into_iter().flat_map(|result| &result.categories) {
        for indicator in &category.indicators {
            let definition = loaded.computed.book.indicators.get(indicator.code.as_ref());
            if let Some(side) = definition.and_then(|definition| side(category, indicator, definition)) {
                sides.insert((category.category_id, indicator.code.to_string()), side);
            }
        }
    }
    sides
}

fn side(category: &CategoryResult, indicator: &IndicatorResult, definition: &Indicator) -> Option<Side> {
    let measure = indicator.observation.measure()?;
    let is_counted = definition.kind == Kind::Ratio && crate::design::unit_name(definition.unit) == "percent";
    Some(Side {
        value: measure.value,
        points: indicator.points?.get(),
        weight: category.share * indicator.effective * Decimal::ONE_HUNDRED,
        events: measure.events,
        missed: is_counted.then_some(measure.events.saturating_sub(measure.hits)),
    })
}

/// The change in one sentence: how much, the one or two largest causes in its direction, and the scheme.
fn sentence(language: Language, apart: Option<&Waterfall>, rows: &[ChangeRow], is_same_scheme: bool) -> String {
    let Some(apart) = apart else {
        return message(language, "why-sentence-no-score", &[]);
    };
    let scheme = message(
        language,
        if is_same_scheme {
            "why-scheme-same"
        } else {
            "why-scheme-changed"
        },
        &[],
    );
    if apart.shown_change.is_zero() {
        return message(
            language,
            "why-sentence-same",
            &[("to", &points(apart.to.shown())), ("scheme", &scheme)],
        );
    }
    let is_down = apart.shown_change.is_sign_negative();
    let mut causes: Vec<&domain::monitoring::Bar> = apart
        .bars
        .iter()
        .filter(|bar| !bar.shown.is_zero() && bar.shown.is_sign_negative() == is_down)
        .collect();
    causes.sort_by_key(|bar| (std::cmp::Reverse(bar.shown.abs()), bar.cause));
    // A second cause is worth naming when it is at least a quarter of the first.
    let largest = causes.first().map_or(Decimal::ZERO, |bar| bar.shown.abs());
    causes.retain(|bar| bar.shown.abs() * Decimal::from(4) >= largest);
    let named: Vec<String> = causes.iter().take(2).map(|bar| cause(language, bar, rows)).collect();
    let id = match (is_down, named.len()) {
        (true, 0 | 1) => "why-sentence-down-one",
        (true, _) => "why-sentence-down-two",
        (false, 0 | 1) => "why-sentence-up-one",
        (false, _) => "why-sentence-up-two",
    };
    message(
        language,
        id,
        &[
            ("points", &points(apart.shown_change.abs())),
            ("from", &points(apart.from.shown())),
            ("to", &points(apart.to.shown())),
            ("first", named.first().map_or("", String::as_str)),
            ("second", named.get(1).map_or("", String::as_str)),
            ("scheme", &scheme),
        ],
    )
}

/// A cause with its points and, for a dimension, the indicator that moved most.
fn cause(language: Language, bar: &domain::monitoring::Bar, rows: &[ChangeRow]) -> String {
    let shown = text::delta(bar.shown);
    let name = cause_word(language, bar.cause.name());
    let moved = rows
        .iter()
        .filter(|row| row.dimension == bar.cause.name() && !row.result.is_zero())
        .filter(|row| row.result.is_sign_negative() == bar.shown.is_sign_negative())
        .max_by_key(|row| row.result.abs());
    let Some((row, before, after)) = moved.and_then(|row| Some((row, row.before?, row.after?))) else {
        return message(language, "why-cause", &[("cause", &name), ("change", &shown)]);
    };
    let missed = after.missed.filter(|missed| *missed > 0);
    message(
        language,
        if missed.is_some() {
            "why-cause-missed"
        } else {
            "why-cause-indicator"
        },
        &[
            ("cause", &name),
            ("change", &shown),
            ("indicator", &row.name),
            ("before", &valued(before.value, &row.unit, language)),
            ("after", &valued(after.value, &row.unit, language)),
            ("missed", &missed.unwrap_or(0).to_string()),
            ("events", &after.events.to_string()),
        ],
    )
}

/// A cause as people read it.
#[must_use]
pub fn cause_word(language: Language, cause: &str) -> String {
    match Dimension::from_name(cause) {
        Some(dimension) => dimension_name(dimension, language),
        None => message(language, &format!("word-cause-{cause}"), &[]),
    }
}
