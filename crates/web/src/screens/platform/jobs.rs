//! Jobs: their progress as server-sent events, and the page each of them leads to.

use crate::fault::Fault;
use crate::parts;
use crate::site::Site;
use crate::visit::Visit;
use app::platform::jobs::{Job, JobKind, JobState};
use axum::extract::{Path, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::stream::{self, Stream, StreamExt};
use std::convert::Infallible;
use std::sync::Arc;

/// The page that shows the job, and what came of it once it has ended.
pub(crate) fn address_of(job: &Job) -> String {
    match job.kind {
        JobKind::ImportCheck => format!("/data/import/{}/check", job.subject),
        JobKind::ImportCommit => format!("/data/import/{}/commit", job.subject),
        JobKind::Evaluation => format!("/evaluations/runs/{}", job.id),
    }
}

/// `progress` with the box's new content as often as something happens, then `done` with the address to go to.
pub(crate) async fn events(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Fault> {
    let principal = visit.principal()?;
    let job = site.jobs.find(principal, &id)?;
    let follow = site.jobs.follow(principal, &id)?;
    let (visit, address) = (visit.clone(), address_of(&job));
    let changes = stream::unfold(follow, |follow| async move {
        let mut follow = follow?;
        // The sender goes with the end of the job.
        follow.changed().await.ok()?;
        let job = follow.borrow_and_update().clone();
        Some((job, Some(follow)))
    });
    let told = changes
        .take_while(|job| futures::future::ready(job.state == JobState::Running))
        .map(move |job| {
            Event::default()
                .event("progress")
                .data(parts::progress(&visit, &job).into_string())
        });
    let end = stream::once(async move { Event::default().event("done").data(address) });
    Ok(Sse::new(told.chain(end).map(Ok)).keep_alive(KeepAlive::default()))
}
