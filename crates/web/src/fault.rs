//! Faults: what went wrong, as a page for people and as an RFC 9457 problem for programs, in the reader's language.

use crate::frame::{Frame, bare};
use crate::visit::Visit;
use app::ErrorKind;
use axum::Json;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue, WWW_AUTHENTICATE};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Serialize;
use std::any::Any;
use std::sync::Arc;

/// An error on its way to the reader.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    pub(crate) status: StatusCode,
    /// What failed: place, value, expectation. Empty where the status says it all.
    pub(crate) detail: String,
    /// What to do next.
    pub(crate) cure: Option<String>,
    /// The error of a use case, which is said in the reader's language.
    pub(crate) error: Option<Arc<app::Error>>,
}

impl Fault {
    pub(crate) fn new(status: StatusCode, detail: impl Into<String>) -> Fault {
        Fault {
            status,
            detail: detail.into(),
            cure: None,
            error: None,
        }
    }

    pub(crate) fn internal(detail: &str) -> Fault {
        Fault::new(StatusCode::INTERNAL_SERVER_ERROR, detail)
    }

    pub(crate) fn unauthorized() -> Fault {
        Fault::new(StatusCode::UNAUTHORIZED, "")
    }

    /// A changing request that none of our own pages made.
    pub(crate) fn forged() -> Fault {
        Fault::new(StatusCode::FORBIDDEN, "forged")
    }
}

impl From<app::Error> for Fault {
    fn from(error: app::Error) -> Fault {
        let status = match error.kind {
            ErrorKind::NotFound => StatusCode::NOT_FOUND,
            ErrorKind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            ErrorKind::Conflict => StatusCode::CONFLICT,
            ErrorKind::NotAllowed => StatusCode::FORBIDDEN,
            ErrorKind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            ErrorKind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Fault {
            status,
            detail: String::new(),
            cure: None,
            error: Some(Arc::new(error)),
        }
    }
}

/// The answer carries the fault along; [`dressed`] makes a page or a problem of it.
impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// RFC 9457.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct Problem {
    /// A page of the reference that explains the kind of problem.
    #[serde(rename = "type")]
    kind: String,
    /// The kind in words.
    title: String,
    status: u16,
    /// What failed this time.
    detail: String,
    /// What to do next.
    #[serde(skip_serializing_if = "Option::is_none")]
    cure: Option<String>,
    /// The address that was asked for.
    instance: String,
}

/// Gives an answer without a body its page or its problem.
pub(crate) fn dressed(visit: &Visit, response: Response) -> Response {
    let status = response.status();
    let fault = match response.extensions().get::<Fault>() {
        Some(fault) => fault.clone(),
        // What the router and the layers refuse has no words of ours yet.
        None if is_bare(&response) => Fault::new(status, ""),
        None => return response,
    };
    let (title, detail, cure) = words(visit, &fault);
    let mut dressed = if visit.is_api() {
        let problem = Problem {
            kind: format!("/api#problem-{}", status.as_u16()),
            title,
            status: status.as_u16(),
            detail,
            cure,
            instance: visit.path().to_owned(),
        };
        let mut answer = (status, Json(problem)).into_response();
        answer
            .headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if status == StatusCode::UNAUTHORIZED {
            answer
                .headers_mut()
                .insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        answer
    } else {
        let body = page(&title, &detail, cure.as_deref(), visit);
        let page = match &visit.principal {
            Some(_) if !visit.is_partial => Frame::new(visit, &title).error().page(&body),
            Some(_) => body,
            None => bare(visit, &title, &body),
        };
        (status, page).into_response()
    };
    for (name, value) in response.headers() {
        if name != CONTENT_TYPE && name != axum::http::header::CONTENT_LENGTH {
            dressed.headers_mut().entry(name).or_insert(value.clone());
        }
    }
    dressed
}

fn page(title: &str, detail: &str, cure: Option<&str>, visit: &Visit) -> Markup {
    html! {
        section.blank {
            h1 { (title) }
            @if !detail.is_empty() { p { (detail) } }
            @if let Some(cure) = cure { p.cure { (cure) } }
            p { a.button href="/" { (visit.t("fault-home")) } }
        }
    }
}

/// Title, detail and cure in the reader's language.
fn words(visit: &Visit, fault: &Fault) -> (String, String, Option<String>) {
    let status = fault.status.as_u16().to_string();
    let title = visit.t(&match fault.status {
        StatusCode::UNAUTHORIZED
        | StatusCode::FORBIDDEN
        | StatusCode::NOT_FOUND
        | StatusCode::METHOD_NOT_ALLOWED
        | StatusCode::REQUEST_TIMEOUT
        | StatusCode::CONFLICT
        | StatusCode::PRECONDITION_FAILED
        | StatusCode::PAYLOAD_TOO_LARGE
        | StatusCode::UNSUPPORTED_MEDIA_TYPE
        | StatusCode::UNPROCESSABLE_ENTITY
        | StatusCode::TOO_MANY_REQUESTS
        | StatusCode::SERVICE_UNAVAILABLE => format!("fault-{status}"),
        status if status.is_client_error() => "fault-400".to_owned(),
        _ => "fault-500".to_owned(),
    });
    if fault.detail == "forged" {
        return (title, visit.t("fault-forged"), Some(visit.t("fault-forged-cure")));
    }
    if let Some(error) = &fault.error {
        return (title, error.message(visit.language), error.cure(visit.language));
    }
    let detail = match (fault.status, fault.detail.as_str()) {
        (StatusCode::NOT_FOUND, "") => visit.t("fault-404-detail"),
        (StatusCode::PAYLOAD_TOO_LARGE, "") => visit.say(
            "fault-413-detail",
            &[("limit", &(crate::BODY_LIMIT / 1024 / 1024).to_string())],
        ),
        (StatusCode::UNAUTHORIZED, "") => visit.t("fault-401-detail"),
        (_, detail) => detail.to_owned(),
    };
    (title, detail, fault.cure.clone())
}

/// An error without a body of ours: empty, or the plain text of a library.
fn is_bare(response: &Response) -> bool {
    let status = response.status();
    let content_type = response
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    (status.is_client_error() || status.is_server_error())
        && content_type.is_none_or(|kind| kind.starts_with("text/plain"))
}

/// Where no route leads.
pub(crate) async fn absent() -> Fault {
    Fault::new(StatusCode::NOT_FOUND, "")
}

/// A handler broke: nothing of it reaches the reader but the fact.
pub(crate) fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    Fault::internal("").into_response()
}
