//! Suppliers, their scorecards, and why a score changed.

use super::number::{maybe, number};
use crate::fault::{Fault, Problem};
use crate::site::Site;
use crate::visit::Visit;
use app::evaluation::{Reading, explain};
use app::monitoring::between;
use app::party::{ListRequest, Order, SupplierLine, line, list as listed};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// Suppliers on one page unless fewer are asked for.
const LIMIT: usize = 100;
/// Suppliers on one page at most.
const MOST: usize = 500;

/// Which suppliers.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Part of a code or a name in any script; pinyin and its initials count.
    q: Option<String>,
    /// `core`, `key`, `qualified`, `restricted` or `none`.
    level: Option<String>,
    /// Category code, with all below it.
    category: Option<String>,
    /// ISO 3166-1 alpha-2.
    country: Option<String>,
    /// Quarter such as `2026Q3`; the latest evaluated one when left out.
    period: Option<String>,
    /// `level`, `name`, `code`, `score`, `change`, `coverage`, `spend` or `country`; with `-` in front descending.
    sort: Option<String>,
    /// The `next` of the page before.
    cursor: Option<String>,
    /// 1 to 500; 100 when left out.
    limit: Option<usize>,
}

/// One page of suppliers.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SupplierPage {
    evaluation: String,
    period: String,
    /// Suppliers on all pages.
    total: usize,
    suppliers: Vec<Supplier>,
    /// Ask for the next page with it; null on the last one.
    next: Option<String>,
}

/// One supplier with its latest result.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Supplier {
    code: String,
    name: String,
    name_latin: Option<String>,
    country: Option<String>,
    status: String,
    owner: Option<String>,
    /// `core`, `key`, `qualified`, `restricted`, or null when not classified.
    level: Option<String>,
    held: Option<String>,
    /// `A` to `D`.
    grade: Option<String>,
    /// 0 to 100.
    score: Option<f64>,
    /// Points since the evaluated period before.
    change: Option<f64>,
    /// Percent of the weight that data back.
    coverage: Option<f64>,
    /// `official`, `provisional` or `no_score`.
    state: String,
    flags: Vec<String>,
    /// In the reporting currency, as text.
    spend: String,
    categories: Vec<String>,
}

impl From<SupplierLine> for Supplier {
    fn from(line: SupplierLine) -> Supplier {
        Supplier {
            code: line.code,
            name: line.name,
            name_latin: line.name_latin,
            country: line.country,
            status: line.status,
            owner: line.owner,
            level: line.level,
            held: line.held,
            grade: line.grade,
            score: maybe(line.score),
            change: maybe(line.change),
            coverage: maybe(line.coverage),
            state: line.state,
            flags: line.flags,
            spend: line.spend.to_string(),
            categories: line.categories,
        }
    }
}

/// Lists suppliers
#[utoipa::path(get, path = "/api/v1/suppliers", tag = "suppliers", params(Asked),
    responses((status = 200, description = "One page", body = SupplierPage), (status = 401, body = Problem), (status = 422, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn list(
    State(site): State<Arc<Site>>,
    visit: Visit,
    asked: Result<Query<Asked>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<SupplierPage>, Fault> {
    let Query(asked) = asked.map_err(|error| Fault::new(StatusCode::UNPROCESSABLE_ENTITY, error.body_text()))?;
    let limit = asked.limit.unwrap_or(LIMIT);
    if !(1..=MOST).contains(&limit) {
        return Err(Fault::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            format!("limit {limit}: expected 1 to {MOST}"),
        ));
    }
    let page = match &asked.cursor {
        None => 1,
        Some(cursor) => cursor.parse::<usize>().ok().filter(|page| *page > 1).ok_or_else(|| {
            Fault::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                format!("cursor {cursor:?}: expected the next of a page"),
            )
        })?,
    };
    let reading = read(&site, &visit, asked.period.as_deref()).await?;
    let sort = asked.sort.as_deref().unwrap_or_default();
    let order = match sort.trim_start_matches('-') {
        "" => Order::Level,
        name => Order::from_name(name).ok_or_else(|| {
            Fault::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                format!("sort {name:?} is not one of its values"),
            )
        })?,
    };
    let request = ListRequest {
        search: asked.q.unwrap_or_default(),
        levels: asked.level.into_iter().collect(),
        countries: asked.country.into_iter().collect(),
        category: asked.category,
        order,
        is_descending: sort.starts_with('-'),
        page,
        size: limit,
        ..ListRequest::default()
    };
    let found = listed(&site, &reading, &request).await?;
    Ok(Json(SupplierPage {
        evaluation: found.evaluation,
        period: found.period,
        total: found.total,
        next: (page * limit < found.total).then(|| (page + 1).to_string()),
        suppliers: found.suppliers.into_iter().map(Supplier::from).collect(),
    }))
}

/// Which period.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct InPeriod {
    /// Quarter such as `2026Q3`; the latest evaluated one when left out.
    period: Option<String>,
}

impl InPeriod {
    pub(super) fn period(&self) -> Option<&str> {
        self.period.as_deref()
    }
}

