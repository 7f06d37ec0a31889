//! What can go wrong in the store, written for the person who has to put it right.

/// Why the store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("{url:?} is not a database address: expected sqlite:/path/gradus.db or postgres://user@host/database")]
    Address { url: String },
    #[error(
        "the database cannot be opened at {place}: {problem}; check that the folder exists and may be written to, or that the server runs"
    )]
    Open { place: String, problem: String },
    #[error(
        "the database answers {found:?} for {setting}, expected {expected}: nothing was written; correct the setting, update the program, or move the data folder to a local disk"
    )]
    Setting {
        setting: &'static str,
        found: String,
        expected: &'static str,
    },
    #[error(
        "the database has schema version {found}, this program knows {known}: it was written by a newer release; start that release, or restore a backup"
    )]
    NewerSchema { found: i64, known: i64 },
    #[error("migration {version} ({name}) was changed after it had been applied: restore the released file")]
    MigrationChanged { version: i64, name: String },
    #[error("the reader of {file} stopped before the end; nothing was stored; import the file again")]
    Interrupted { file: String },
    #[error(
        "import of {file}: {read} rows read, but {accounted} accounted for in {kind}; nothing was stored; please report this"
    )]
    Accounting {
        file: String,
        kind: &'static str,
        read: u64,
        accounted: u64,
    },
    #[error("import {id} does not exist: `gradus import list` shows all")]
    UnknownImport { id: i64 },
    #[error("import {id} was undone already at {at}")]
    AlreadyUndone { id: i64, at: String },
    #[error(
        "import {id} cannot be undone: import {later} changed {rows} of its {kind} rows afterwards; undo import {later} first"
    )]
    TouchedLater {
        id: i64,
        later: i64,
        kind: &'static str,
        rows: u64,
    },
    #[error(
        "import {id} cannot be undone: {rows} {by} rows refer to its {kind} rows; undo the imports that brought them first: {imports}"
    )]
    StillReferenced {
        id: i64,
        kind: &'static str,
        by: &'static str,
        rows: u64,
        /// The imports that brought those rows, the latest first.
        imports: String,
    },
    #[error("{kind} rows are kept by {expected}: ask for them that way")]
    WrongClass { kind: &'static str, expected: &'static str },
    #[error("evaluation {id} does not exist")]
    UnknownEvaluation { id: String },
    #[error("evaluation {id} is published and never changes: evaluate anew and publish that")]
    Published { id: String },
    #[error(
        "{subject} carries {found} cells, its kind has {expected} columns; this is a fault of the program, please report it"
    )]
    Shape {
        subject: String,
        found: usize,
        expected: usize,
    },
    #[error("{place} holds {found:?}, expected {expected}; restore a backup or report this")]
    Corrupt {
        place: String,
        found: String,
        expected: &'static str,
    },
    #[error("{place} is damaged ({}); restore it from a backup", damage.text())]
    Damaged { place: String, damage: Damage },
    #[error("the transaction ended before its work did; nothing was stored; try again")]
    Ended,
    #[error("database: {0}")]
    Database(#[source] sqlx::Error),
    #[error("database (bulk lane): {0}")]
    Bulk(#[source] rusqlite::Error),
}

/// What is wrong with the file of a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    NotADatabase,
    /// Pages are missing or overwritten.
    Malformed,
}

impl Damage {
    /// By SQLite's result code; an extended code carries the plain one in its low byte.
    fn of_code(code: i32) -> Option<Damage> {
        match code & 0xff {
            rusqlite::ffi::SQLITE_NOTADB => Some(Damage::NotADatabase),
            rusqlite::ffi::SQLITE_CORRUPT => Some(Damage::Malformed),
            _ => None,
        }
    }

    pub(crate) fn of(error: &sqlx::Error) -> Option<Damage> {
        let code = error.as_database_error()?.code()?;
        Damage::of_code(code.parse().ok()?)
    }

    fn text(self) -> &'static str {
        match self {
            Damage::NotADatabase => "not a database",
            Damage::Malformed => "parts of it are missing or overwritten",
        }
    }

    /// Stable name, for sentences in other languages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Damage::NotADatabase => "not-a-database",
            Damage::Malformed => "malformed",
        }
    }

    fn somewhere(self) -> StoreError {
        StoreError::Damaged {
            place: "the database file".to_owned(),
            damage: self,
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> StoreError {
        match Damage::of(&error) {
            Some(damage) => damage.somewhere(),
            None => StoreError::Database(error),
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        let code = error.sqlite_error().map(|error| error.extended_code);
        match code.and_then(Damage::of_code) {
            Some(damage) => damage.somewhere(),
            None => StoreError::Bulk(error),
        }
    }
}
