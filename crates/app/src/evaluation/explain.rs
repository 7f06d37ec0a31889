//! Why a supplier stands where it stands: level, grade, dimensions and indicators.

use super::compute::scheme_of;
use super::gates;
use super::gather::observe;
use super::inputs::{Inputs, LateRow};
use super::periods::Finality;
use super::recompute::{Loaded, load, load_latest};
use super::scorecard::state_name;
use super::words::{Line, Words};
use crate::party;
use crate::{Context, Error};
use domain::design::indicator::Indicator;
use domain::evaluation::{GateEvent, IndicatorResult, Observation, SupplierResult, gate, wilson_percent};
use domain::explain::Explanation;
use domain::period::{Quarter, Span};
use domain::{Date, Decimal};
use serde::Serialize;
use text::Language;

/// One supplier explained, ready to print or to serialise.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExplainView {
    pub supplier: String,
    pub name: String,
    pub name_latin: Option<String>,
    pub period: String,
    pub scheme: String,
    pub evaluation: String,
    pub level: Option<String>,
    pub held: Option<String>,
    pub grade: Option<String>,
    pub score: Option<Decimal>,
    pub rank_score: Option<Decimal>,
    pub state: String,
    pub coverage: Decimal,
    /// Why this level and not the next higher one.
    pub why: Line,
    /// `draft` or `published`.
    pub status: String,
    pub finality: Finality,
    /// The last day on which facts count for the period.
    pub closes_on: Option<Date>,
    /// Facts that came after their period had closed.
    pub late: Option<LateRow>,
    /// By category: its part of the score, and which scheme applies there and why.
    pub categories: Vec<CategoryLine>,
    pub dimensions: Vec<DimensionLine>,
    pub indicators: Vec<IndicatorLine>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DimensionLine {
    pub dimension: String,
    pub score: Option<Decimal>,
    pub weight: Decimal,
    pub effective: Decimal,
    pub contribution: Decimal,
}

/// One indicator in one category.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IndicatorLine {
    pub category: String,
    pub indicator: String,
    pub name: String,
    pub value: Option<Decimal>,
    pub unit: String,
    pub numerator: Option<Decimal>,
    pub denominator: Option<Decimal>,
    pub events: u64,
    /// Events without a miss, which the interval is of.
    pub hits: u64,
    pub excused: u64,
    pub window: Option<String>,
    /// Wilson 95 % on events, in percent.
    pub interval: Option<(f64, f64)>,
    pub points: Option<Decimal>,
    pub weight: Decimal,
    pub effective: Decimal,
    pub contribution: Decimal,
    pub no_data: Option<String>,
    pub why: Line,
}

/// One category of a supplier.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CategoryLine {
    pub category: String,
    pub name: String,
    pub spend: Decimal,
    /// Percent of the spend of the supplier.
    pub spend_share: Decimal,
    /// Percent of the composite.
    pub share: Decimal,
    pub score: Option<Decimal>,
    pub coverage: Decimal,
    pub scheme: String,
    pub scheme_version: u32,
    pub why: Line,
}

/// Explains a supplier in a period, or in one evaluation by its id; the one that counts when neither is named.
pub async fn explain(
    cx: &Context,
    wanted: &str,
    which: Option<&str>,
    language: Language,
) -> Result<ExplainView, Error> {
    let loaded = evaluated(cx, which).await?;
    let supplier = party::find(&loaded.computed.suppliers, wanted)?.clone();
    let Some(result) = loaded.computed.evaluation.supplier(supplier.id) else {
        return Err(Error::not_found("supplier-not-evaluated").with("supplier", supplier.code));
    };
    let placement = loaded.computed.proposal.placement(supplier.id);
    let total = &result.total;
    let words = Words {
        language,
        computed: &loaded.computed,
    };
    let why = match placement {
        Some(placement) => words.line(placement.placed.because()),
        None => words.line(&Explanation::new("none.left")),
    };
    let categories = categories(&loaded, result, &supplier.code, words)?;
    Ok(ExplainView {
        supplier: supplier.code,
        name: supplier.name,
        name_latin: supplier.name_latin,
        period: loaded.header.period.clone(),
        scheme: format!("{} v{}", loaded.header.scheme, loaded.header.scheme_version),
        evaluation: loaded.id.clone(),
        level: placement
            .and_then(|placement| placement.level())
            .map(|level| level.name().to_owned()),
        held: placement
            .and_then(|placement| placement.held)
            .map(|level| level.name().to_owned()),
        grade: total.grade.as_ref().map(|grade| grade.value().name().to_owned()),
        score: total.composite.map(|score| score.get()),
        rank_score: total.rank_score.map(|score| score.get()),
        state: state_name(total).to_owned(),
        coverage: total.coverage,
        why,
        status: loaded.header.status.name().to_owned(),
        finality: loaded.inputs.finality,
        closes_on: loaded.inputs.closes_on,
        late: loaded
            .inputs
            .late
            .iter()
            .find(|row| row.supplier_id == supplier.id)
            .copied(),
        categories,
        dimensions: dimensions(result),
        indicators: indicators(words, result, &loaded.inputs),
    })
}

