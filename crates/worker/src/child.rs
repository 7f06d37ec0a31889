//! The child's side: limits first, then one request, its records, and their count.

use crate::{frame, limits};
use domain::platform::worker::{Allowance, Job, Task};
use std::ffi::{OsStr, OsString};
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

/// The first argument of a child.
pub(crate) const COMMAND: &str = "worker";

/// Takes one record of the answer; an error means that nobody listens any longer.
pub type Emit<'a> = dyn FnMut(&[u8]) -> io::Result<()> + 'a;

/// When the arguments are those of a child, does its work with `work` and returns how to end; `None` otherwise.
pub fn called(
    arguments: impl Iterator<Item = OsString>,
    work: impl FnOnce(Task, &Path, &[u8], &mut Emit<'_>) -> io::Result<()>,
) -> Option<ExitCode> {
    let arguments: Vec<OsString> = arguments.skip(1).collect();
    let (task, allowance, path) = read_arguments(&arguments)?;
    Some(match answer(task, &allowance, Path::new(path), work) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The parent reads it; nothing can be done when it does not.
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    })
}

fn answer(
    task: Task,
    allowance: &Allowance,
    path: &Path,
    work: impl FnOnce(Task, &Path, &[u8], &mut Emit<'_>) -> io::Result<()>,
) -> io::Result<()> {
    limits::confine(allowance)?;
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout());
    frame::write_ready(&mut out)?;
    let mut request = Vec::new();
    io::stdin().read_to_end(&mut request)?;
    let mut records = 0;
    work(task, path, &request, &mut |record| {
        records += 1;
        frame::write_record(&mut out, record)
    })?;
    frame::write_end(&mut out, records)
}

/// `worker <task> <milliseconds> <memory> <stacks> <threads> <files> <path>`
pub(crate) fn arguments(job: &Job<'_>) -> Vec<OsString> {
    let Allowance {
        time,
        memory_bytes,
        stack_bytes,
        threads,
        open_files,
    } = job.allowance;
    let mut arguments: Vec<OsString> = vec![COMMAND.into(), job.task.name().into()];
    let numbers = [
        u64::try_from(time.as_millis()).unwrap_or(u64::MAX),
        memory_bytes,
        stack_bytes,
        threads.into(),
        open_files.into(),
    ];
    arguments.extend(numbers.map(|number| OsString::from(number.to_string())));
    arguments.push(job.path.into());
    arguments
}

fn read_arguments(arguments: &[OsString]) -> Option<(Task, Allowance, &OsStr)> {
    let [command, task, time, memory, stacks, threads, files, path] = arguments else {
        return None;
    };
    if command != COMMAND {
        return None;
    }
    let number = |text: &OsString| text.to_str()?.parse::<u64>().ok();
    let allowance = Allowance {
        time: Duration::from_millis(number(time)?),
        memory_bytes: number(memory)?,
        stack_bytes: number(stacks)?,
        threads: number(threads)?.try_into().ok()?,
        open_files: number(files)?.try_into().ok()?,
    };
    let task = Task::ALL.into_iter().find(|known| task == known.name())?;
    Some((task, allowance, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_child_reads_what_the_parent_wrote() {
        let allowance = Allowance {
            time: Duration::from_millis(1_500),
            memory_bytes: 1 << 29,
            stack_bytes: 1 << 20,
            threads: 2,
            open_files: 16,
        };
        let job = Job {
            task: Task::Sheet,
            path: Path::new("/a b"),
            request: &[],
            allowance,
        };
        let written = arguments(&job);
        assert_eq!(
            read_arguments(&written),
            Some((Task::Sheet, allowance, OsStr::new("/a b")))
        );
        assert_eq!(read_arguments(&written[1..]), None);
        assert_eq!(read_arguments(&["worker".into()]), None);
    }
}
