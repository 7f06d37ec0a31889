//! The port to limited processes: work on texts and files of people that must not take the program down.
//!
//! It is synchronous: whoever calls it does so on a thread that may block.

use std::fmt;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

/// Does work in a limited process of its own. Whatever the work does, the caller goes on with a verdict.
pub trait Worker: Send + Sync + fmt::Debug {
    /// Gives every record of the answer to `take`, in order, until it breaks off.
    ///
    /// An `Ok` means that the answer is whole, or that `take` wanted no more of it.
    fn run(&self, job: &Job<'_>, take: &mut dyn FnMut(&[u8]) -> ControlFlow<()>) -> Result<(), Ended>;
}

/// One piece of work; request and records are bytes that only caller and task understand.
#[derive(Debug, Clone, Copy)]
pub struct Job<'a> {
    pub task: Task,
    /// The file or folder to read.
    pub path: &'a Path,
    pub request: &'a [u8],
    pub allowance: Allowance,
}

/// What a limited process can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// A query that somebody wrote, over the snapshot files of a folder.
    Query,
    /// A packed file, such as a workbook, that somebody gave us.
    Sheet,
}

impl Task {
    pub const ALL: [Task; 2] = [Task::Query, Task::Sheet];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Task::Query => "query",
            Task::Sheet => "sheet",
        }
    }
}

/// What a limited process may take. It may never write a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// From the moment it is ready; the time in which its answer waits for the caller does not count.
    pub time: Duration,
    /// Beyond what the program itself takes.
    pub memory_bytes: u64,
    /// Address space for the stacks of its threads, which becomes memory only where it is used.
    pub stack_bytes: u64,
    /// Threads that compute at the same time.
    pub threads: u32,
    pub open_files: u32,
}

/// Why a limited process gave no whole answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Ended {
    #[error("it takes longer than its limit of {} s", seconds(*limit))]
    Time { limit: Duration },
    #[error("it takes more memory than its limit of {megabytes} MB")]
    Memory { megabytes: u64 },
    #[error("its answer is larger than the limit of {megabytes} MB")]
    Answer { megabytes: u64 },
    #[error("it ended the process that worked on it ({how})")]
    Crash { how: String },
    #[error("the process for it could not be started: {problem}")]
    NotStarted { problem: String },
}

impl Ended {
    /// One word for each way to end, for the sentences of the two languages.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Ended::Time { .. } => "time",
            Ended::Memory { .. } => "memory",
            Ended::Answer { .. } => "answer",
            Ended::Crash { .. } => "crash",
            Ended::NotStarted { .. } => "not-started",
        }
    }

    /// The limit that was passed, such as `2 s` or `512 MB`; otherwise what is known.
    #[must_use]
    pub fn detail(&self) -> String {
        match self {
            Ended::Time { limit } => format!("{} s", seconds(*limit)),
            Ended::Memory { megabytes } | Ended::Answer { megabytes } => format!("{megabytes} MB"),
            Ended::Crash { how } => how.clone(),
            Ended::NotStarted { problem } => problem.clone(),
        }
    }
}

/// Whole seconds without a fraction, shorter times with one.
fn seconds(time: Duration) -> String {
    if time.subsec_millis() == 0 {
        time.as_secs().to_string()
    } else {
        format!("{}.{:03}", time.as_secs(), time.subsec_millis())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_told_with_its_unit() {
        let ended = |millis| Ended::Time {
            limit: Duration::from_millis(millis),
        };
        assert_eq!(ended(2_000).detail(), "2 s");
        assert_eq!(ended(50).to_string(), "it takes longer than its limit of 0.050 s");
        assert_eq!(Ended::Memory { megabytes: 512 }.detail(), "512 MB");
    }
}