/// Reads one supplier
#[utoipa::path(get, path = "/api/v1/suppliers/{code}", tag = "suppliers", params(("code" = String, Path, description = "Supplier code"), InPeriod),
    responses((status = 200, description = "The supplier", body = Supplier), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn one(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(code): Path<String>,
    Query(asked): Query<InPeriod>,
) -> Result<Json<Supplier>, Fault> {
    let reading = read(&site, &visit, asked.period.as_deref()).await?;
    let history = reading.history(&site, 2).await?;
    let seen = reading.supplier(&code)?;
    Ok(Json(line(&reading, seen, &history).into()))
}

/// How a score came about.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Scorecard {
    supplier: String,
    name: String,
    period: String,
    scheme: String,
    evaluation: String,
    level: Option<String>,
    grade: Option<String>,
    score: Option<f64>,
    state: String,
    coverage: f64,
    /// Why this level and not the next higher one, in the language asked for.
    reason: String,
    dimensions: Vec<DimensionScore>,
    indicators: Vec<IndicatorScore>,
}

/// One dimension of a scorecard.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DimensionScore {
    dimension: String,
    score: Option<f64>,
    /// Share of the whole as the scheme says, 0 to 1.
    weight: f64,
    /// Share after dimensions without data dropped out.
    effective: f64,
    /// Points it adds to the score.
    contribution: f64,
}

/// One indicator in one category.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct IndicatorScore {
    category: String,
    indicator: String,
    name: String,
    value: Option<f64>,
    unit: String,
    numerator: Option<f64>,
    denominator: Option<f64>,
    events: u64,
    points: Option<f64>,
    weight: f64,
    effective: f64,
    contribution: f64,
    /// Why there is no figure.
    no_data: Option<String>,
    /// The formula in words with its figures.
    reason: String,
}

/// Reads how a score came about
#[utoipa::path(get, path = "/api/v1/suppliers/{code}/scorecard", tag = "suppliers", params(("code" = String, Path, description = "Supplier code"), InPeriod),
    responses((status = 200, description = "Dimensions and indicators down to numerator, denominator and n", body = Scorecard), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn scorecard(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(code): Path<String>,
    Query(asked): Query<InPeriod>,
) -> Result<Json<Scorecard>, Fault> {
    let reading = read(&site, &visit, asked.period.as_deref()).await?;
    reading.supplier(&code)?;
    let view = explain(&site, &code, Some(reading.period()), visit.language).await?;
    Ok(Json(Scorecard {
        supplier: view.supplier,
        name: view.name,
        period: view.period,
        scheme: view.scheme,
        evaluation: view.evaluation,
        level: view.level,
        grade: view.grade,
        score: maybe(view.score),
        state: view.state,
        coverage: number(view.coverage),
        reason: view.why.text,
        dimensions: view
            .dimensions
            .into_iter()
            .map(|dimension| DimensionScore {
                dimension: dimension.dimension,
                score: maybe(dimension.score),
                weight: number(dimension.weight),
                effective: number(dimension.effective),
                contribution: number(dimension.contribution),
            })
            .collect(),
        indicators: view
            .indicators
            .into_iter()
            .map(|indicator| IndicatorScore {
                category: indicator.category,
                indicator: indicator.indicator,
                name: indicator.name,
                value: maybe(indicator.value),
                unit: indicator.unit,
                numerator: maybe(indicator.numerator),
                denominator: maybe(indicator.denominator),
                events: indicator.events,
                points: maybe(indicator.points),
                weight: number(indicator.weight),
                effective: number(indicator.effective),
                contribution: number(indicator.contribution),
                no_data: indicator.no_data,
                reason: indicator.why.text,
            })
            .collect(),
    }))
}

/// Between which periods.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Between {
    /// Earlier quarter.
    from: String,
    /// Later quarter.
    to: String,
}

/// A change of score, taken apart without a remainder.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Change {
    supplier: String,
    from_period: String,
    to_period: String,
    from: f64,
    to: f64,
    change: f64,
    /// They add up exactly to the change.
    bars: Vec<Bar>,
}

/// One cause of a change.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Bar {
    /// A dimension, or `coverage`, `mix`, `cap`, `scheme`, `rounding`.
    cause: String,
    points: f64,
}

/// Explains a change of score
#[utoipa::path(get, path = "/api/v1/suppliers/{code}/change", tag = "suppliers", params(("code" = String, Path, description = "Supplier code"), Between),
    responses((status = 200, description = "The causes", body = Change), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn change(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(code): Path<String>,
    asked: Result<Query<Between>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<Change>, Fault> {
    let Query(asked) = asked.map_err(|error| Fault::new(StatusCode::UNPROCESSABLE_ENTITY, error.body_text()))?;
    let reading = read(&site, &visit, Some(&asked.to)).await?;
    reading.supplier(&code)?;
    let view = between(&site, &code, &asked.from, &asked.to).await?;
    Ok(Json(Change {
        supplier: view.supplier,
        from_period: view.from_period,
        to_period: view.to_period,
        from: number(view.from),
        to: number(view.to),
        change: number(view.change),
        bars: view
            .bars
            .into_iter()
            .map(|bar| Bar {
                cause: bar.cause,
                points: number(bar.shown),
            })
            .collect(),
    }))
}

/// The reading of a period; without any evaluation there is nothing to read.
pub(super) async fn read(site: &Site, visit: &Visit, period: Option<&str>) -> Result<Reading, Fault> {
    let reading = Reading::open(site, visit.principal()?, period).await?;
    reading.ok_or_else(|| Fault::new(StatusCode::NOT_FOUND, visit.t("empty-not-evaluated")))
}
