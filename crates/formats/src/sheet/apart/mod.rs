//! Packed files in a limited process: a workbook of a kilobyte can ask for all memory of the machine.

mod wire;

use super::archive::{self, Content, Limits};
use super::workbook::{self, GiveRow};
use super::{SheetError, name_of};
use csv::StringRecord;
use domain::platform::worker::{Allowance, Job, Task, Worker};
use serde::{Deserialize, Serialize};
use std::io;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use wire::{Refusal, Reply, Request, RowsWriter};

/// What a child may take for one reading of a file; `docs/import.md` tells it.
const ALLOWANCE: Allowance = Allowance {
    time: Duration::from_secs(30),
    memory_bytes: 512 << 20,
    stack_bytes: 16 << 20,
    threads: 1,
    open_files: 16,
};

/// A row as it stands at the top of a sheet: its number and its cells.
pub(super) type FirstRow = (u64, Vec<String>);

/// What to look for in a packed file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Look {
    pub(super) sheet: Option<String>,
    /// At most so many first rows.
    pub(super) rows: usize,
    pub(super) limits: Limits,
}

/// What a packed file holds, as far as it takes to open it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Found {
    Workbook { sheet: String, rows: Vec<FirstRow> },
    Table { index: usize, name: String },
}

/// Where packed files are read.
#[derive(Debug, Clone)]
pub(super) enum Reader {
    Here,
    Apart(Arc<dyn Worker>),
}

impl Reader {
    pub(super) fn of(worker: Option<&Arc<dyn Worker>>) -> Reader {
        worker.map_or(Reader::Here, |worker| Reader::Apart(Arc::clone(worker)))
    }

    /// Looks into the file.
    pub(super) fn look(&self, path: &Path, look: &Look) -> Result<Found, SheetError> {
        let Reader::Apart(worker) = self else {
            return look_here(path, look);
        };
        let mut found = None;
        ask(worker.as_ref(), path, &Request::Look(look.clone()), &mut |reply| {
            if let Reply::Found(what) = reply {
                found = Some(what);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        found.ok_or_else(|| archive::unreadable(path, "its reader found nothing"))
    }

    /// Gives every row of a sheet that has content.
    pub(super) fn rows(
        &self,
        path: &Path,
        sheet: &str,
        limits: &Limits,
        give: &mut GiveRow<'_>,
    ) -> Result<(), SheetError> {
        let Reader::Apart(worker) = self else {
            return workbook::rows(path, sheet, limits, give);
        };
        let request = Request::Rows {
            sheet: sheet.to_owned(),
            limits: limits.clone(),
        };
        let mut row = StringRecord::new();
        ask(worker.as_ref(), path, &request, &mut |reply| match reply {
            Reply::Rows(rows) => wire::read_rows(&rows, &mut row, give),
            Reply::Found(_) => Err(io::ErrorKind::InvalidData.into()),
        })
    }
}

fn look_here(path: &Path, look: &Look) -> Result<Found, SheetError> {
    match archive::content(path, &look.limits)? {
        Content::Table { index, name } => Ok(Found::Table { index, name }),
        Content::Workbook => {
            let (sheet, rows) = workbook::look(path, look.sheet.as_deref(), look.rows, &look.limits)?;
            Ok(Found::Workbook { sheet, rows })
        }
    }
}

/// The parent's side: sends the request and takes the replies.
fn ask(
    worker: &dyn Worker,
    path: &Path,
    request: &Request,
    take: &mut dyn FnMut(Reply<'_>) -> io::Result<ControlFlow<()>>,
) -> Result<(), SheetError> {
    let request = serde_json::to_vec(request).map_err(|error| archive::unreadable(path, error))?;
    let job = Job {
        task: Task::Sheet,
        path,
        request: &request,
        allowance: ALLOWANCE,
    };
    let mut refused = None;
    let ended = worker.run(&job, &mut |record| {
        let taken = match wire::read(record) {
            Ok(Ok(reply)) => take(reply),
            Ok(Err(refusal)) => {
                refused = Some(refusal.told(path));
                Ok(ControlFlow::Break(()))
            }
            Err(error) => Err(error),
        };
        taken.unwrap_or_else(|error| {
            refused = Some(archive::unreadable(path, error));
            ControlFlow::Break(())
        })
    });
    match refused {
        Some(error) => Err(error),
        None => ended.map_err(|ended| SheetError::Ended {
            file: name_of(path),
            ended,
        }),
    }
}

/// The child's side: answers one request about the file; an error means that nobody listens any longer.
pub fn answer(path: &Path, request: &[u8], emit: &mut dyn FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
    let refused = match serde_json::from_slice(request)? {
        Request::Look(look) => match look_here(path, &look) {
            Ok(found) => return emit(&wire::found(&found)?),
            Err(error) => error,
        },
        Request::Rows { sheet, limits } => {
            let mut writer = RowsWriter::new(emit);
            let read = workbook::rows(path, &sheet, &limits, &mut |number, cells| writer.add(number, cells));
            writer.finish()?;
            match read {
                Ok(()) => return Ok(()),
                Err(error) => error,
            }
        }
    };
    emit(&wire::refusal(&Refusal::of(refused))?)
}
