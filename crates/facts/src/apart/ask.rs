//! The parent's side: sends a request, gathers the parts of the answer.

use super::wire::{Reply, Request};
use crate::select::Rows;
use domain::evaluation::observation::{EventRow, PartSum};
use domain::intake::ports::{FactError, ResultTable};
use domain::platform::worker::{Allowance, Ended, Job, Task, Worker};
use std::ops::ControlFlow;
use std::path::Path;

/// An answer beyond this would fill the memory of the parent instead.
const ANSWER_BYTES: usize = 256 << 20;

/// Everything that an answer may hold; a request fills the part that it asks for.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) sums: Vec<PartSum>,
    pub(super) events: Vec<EventRow>,
    pub(super) table: ResultTable,
}

pub(super) fn ask(
    worker: &dyn Worker,
    folder: &Path,
    request: &Request,
    allowance: Allowance,
) -> Result<Answer, FactError> {
    let request = serde_json::to_vec(request).map_err(|error| strange(&error))?;
    let job = Job {
        task: Task::Query,
        path: folder,
        request: &request,
        allowance,
    };
    let mut answer = Answer {
        sums: Vec::new(),
        events: Vec::new(),
        table: ResultTable {
            columns: Vec::new(),
            rows: Vec::new(),
            total_rows: 0,
        },
    };
    let (mut failed, mut bytes) = (None, 0_usize);
    let ended = worker.run(&job, &mut |record| {
        bytes = bytes.saturating_add(record.len());
        let taken = if bytes > ANSWER_BYTES {
            Err(too_large())
        } else {
            answer.take(record)
        };
        match taken {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        }
    });
    match failed {
        Some(error) => Err(error),
        None => Ok(ended.map(|()| answer)?),
    }
}

impl Answer {
    fn take(&mut self, record: &[u8]) -> Result<(), FactError> {
        match serde_json::from_slice(record).map_err(|error| strange(&error))? {
            Reply::Sums(sums) => self.sums.extend(sums.into_iter().map(PartSum::from)),
            Reply::Events(events) => self.events.extend(events.into_iter().map(EventRow::from)),
            Reply::Columns(columns) => Rows::Columns(columns).add_to(&mut self.table),
            Reply::Cells(rows) => Rows::Cells(rows).add_to(&mut self.table),
            Reply::Total(total) => Rows::Total(total).add_to(&mut self.table),
            Reply::Failed(failure) => return Err(failure.into()),
        }
        Ok(())
    }
}

fn too_large() -> FactError {
    FactError::Ended(Ended::Answer {
        megabytes: (ANSWER_BYTES >> 20) as u64,
    })
}

/// Both sides are the same program, so this is a fault of ours.
fn strange(error: &serde_json::Error) -> FactError {
    FactError::Engine(format!("an answer that cannot be read: {error}"))
}
