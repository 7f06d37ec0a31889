//! An evaluation under way: its steps; it goes on when the page is closed and leads to the draft of the levels.

use crate::fault::Fault;
use crate::frame::{Frame, Place};
use crate::parts::{ended_badly, job};
use crate::site::Site;
use crate::visit::{Visit, encoded};
use app::platform::jobs::{Job, JobKind, JobState};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use std::sync::Arc;

pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let found = site.jobs.find(visit.principal()?, &id).ok();
    let Some(found) = found.filter(|job| job.kind == JobKind::Evaluation) else {
        return Err(Fault {
            cure: Some(visit.t("job-gone-cure")),
            ..Fault::new(StatusCode::NOT_FOUND, visit.t("job-gone"))
        });
    };
    if let (JobState::Done, Some(evaluation)) = (found.state, &found.result) {
        return Ok(Redirect::to(&format!("/levels?period={}", encoded(evaluation))).into_response());
    }
    let title = visit.t("evaluate-title");
    let line = visit.say(
        "evaluate-truth",
        &[
            ("period", &text::quarter(&found.subject, visit.language)),
            ("by", &found.started_by),
            ("started", &text::instant(&found.started_at, &visit.zone)),
        ],
    );
    let frame = Frame::new(&visit, &title).at(Place::Evaluations).truth(line);
    let frame = if found.state == JobState::Running {
        frame.refreshing(2)
    } else {
        frame
    };
    Ok(frame.page(&view(&visit, &found)).into_response())
}

pub(crate) fn view(visit: &Visit, found: &Job) -> Markup {
    let again = html! { p { a.button.primary href=(format!("/evaluations/new?period={}", encoded(&found.subject))) { (visit.t("evaluate-again")) } } };
    html! {
        @match found.state {
            JobState::Running => { (job(visit, found)) }
            _ => { (ended_badly(visit, found, &again)) }
        }
    }
}
