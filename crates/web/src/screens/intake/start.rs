//! W21, step 1: what the file holds, and the file itself, dropped or pasted.

use super::{field_name, subject_name, wizard};
use crate::fault::Fault;
use crate::frame::{Frame, Place, form_token};
use crate::parts::{Problem, error_summary};
use crate::site::Site;
use crate::visit::Visit;
use crate::{BODY_LIMIT, visit::encoded};
use app::intake::{FieldView, Upload, fields, subjects};
use axum::extract::{Query, State};
use domain::intake::{Class, KINDS};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

/// The address: what the file holds.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(crate) struct Address {
    pub(crate) what: String,
}

/// What the screen shows.
pub(crate) struct Start {
    pub(crate) what: Option<String>,
    pub(crate) fields: Vec<FieldView>,
    /// Uploads that wait for their next step.
    pub(crate) waiting: Vec<Upload>,
}

/// Columns named before the rest is folded away.
const COLUMNS_SHOWN: usize = 40;

pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Query(address): Query<Address>,
) -> Result<Markup, Fault> {
    shown(&site, &visit, &address.what, &[])
}

/// The page, with what was wrong with an upload.
pub(crate) fn shown(site: &Site, visit: &Visit, what: &str, problems: &[Problem]) -> Result<Markup, Fault> {
    let what = Some(what.to_owned()).filter(|what| subjects().contains(&what.as_str()));
    let start = Start {
        fields: what.as_deref().map(fields).transpose()?.unwrap_or_default(),
        what,
        waiting: site.staging.waiting(visit.principal()?),
    };
    let title = visit.t("import-title");
    let frame = Frame::new(visit, &title).at(Place::Data).truth(visit.t("import-lead"));
    let frame = if problems.is_empty() { frame } else { frame.error() };
    Ok(frame.page(&view(visit, &start, problems)))
}

pub(crate) fn view(visit: &Visit, start: &Start, problems: &[Problem]) -> Markup {
    html! {
        div.stack {
            (wizard(visit, None, 0))
            (error_summary(visit, problems))
            @match &start.what {
                Some(what) => { (file(visit, what, &start.fields)) }
                None => { (choice(visit)) }
            }
            (waiting(visit, &start.waiting))
        }
    }
}

/// What there is to bring in, the combined sheets first: with them most people begin.
fn choice(visit: &Visit) -> Markup {
    let of_class = |class: Class| -> Vec<&'static str> {
        let kinds = KINDS.iter().filter(move |kind| kind.class == class);
        kinds.map(|kind| kind.name).collect()
    };
    let sheets: Vec<&'static str> = subjects()
        .into_iter()
        .filter(|name| domain::intake::find(name).is_none())
        .collect();
    html! {
        section { h2 { (visit.t("import-what")) } p.muted { (visit.t("import-what-hint")) } }
        @for (id, hint, names) in [
            ("import-sheets", "import-sheets-hint", sheets), ("import-master", "import-master-hint", of_class(Class::Master)),
            ("import-facts", "import-facts-hint", of_class(Class::Fact)), ("import-reference", "import-reference-hint", of_class(Class::Reference)),
        ] {
            section.kinds {
                h3 { (visit.t(id)) } p.small.muted { (visit.t(hint)) }
                ul.kind-list {
                    @for name in names {
                        li {
                            a.kind href=(format!("/data/import?what={name}")) {
                                strong { (subject_name(visit, name)) }
                                span { (visit.t(&format!("kind-{}-what", name.replace('_', "-")))) }
                            }
                            a.kind-template href=(format!("/data/import/template/{name}.xlsx")) download
                                aria-label=(visit.say("import-template-of", &[("subject", &subject_name(visit, name))])) { (visit.t("import-template")) }
                        }
                    }
                }
            }
        }
    }
}

