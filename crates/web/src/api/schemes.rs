//! Schemes as documents, with a version that guards against overwriting; and what a changed one would do.

use super::suppliers::read;
use crate::fault::{Fault, Problem};
use crate::site::Site;
use crate::visit::Visit;
use app::design::{apply_scheme, read_scheme, scheme_text, schemes, what_if as try_out};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_TYPE, ETAG, IF_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// One scheme in the list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SchemeHead {
    code: String,
    version: u32,
    name: String,
    /// Made in this workspace, or shipped.
    own: bool,
}

/// Lists schemes
#[utoipa::path(get, path = "/api/v1/schemes", tag = "schemes",
    responses((status = 200, description = "All schemes", body = Vec<SchemeHead>), (status = 401, body = Problem)))]
pub(super) async fn list(State(site): State<Arc<Site>>, visit: Visit) -> Result<Json<Vec<SchemeHead>>, Fault> {
    let all = schemes(&site).await?;
    let head = |(scheme, own): (domain::design::scheme::Scheme, bool)| SchemeHead {
        name: visit.language.pick(&scheme.name.en, &scheme.name.zh).to_owned(),
        code: scheme.code,
        version: scheme.version,
        own,
    };
    Ok(Json(all.into_iter().map(head).collect()))
}

/// Reads a scheme's document
#[utoipa::path(get, path = "/api/v1/schemes/{code}", tag = "schemes", params(("code" = String, Path, description = "Scheme code")),
    responses((status = 200, description = "The document; its ETag guards a later change", body = String, content_type = "text/markdown"), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn one(State(site): State<Arc<Site>>, Path(code): Path<String>) -> Result<Response, Fault> {
    let text = scheme_text(&site, &code).await?;
    let tag = tag(&read_scheme(&code, &text)?);
    Ok((
        [(CONTENT_TYPE, "text/markdown; charset=utf-8".to_owned()), (ETAG, tag)],
        text,
    )
        .into_response())
}

/// What applying did.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AppliedScheme {
    code: String,
    /// Figures that changed.
    changes: usize,
    /// Findings that did not keep it from being applied.
    warnings: Vec<String>,
}

/// Applies a scheme's document
///
/// `If-Match` must carry the `ETag` that was read, or `*` for a scheme that is new.
#[utoipa::path(put, path = "/api/v1/schemes/{code}", tag = "schemes",
    params(("code" = String, Path, description = "Scheme code"), ("If-Match" = String, Header, description = "The ETag that was read")),
    request_body(content = String, content_type = "text/markdown"),
    responses((status = 200, description = "Applied", body = AppliedScheme), (status = 401, body = Problem), (status = 403, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn put(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(code): Path<String>,
    headers: HeaderMap,
    text: String,
) -> Result<Json<AppliedScheme>, Fault> {
    let present = match scheme_text(&site, &code).await {
        Ok(present) => Some(tag(&read_scheme(&code, &present)?)),
        Err(_) => None,
    };
    let wanted = headers.get(IF_MATCH).and_then(|value| value.to_str().ok());
    let matches = match (wanted, &present) {
        (Some(wanted), Some(present)) => wanted == present,
        (Some("*"), None) => true,
        _ => false,
    };
    if !matches {
        let mut fault = Fault::new(
            StatusCode::PRECONDITION_FAILED,
            format!("the scheme is at {}", present.as_deref().unwrap_or("no version")),
        );
        fault.cure = Some("GET it, change that text, and send its ETag as If-Match".to_owned());
        return Err(fault);
    }
    if read_scheme(&code, &text)?.code != code {
        return Err(Fault::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            format!("the document is not of {code}"),
        ));
    }
    let applied = apply_scheme(&site.acting_for(visit.principal()?), &code, &text, false).await?;
    Ok(Json(AppliedScheme {
        code: applied.code,
        changes: applied.changes.len(),
        warnings: applied.warnings.iter().map(ToString::to_string).collect(),
    }))
}

/// What a scheme would change.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WhatIf {
    period: String,
    counts: Vec<Counts>,
    /// Suppliers whose level would change.
    moved: usize,
    /// Spearman's rank correlation with the present scheme.
    correlation: Option<f64>,
}

/// Suppliers of a level before and after.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Counts {
    level: String,
    now: u64,
    then: u64,
}

/// Says what a scheme would change, without keeping anything
#[utoipa::path(post, path = "/api/v1/schemes/{code}/what-if", tag = "schemes", params(("code" = String, Path, description = "Scheme code")),
    request_body(content = String, content_type = "text/markdown"),
    responses((status = 200, description = "Counts and correlation", body = WhatIf), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn what_if(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(code): Path<String>,
    text: String,
) -> Result<Json<WhatIf>, Fault> {
    let reading = read(&site, &visit, None).await?;
    let tried = try_out(&site, &reading, &code, &text, visit.language).await?;
    Ok(Json(WhatIf {
        period: tried.period,
        counts: tried
            .counts
            .into_iter()
            .map(|(level, now, then)| Counts { level, now, then })
            .collect(),
        moved: tried.moved,
        correlation: tried.correlation,
    }))
}

fn tag(scheme: &domain::design::scheme::Scheme) -> String {
    format!("\"{}-{}\"", scheme.code, scheme.version)
}