pub(super) async fn evaluated(cx: &Context, period: Option<&str>) -> Result<Loaded, Error> {
    if let Some(id) = period.filter(|period| period.parse::<Quarter>().is_err()) {
        return load(cx, id).await;
    }
    load_latest(cx, None, period, None).await?.ok_or_else(|| {
        let code = match period {
            Some(_) => "not-evaluated-yet",
            None => "nothing-evaluated",
        };
        Error::not_found(code).with("period", period.unwrap_or("2026Q3"))
    })
}

fn dimensions(result: &SupplierResult) -> Vec<DimensionLine> {
    let line = |dimension: &domain::evaluation::DimensionResult| DimensionLine {
        dimension: dimension.dimension.name().to_owned(),
        score: dimension.score.map(|score| score.get()),
        weight: dimension.weight,
        effective: dimension.effective,
        contribution: dimension.contribution,
    };
    result.total.dimensions.iter().map(line).collect()
}

fn categories(
    loaded: &Loaded,
    result: &SupplierResult,
    code: &str,
    words: Words<'_>,
) -> Result<Vec<CategoryLine>, Error> {
    let computed = &loaded.computed;
    let held = computed.proposal.placement(result.supplier_id);
    let level = held.and_then(|placement| placement.held);
    let whole: Decimal = result.categories.iter().map(|category| category.spend).sum();
    let mut lines = Vec::new();
    for category in &result.categories {
        let known = computed.categories.get(category.category_id);
        let scheme = scheme_of(
            &computed.book,
            &computed.categories,
            (code, category.category_id),
            level,
        )?;
        let because = scheme.because().clone();
        let because = match &scheme.value().base {
            Some(base) => because.because_of(Explanation::new("scheme.inherits").with("scheme", base)),
            None => because,
        };
        lines.push(CategoryLine {
            category: known.map_or("-", |category| category.code.as_str()).to_owned(),
            name: known.map_or("", |category| category.name.as_str()).to_owned(),
            spend: category.spend,
            spend_share: if whole.is_zero() {
                Decimal::ZERO
            } else {
                category.spend * Decimal::ONE_HUNDRED / whole
            },
            share: category.share * Decimal::ONE_HUNDRED,
            score: category.card.composite.map(|score| score.get()),
            coverage: category.card.coverage,
            scheme: category.scheme.0.to_string(),
            scheme_version: category.scheme.1,
            why: words.line(&because),
        });
    }
    Ok(lines)
}

fn indicators(words: Words<'_>, result: &SupplierResult, inputs: &Inputs) -> Vec<IndicatorLine> {
    let gates = gates::by_supplier(&inputs.gates);
    let gates = gates.get(&result.supplier_id).map_or(&[][..], Vec::as_slice);
    let mut lines = Vec::new();
    for category in &result.categories {
        let code = words
            .computed
            .categories
            .get(category.category_id)
            .map_or("-", |category| category.code.as_str());
        for indicator in &category.indicators {
            let Some(definition) = words.computed.book.indicators.get(indicator.code.as_ref()) else {
                continue;
            };
            let mut line = indicator_line(code, indicator, definition, words);
            let is_here = |event: &GateEvent| {
                event.indicator == indicator.code.as_ref() && [0, category.category_id].contains(&event.category_id)
            };
            let facts = gate::explain(gates, is_here);
            line.why.because.extend(facts.iter().map(|fact| words.line(fact)));
            lines.push(line);
        }
    }
    lines
}

pub(super) fn indicator_line(
    category: &str,
    result: &IndicatorResult,
    definition: &Indicator,
    words: Words<'_>,
) -> IndicatorLine {
    let measure = result.observation.measure();
    IndicatorLine {
        category: category.to_owned(),
        indicator: result.code.to_string(),
        name: words.language.pick(&definition.name.en, &definition.name.zh).to_owned(),
        value: measure.map(|measure| measure.value),
        unit: crate::design::unit_name(definition.unit).to_owned(),
        numerator: measure.map(|measure| measure.good),
        denominator: measure.map(|measure| measure.n),
        events: measure.map_or(0, |measure| measure.events),
        hits: measure.map_or(0, |measure| measure.hits),
        excused: measure.map_or(0, |measure| measure.excused),
        window: measure.map(|measure| measure.window.name().to_owned()),
        interval: measure.and_then(|measure| wilson_percent(definition, measure)),
        points: result.points.map(|points| points.get()),
        weight: result.weight,
        effective: result.effective,
        contribution: result.contribution,
        no_data: match result.observation {
            Observation::NoData(why) => Some(why.name().to_owned()),
            Observation::Measured(_) => None,
        },
        why: words.line(&result.explain()),
    }
}

/// Sums of one query over a span, for showing an indicator outside of an evaluation.
pub(crate) async fn sums_over(
    cx: &Context,
    query: domain::evaluation::observation::ObserveQuery,
    span: Span,
) -> Result<Vec<domain::evaluation::observation::PartSum>, Error> {
    let (files, _) = super::snapshots::refreshed_or_empty(cx).await?;
    observe(cx, &files, vec![query], vec![span], (span.to, None)).await
}

/// A kept evaluation by id or period, for comparing.
pub(crate) async fn by_name(cx: &Context, name: &str) -> Result<Loaded, Error> {
    evaluated(cx, Some(name)).await
}
