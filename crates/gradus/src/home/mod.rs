//! The data folder: where it is, what lies in it, who may write to it, and how the use cases get at it.

mod clock;
mod lock;

pub(crate) use lock::Lock;

use crate::config::Config;
use crate::failure::Failure;
use app::intake::Staging;
use app::platform::jobs::Jobs;
use app::{Clock, Context};
use clock::SystemClock;
use domain::platform::worker::Worker;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use store::Store;
use worker::Processes;

/// The system's clock in a time zone.
pub(crate) fn clock(zone: jiff::tz::TimeZone) -> impl Clock {
    SystemClock::new(zone)
}

/// A data folder, whether it exists or not.
#[derive(Debug, Clone)]
pub(crate) struct Home {
    folder: PathBuf,
}

/// What a command wants to do with the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Reads what is stored; others may write meanwhile.
    Read,
    /// Changes the store or the snapshots; one process at a time.
    Write,
}

/// An open data folder; the lock is held as long as it lives.
pub(crate) struct Workspace {
    pub(crate) context: Context,
    _lock: Option<Lock>,
}

impl Home {
    pub(crate) fn new(folder: PathBuf) -> Home {
        Home { folder }
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.folder.join("gradus.db")
    }

    pub(crate) fn snapshots(&self) -> PathBuf {
        self.folder.join("snapshots")
    }

    pub(crate) fn lock(&self) -> PathBuf {
        self.folder.join("lock")
    }

    /// Marks a data folder that the demo made: only such a one is filled or deleted by it.
    pub(crate) fn demo_mark(&self) -> PathBuf {
        self.folder.join("demo")
    }

    /// Whether `gradus init` has been here.
    pub(crate) fn exists(&self) -> bool {
        self.lock().exists()
    }

    /// Makes the folder with what belongs into it; an existing one stays as it is.
    pub(crate) fn create(&self) -> Result<(), Failure> {
        let snapshots = self.snapshots();
        std::fs::create_dir_all(&snapshots).map_err(|error| Failure::file("cli-error-create", &snapshots, &error))?;
        Lock::create(&self.lock())
    }

    /// Opens store and snapshots; writing needs the lock of the folder.
    pub(crate) async fn open(&self, config: &Config, access: Access, command: &str) -> Result<Workspace, Failure> {
        if !self.exists() {
            return Err(Failure::said("cli-error-no-home").with("path", self.folder.display()));
        }
        let lock = match access {
            Access::Read => None,
            Access::Write => Some(Lock::take(&self.lock(), command)?),
        };
        let clock = SystemClock::new(config.zone()?);
        let store = Store::open(&self.database_url(config), &clock.now())
            .await
            .map_err(app::Error::from)?;
        let snapshots = Arc::new(facts::Snapshots::open(self.snapshots()).map_err(app::Error::from)?);
        let worker: Arc<dyn Worker> = Arc::new(
            Processes::of_this_program().map_err(|error| Failure::said("cli-error-runtime").with("problem", error))?,
        );
        let facts = facts::Guarded::new(
            Arc::clone(&snapshots),
            Arc::clone(&worker),
            app::design::known_queries(),
            Duration::from_secs(config.draft_seconds.value),
        );
        let context = Context {
            store,
            facts: Arc::new(facts),
            snapshots,
            worker,
            clock: Arc::new(clock),
            actor: config.actor.value.clone(),
            partitions: config.partitions.value,
            kept: Arc::default(),
            jobs: Arc::new(Jobs::in_folder(self.folder.join("jobs"))),
            staging: Arc::new(Staging::in_folder(self.folder.join("staging"))),
        };
        Ok(Workspace { context, _lock: lock })
    }

    fn database_url(&self, config: &Config) -> String {
        config
            .database
            .value
            .clone()
            .unwrap_or_else(|| format!("sqlite:{}", self.database().display()))
    }
}
