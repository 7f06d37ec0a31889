//! The snapshot folder behind the two ports of `domain`.

use crate::engine::Engine;
use crate::select::Rows;
use crate::storage::Spill;
use crate::{events, lint, observe, select, storage};
use domain::evaluation::observation::{EventRow, ParameterValue, PartSum};
use domain::intake::ports::{
    EventsRequest, FactError, FactSource, Limits, ObserveRequest, ResultTable, SnapshotFile, SnapshotSink,
};
use domain::intake::snapshot::TableData;
use domain::period::Month;
use std::fmt;
use std::path::{Path, PathBuf};

/// Snapshot files in one folder, and the engine that reads them.
pub struct Snapshots {
    folder: PathBuf,
    engine: Engine,
    /// In a limited process, which may not write.
    reads_only: bool,
    /// Stands after the engine, which lets go of its files first.
    _spill: Option<Spill>,
}

impl Snapshots {
    /// Opens the folder, and makes it when it is missing.
    #[expect(clippy::needless_pass_by_value, reason = "callers hand over the path they built")]
    pub fn open(folder: PathBuf) -> Result<Snapshots, FactError> {
        std::fs::create_dir_all(&folder)?;
        let folder = folder.canonicalize()?;
        let spill = Spill::open(&folder)?;
        let engine = Engine::open(Some((&folder, spill.path())))?;
        Ok(Snapshots {
            folder,
            engine,
            reads_only: false,
            _spill: Some(spill),
        })
    }

    /// Opens the folder for reading in a limited process; nothing in it changes.
    pub(crate) fn confined(folder: &Path, threads: usize, memory_bytes: usize) -> Result<Snapshots, FactError> {
        let folder = folder.canonicalize()?;
        let engine = Engine::confined(&folder, threads, memory_bytes)?;
        Ok(Snapshots {
            folder,
            engine,
            reads_only: true,
            _spill: None,
        })
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// One `select` whose rows are handed on as they come, with as many as there were at the end.
    pub(crate) fn select_rows(
        &self,
        files: &[SnapshotFile],
        sql: &str,
        limits: Limits,
        take: &mut dyn FnMut(Rows) -> Result<(), FactError>,
    ) -> Result<(), FactError> {
        self.check_present(files)?;
        select::select(&self.engine, files, (sql, limits), take).map_err(|error| blame(&self.folder, files, error))
    }

    fn check_present(&self, files: &[SnapshotFile]) -> Result<(), FactError> {
        for file in files {
            if storage::altered(&self.folder, file)? {
                return Err(FactError::File {
                    path: file.path.clone(),
                });
            }
        }
        Ok(())
    }
}

/// An error of the engine itself may come from a damaged file: then the file is named.
fn blame(folder: &Path, files: &[SnapshotFile], error: FactError) -> FactError {
    if !matches!(error, FactError::Engine(_)) {
        return error;
    }
    let damaged = files
        .iter()
        .find(|file| !storage::verify(folder, file).unwrap_or(false));
    damaged.map_or(error, |file| FactError::File {
        path: file.path.clone(),
    })
}

impl fmt::Debug for Snapshots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Snapshots")
            .field("folder", &self.folder)
            .finish_non_exhaustive()
    }
}

impl SnapshotSink for Snapshots {
    fn write(&self, data: &TableData, month: Option<Month>) -> Result<SnapshotFile, FactError> {
        storage::write(&self.folder, data, month)
    }

    fn verify(&self, file: &SnapshotFile) -> Result<bool, FactError> {
        storage::verify(&self.folder, file)
    }

    /// Deletes the sums kept from earlier evaluations: the next one reads every row again, and gives the same answer.
    fn forget_sums(&self) -> Result<(), FactError> {
        observe::forget(&self.folder)
    }

    fn sweep(&self, keep: &[SnapshotFile]) -> Result<u64, FactError> {
        observe::sweep(&self.folder, keep)?;
        storage::sweep(&self.folder, keep)
    }
}

impl FactSource for Snapshots {
    fn observe(&self, request: &ObserveRequest<'_>) -> Result<Vec<PartSum>, FactError> {
        self.check_present(request.files)?;
        observe::observe(&self.engine, (&self.folder, self.reads_only), request)
            .map_err(|error| blame(&self.folder, request.files, error))
    }

    fn events(&self, request: &EventsRequest<'_>) -> Result<Vec<EventRow>, FactError> {
        self.check_present(request.files)?;
        events::events(&self.engine, request).map_err(|error| blame(&self.folder, request.files, error))
    }

    fn lint(&self, sql: &str, parameters: &[(String, ParameterValue)]) -> Result<Vec<(String, String)>, FactError> {
        let report = lint::check(&self.engine, sql, parameters)?;
        Ok(report
            .columns
            .into_iter()
            .map(|column| (column.name, column.ty))
            .collect())
    }

    fn select(&self, files: &[SnapshotFile], sql: &str, limits: Limits) -> Result<ResultTable, FactError> {
        let mut table = ResultTable {
            columns: Vec::new(),
            rows: Vec::new(),
            total_rows: 0,
        };
        self.select_rows(files, sql, limits, &mut |rows| {
            rows.add_to(&mut table);
            Ok(())
        })?;
        Ok(table)
    }
}
