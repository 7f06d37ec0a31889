//! A posted form: its token is checked before its fields are read.

use crate::fault::Fault;
use crate::visit::Visit;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// The fields of a form that one of our own pages showed.
pub(crate) struct Posted<T>(pub(crate) T);

/// A form that is only a button.
#[derive(Debug, Deserialize)]
pub(crate) struct Nothing {}

/// The name of the hidden field.
pub(crate) const TOKEN: &str = "form_token";

impl<S, T> FromRequest<S> for Posted<T>
where
    S: Send + Sync,
    T: DeserializeOwned,
{
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Posted<T>, Fault> {
        let (mut parts, body) = request.into_parts();
        let visit = Visit::from_request_parts(&mut parts, state).await?;
        let request = Request::from_parts(parts, body);
        let body = String::from_request(request, state)
            .await
            .map_err(|error| Fault::new(error.status(), ""))?;
        let unreadable =
            |error: serde_html_form::de::Error| Fault::new(StatusCode::UNPROCESSABLE_ENTITY, error.to_string());
        let pairs: Vec<(String, String)> = serde_html_form::from_str(&body).map_err(unreadable)?;
        let token = pairs
            .iter()
            .find(|(name, _)| name == TOKEN)
            .map(|(_, value)| value.as_str());
        check_token(&visit, token)?;
        let fields = serde_html_form::from_str(&body).map_err(unreadable)?;
        Ok(Posted(fields))
    }
}

/// Refuses a form that does not carry the token of its session.
pub(crate) fn check_token(visit: &Visit, token: Option<&str>) -> Result<(), Fault> {
    if token == Some(visit.form_token().as_str()) {
        Ok(())
    } else {
        Err(Fault::forged())
    }
}
