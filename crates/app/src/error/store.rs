//! Errors of the store, the snapshots and the files, in our words.

use super::{Error, ErrorKind};
use domain::intake::ports::FactError;
use formats::sheet::SheetError;
use store::StoreError;

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Error {
        of_store(&error).caused_by(error)
    }
}

fn of_store(error: &StoreError) -> Error {
    use ErrorKind::{Conflict, Internal, Invalid, NotFound, Unavailable};
    let new = Error::new;
    match error {
        StoreError::Address { url } => new(Invalid, "database-address").with("url", url),
        StoreError::Open { place, problem } => new(Unavailable, "database-open")
            .with("place", place)
            .with("problem", problem),
        StoreError::Setting {
            setting,
            found,
            expected,
        } => new(Internal, "database-setting")
            .with("setting", setting)
            .with("found", found)
            .with("expected", expected),
        StoreError::NewerSchema { found, known } => {
            new(Conflict, "newer-schema").with("found", found).with("known", known)
        }
        StoreError::MigrationChanged { version, name } => new(Internal, "migration-changed")
            .with("version", version)
            .with("name", name),
        StoreError::Interrupted { file } => new(Internal, "import-interrupted").with("file", file),
        StoreError::Accounting {
            file,
            kind,
            read,
            accounted,
        } => new(Internal, "import-accounting")
            .with("file", file)
            .with("kind", kind)
            .with("read", read)
            .with("accounted", accounted),
        StoreError::UnknownImport { id } => new(NotFound, "no-import").with("id", id),
        StoreError::AlreadyUndone { id, at } => new(Conflict, "undone-already").with("id", id).with("at", at),
        StoreError::TouchedLater { id, later, kind, rows } => new(Conflict, "undo-changed-later")
            .with("id", id)
            .with("later", later)
            .with("kind", kind)
            .with("rows", rows),
        StoreError::StillReferenced {
            id,
            kind,
            by,
            rows,
            imports,
        } => new(Conflict, "undo-referenced")
            .with("id", id)
            .with("kind", kind)
            .with("by", by)
            .with("rows", rows)
            .with("imports", imports),
        StoreError::UnknownEvaluation { id } => new(NotFound, "no-evaluation").with("id", id),
        StoreError::Published { id } => new(Conflict, "published").with("id", id),
        StoreError::Corrupt { place, found, expected } => new(Internal, "corrupt")
            .with("place", place)
            .with("found", found)
            .with("expected", expected),
        StoreError::Damaged { place, damage } => new(Unavailable, "database-damaged")
            .with("place", place)
            .with("problem", damage.name()),
        StoreError::Ended => new(Unavailable, "transaction-ended"),
        StoreError::Database(problem) => new(Unavailable, "database").with("problem", problem),
        StoreError::Bulk(problem) => new(Unavailable, "database").with("problem", problem),
        StoreError::WrongClass { .. } | StoreError::Shape { .. } => Error::internal(error),
    }
}

impl From<FactError> for Error {
    fn from(error: FactError) -> Error {
        use ErrorKind::{Conflict, Internal, Invalid, Unavailable};
        let new = Error::new;
        let said = match &error {
            FactError::Query {
                indicator,
                problem,
                cure,
            } => new(Invalid, "query")
                .with("indicator", indicator)
                .with("problem", problem)
                .with("cure", cure),
            FactError::Overflow { indicator } => new(Invalid, "query-overflow").with("indicator", indicator),
            FactError::Limit { what } => new(Invalid, "query-limit").with("what", what),
            FactError::Ended(ended) => Error::from(ended),
            FactError::File { path } => new(Conflict, "snapshot-file").with("path", path),
            FactError::Io(problem) => new(Unavailable, "snapshot-folder").with("problem", problem),
            FactError::Engine(problem) => new(Internal, "engine").with("problem", problem),
        };
        said.caused_by(error)
    }
}

/// What is wrong with the content of a file is a finding of the import; what remains is about the machine.
impl From<SheetError> for Error {
    fn from(error: SheetError) -> Error {
        let said = match &error {
            SheetError::Io { path, source } => {
                let kind = match source.kind() {
                    std::io::ErrorKind::NotFound => ErrorKind::NotFound,
                    _ => ErrorKind::Unavailable,
                };
                Error::new(kind, "file")
                    .with("path", path.display())
                    .with("problem", source)
            }
            SheetError::Ended { ended, .. } => Error::from(ended),
            other => Error::invalid("sheet").with("problem", other),
        };
        said.caused_by(error)
    }
}
