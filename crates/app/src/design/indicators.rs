//! Indicators as people meet them: the list, the page of one, and a run over any span with any settings.

use super::book::shelf;
use crate::evaluation::sums_over;
use crate::party;
use crate::{Context, Error};
use domain::Decimal;
use domain::design::indicator::{Direction, Indicator, Unit};
use domain::evaluation::observation::{ObserveQuery, ParameterValue};
use domain::period::Span;
use serde::Serialize;
use std::collections::BTreeMap;
use text::Language;

/// One indicator of the workspace.
#[derive(Debug, Clone, PartialEq)]
pub struct IndicatorPage {
    pub indicator: Indicator,
    /// The document itself: definition, help and examples.
    pub text: String,
    /// Made in this workspace, or shipped.
    pub own: bool,
}

/// All indicators, by dimension and code.
pub async fn indicators(cx: &Context) -> Result<Vec<IndicatorPage>, Error> {
    let shelf = shelf(cx).await?;
    let mut pages = Vec::new();
    for (code, text) in &shelf.indicators {
        let indicator = catalog::parse_indicator(code, text)?;
        pages.push(IndicatorPage {
            indicator,
            text: text.clone(),
            own: shelf.own.contains(code),
        });
    }
    pages.sort_by(|left, right| {
        let key = |page: &IndicatorPage| (page.indicator.dimension, page.indicator.code.clone());
        key(left).cmp(&key(right))
    });
    Ok(pages)
}

/// The page of one indicator, or the nearest code.
pub async fn indicator_page(cx: &Context, code: &str) -> Result<IndicatorPage, Error> {
    let pages = indicators(cx).await?;
    let near = party::nearest(pages.iter().map(|page| page.indicator.code.as_str()), code).map(str::to_owned);
    pages
        .into_iter()
        .find(|page| page.indicator.code == code)
        .ok_or_else(|| Error::not_found("no-indicator").with("indicator", code).nearest(near))
}

/// A run of one indicator over a span.
#[derive(Debug, Clone)]
pub struct RunIndicator {
    pub code: String,
    /// A document to try instead of the one the workspace has.
    pub text: Option<String>,
    pub span: Span,
    /// Parameter names with values as typed; `counted_owners` takes a comma-separated list.
    pub settings: Vec<(String, String)>,
    pub supplier: Option<String>,
}

/// One supplier and part of a run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunResult {
    pub supplier: String,
    pub name: String,
    pub part: String,
    pub good: Decimal,
    pub n: Decimal,
    pub events: u64,
    pub hits: u64,
    pub excused: u64,
    /// In the indicator's unit; empty where there is nothing to divide by.
    pub value: Option<Decimal>,
}

/// Runs an indicator over a span for every supplier, categories and units summed.
pub async fn run_indicator(cx: &Context, request: &RunIndicator) -> Result<Vec<RunResult>, Error> {
    let indicator = match &request.text {
        Some(text) => catalog::parse_indicator(&request.code, text)?,
        None => indicator_page(cx, &request.code).await?.indicator,
    };
    let query = query(&indicator, &request.settings)?;
    let suppliers = party::suppliers(cx).await?;
    let only = request
        .supplier
        .as_deref()
        .map(|wanted| party::find(&suppliers, wanted))
        .transpose()?
        .map(|found| found.id);
    let names = party::codes(&suppliers);
    let mut sums: BTreeMap<(i64, String), RunResult> = BTreeMap::new();
    for sum in sums_over(cx, query, request.span).await? {
        if only.is_some_and(|only| only != sum.supplier_id) {
            continue;
        }
        let Some(supplier) = names.get(&sum.supplier_id) else {
            continue;
        };
        let line = sums
            .entry((sum.supplier_id, sum.part.clone()))
            .or_insert_with(|| RunResult {
                supplier: supplier.code.clone(),
                name: supplier.name.clone(),
                part: sum.part.clone(),
                good: Decimal::ZERO,
                n: Decimal::ZERO,
                events: 0,
                hits: 0,
                excused: 0,
                value: None,
            });
        let overflow = || Error::invalid("indicator-overflow").with("indicator", &indicator.code);
        line.good = line.good.checked_add(sum.good).ok_or_else(overflow)?;
        line.n = line.n.checked_add(sum.n).ok_or_else(overflow)?;
        line.events += sum.events;
        line.hits += sum.hits;
        line.excused += sum.excused;
    }
    let mut lines: Vec<RunResult> = sums.into_values().collect();
    for line in &mut lines {
        let scale = indicator.part(&line.part).map_or(Decimal::ONE, |part| part.scale);
        line.value = line
            .good
            .checked_mul(scale)
            .and_then(|scaled| scaled.checked_div(line.n));
    }
    lines.sort_by(|left, right| (&left.supplier, &left.part).cmp(&(&right.supplier, &right.part)));
    Ok(lines)
}

/// The indicator's query with settings as typed.
fn query(indicator: &Indicator, settings: &[(String, String)]) -> Result<ObserveQuery, Error> {
    let mut parameters: BTreeMap<String, ParameterValue> = indicator
        .parameters
        .iter()
        .map(|declared| (declared.name.clone(), declared.default.clone()))
        .collect();
    let mut counted_owners = indicator.counted_owners.clone();
    for (name, text) in settings {
        if name == "counted_owners" {
            counted_owners = text.split(',').map(|owner| owner.trim().to_owned()).collect();
            continue;
        }
        let Some(declared) = indicator.parameters.iter().find(|declared| declared.name == *name) else {
            let known: Vec<&str> = indicator
                .parameters
                .iter()
                .map(|declared| declared.name.as_str())
                .collect();
            let error = Error::invalid("no-parameter")
                .with("indicator", &indicator.code)
                .with("parameter", name)
                .with("known", known.join(", "));
            return Err(error.nearest(party::nearest(known.iter().copied(), name)));
        };
        let value = catalog::read_setting(declared, text)?;
        parameters.insert(name.clone(), value);
    }
    Ok(ObserveQuery {
        indicator: indicator.code.clone(),
        sql: indicator.query.clone(),
        parameters: parameters.into_iter().collect(),
        counted_owners,
    })
}

/// The word for a unit in codes and files.
#[must_use]
pub fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Percent => "percent",
        Unit::Points => "points",
        Unit::Index => "index",
        Unit::Ppm => "ppm",
        Unit::Days => "days",
        Unit::Ratio => "ratio",
        Unit::Anchor => "anchor",
        Unit::Count => "count",
    }
}

impl IndicatorPage {
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        language.pick(&self.indicator.name.en, &self.indicator.name.zh)
    }

    #[must_use]
    pub fn prose(&self, language: Language) -> &str {
        language.pick(&self.indicator.prose.en, &self.indicator.prose.zh)
    }

    /// `up` or `down`: which way is better.
    #[must_use]
    pub fn direction(&self) -> &'static str {
        match self.indicator.direction {
            Direction::Up => "up",
            Direction::Down => "down",
        }
    }
}
