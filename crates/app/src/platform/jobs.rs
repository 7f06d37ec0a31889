//! Jobs: work that outlives the page that started it. Progress is told as it happens and the end is kept in a file.

use super::Principal;
use crate::{Error, ErrorKind};
use domain::platform::access::Permission;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use text::Language;
use tokio::sync::watch;
use uuid::Uuid;

/// Ended jobs whose files are kept.
const KEPT: usize = 200;

/// What a job does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    ImportCheck,
    ImportCommit,
    Evaluation,
}

/// How far a job has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    Running,
    Done,
    Failed,
    /// The server ended while it ran; nothing of it was kept.
    Interrupted,
}

/// A job as people see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    pub id: String,
    pub kind: JobKind,
    /// What it is about: an upload, a period.
    pub subject: String,
    /// Id of the user who started it; empty for the operator.
    pub owner: String,
    pub started_by: String,
    pub started_at: String,
    pub ended_at: Option<String>,
    pub state: JobState,
    /// The names of its steps, in their order.
    pub steps: Vec<String>,
    /// The step it is at.
    pub step: usize,
    /// Counted within the step, such as rows.
    pub done: u64,
    /// How many there are, where that is known.
    pub of: Option<u64>,
    /// What came of it, such as the number of an import or the id of an evaluation.
    pub result: Option<String>,
    pub failure: Option<JobFailure>,
}

/// Why a job failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobFailure {
    /// Empty when the fault is the product's own: what broke inside is for the log and not for the page.
    english: (String, Option<String>),
    chinese: (String, Option<String>),
}

impl JobFailure {
    #[must_use]
    pub fn of(error: &Error) -> JobFailure {
        let said = |language| match error.kind {
            ErrorKind::Internal => (String::new(), error.cure(language)),
            _ => (error.message(language), error.cure(language)),
        };
        JobFailure {
            english: said(Language::En),
            chinese: said(Language::Zh),
        }
    }

    #[must_use]
    pub fn message(&self, language: Language) -> &str {
        &self.said(language).0
    }

    #[must_use]
    pub fn cure(&self, language: Language) -> Option<&str> {
        self.said(language).1.as_deref()
    }

    fn said(&self, language: Language) -> &(String, Option<String>) {
        match language {
            Language::En => &self.english,
            Language::Zh => &self.chinese,
        }
    }
}

/// What is to be started.
#[derive(Debug, Clone)]
pub struct NewJob {
    pub kind: JobKind,
    pub subject: String,
    pub steps: Vec<&'static str>,
    pub of: Option<u64>,
    pub now: String,
}

/// The jobs of this process, and those whose end is on disk.
#[derive(Debug, Default)]
pub struct Jobs {
    /// `None` keeps nothing beyond the process.
    folder: Option<PathBuf>,
    live: Mutex<BTreeMap<String, watch::Sender<Job>>>,
}

/// Tells how far a job has come.
#[derive(Debug, Clone)]
pub struct Teller {
    jobs: Arc<Jobs>,
    id: String,
}

impl Jobs {
    /// Keeps the state of jobs in files of this folder, which is made when first needed.
    #[must_use]
    pub fn in_folder(folder: PathBuf) -> Jobs {
        Jobs {
            folder: Some(folder),
            live: Mutex::default(),
        }
    }

    /// At the start of a server: what still runs according to its file was interrupted, and old files go.
    pub fn take_over(&self, now: &str) {
        let mut names = self.names();
        names.sort_unstable();
        let surplus = names.len().saturating_sub(KEPT);
        for name in names.drain(..surplus) {
            if let Some(path) = self.path(&name) {
                drop(std::fs::remove_file(path));
            }
        }
        for name in names {
            if let Some(mut job) = self.kept(&name).filter(|job| job.state == JobState::Running) {
                job.state = JobState::Interrupted;
                job.ended_at = Some(now.to_owned());
                self.keep(&job);
            }
        }
    }

