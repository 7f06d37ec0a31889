//! Intake: bringing files in step by step, what came of them, and how complete the data are.

mod check;
mod commit;
mod data;
mod map;
mod reject;
mod run;
mod start;
mod template;
#[cfg(test)]
pub(super) mod tests;
mod upload;

use crate::fault::Fault;
use crate::parts::{Step, steps};
use crate::routes::{IMPORT, Routes, SEE};
use crate::site::Site;
use crate::visit::Visit;
use app::intake::Upload;
use axum::http::StatusCode;
use maud::Markup;
use text::Language;

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/data", SEE, data::page)
        .get("/data/import", IMPORT, start::page)
        .post("/data/import", IMPORT, upload::receive)
        .get("/data/import/template/{file}", IMPORT, template::file)
        .get("/data/import/{upload}/map", IMPORT, map::page)
        .post("/data/import/{upload}/map", IMPORT, map::choose)
        .get("/data/import/{upload}/check", IMPORT, check::page)
        .post("/data/import/{upload}/check", IMPORT, check::again)
        .get("/data/import/{upload}/commit", IMPORT, commit::page)
        .post("/data/import/{upload}/commit", IMPORT, commit::start)
        .post("/data/import/{upload}/drop", IMPORT, upload::drop_it)
        .get("/data/imports/{id}", IMPORT, run::page)
        .post("/data/imports/{id}/undo", IMPORT, run::undo)
        .get("/data/imports/{id}/{file}", IMPORT, run::rejected)
}

/// The upload of an address, or the page that says it is gone.
fn find(site: &Site, visit: &Visit, id: &str) -> Result<Upload, Fault> {
    site.staging.find(visit.principal()?, id).map_err(|_| Fault {
        cure: Some(visit.t("import-gone-cure")),
        ..Fault::new(StatusCode::NOT_FOUND, visit.t("import-gone"))
    })
}

/// What a kind or combined sheet is called.
fn subject_name(visit: &Visit, subject: &str) -> String {
    let id = format!("kind-{}", subject.replace('_', "-"));
    if text::has(visit.language, &id) {
        visit.t(&id)
    } else {
        subject.replace('_', " ")
    }
}

/// What one of our fields is called.
fn field_name(visit: &Visit, name: &str, chinese: Option<&str>) -> String {
    let id = format!("field-{}", name.replace('_', "-"));
    match (visit.language, chinese) {
        (Language::Zh, Some(chinese)) => chinese.to_owned(),
        _ if text::has(visit.language, &id) => visit.t(&id),
        _ => {
            let words = name.replace('_', " ");
            let mut letters = words.chars();
            letters
                .next()
                .map(|first| first.to_uppercase().chain(letters).collect())
                .unwrap_or_default()
        }
    }
}

/// The four steps; each that was reached has its address.
fn wizard(visit: &Visit, upload: Option<&Upload>, current: usize) -> Markup {
    let at = |path: &str| upload.map(|upload| format!("/data/import/{}/{path}", upload.id));
    let all = [
        ("import-step-file", Some("/data/import".to_owned())),
        ("import-step-map", at("map")),
        ("import-step-check", at("check").filter(|_| current >= 2)),
        ("import-step-commit", None),
    ];
    let all: Vec<Step> = all
        .into_iter()
        .map(|(word, address)| Step {
            word: visit.t(word),
            address,
        })
        .collect();
    steps(&visit.t("import-steps"), &all, current)
}

/// The line under the title: what, which file, when.
fn truth(visit: &Visit, upload: &Upload) -> String {
    visit.say(
        "import-truth",
        &[
            ("subject", &subject_name(visit, &upload.subject)),
            ("file", &upload.file_name),
            ("uploaded", &text::instant(&upload.uploaded_at, &visit.zone)),
            ("by", &upload.uploaded_by),
        ],
    )
}
