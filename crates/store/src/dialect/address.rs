//! Where the data is, and how each engine wants to be told.

use super::Engine;
use crate::StoreError;
use crate::error::Damage;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The address of a database.
pub(crate) enum Address {
    Sqlite(PathBuf),
    Postgres(String),
}

/// What a pool of connections is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    Read,
    Write,
}

impl Address {
    /// Reads `sqlite:/path/gradus.db` or `postgres://…`.
    pub(crate) fn parse(url: &str) -> Result<Address, StoreError> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Address::Postgres(url.to_owned()));
        }
        let wrong = || StoreError::Address { url: url.to_owned() };
        let path = url.strip_prefix("sqlite:").ok_or_else(wrong)?;
        let path = path.strip_prefix("//").unwrap_or(path);
        // A database in memory would be another one for each connection.
        if path.is_empty() || path.contains(":memory:") {
            return Err(wrong());
        }
        Ok(Address::Sqlite(PathBuf::from(path)))
    }

    pub(crate) fn engine(&self) -> Engine {
        match self {
            Address::Sqlite(_) => Engine::Sqlite,
            Address::Postgres(_) => Engine::Postgres,
        }
    }

    /// The address as sqlx wants it.
    pub(crate) fn url(&self, access: Access) -> String {
        match self {
            Address::Sqlite(path) => {
                let mode = if access == Access::Write { "rwc" } else { "ro" };
                format!("sqlite://{}?mode={mode}", encoded(path))
            }
            Address::Postgres(url) => url.clone(),
        }
    }

    /// A refused connection, said so that the reader can do something about it.
    pub(crate) fn refused(&self, error: &sqlx::Error) -> StoreError {
        let place = match self {
            Address::Sqlite(path) => path.display().to_string(),
            // Without what stands before the host: it may hold a password.
            Address::Postgres(url) => url.rsplit_once('@').map_or(url.as_str(), |(_, host)| host).to_owned(),
        };
        match Damage::of(error).filter(|_| matches!(self, Address::Sqlite(_))) {
            Some(damage) => StoreError::Damaged { place, damage },
            None => StoreError::Open {
                place,
                problem: error.to_string(),
            },
        }
    }
}

/// The path as it may stand in a URL; `?`, `#`, `%` and blanks are legal in folder names.
fn encoded(path: &Path) -> String {
    let mut text = String::new();
    for &byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => text.push(char::from(byte)),
            // Writing to a string cannot fail.
            _ => drop(write!(text, "%{byte:02X}")),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_files_or_servers() {
        assert!(
            matches!(Address::parse("sqlite:/a b/c.db"), Ok(Address::Sqlite(path)) if path == Path::new("/a b/c.db"))
        );
        assert!(matches!(Address::parse("sqlite:///x.db"), Ok(Address::Sqlite(path)) if path == Path::new("/x.db")));
        assert!(matches!(Address::parse("postgres://u@h/d"), Ok(Address::Postgres(_))));
        for wrong in ["mysql://h/d", "sqlite:", "sqlite::memory:", "/x.db"] {
            assert!(
                matches!(Address::parse(wrong), Err(StoreError::Address { .. })),
                "{wrong}"
            );
        }
        assert_eq!(encoded(Path::new("/a b/ü?.db")), "/a%20b/%C3%BC%3F.db");
    }
}