    /// Starts work in a task of its own and gives its id; the same work of the same person is not started twice.
    pub fn start<W, F>(self: &Arc<Self>, principal: &Principal, new: NewJob, ended: Ended, work: W) -> String
    where
        W: FnOnce(Teller) -> F + Send + 'static,
        F: Future<Output = Result<String, Error>> + Send + 'static,
    {
        let job = Job {
            id: Uuid::now_v7().to_string(),
            kind: new.kind,
            subject: new.subject,
            owner: principal.user_id.clone(),
            started_by: principal.name.clone(),
            started_at: new.now,
            ended_at: None,
            state: JobState::Running,
            steps: new.steps.into_iter().map(str::to_owned).collect(),
            step: 0,
            done: 0,
            of: new.of,
            result: None,
            failure: None,
        };
        let id = job.id.clone();
        {
            let mut live = self.live.lock().unwrap_or_else(PoisonError::into_inner);
            let is_twin = |other: &Job| {
                other.state == JobState::Running && other.kind == job.kind && other.subject == job.subject
            };
            let twin = live.values().find(|other| is_twin(&other.borrow()));
            if let Some(id) = twin.map(|twin| twin.borrow().id.clone()) {
                return id;
            }
            self.keep(&job);
            live.insert(id.clone(), watch::Sender::new(job));
        }
        let teller = Teller {
            jobs: Arc::clone(self),
            id: id.clone(),
        };
        tokio::spawn(async move {
            // A task within the task: work that breaks must not leave a job that runs for ever.
            let done = tokio::spawn(work(teller.clone())).await;
            teller.end(
                done.unwrap_or_else(|error| Err(Error::internal(format!("the work broke: {error}")))),
                &ended,
            );
        });
        id
    }

    /// A job of this person; an administrator sees everybody's.
    pub fn find(&self, principal: &Principal, id: &str) -> Result<Job, Error> {
        let live = self.live.lock().unwrap_or_else(PoisonError::into_inner);
        let job = live.get(id).map(|sender| sender.borrow().clone());
        drop(live);
        let is_id = Uuid::parse_str(id).is_ok();
        let job = job.or_else(|| is_id.then(|| self.kept(id)).flatten());
        let job = job.filter(|job| job.owner == principal.user_id || principal.may(Permission::Administer));
        job.ok_or_else(|| Error::not_found("no-job").with("job", id))
    }

    /// The state of a running job as it changes; `None` when it has ended.
    pub fn follow(&self, principal: &Principal, id: &str) -> Result<Option<watch::Receiver<Job>>, Error> {
        self.find(principal, id)?;
        let live = self.live.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(live.get(id).map(watch::Sender::subscribe))
    }

    fn change(&self, id: &str, persists: bool, change: impl FnOnce(&mut Job)) {
        let live = self.live.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = live.get(id) {
            sender.send_modify(change);
            if persists {
                self.keep(&sender.borrow());
            }
        }
    }

    fn names(&self) -> Vec<String> {
        let Some(folder) = &self.folder else { return Vec::new() };
        let Ok(entries) = std::fs::read_dir(folder) else {
            return Vec::new();
        };
        entries
            .flatten()
            .filter_map(|entry| Some(entry.file_name().to_str()?.strip_suffix(".json")?.to_owned()))
            .collect()
    }

    fn path(&self, id: &str) -> Option<PathBuf> {
        Some(self.folder.as_ref()?.join(format!("{id}.json")))
    }

    fn kept(&self, id: &str) -> Option<Job> {
        let text = std::fs::read(self.path(id)?).ok()?;
        serde_json::from_slice(&text).ok()
    }

    /// A state that cannot be written is lost with the process and with nothing else: the work itself is in the store.
    fn keep(&self, job: &Job) {
        if let Some(path) = self.path(&job.id) {
            drop(write_whole(&path, job));
        }
    }
}

/// Tells the time at which a job ended.
pub type Ended = Arc<dyn Fn() -> String + Send + Sync>;

impl Teller {
    /// The work has come to this step.
    pub fn step(&self, name: &str) {
        self.jobs.change(&self.id, true, |job| {
            if let Some(at) = job.steps.iter().position(|step| step == name) {
                (job.step, job.done) = (at, 0);
            }
        });
    }

    /// So many are done in this step.
    pub fn count(&self, done: u64) {
        self.jobs.change(&self.id, false, |job| job.done = done);
    }

