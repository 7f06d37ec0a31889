//! Templates to download: header and one right row, which can be imported as they stand.

use crate::fault::Fault;
use crate::visit::Visit;
use app::intake::{TemplateFormat, template_file};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

pub(super) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
pub(super) const CSV: &str = "text/csv; charset=utf-8";

pub(crate) async fn file(visit: Visit, Path(name): Path<String>) -> Result<Response, Fault> {
    let (subject, format) = match name.rsplit_once('.') {
        Some((subject, "xlsx")) => (subject, TemplateFormat::Workbook),
        Some((subject, "csv")) => (subject, TemplateFormat::Csv),
        _ => return Err(Fault::new(StatusCode::NOT_FOUND, visit.t("import-no-template"))),
    };
    let bytes = template_file(subject, format)?;
    let kind = if format == TemplateFormat::Csv { CSV } else { XLSX };
    Ok(attachment(kind, &name, bytes))
}

/// Bytes for the browser to save; it never shows them as a page.
pub(super) fn attachment(kind: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    // Only names of ours come here, but a quotation mark would end the header's text.
    let name: String = name
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || "._-".contains(*c))
        .collect();
    let disposition = format!("attachment; filename=\"{name}\"");
    (
        [(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, disposition)],
        bytes,
    )
        .into_response()
}
