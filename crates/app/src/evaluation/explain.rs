//! Why a supplier stands where it stands: level, grade, dimensions, indicators, and the rows behind a figure.

use super::gather::observe;
use super::recompute::{Loaded, load, load_latest};
use super::scorecard::state_name;
use super::words::{Line, Words};
use crate::party;
use crate::{Context, Error};
use domain::Decimal;
use domain::design::indicator::Indicator;
use domain::evaluation::observation::EventRow;
use domain::evaluation::{IndicatorResult, Observation, SupplierResult, wilson_percent};
use domain::explain::Explanation;
use domain::intake::ports::EventsRequest;
use domain::intake::snapshot;
use domain::period::Span;
use serde::Serialize;
use store::StoredRow;
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

/// One source row behind an indicator.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SourceRow {
    pub on_date: String,
    pub part: String,
    pub good: Decimal,
    pub n: Decimal,
    pub counted: bool,
    pub fault_owner: Option<String>,
    pub kind: String,
    pub source: Option<String>,
    pub key: Option<String>,
    pub import_id: Option<i64>,
    pub file: Option<String>,
    pub file_row: Option<u64>,
}

/// Explains a supplier in a period (the latest evaluated one when none is named).
pub async fn explain(
    cx: &Context,
    wanted: &str,
    period: Option<&str>,
    language: Language,
) -> Result<ExplainView, Error> {
    let loaded = evaluated(cx, period).await?;
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
        dimensions: dimensions(result),
        indicators: indicators(words, result),
    })
}

async fn evaluated(cx: &Context, period: Option<&str>) -> Result<Loaded, Error> {
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

fn indicators(words: Words<'_>, result: &SupplierResult) -> Vec<IndicatorLine> {
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
            lines.push(indicator_line(code, indicator, definition, words));
        }
    }
    lines
}

fn indicator_line(category: &str, result: &IndicatorResult, definition: &Indicator, words: Words<'_>) -> IndicatorLine {
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

/// The source rows behind one indicator of a supplier, misses first, read from the files the evaluation pinned.
pub async fn source_rows(
    cx: &Context,
    wanted: &str,
    period: Option<&str>,
    (indicator, limit): (&str, usize),
) -> Result<Vec<SourceRow>, Error> {
    let loaded = evaluated(cx, period).await?;
    let supplier_id = party::find(&loaded.computed.suppliers, wanted)?.id;
    source_rows_of(cx, &loaded, supplier_id, (indicator, limit)).await
}

/// The same of an evaluation that is open already.
pub(crate) async fn source_rows_of(
    cx: &Context,
    loaded: &Loaded,
    supplier_id: i64,
    (indicator, limit): (&str, usize),
) -> Result<Vec<SourceRow>, Error> {
    let queries = super::compute::queries(&loaded.computed.book)?;
    let Some(query) = queries.into_iter().find(|query| query.indicator == indicator) else {
        let near = party::nearest(loaded.computed.book.indicators.keys().map(String::as_str), indicator);
        let error = Error::not_found("indicator-not-in-scheme").with("indicator", indicator);
        return Err(error.nearest(near));
    };
    let plan = &loaded.record.buckets;
    let (files, as_of, unit_id) = (loaded.record.files.clone(), loaded.inputs.as_of, loaded.inputs.unit_id);
    let window = window(loaded, supplier_id, indicator, plan);
    let kind = counted_kind(loaded, indicator);
    let events = cx
        .blocking(move |facts, _| {
            let request = EventsRequest {
                files: &files,
                query: &query,
                as_of,
                span: window,
                supplier_id,
                category_id: None,
                unit_id,
                limit,
            };
            facts.events(&request)
        })
        .await?;
    let mut rows = Vec::with_capacity(events.len());
    for event in events {
        let stored = match kind {
            Some(kind) => cx.store.row(kind, event.row_id).await?,
            None => None,
        };
        rows.push(source_row(&event, kind.map_or("", |kind| kind.name), stored));
    }
    Ok(rows)
}

/// The quarter, or the twelve months when the indicator had to widen.
fn window(loaded: &Loaded, supplier_id: i64, indicator: &str, buckets: &[Span]) -> Span {
    let result = loaded.computed.evaluation.supplier(supplier_id);
    let widened = result.is_some_and(|result| {
        let mut all = result.categories.iter().flat_map(|category| &category.indicators);
        all.any(|line| {
            line.code.as_ref() == indicator
                && line
                    .observation
                    .measure()
                    .is_some_and(|measure| measure.window.name() == "twelve_months")
        })
    });
    let quarter = buckets.last().copied().unwrap_or(Span {
        from: loaded.inputs.as_of,
        to: loaded.inputs.as_of,
    });
    match buckets.get(buckets.len().saturating_sub(2)) {
        Some(before) if widened => Span {
            from: before.from,
            to: quarter.to,
        },
        _ => quarter,
    }
}

/// The kind whose rows the indicator counts: the one whose snapshot table it names first.
fn counted_kind(loaded: &Loaded, indicator: &str) -> Option<&'static domain::intake::Kind> {
    let needs = &loaded.computed.book.indicators.get(indicator)?.needs;
    let table = needs.iter().find_map(|need| snapshot::find(need.split('.').next()?))?;
    domain::intake::find(table.kind?)
}

fn source_row(event: &EventRow, kind: &str, stored: Option<StoredRow>) -> SourceRow {
    let (source, key, import_id, file, file_row) = match stored {
        Some(row) => (
            Some(row.source),
            Some(row.key),
            Some(row.import_id),
            Some(row.file_name),
            Some(row.row_no),
        ),
        None => (None, None, None, None, None),
    };
    SourceRow {
        on_date: event.on_date.to_string(),
        part: event.part.clone(),
        good: event.good,
        n: event.n,
        counted: event.counted,
        fault_owner: event.fault_owner.clone(),
        kind: kind.to_owned(),
        source,
        key,
        import_id,
        file,
        file_row,
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
    if name.parse::<domain::period::Quarter>().is_ok() {
        return evaluated(cx, Some(name)).await;
    }
    load(cx, name).await
}