    fn end(&self, done: Result<String, Error>, ended: &Ended) {
        let now = ended();
        self.jobs.change(&self.id, true, |job| {
            job.ended_at = Some(now);
            match done {
                Ok(result) => {
                    job.state = JobState::Done;
                    job.result = Some(result);
                }
                Err(error) => {
                    job.state = JobState::Failed;
                    job.failure = Some(JobFailure::of(&error));
                }
            }
        });
        let mut live = self.jobs.live.lock().unwrap_or_else(PoisonError::into_inner);
        live.remove(&self.id);
    }
}

/// Writes a JSON file beside and then over the old one, so that nobody ever reads half of it.
pub(crate) fn write_whole(path: &Path, value: &impl Serialize) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let beside = path.with_extension("new");
    std::fs::write(&beside, serde_json::to_vec(value)?)?;
    std::fs::rename(beside, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(subject: &str) -> NewJob {
        NewJob {
            kind: JobKind::Evaluation,
            subject: subject.to_owned(),
            steps: vec!["facts", "saved"],
            of: None,
            now: "2026-11-21T12:00:00Z".to_owned(),
        }
    }

    fn later() -> Ended {
        Arc::new(|| "2026-11-21T12:00:05Z".to_owned())
    }

    #[tokio::test]
    async fn a_job_tells_its_steps_and_its_end_survives_the_process() {
        let folder = tempfile::tempdir().unwrap();
        let jobs = Arc::new(Jobs::in_folder(folder.path().join("jobs")));
        let me = Principal::operator("Li Na");
        let (go, may_go) = tokio::sync::oneshot::channel::<()>();
        let work = |teller: Teller| async move {
            teller.step("saved");
            drop(may_go.await);
            Ok("17".to_owned())
        };
        let id = jobs.start(&me, new("2026Q3"), later(), work);
        let mut follow = jobs.follow(&me, &id).unwrap().unwrap();
        follow.wait_for(|job| job.step == 1).await.unwrap();
        let again = jobs.start(&me, new("2026Q3"), later(), |_| async { Ok(String::new()) });
        assert_eq!(again, id, "the same work is not started twice");
        go.send(()).unwrap();
        let ended = follow
            .wait_for(|job| job.state == JobState::Done)
            .await
            .unwrap()
            .clone();
        assert_eq!(ended.result.as_deref(), Some("17"));
        let elsewhere = Jobs::in_folder(folder.path().join("jobs"));
        assert_eq!(elsewhere.find(&me, &id).unwrap(), ended);
    }

    #[tokio::test]
    async fn what_ran_when_the_server_ended_is_interrupted_and_a_broken_work_fails() {
        let folder = tempfile::tempdir().unwrap();
        let jobs = Arc::new(Jobs::in_folder(folder.path().to_owned()));
        let me = Principal::operator("Li Na");
        let id = jobs.start(&me, new("2026Q2"), later(), |_| std::future::pending());
        let restarted = Jobs::in_folder(folder.path().to_owned());
        restarted.take_over("2026-11-21T13:00:00Z");
        let job = restarted.find(&me, &id).unwrap();
        assert_eq!(job.state, JobState::Interrupted);
        assert_eq!(job.ended_at.as_deref(), Some("2026-11-21T13:00:00Z"));

        let broken = jobs.start(&me, new("2026Q1"), later(), |_| async { panic!("broken") });
        if let Some(mut follow) = jobs.follow(&me, &broken).unwrap() {
            drop(follow.wait_for(|job| job.state != JobState::Running).await);
        }
        assert_eq!(jobs.find(&me, &broken).unwrap().state, JobState::Failed);
    }

    #[tokio::test]
    async fn a_job_is_its_starters_and_the_administrators() {
        let jobs = Arc::new(Jobs::default());
        let mut me = Principal::operator("Li Na");
        me.user_id = "1".to_owned();
        let id = jobs.start(&me, new("2026Q3"), later(), |_| std::future::pending());
        let mut other = Principal::operator("Ada");
        other.user_id = "2".to_owned();
        assert!(jobs.find(&other, &id).is_ok(), "an administrator sees it");
        other.may.remove(&Permission::Administer);
        assert_eq!(jobs.find(&other, &id).unwrap_err().kind, ErrorKind::NotFound);
        assert_eq!(jobs.find(&me, "../lock").unwrap_err().kind, ErrorKind::NotFound);
    }
}
