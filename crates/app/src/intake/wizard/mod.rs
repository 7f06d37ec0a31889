//! The wizard: an upload waits in the staging folder, its columns are chosen, it is checked and committed, each by a job.

mod checked;
mod choice;
mod columns;
mod run;
mod sniff;
mod staging;

pub use checked::{CellChange, ChangeView, CheckView, CountView, GroupView, ProblemView};
pub use choice::{Choice, Dates, Decimals};
pub use columns::{ColumnsView, FieldView, FileColumn, Reason, chinese_name, columns, fields};
pub use run::{RejectedView, RunView, import_run};
pub use sniff::Found;
pub use staging::{Incoming, Staging, Upload, UploadRefused, WAITING_BYTES_MAX, WAITING_MAX};

use super::{ImportOptions, ImportReport, ImportRequest, check, commit};
use crate::platform::Principal;
use crate::platform::jobs::{Ended, JobKind, NewJob, Teller};
use crate::{Context, Error};
use domain::platform::access::Permission;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// How often a job tells how many rows were read.
const TOLD_EVERY: Duration = Duration::from_millis(250);
/// What a commit job answers when the store refused the rows after all.
const REFUSED: &str = "refused";

/// Writes down which columns fill which fields; a check made before says nothing any longer.
pub fn choose(cx: &Context, upload: &Upload, choice: Choice) -> Result<Upload, Error> {
    let upload = Upload {
        choice: Some(choice),
        ..upload.clone()
    };
    cx.staging.note(&upload)?;
    cx.staging.forget_check(&upload);
    Ok(upload)
}

/// Starts to check an upload and gives the job; nothing is written.
pub fn start_check(cx: &Context, principal: &Principal, upload: &Upload) -> Result<String, Error> {
    principal.demand(Permission::Import)?;
    let request = request(cx, upload, false)?;
    let (own, upload) = (cx.acting(principal), upload.clone());
    let job = NewJob {
        kind: JobKind::ImportCheck,
        subject: upload.id.clone(),
        steps: vec!["read"],
        of: None,
        now: cx.clock.now(),
    };
    let id = upload.id.clone();
    let work = move |teller: Teller| async move {
        let progress = Arc::clone(&request.progress);
        let report = counted(&teller, &progress, check(&own, &request)).await?;
        keep_check(&own, &upload, report).await?;
        Ok(String::new())
    };
    let job = cx.jobs.start(principal, job, ended(cx), work);
    cx.staging.write(&id, "check_job", &job)?;
    Ok(job)
}

/// Starts to commit an upload and gives the job. With rejected rows nothing is kept, unless `only_valid` says otherwise.
pub fn start_commit(cx: &Context, principal: &Principal, upload: &Upload, only_valid: bool) -> Result<String, Error> {
    principal.demand(Permission::Import)?;
    if upload.import_id.is_some() {
        return Err(Error::conflict("upload-imported"));
    }
    let request = request(cx, upload, only_valid)?;
    let (own, upload) = (cx.acting(principal), upload.clone());
    let checked: Option<CheckView> = checked(cx, &upload);
    let job = NewJob {
        kind: JobKind::ImportCommit,
        subject: upload.id.clone(),
        steps: vec!["write"],
        of: checked.map(|checked| checked.rows),
        now: cx.clock.now(),
    };
    let id = upload.id.clone();
    let work = move |teller: Teller| async move {
        let progress = Arc::clone(&request.progress);
        let report = counted(&teller, &progress, commit(&own, &request)).await?;
        let Some(import_id) = report.import_id.filter(|_| report.committed) else {
            // What is stored has changed since the check; the new finding takes its place.
            keep_check(&own, &upload, report).await?;
            return Ok(REFUSED.to_owned());
        };
        own.staging.settle(&Upload {
            import_id: Some(import_id),
            ..upload
        })?;
        Ok(import_id.to_string())
    };
    let job = cx.jobs.start(principal, job, ended(cx), work);
    cx.staging.write(&id, "commit_job", &job)?;
    Ok(job)
}

/// What the latest check of an upload found.
#[must_use]
pub fn checked(cx: &Context, upload: &Upload) -> Option<CheckView> {
    cx.staging.read(&upload.id, "check")
}

/// Drops an upload: the file goes, nothing was written.
pub fn drop_upload(cx: &Context, upload: &Upload) -> Result<(), Error> {
    cx.staging.remove(upload)
}

impl Upload {
    /// The latest job that checks it.
    #[must_use]
    pub fn check_job(&self, cx: &Context) -> Option<String> {
        cx.staging.read(&self.id, "check_job")
    }

    /// The latest job that commits it.
    #[must_use]
    pub fn commit_job(&self, cx: &Context) -> Option<String> {
        cx.staging.read(&self.id, "commit_job")
    }
}

async fn keep_check(cx: &Context, upload: &Upload, report: ImportReport) -> Result<(), Error> {
    let found = checked::of(cx, report).await?;
    cx.staging.write(&upload.id, "check", &found)
}

fn request(cx: &Context, upload: &Upload, only_valid: bool) -> Result<ImportRequest, Error> {
    let mapping = upload
        .choice
        .as_ref()
        .map(|choice| choice.mapping(&upload.subject))
        .transpose()?;
    Ok(ImportRequest {
        path: cx.staging.file(upload)?,
        file_name: Some(upload.file_name.clone()),
        subject: Some(upload.subject.clone()),
        mapping,
        options: ImportOptions {
            only_valid,
            ..ImportOptions::default()
        },
        ..ImportRequest::default()
    })
}

/// Waits for work and tells meanwhile how many rows it has read.
async fn counted<T>(teller: &Teller, progress: &AtomicU64, work: impl Future<Output = T>) -> T {
    let mut ticks = tokio::time::interval(TOLD_EVERY);
    tokio::pin!(work);
    loop {
        tokio::select! {
            done = &mut work => return done,
            _ = ticks.tick() => teller.count(progress.load(Ordering::Relaxed)),
        }
    }
}

fn ended(cx: &Context) -> Ended {
    let clock = Arc::clone(&cx.clock);
    Arc::new(move || clock.now())
}
