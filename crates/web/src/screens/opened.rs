//! What the screens of results have in common: the period they open, and what stands there before the first evaluation.

use crate::fault::Fault;
use crate::frame::{Frame, Place};
use crate::parts::not_evaluated;
use crate::site::Site;
use crate::visit::{Visit, encoded};
use app::evaluation::Reading;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::de::DeserializeOwned;

/// Opens a period; the latest one when none is named.
pub(crate) async fn opened(site: &Site, visit: &Visit, period: &str) -> Result<Option<Reading>, Fault> {
    let which = Some(period).filter(|period| !period.is_empty());
    Ok(Reading::open(site, visit.principal()?, which).await?)
}

/// The screen before the first evaluation.
pub(crate) fn nothing_yet(visit: &Visit, title: &str, place: Place) -> Response {
    Frame::new(visit, title)
        .at(place)
        .page(&not_evaluated(visit))
        .into_response()
}

/// Reads a query; unknown names are left alone, because a saved link may be older than the screen.
pub(crate) fn read<T: DeserializeOwned>(query: Option<&str>) -> Result<T, Fault> {
    serde_html_form::from_str(query.unwrap_or_default())
        .map_err(|error| Fault::new(StatusCode::UNPROCESSABLE_ENTITY, error.to_string()))
}

/// An address with the pairs that are not empty.
pub(crate) fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    let query: Vec<String> = pairs
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", query.join("&"))
    }
}

/// Screens that belong together, as tabs; the period goes along.
pub(crate) fn tabs(visit: &Visit, all: &[(&str, &str)], current: &str, period: &str) -> Markup {
    html! {
        nav.tabs aria-label=(visit.t("tabs-label")) {
            @for (path, word) in all {
                a href=(address(path, &[("period", period)])) aria-current=[(*path == current).then_some("page")] { (visit.t(word)) }
            }
        }
    }
}

/// The screens about levels.
pub(crate) const LEVEL_TABS: [(&str, &str); 5] = [
    ("/levels", "tabs-board"),
    ("/levels/trust", "tabs-trust"),
    ("/levels/migration", "tabs-migration"),
    ("/levels/agreement", "tabs-agreement"),
    ("/segments", "tabs-segments"),
];

/// The screens about evaluations.
pub(crate) const EVALUATION_TABS: [(&str, &str); 2] = [("/evaluations", "tabs-runs"), ("/indicators", "tabs-heatmap")];
