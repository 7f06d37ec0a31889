//! The child's side: one request over the folder, its answer in parts.

use super::THREADS;
use super::wire::{Event, Failure, Reply, Request, Sum};
use crate::Snapshots;
use crate::select::Rows;
use domain::intake::ports::{FactError, FactSource, Limits};
use std::io;
use std::path::Path;

/// Sums or events in one record.
const AT_A_TIME: usize = 4_096;
/// Cells of one record, so that wide rows come in small records.
const CELLS_AT_A_TIME: usize = 16_384;
/// The parent's clock decides; this only keeps a forgotten query from running for ever.
const SECONDS: u64 = 24 * 3_600;

/// Answers one request in a limited process; an error means that nobody listens any longer.
pub fn answer(folder: &Path, request: &[u8], emit: &mut dyn FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
    let mut give = |reply: &Reply| emit(&serde_json::to_vec(reply)?);
    let request: Request = serde_json::from_slice(request)?;
    match work(folder, request, &mut give) {
        Ok(()) => Ok(()),
        Err(Stop::Failed(error)) => give(&Reply::Failed(Failure::from(error))),
        Err(Stop::Unheard(error)) => Err(error),
    }
}

/// Why there is no more of the answer.
enum Stop {
    Failed(FactError),
    Unheard(io::Error),
}

impl From<FactError> for Stop {
    fn from(error: FactError) -> Stop {
        Stop::Failed(error)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        Stop::Unheard(error)
    }
}

type Give<'a> = dyn FnMut(&Reply) -> io::Result<()> + 'a;

fn work(folder: &Path, request: Request, give: &mut Give<'_>) -> Result<(), Stop> {
    let snapshots = Snapshots::confined(folder, THREADS, request.pool_bytes())?;
    match request {
        Request::Observe(request) => request.with(|request| {
            let sums: Vec<Sum> = snapshots.observe(request)?.into_iter().map(Sum::from).collect();
            for part in sums.chunks(AT_A_TIME) {
                give(&Reply::Sums(part.to_vec()))?;
            }
            Ok(())
        }),
        Request::Events(request) => request.with(|request| {
            let events: Vec<Event> = snapshots.events(request)?.into_iter().map(Event::from).collect();
            for part in events.chunks(AT_A_TIME) {
                give(&Reply::Events(part.to_vec()))?;
            }
            Ok(())
        }),
        Request::Lint(request) => {
            let columns = snapshots.lint(&request.sql, &request.parameters())?;
            Ok(give(&Reply::Columns(columns))?)
        }
        Request::Select(request) => {
            let limits = Limits {
                rows: request.rows,
                seconds: SECONDS,
                memory_bytes: request.memory_bytes,
            };
            let mut unheard = None;
            let selected = snapshots.select_rows(&request.files(), &request.sql, limits, &mut |rows| {
                give_rows(rows, give).map_err(|error| {
                    unheard = Some(error);
                    FactError::Engine(String::new())
                })
            });
            match unheard {
                Some(error) => Err(error.into()),
                None => Ok(selected?),
            }
        }
    }
}

fn give_rows(rows: Rows, give: &mut Give<'_>) -> io::Result<()> {
    match rows {
        Rows::Columns(columns) => give(&Reply::Columns(columns)),
        Rows::Total(total) => give(&Reply::Total(total)),
        Rows::Cells(rows) => {
            let width = rows.first().map_or(1, Vec::len).max(1);
            let mut rows = rows.into_iter().peekable();
            while rows.peek().is_some() {
                give(&Reply::Cells(
                    rows.by_ref().take(CELLS_AT_A_TIME.div_ceil(width)).collect(),
                ))?;
            }
            Ok(())
        }
    }
}
