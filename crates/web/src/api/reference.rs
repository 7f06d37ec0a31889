//! The reference of the API as a page: every call with its parameters, fields and an example; no script, no network.

use crate::frame::{Frame, bare};
use crate::visit::Visit;
use maud::{Markup, html};
use serde_json::Value;

pub(super) async fn page(visit: Visit) -> Markup {
    let document = serde_json::to_value(super::openapi()).unwrap_or_default();
    let title = visit.t("api-title");
    let body = view(&visit, &document);
    match &visit.principal {
        Some(_) => Frame::new(&visit, &title).page(&body),
        None => bare(&visit, &title, &html! { h1 { (title) } (body) }),
    }
}

fn view(visit: &Visit, document: &Value) -> Markup {
    let none = serde_json::Map::new();
    let paths = document["paths"].as_object().unwrap_or(&none);
    let schemas = document["components"]["schemas"].as_object().unwrap_or(&none);
    html! {
        div.stack.reference {
            p { (text_of(&document["info"]["description"])) }
            p { a.button href="/api/v1/openapi.json" { (visit.t("api-document")) } " " a.button href="/account" { (visit.t("api-token")) } }
            @for (path, methods) in paths { @if let Some(methods) = methods.as_object() { @for (method, call) in methods {
                details.card id=(text_of(&call["operationId"])) {
                    summary { span.tag.info { (method.to_uppercase()) } " " code { (path) } " " span.muted { (text_of(&call["summary"])) } }
                    (call_of(visit, path, method, call))
                }
            } } }
            h2 { (visit.t("api-schemas")) }
            @for (name, schema) in schemas {
                details.card id=(format!("schema-{name}")) { summary { code { (name) } " " span.muted { (text_of(&schema["description"])) } } (fields(visit, schema)) }
            }
        }
    }
}

fn call_of(visit: &Visit, path: &str, method: &str, call: &Value) -> Markup {
    let parameters = call["parameters"].as_array().cloned().unwrap_or_default();
    let none = serde_json::Map::new();
    let answers = call["responses"].as_object().unwrap_or(&none);
    html! {
        @if let Some(description) = call["description"].as_str() { p { (description) } }
        @if !parameters.is_empty() {
            h3 { (visit.t("api-parameters")) }
            table.compact { tbody { @for parameter in &parameters { tr {
                td { code { (text_of(&parameter["name"])) } } td { (text_of(&parameter["in"])) }
                td { (type_of(&parameter["schema"])) } td { (text_of(&parameter["description"])) }
            } } } }
        }
        h3 { (visit.t("api-answers")) }
        table.compact { tbody { @for (status, answer) in answers { tr {
            td { code { (status) } } td { (text_of(&answer["description"])) }
            td { @for (_, content) in answer["content"].as_object().unwrap_or(&none) { (type_of(&content["schema"])) } }
        } } } }
        h3 { (visit.t("api-example")) }
        pre { "curl -X " (method.to_uppercase()) " -H 'Authorization: Bearer gradus_pat_…' http://127.0.0.1:8080" (path) }
    }
}

fn fields(visit: &Visit, schema: &Value) -> Markup {
    let none = serde_json::Map::new();
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    html! {
        table.compact { tbody { @for (name, field) in schema["properties"].as_object().unwrap_or(&none) { tr {
            td { code { (name) } } td { (type_of(field)) }
            td { @if required.iter().any(|one| one == name) { (visit.t("api-required")) } }
            td { (text_of(&field["description"])) }
        } } } }
    }
}

fn type_of(schema: &Value) -> Markup {
    let reference = schema["$ref"]
        .as_str()
        .and_then(|reference| reference.rsplit('/').next());
    html! {
        @if let Some(name) = reference { a href=(format!("#schema-{name}")) { (name) } }
        @else if let Some(items) = schema.get("items") { (type_of(items)) "[]" }
        @else if let Some(many) = schema["type"].as_array() { (many.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" | ")) }
        @else { (text_of(&schema["type"])) }
    }
}

fn text_of(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
