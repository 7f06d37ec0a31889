//! The level list of a period.

use super::number::{maybe, number};
use super::suppliers::{InPeriod, read};
use crate::fault::{Fault, Problem};
use crate::site::Site;
use crate::visit::Visit;
use app::classification::view;
use axum::Json;
use axum::extract::{Query, State};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// Levels of a period with their counts.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LevelList {
    evaluation: String,
    period: String,
    scheme: String,
    /// Approved suppliers that shares are counted of.
    base: u64,
    counts: Vec<LevelCount>,
    suppliers: Vec<Placed>,
}

/// One level against its target.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LevelCount {
    /// Null for not classified.
    level: Option<String>,
    suppliers: u64,
    /// Percent of the base.
    share: f64,
    target: Option<f64>,
    /// Lowest and highest share allowed.
    range: Option<Vec<f64>>,
}

/// One supplier in its level.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Placed {
    supplier: String,
    name: String,
    level: Option<String>,
    held: Option<String>,
    grade: Option<String>,
    score: Option<f64>,
    flags: Vec<String>,
    /// Why this level and not the next higher one.
    reason: String,
}

/// Lists levels
#[utoipa::path(get, path = "/api/v1/levels", tag = "levels", params(InPeriod),
    responses((status = 200, description = "Counts and suppliers", body = LevelList), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn list(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Query(asked): Query<InPeriod>,
) -> Result<Json<LevelList>, Fault> {
    let reading = read(&site, &visit, asked.period()).await?;
    let loaded = &reading.opened().loaded;
    let view = view(&loaded.id, &loaded.inputs, &loaded.computed, visit.language);
    let sees = |code: &str| {
        reading
            .opened()
            .supplier(code)
            .is_some_and(|supplier| reading.sees(supplier.id))
    };
    // Counts of the whole are not for those who see a part only.
    let pyramid = if reading.is_partial() { Vec::new() } else { view.pyramid };
    Ok(Json(LevelList {
        evaluation: view.evaluation,
        period: view.period,
        scheme: view.scheme,
        base: view.base,
        counts: pyramid
            .into_iter()
            .map(|row| LevelCount {
                level: row.level,
                suppliers: row.suppliers,
                share: number(row.share),
                target: maybe(row.target),
                range: row.range.map(|(low, high)| vec![number(low), number(high)]),
            })
            .collect(),
        suppliers: view
            .suppliers
            .into_iter()
            .filter(|row| sees(&row.supplier))
            .map(|row| Placed {
                supplier: row.supplier,
                name: row.name,
                level: row.level,
                held: row.held,
                grade: row.grade,
                score: maybe(row.score),
                flags: row.flags,
                reason: row.why.text,
            })
            .collect(),
    }))
}
