//! W21, step 4: the rows go in by a job that goes on when the page is closed.

use super::{find, truth, wizard};
use crate::fault::Fault;
use crate::frame::{Frame, Place};
use crate::parts::{ended_badly, job};
use crate::posted::Posted;
use crate::site::Site;
use crate::visit::Visit;
use app::intake::start_commit;
use app::platform::jobs::JobState;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use serde::Deserialize;
use std::sync::Arc;

#[derive(Debug, Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    only_valid: String,
}

pub(crate) async fn start(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(id): Path<String>,
    Posted(typed): Posted<Typed>,
) -> Result<Redirect, Fault> {
    let upload = find(&site, &visit, &id)?;
    if let Some(import) = upload.import_id {
        // Sent twice: the first one counts.
        return Ok(Redirect::to(&format!("/data/imports/{import}")));
    }
    start_commit(&site, visit.principal()?, &upload, typed.only_valid == "yes")?;
    Ok(Redirect::to(&format!("/data/import/{id}/commit")))
}

pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let upload = find(&site, &visit, &id)?;
    if let Some(import) = upload.import_id {
        return Ok(Redirect::to(&format!("/data/imports/{import}?new=yes")).into_response());
    }
    let last = upload
        .commit_job(&site)
        .and_then(|job| site.jobs.find(visit.principal().ok()?, &job).ok());
    let Some(last) = last else {
        return Ok(Redirect::to(&format!("/data/import/{id}/check")).into_response());
    };
    let title = visit.t("import-commit-title");
    let frame = Frame::new(&visit, &title).at(Place::Data).truth(truth(&visit, &upload));
    let steps = wizard(&visit, Some(&upload), 3);
    Ok(match last.state {
        JobState::Running => {
            let body = html! { div.stack { (steps) (job(&visit, &last)) } };
            frame.refreshing(2).page(&body).into_response()
        }
        JobState::Done => Redirect::to(&format!("/data/import/{id}/check?refused=yes")).into_response(),
        JobState::Failed | JobState::Interrupted => {
            let again = html! { p { a.button.primary href=(format!("/data/import/{id}/map")) { (visit.t("import-back-to-map")) } } };
            let body = html! { div.stack { (steps) (ended_badly(&visit, &last, &again)) } };
            frame.page(&body).into_response()
        }
    })
}