/// The two ways in, and what the columns are.
fn file(visit: &Visit, what: &str, fields: &[FieldView]) -> Markup {
    let limit = (BODY_LIMIT / 1024 / 1024).to_string();
    html! {
        section.row.spread {
            div {
                h2 { (subject_name(visit, what)) }
                p.muted { (visit.t(&format!("kind-{}-what", what.replace('_', "-")))) }
            }
            p.row {
                a.button href="/data/import" { (visit.t("import-other")) }
                a.button href=(format!("/data/import/template/{what}.xlsx")) download { (visit.t("import-template-xlsx")) }
                a.button href=(format!("/data/import/template/{what}.csv")) download { (visit.t("import-template-csv")) }
            }
        }
        div.columns.ways {
            form.card.stack #file-form method="post" action=(format!("/data/import?what={}", encoded(what))) enctype="multipart/form-data" {
                (form_token(visit))
                h3 { label for="file" { (visit.t("import-file")) } }
                div.drop {
                    p.drop-name data-file-name="" { (visit.t("import-drop")) }
                    p.small.muted #file-hint { (visit.say("import-file-hint", &[("limit", &limit)])) }
                    input #file type="file" name="file" required accept=".xlsx,.csv,.tsv,.txt,.zip" aria-describedby="file-hint"
                        data-limit=(BODY_LIMIT) data-too-large=(visit.say("import-too-large", &[("limit", &limit)]));
                }
                p { button.primary type="submit" { (visit.t("import-upload")) } }
            }
            form.card.stack #cells-form method="post" action=(format!("/data/import?what={}", encoded(what))) enctype="multipart/form-data" {
                (form_token(visit))
                h3 { label for="cells" { (visit.t("import-paste")) } }
                textarea.cells #cells name="cells" rows="9" required spellcheck="false" autocomplete="off" aria-describedby="cells-hint"
                    placeholder=(fields.iter().take(4).map(|field| field.name.as_str()).collect::<Vec<_>>().join("\t")) {}
                p.small.muted #cells-hint { (visit.t("import-paste-hint")) }
                p { button type="submit" { (visit.t("import-paste-do")) } }
            }
        }
        details.card {
            summary { h3 { (visit.say("import-columns", &[("count", &fields.len().to_string())])) } }
            div.table-wrap { table.compact {
                thead { tr { th scope="col" { (visit.t("import-column")) } th scope="col" { (visit.t("import-required")) } th scope="col" { (visit.t("import-type")) } th scope="col" { (visit.t("import-meaning")) } } }
                tbody {
                    @for field in fields.iter().take(COLUMNS_SHOWN) {
                        tr {
                            th scope="row" { (field_name(visit, &field.name, field.chinese)) div.other-name { code { (field.name) } } }
                            td { @if field.required { (visit.t("import-yes")) } @else { span.muted { (visit.t("import-optional")) } } }
                            td { (type_words(visit, &field.ty)) }
                            td lang="en" { (field.meaning) }
                        }
                    }
                }
            } }
        }
    }
}

/// The type of a field in the reader's language.
pub(super) fn type_words(visit: &Visit, ty: &str) -> String {
    if let Some(choices) = ty.strip_prefix("one of ") {
        return visit.say("import-type-choice", &[("choices", choices)]);
    }
    if let Some(kind) = ty.strip_prefix("key of a ") {
        return visit.say("import-type-key", &[("kind", &subject_name(visit, kind))]);
    }
    let id = match ty {
        "text" => "text",
        "date (YYYY-MM-DD)" => "date",
        "date and time with offset" => "moment",
        "amount in the row's currency" => "money",
        "whole number" => "integer",
        "yes or no" => "flag",
        "currency (ISO 4217)" => "currency",
        "country (ISO 3166)" => "country",
        "number, 3 decimals" => "quantity",
        "number, 6 decimals" => "price",
        _ => "rate",
    };
    visit.t(&format!("import-type-{id}"))
}

/// Uploads to go on with.
fn waiting(visit: &Visit, waiting: &[Upload]) -> Markup {
    html! {
        @if !waiting.is_empty() {
            section {
                h2 { (visit.t("import-waiting")) }
                div.table-wrap { table.cards {
                    caption.visually-hidden { (visit.t("import-waiting")) }
                    thead { tr { th scope="col" { (visit.t("data-file")) } th scope="col" { (visit.t("data-what")) } th scope="col" { (visit.t("import-uploaded")) } th scope="col" { span.visually-hidden { (visit.t("import-actions")) } } } }
                    tbody data-rows="" {
                        @for upload in waiting {
                            tr {
                                th scope="row" { a href=(format!("/data/import/{}/{}", upload.id, if upload.choice.is_some() { "check" } else { "map" })) { (upload.file_name) } }
                                td { (subject_name(visit, &upload.subject)) }
                                td { (text::instant(&upload.uploaded_at, &visit.zone)) }
                                td.num {
                                    form method="post" action=(format!("/data/import/{}/drop", upload.id)) {
                                        (form_token(visit))
                                        button.plain type="submit" aria-label=(visit.say("import-drop-it-of", &[("file", &upload.file_name)])) { (visit.t("import-drop-it")) }
                                    }
                                }
                            }
                        }
                    }
                } }
            }
        }
    }
}
