//! What the program does as a limited process of its own; nobody types this command, so it is in no help.

use domain::platform::worker::Task;
use std::io;
use std::path::Path;
use worker::Emit;

/// One task, answered by the crate that knows it.
pub(crate) fn work(task: Task, path: &Path, request: &[u8], emit: &mut Emit<'_>) -> io::Result<()> {
    match task {
        Task::Query => facts::answer(path, request, emit),
        Task::Sheet => formats::sheet::answer(path, request, emit),
    }
}
