//! Exports: the table behind a chart or a list as a file, at the address of the screen itself.

use crate::fault::Fault;
use crate::visit::{Visit, encoded};
use app::platform::TableFile;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

/// The address of this screen with the name of one of its tables: the same filters give the same rows.
pub(crate) fn export_link(visit: &Visit, table: &str) -> Markup {
    let (path, query) = visit.address.split_once('?').unwrap_or((&visit.address, ""));
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("export="))
        .collect();
    let mut address = format!("{path}?{}", kept.join("&"));
    if !kept.is_empty() {
        address.push('&');
    }
    address.push_str(&format!("export={}", encoded(table)));
    html! { a.export href=(address) download="" { (visit.t("tabs-export")) } }
}

/// The file itself; its name carries what it is and the period.
pub(crate) fn csv(table: TableFile, name: &str, period: &str) -> Result<Response, Fault> {
    let bytes = table.to_csv()?;
    let disposition = format!("attachment; filename=\"gradus-{name}-{period}.csv\"");
    Ok((
        [
            (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
            (CONTENT_DISPOSITION, disposition),
        ],
        bytes,
    )
        .into_response())
}

/// The titles of columns in the reader's language.
pub(crate) fn columns(visit: &Visit, words: &[&str]) -> Vec<String> {
    words.iter().map(|word| visit.t(word)).collect()
}
