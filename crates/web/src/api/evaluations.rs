//! Evaluations: which there are, and running one.

use crate::fault::{Fault, Problem};
use crate::site::Site;
use crate::visit::Visit;
use app::evaluation::{RunEvaluation, run as evaluate};
use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use domain::period::{PeriodError, Quarter};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// One kept evaluation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Evaluation {
    id: String,
    period: String,
    scheme: String,
    scheme_version: u32,
    /// `draft` or `published`.
    status: String,
    /// Instant in UTC.
    created_at: String,
    created_by: String,
}

/// Lists evaluations, the latest first
#[utoipa::path(get, path = "/api/v1/evaluations", tag = "evaluations",
    responses((status = 200, description = "All evaluations", body = Vec<Evaluation>), (status = 401, body = Problem)))]
pub(super) async fn list(State(site): State<Arc<Site>>) -> Result<Json<Vec<Evaluation>>, Fault> {
    let heads = site.store.evaluation_heads().await.map_err(app::Error::from)?;
    let all = heads.into_iter().rev().map(|head| Evaluation {
        id: head.id,
        period: head.period,
        scheme: head.scheme,
        scheme_version: head.scheme_version,
        status: head.status.name().to_owned(),
        created_at: head.created_at,
        created_by: head.created_by,
    });
    Ok(Json(all.collect()))
}

/// What to evaluate.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WantedEvaluation {
    /// Quarter such as `2026Q3`.
    period: String,
    /// Scheme code; the workspace's own choice when left out.
    scheme: Option<String>,
    /// Computes and answers, keeps nothing.
    #[serde(default)]
    dry_run: bool,
}

/// What came out.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Evaluated {
    /// Null after a dry run.
    id: Option<String>,
    period: String,
    suppliers: usize,
    /// SHA-256 over all scorecards and placements: equal numbers, equal digest.
    digest: String,
}

/// Runs an evaluation and keeps it as a draft
#[utoipa::path(post, path = "/api/v1/evaluations", tag = "evaluations", request_body = WantedEvaluation,
    responses((status = 200, description = "Computed", body = Evaluated), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn run(
    State(site): State<Arc<Site>>,
    visit: Visit,
    wanted: Result<Json<WantedEvaluation>, JsonRejection>,
) -> Result<Json<Evaluated>, Fault> {
    let Json(wanted) = wanted.map_err(|error| Fault::new(StatusCode::UNPROCESSABLE_ENTITY, error.body_text()))?;
    let period: Quarter = wanted
        .period
        .parse()
        .map_err(|error: PeriodError| Fault::new(StatusCode::UNPROCESSABLE_ENTITY, error.to_string()))?;
    let request = RunEvaluation {
        period,
        unit: None,
        scheme: wanted.scheme,
        draft: None,
        dry_run: wanted.dry_run,
        confirmed_by: None,
        reason: None,
    };
    let cx = site.acting_for(visit.principal()?);
    // In a task of its own: a caller that goes away does not stop it in the middle.
    let running = tokio::spawn(async move { evaluate(&cx, request).await });
    let outcome = running.await.map_err(|error| Fault::internal(&error.to_string()))??;
    Ok(Json(Evaluated {
        id: outcome.id,
        period: outcome.inputs.period.clone(),
        suppliers: outcome.computed.evaluation.suppliers.len(),
        digest: outcome.digest,
    }))
}
