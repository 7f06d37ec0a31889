//! The `OpenAPI` document, made from the handlers themselves.

use super::{evaluations, facts, imports, levels, schemes, suppliers};
use axum::Json;
use utoipa::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Gradus",
        version = "1",
        description = "Suppliers, their scores, levels and the facts behind them. Every call needs a token, sent as `Authorization: Bearer gradus_pat_…`; a token never sees more than the person who made it. Errors are RFC 9457 problems. Missing figures are null, never 0."
    ),
    paths(
        suppliers::list, suppliers::one, suppliers::scorecard, suppliers::change, levels::list, evaluations::list,
        evaluations::run, schemes::list, schemes::one, schemes::put, schemes::what_if, facts::kinds, facts::push,
        imports::list, imports::undo, imports::rejected
    ),
    components(schemas(crate::fault::Problem)),
    security(("token" = [])),
    modifiers(&Token)
)]
struct Document;

/// How a program proves who it is.
struct Token;

impl utoipa::Modify for Token {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        openapi
            .components
            .get_or_insert_default()
            .add_security_scheme("token", SecurityScheme::Http(scheme));
    }
}

/// The document as it is committed and served.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

pub(super) async fn serve() -> Json<utoipa::openapi::OpenApi> {
    Json(openapi())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_names_every_route_of_the_api_and_no_other() {
        let document = serde_json::to_value(openapi()).expect("the document is JSON");
        let mut described: Vec<String> = Vec::new();
        for (path, methods) in document["paths"].as_object().expect("paths") {
            for method in methods.as_object().expect("methods").keys() {
                described.push(format!("{} {path}", method.to_uppercase()));
            }
        }
        let mut routed: Vec<String> = crate::routes()
            .entries
            .iter()
            .filter(|entry| entry.path.starts_with("/api/v1/") && entry.path != "/api/v1/openapi.json")
            .map(|entry| format!("{} {}", entry.method, entry.path))
            .collect();
        described.sort();
        routed.sort();
        assert_eq!(described, routed);
    }

    #[test]
    fn the_committed_document_is_the_one_that_is_served() {
        let text = serde_json::to_string_pretty(&openapi()).expect("the document is JSON");
        expect_test::expect_file!["../../../../docs/openapi.json"].assert_eq(&(text + "\n"));
    }
}
