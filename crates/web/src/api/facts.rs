//! Facts pushed as JSON: the same checks, the same accounting and the same undo as a file.

use crate::fault::{Fault, Problem};
use crate::site::Site;
use crate::visit::Visit;
use app::intake::{ImportReport, PushRequest, describe, push_rows, sentence, subjects};
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use text::Language;
use utoipa::ToSchema;

/// A kind of rows and its columns.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct KindOfRows {
    kind: String,
    columns: Vec<KindColumn>,
}

/// One column.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct KindColumn {
    column: String,
    /// Such as `date`, `quantity`, `supplier`.
    #[serde(rename = "type")]
    ty: String,
    required: bool,
    meaning: String,
}

/// Lists the kinds of rows that can be pushed
#[utoipa::path(get, path = "/api/v1/kinds", tag = "facts",
    responses((status = 200, description = "Kinds with their columns", body = Vec<KindOfRows>), (status = 401, body = Problem)))]
pub(super) async fn kinds() -> Result<Json<Vec<KindOfRows>>, Fault> {
    let mut kinds = Vec::new();
    for name in subjects() {
        let columns = describe(name)?;
        kinds.push(KindOfRows {
            kind: name.to_owned(),
            columns: columns
                .into_iter()
                .map(|column| KindColumn {
                    column: column.column,
                    ty: column.ty,
                    required: column.required,
                    meaning: column.meaning.to_string(),
                })
                .collect(),
        });
    }
    Ok(Json(kinds))
}

/// Rows to bring in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rows {
    /// Name of the system they come from; facts are unique by it and their key.
    source: Option<String>,
    /// One object per row, column to text, number or null.
    #[schema(value_type = Vec<Object>)]
    rows: Vec<serde_json::Map<String, serde_json::Value>>,
    /// Stores the rows that are right even when others are rejected.
    #[serde(default)]
    only_valid: bool,
    /// Checks everything, stores nothing.
    #[serde(default)]
    dry_run: bool,
}

/// What became of the rows: read = stored + changed + unchanged + rejected.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct Accounting {
    /// Null when nothing was stored.
    import: Option<i64>,
    committed: bool,
    read: u64,
    stored: u64,
    changed: u64,
    unchanged: u64,
    rejected: u64,
    problems: Vec<RowProblem>,
}

/// Problems of one kind in one column.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct RowProblem {
    /// Such as `E203`.
    code: String,
    count: u64,
    /// Rows counted from 1, the first ones.
    rows: Vec<u64>,
    sentence: String,
}

/// Pushes rows of one kind
///
/// With an `Idempotency-Key` the same call has one effect however often it is sent.
#[utoipa::path(post, path = "/api/v1/facts/{kind}", tag = "facts", request_body = Rows,
    params(("kind" = String, Path, description = "Kind of rows, such as order_line"), ("Idempotency-Key" = Option<String>, Header, description = "At most 100 characters")),
    responses((status = 200, description = "Everything was taken", body = Accounting), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, description = "Rows were rejected", body = Accounting)))]
pub(super) async fn push(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(kind): Path<String>,
    headers: HeaderMap,
    body: Result<Json<Rows>, JsonRejection>,
) -> Result<Response, Fault> {
    let Json(body) = body.map_err(|error| Fault::new(StatusCode::UNPROCESSABLE_ENTITY, error.body_text()))?;
    let key = headers.get("idempotency-key").and_then(|value| value.to_str().ok());
    let request = PushRequest {
        subject: kind,
        source: body.source,
        rows: body.rows,
        only_valid: body.only_valid,
        dry_run: body.dry_run,
        key: key.map(str::to_owned),
    };
    let cx = site.acting_for(visit.principal()?);
    let principal = visit.principal()?.clone();
    let pushing = tokio::spawn(async move { push_rows(&cx, &principal, request).await });
    let report = pushing.await.map_err(|error| Fault::internal(&error.to_string()))??;
    let accounting = accounting(&report, visit.language);
    let status = if accounting.rejected > 0 {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok((status, Json(accounting)).into_response())
}

fn accounting(report: &ImportReport, language: Language) -> Accounting {
    let sum = |field: fn(&app::intake::Tally) -> u64| report.counts.iter().map(|count| field(&count.tally)).sum();
    Accounting {
        import: report.import_id,
        committed: report.committed,
        read: sum(|tally| tally.read),
        stored: if report.committed { sum(|tally| tally.stored) } else { 0 },
        changed: if report.committed {
            sum(|tally| tally.changed)
        } else {
            0
        },
        unchanged: sum(|tally| tally.unchanged),
        rejected: sum(|tally| tally.rejected),
        problems: report
            .problems
            .iter()
            .map(|group| RowProblem {
                code: group.code.to_string(),
                count: group.count,
                // The header line of the table that the rows were put into is not theirs.
                rows: group.rows.iter().map(|row| row.saturating_sub(1)).collect(),
                sentence: sentence(language, &group.example),
            })
            .collect(),
    }
}
