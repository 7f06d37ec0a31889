//! Files from the screens of suppliers: the list, one scorecard with its formulas, a comparison.

use super::{compare, list, supplier};
use crate::fault::Fault;
use crate::site::Site;
use crate::visit::Visit;
use app::evaluation::{Reading, card};
use app::party::{ExportFile, ExportFormat};
use axum::extract::{Path, Query, RawQuery, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(super) async fn workbook(
    State(site): State<Arc<Site>>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    suppliers(&site, &visit, query.as_deref(), ExportFormat::Workbook).await
}

pub(super) async fn delimited(
    State(site): State<Arc<Site>>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    suppliers(&site, &visit, query.as_deref(), ExportFormat::Delimited).await
}

async fn suppliers(site: &Site, visit: &Visit, query: Option<&str>, format: ExportFormat) -> Result<Response, Fault> {
    let address = list::Address::read(query)?;
    let reading = open(site, visit, &address.period).await?;
    let mut context = site.context.clone();
    context.actor.clone_from(&visit.principal()?.name);
    let filters = address.filters(visit);
    let file = app::party::export(
        &context,
        &reading,
        &address.request(),
        (format, visit.language),
        &filters,
    )
    .await?;
    let kind = match format {
        ExportFormat::Workbook => WORKBOOK,
        ExportFormat::Delimited => "text/csv; charset=utf-8",
    };
    Ok(download(kind, file))
}

pub(super) async fn calculation(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(code): Path<String>,
    Query(address): Query<supplier::Address>,
) -> Result<Response, Fault> {
    let reading = open(&site, &visit, &address.period).await?;
    let seen = reading.supplier(&code)?;
    let Some(card) = card(&reading, seen, visit.language) else {
        return Err(Fault::new(StatusCode::NOT_FOUND, visit.t("supplier-not-evaluated")));
    };
    let file = ExportFile {
        name: format!("gradus-scorecard-{}-{}.xlsx", plain(&card.supplier), card.period),
        bytes: app::evaluation::calculation(&card, visit.language)?,
    };
    Ok(download(WORKBOOK, file))
}

pub(super) async fn comparison(
    State(site): State<Arc<Site>>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let address = compare::Address::read(query.as_deref())?;
    let reading = open(&site, &visit, &address.period).await?;
    let base = Some(address.base.as_str()).filter(|base| !base.is_empty());
    let found = app::party::compare(&site, &reading, &address.supplier, base, visit.language).await?;
    Ok(download(WORKBOOK, app::party::compare_file(&found, visit.language)?))
}

async fn open(site: &Site, visit: &Visit, period: &str) -> Result<Reading, Fault> {
    let period = Some(period).filter(|period| !period.is_empty());
    let reading = Reading::open(site, visit.principal()?, period).await?;
    reading.ok_or_else(|| Fault::new(StatusCode::NOT_FOUND, visit.t("empty-not-evaluated")))
}

/// Letters, digits and hyphens of a code, for the name of a file.
fn plain(code: &str) -> String {
    code.chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' })
        .collect()
}

fn download(kind: &'static str, file: ExportFile) -> Response {
    let mut response = file.bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{}\"", file.name)) {
        headers.insert(CONTENT_DISPOSITION, name);
    }
    response
}
