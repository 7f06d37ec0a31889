//! Receiving a file or pasted cells: streamed into the staging folder, looked at, and refused with a reason.

use super::{find, start};
use crate::fault::Fault;
use crate::parts::Problem;
use crate::posted::{Nothing, Posted, TOKEN, check_token};
use crate::site::Site;
use crate::visit::Visit;
use app::intake::{Found, Incoming, Upload, UploadRefused, WAITING_BYTES_MAX, WAITING_MAX, drop_upload, subjects};
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Path, Query, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;

/// What a form of this step may carry beside the file.
const TOKEN_BYTES: usize = 256;

pub(crate) async fn receive(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Query(address): Query<start::Address>,
    mut request: Request,
) -> Result<Response, Fault> {
    if !subjects().contains(&address.what.as_str()) {
        return Ok(Redirect::to("/data/import").into_response());
    }
    // The limit of the whole site holds; the usual one of two megabytes is for forms.
    DefaultBodyLimit::disable().apply(&mut request);
    let multipart = Multipart::from_request(request, &site).await;
    let multipart = multipart.map_err(|error| Fault::new(error.status(), ""))?;
    match incoming(&site, &visit, &address.what, multipart).await? {
        Ok(upload) => Ok(Redirect::to(&format!("/data/import/{}/map", upload.id)).into_response()),
        Err(problem) => {
            let page = start::shown(&site, &visit, &address.what, &[problem])?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// Reads the form: its token first, then the file or the cells.
async fn incoming(
    site: &Site,
    visit: &Visit,
    what: &str,
    mut multipart: Multipart,
) -> Result<Result<Upload, Problem>, Fault> {
    let mut is_ours = false;
    while let Some(field) = multipart.next_field().await.map_err(|error| broken(&error))? {
        let name = field.name().unwrap_or_default().to_owned();
        match name.as_str() {
            TOKEN => {
                check_token(visit, Some(&short(field).await?))?;
                is_ours = true;
            }
            "file" | "cells" if !is_ours => return Err(Fault::forged()),
            "file" => {
                let file_name = field.file_name().unwrap_or_default().to_owned();
                if file_name.is_empty() {
                    return Ok(Err(problem("file", visit.t("import-no-file"))));
                }
                return store(site, visit, (what, &file_name, "file"), field).await;
            }
            "cells" => {
                let file_name = visit.t("import-pasted-name");
                return store(site, visit, (what, &file_name, "cells"), field).await;
            }
            _ => {}
        }
    }
    check_token(visit, is_ours.then(|| visit.form_token()).as_deref())?;
    Ok(Err(problem("file", visit.t("import-no-file"))))
}

async fn store(
    site: &Site,
    visit: &Visit,
    (what, file_name, form): (&str, &str, &'static str),
    mut field: Field<'_>,
) -> Result<Result<Upload, Problem>, Fault> {
    let principal = visit.principal()?;
    let received = site.staging.receive(principal, (what, file_name), &site.clock.now());
    let mut incoming: Incoming = match received {
        Ok(incoming) => incoming,
        Err(refused) => {
            drain(&mut field).await;
            return Ok(Err(problem(form, words(visit, file_name, &refused))));
        }
    };
    while let Some(chunk) = field.chunk().await.map_err(|error| broken(&error))? {
        if let Err(refused) = incoming.write(&chunk) {
            drain(&mut field).await;
            return Ok(Err(problem(form, words(visit, file_name, &refused))));
        }
    }
    let kept = incoming.keep();
    Ok(kept.map_err(|refused| problem(form, words(visit, file_name, &refused))))
}

/// Takes the rest and forgets it: a browser that is still sending shows no answer.
async fn drain(field: &mut Field<'_>) {
    while let Ok(Some(_)) = field.chunk().await {}
}

async fn short(mut field: Field<'_>) -> Result<String, Fault> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| broken(&error))? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > TOKEN_BYTES {
            return Err(Fault::forged());
        }
    }
    String::from_utf8(bytes).map_err(|_| Fault::forged())
}

/// Too much, or cut off on the way.
fn broken(error: &MultipartError) -> Fault {
    Fault::new(error.status(), "")
}

fn problem(field: &'static str, message: String) -> Problem {
    Problem { field, message }
}

/// Why the file is not taken, and what to do.
fn words(visit: &Visit, file: &str, refused: &UploadRefused) -> String {
    match refused {
        UploadRefused::Empty => visit.say("import-refused-empty", &[("file", file)]),
        UploadRefused::Extension { extension } if extension == "xls" => {
            visit.say("import-refused-xls", &[("file", file)])
        }
        UploadRefused::Extension { .. } => visit.say("import-refused-extension", &[("file", file)]),
        UploadRefused::Disguised { extension, found } => {
            let looks = visit.t(&format!("import-looks-{}", look(*found)));
            visit.say(
                "import-refused-disguised",
                &[("file", file), ("extension", extension), ("found", &looks)],
            )
        }
        UploadRefused::Full => {
            let (files, megabytes) = (WAITING_MAX.to_string(), (WAITING_BYTES_MAX / 1024 / 1024).to_string());
            visit.say("import-refused-full", &[("files", &files), ("megabytes", &megabytes)])
        }
        UploadRefused::Failed(_) => visit.t("import-refused-failed"),
    }
}

fn look(found: Found) -> &'static str {
    match found {
        Found::Zip => "zip",
        Found::Text => "text",
        Found::OldOffice => "old-office",
        Found::Pdf => "pdf",
        Found::Picture => "picture",
        Found::Program => "program",
        Found::Page => "page",
        Found::Packed => "packed",
        Found::Binary => "binary",
    }
}

/// Drops an upload; nothing of it was written.
pub(crate) async fn drop_it(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(id): Path<String>,
    _: Posted<Nothing>,
) -> Result<Redirect, Fault> {
    let upload = find(&site, &visit, &id)?;
    if let Some(import) = upload.import_id {
        return Ok(Redirect::to(&format!("/data/imports/{import}")));
    }
    drop_upload(&site, &upload)?;
    Ok(Redirect::to("/data/import"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use text::Language;

    #[test]
    fn every_refusal_has_its_words_in_both_languages() {
        let all = [
            Found::Zip,
            Found::Text,
            Found::OldOffice,
            Found::Pdf,
            Found::Picture,
            Found::Program,
            Found::Page,
            Found::Packed,
            Found::Binary,
        ];
        for language in Language::ALL {
            let visit = crate::visit::sample(language);
            for found in all {
                let refused = UploadRefused::Disguised {
                    extension: "xlsx".to_owned(),
                    found,
                };
                let words = words(&visit, "orders.xlsx", &refused);
                assert!(words.contains("orders.xlsx") && !words.contains("import-"), "{words}");
            }
        }
    }
}
