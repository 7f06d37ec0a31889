//! A job under way: its steps, how many rows are read, and what became of it when the server was restarted.

use crate::visit::Visit;
use app::platform::jobs::{Job, JobKind};
use maud::{Markup, html};

/// The box that the server keeps up to date; without script the page refreshes itself.
pub(crate) fn job(visit: &Visit, job: &Job) -> Markup {
    html! {
        section.card.job {
            div data-events=(format!("/jobs/{}/events", job.id)) aria-live="polite" { (progress(visit, job)) }
            p.foot { (visit.t("job-safe")) }
        }
    }
}

/// How far it is; also what the server sends while it goes on.
pub(crate) fn progress(visit: &Visit, job: &Job) -> Markup {
    let title = visit.say(
        &format!("job-title-{}", kind_name(job.kind)),
        &[("subject", &job.subject)],
    );
    // Without a known end the bar says only that something moves on.
    let share = match job.of {
        Some(of) if of > 0 => (job.done.min(of) * 100 / of).max(2),
        _ if job.steps.len() > 1 => u64::try_from(job.step * 100 / job.steps.len()).unwrap_or(0).max(4),
        _ => 0,
    };
    html! {
        h2 { (title) }
        @if share > 0 {
            svg.meter viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" {
                rect.track width="100" height="4" {}
                rect.fill width=(share) height="4" {}
            }
        }
        @if job.steps.len() > 1 {
            ol.job-steps {
                @for (at, step) in job.steps.iter().enumerate() {
                    li class=(state(at, job.step)) {
                        span.job-mark aria-hidden="true" { @if at < job.step { "✓" } @else if at == job.step { "●" } @else { "○" } }
                        (visit.t(&format!("job-step-{}", step.replace([' ', '_'], "-"))))
                    }
                }
            }
        } @else {
            p.figures { (rows(visit, job)) }
        }
    }
}

fn rows(visit: &Visit, job: &Job) -> String {
    let done = text::count(job.done);
    match job.of {
        Some(of) => visit.say("job-rows-of", &[("done", &done), ("of", &text::count(of))]),
        None if job.done == 0 => visit.t("job-begins"),
        None => visit.say("job-rows", &[("done", &done)]),
    }
}

fn state(at: usize, step: usize) -> &'static str {
    match at.cmp(&step) {
        std::cmp::Ordering::Less => "done",
        std::cmp::Ordering::Equal => "now",
        std::cmp::Ordering::Greater => "ahead",
    }
}

/// The part of the ids of Fluent sentences.
pub(crate) fn kind_name(kind: JobKind) -> &'static str {
    match kind {
        JobKind::ImportCheck => "check",
        JobKind::ImportCommit => "commit",
        JobKind::Evaluation => "evaluation",
    }
}

/// What became of a job that did not end well, with the way on.
pub(crate) fn ended_badly(visit: &Visit, job: &Job, again: &Markup) -> Markup {
    let is_interrupted = job.state == app::platform::jobs::JobState::Interrupted;
    let failure = job.failure.as_ref();
    html! {
        section.blank {
            h2 { (visit.t(if is_interrupted { "job-interrupted" } else { "job-failed" })) }
            @if is_interrupted {
                p { (visit.t(&format!("job-interrupted-{}", kind_name(job.kind)))) }
            } @else {
                @if let Some(message) = failure.map(|failure| failure.message(visit.language)).filter(|message| !message.is_empty()) { p { (message) } }
                @else { p { (visit.t("job-failed-inside")) } }
                @if let Some(cure) = failure.and_then(|failure| failure.cure(visit.language)) { p.cure { (cure) } }
                p.muted { (visit.t("job-nothing-kept")) }
            }
            (again)
            p.small.muted { (visit.say("job-number", &[("id", &job.id)])) }
        }
    }
}
