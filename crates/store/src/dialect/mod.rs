//! Everything in which SQLite and PostgreSQL differ for ordinary queries; the bulk lanes have their own files.

mod address;

pub(crate) use address::{Access, Address};

/// The oldest SQLite that is trusted: before it, a restart of the log could lose a commit.
const SQLITE_MINIMUM: &str = "3.51.3";

/// Which database stands behind the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

/// A setting that durability rests on.
pub(crate) struct Promise {
    pub(crate) name: &'static str,
    pub(crate) query: &'static str,
    pub(crate) expected: &'static str,
    pub(crate) holds: fn(&str) -> bool,
}

const SQLITE_PROMISES: &[Promise] = &[
    Promise {
        name: "sqlite_version",
        query: "select sqlite_version()",
        expected: "3.51.3 or newer, because older ones can lose a commit when the log restarts",
        holds: sqlite_is_new_enough,
    },
    Promise {
        name: "journal_mode",
        query: "pragma journal_mode",
        expected: "wal",
        holds: |found| found == "wal",
    },
    Promise {
        name: "synchronous",
        query: "pragma synchronous",
        expected: "2 (full)",
        holds: |found| found == "2",
    },
];

const POSTGRES_PROMISES: &[Promise] = &[
    Promise {
        name: "fsync",
        query: "show fsync",
        expected: "on",
        holds: |found| found == "on",
    },
    Promise {
        name: "synchronous_commit",
        query: "show synchronous_commit",
        expected: "on",
        holds: |found| found == "on",
    },
];

impl Engine {
    /// What must hold before anything is written.
    pub(crate) fn promises(self) -> &'static [Promise] {
        match self {
            Engine::Sqlite => SQLITE_PROMISES,
            Engine::Postgres => POSTGRES_PROMISES,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Engine::Sqlite => "sqlite",
            Engine::Postgres => "postgres",
        }
    }

    /// Opens a transaction that will write. A deferred one could fail half-way when it upgrades.
    pub(crate) fn begin_write(self) -> &'static str {
        match self {
            Engine::Sqlite => "begin immediate",
            Engine::Postgres => "begin",
        }
    }

    /// Makes writers queue, whichever process they are in; readers go on.
    /// The audit chain needs one writer at a time, and so do row ids that are given without gaps.
    /// SQLite has that from its file lock; the statement there only keeps the callers alike.
    pub(crate) fn queue_writers(self) -> &'static str {
        match self {
            Engine::Sqlite => "select 1",
            Engine::Postgres => "lock table audit_entry in exclusive mode",
        }
    }

    /// Makes two first starts on the same empty database queue.
    pub(crate) fn queue_migrations(self) -> &'static str {
        match self {
            Engine::Sqlite => "select 1",
            Engine::Postgres => "lock table schema_migration in exclusive mode",
        }
    }

    /// What a writing connection is told when it opens.
    pub(crate) fn writer_settings(self) -> &'static str {
        match self {
            // The busy timeout comes first: turning on the log can already meet a lock.
            Engine::Sqlite => {
                "pragma busy_timeout = 30000; pragma journal_mode = wal; pragma synchronous = full; \
                 pragma mmap_size = 0; pragma foreign_keys = on; pragma temp_store = memory"
            }
            Engine::Postgres => "set synchronous_commit = on",
        }
    }

    /// What a reading connection is told when it opens.
    pub(crate) fn reader_settings(self) -> &'static str {
        match self {
            Engine::Sqlite => "pragma busy_timeout = 30000; pragma query_only = on; pragma mmap_size = 0",
            Engine::Postgres => "set default_transaction_read_only = on",
        }
    }

    /// Reads the list of tables; a file that is no sound database fails here.
    pub(crate) fn probe(self) -> &'static str {
        match self {
            Engine::Sqlite => "select count(*) from sqlite_master",
            Engine::Postgres => "select 1",
        }
    }

    /// A migration's text with its placeholders filled.
    pub(crate) fn migration(self, text: &str) -> String {
        let (id, keyed) = match self {
            Engine::Sqlite => ("integer primary key", "without rowid"),
            Engine::Postgres => ("bigint primary key", ""),
        };
        text.replace("{id}", id).replace("{keyed}", keyed)
    }

    /// The statement that copies the whole database into a new file, where the engine has one.
    pub(crate) fn copy_into(self) -> Option<&'static str> {
        match self {
            Engine::Sqlite => Some("vacuum into $1"),
            Engine::Postgres => None,
        }
    }

    /// The statement that checks the database's file, where there is one.
    pub(crate) fn integrity_check(self) -> Option<&'static str> {
        match self {
            Engine::Sqlite => Some("select integrity_check from pragma_integrity_check"),
            Engine::Postgres => None,
        }
    }

    /// Table and column names in the order they were made, for the test that compares them with the kinds.
    pub(crate) fn columns_of_table(self) -> &'static str {
        match self {
            Engine::Sqlite => "select name, lower(type) as type from pragma_table_info($1) order by cid",
            Engine::Postgres => {
                "select cast(column_name as text) as name, cast(data_type as text) as type \
                 from information_schema.columns \
                 where table_schema = current_schema() and table_name = $1 order by ordinal_position"
            }
        }
    }
}

/// Whether the version text is at least [`SQLITE_MINIMUM`].
fn sqlite_is_new_enough(found: &str) -> bool {
    version(found) >= version(SQLITE_MINIMUM)
}

fn version(text: &str) -> Vec<u64> {
    text.split('.').map(|part| part.parse().unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_promise_names_the_minimum() {
        assert!(SQLITE_PROMISES[0].expected.starts_with(SQLITE_MINIMUM));
    }

    #[test]
    fn versions_compare_as_numbers() {
        assert!(sqlite_is_new_enough("3.51.3"));
        assert!(sqlite_is_new_enough("3.100.0"));
        assert!(sqlite_is_new_enough("4.0"));
        assert!(!sqlite_is_new_enough("3.51.2"));
        assert!(!sqlite_is_new_enough("3.9.99"));
    }
}
