//! Imports: what came in, what was rejected, and taking one back.

use crate::fault::{Fault, Problem};
use crate::site::Site;
use crate::visit::Visit;
use app::intake::{list_imports, rejected_rows, sentence, undo as take_back};
use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// One import.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Import {
    id: i64,
    source: String,
    label: String,
    file_name: String,
    started_at: String,
    actor: String,
    undone_at: Option<String>,
    counts: Vec<ImportCount>,
}

/// Rows of one kind: read = stored + changed + unchanged + rejected.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportCount {
    kind: String,
    read: u64,
    stored: u64,
    changed: u64,
    unchanged: u64,
    rejected: u64,
}

/// Lists imports, the latest first
#[utoipa::path(get, path = "/api/v1/imports", tag = "imports",
    responses((status = 200, description = "All imports", body = Vec<Import>), (status = 401, body = Problem)))]
pub(super) async fn list(State(site): State<Arc<Site>>) -> Result<Json<Vec<Import>>, Fault> {
    let all = list_imports(&site).await?.into_iter().map(|record| Import {
        id: record.id,
        source: record.source,
        label: record.label,
        file_name: record.file_name,
        started_at: record.started_at,
        actor: record.actor,
        undone_at: record.undone.map(|(at, _)| at),
        counts: record
            .counts
            .into_iter()
            .map(|count| ImportCount {
                kind: count.kind.to_owned(),
                read: count.tally.read,
                stored: count.tally.stored,
                changed: count.tally.changed,
                unchanged: count.tally.unchanged,
                rejected: count.tally.rejected,
            })
            .collect(),
    });
    Ok(Json(all.collect()))
}

/// What an undo did.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Undone {
    import: i64,
}

/// Takes an import back
#[utoipa::path(delete, path = "/api/v1/imports/{id}", tag = "imports", params(("id" = i64, Path, description = "Number of the import")),
    responses((status = 200, description = "Its rows are gone, the rows it changed are what they were", body = Undone), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(super) async fn undo(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(id): Path<i64>,
) -> Result<Json<Undone>, Fault> {
    take_back(&site.acting_for(visit.principal()?), id).await?;
    Ok(Json(Undone { import: id }))
}

/// A rejected row.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Rejected {
    kind: String,
    row: u64,
    /// The row as it came.
    raw: Option<String>,
    reasons: Vec<String>,
}

/// Lists the rejected rows of an import
#[utoipa::path(get, path = "/api/v1/imports/{id}/rejected", tag = "imports", params(("id" = i64, Path, description = "Number of the import")),
    responses((status = 200, description = "Rows with raw text and reasons", body = Vec<Rejected>), (status = 400, body = Problem), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn rejected(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(id): Path<i64>,
) -> Result<Json<Vec<Rejected>>, Fault> {
    let rows = rejected_rows(&site, id).await?;
    let rows = rows.into_iter().map(|row| Rejected {
        kind: row.kind.name.to_owned(),
        row: row.line,
        raw: row.raw.map(|raw| raw.to_string()),
        reasons: row
            .problems
            .iter()
            .map(|problem| sentence(visit.language, problem))
            .collect(),
    });
    Ok(Json(rows.collect()))
}
