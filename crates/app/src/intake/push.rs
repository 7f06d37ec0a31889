//! Rows that a program pushes: written down as a table first, then imported as any file, so that one set of checks,
//! one accounting and one undo serve both.

use super::{ImportOptions, ImportReport, ImportRequest, check, commit};
use crate::platform::{Principal, identity};
use crate::{Context, Error};
use formats::write::exact;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use store::AuditEvent;

/// Rows of one kind.
#[derive(Debug, Clone)]
pub struct PushRequest {
    pub subject: String,
    pub source: Option<String>,
    /// Column to value; every row may have other columns.
    pub rows: Vec<Map<String, Value>>,
    pub only_valid: bool,
    pub dry_run: bool,
    /// The same call under the same key has one effect.
    pub key: Option<String>,
}

/// Imports pushed rows; with rejected rows nothing is kept, unless `only_valid` says otherwise.
pub async fn push_rows(cx: &Context, principal: &Principal, request: PushRequest) -> Result<ImportReport, Error> {
    if request.rows.is_empty() {
        return Err(Error::invalid("push-no-rows"));
    }
    let bytes = table(&request.rows)?;
    if let Some(key) = &request.key {
        claim(cx, principal, key, &bytes, &request.subject).await?;
    }
    let folder = tempfile::tempdir().map_err(|error| unwritable(&error))?;
    let path = folder.path().join("pushed.csv");
    std::fs::write(&path, &bytes).map_err(|error| unwritable(&error))?;
    let import = ImportRequest {
        path,
        subject: Some(request.subject),
        source: request.source.or_else(|| Some("api".to_owned())),
        options: ImportOptions {
            only_valid: request.only_valid,
            ..ImportOptions::default()
        },
        ..ImportRequest::default()
    };
    if request.dry_run {
        check(cx, &import).await
    } else {
        commit(cx, &import).await
    }
}

/// Notes the key; a second call finds the same file unchanged, and one with another content is refused.
async fn claim(cx: &Context, principal: &Principal, key: &str, bytes: &[u8], subject: &str) -> Result<(), Error> {
    if key.len() > 100 {
        return Err(Error::invalid("push-key-long").with("characters", key.len()));
    }
    let hash = identity::hash_of(&format!("{subject}\n{}", String::from_utf8_lossy(bytes)));
    let mut tx = cx.store.begin(&cx.actor, &cx.clock.now()).await?;
    let known = tx.claim_key(&principal.user_id, key, &hash).await?;
    if known.as_deref().is_some_and(|known| known != hash) {
        return Err(Error::invalid("push-key-used").with("key", key));
    }
    if known.is_none() {
        tx.record(&AuditEvent::new("push.claim", subject, key)).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The rows as a table whose columns are all that any row names, in the order of their names.
fn table(rows: &[Map<String, Value>]) -> Result<Vec<u8>, Error> {
    let columns: BTreeSet<&String> = rows.iter().flat_map(Map::keys).collect();
    let mut table = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let cell = |column: &&String| match row.get(*column) {
            None | Some(Value::Null) => Ok(String::new()),
            Some(Value::String(text)) => Ok(text.clone()),
            Some(Value::Number(number)) => Ok(number.to_string()),
            Some(Value::Bool(is_so)) => Ok(if *is_so { "1" } else { "0" }.to_owned()),
            Some(Value::Array(_) | Value::Object(_)) => {
                Err(Error::invalid("push-value").with("row", at).with("column", column))
            }
        };
        table.push(columns.iter().map(cell).collect::<Result<Vec<String>, Error>>()?);
    }
    let columns: Vec<String> = columns.into_iter().cloned().collect();
    let mut bytes = Vec::new();
    exact(&mut bytes, &columns, &table).map_err(|error| unwritable(&error))?;
    Ok(bytes)
}

fn unwritable(error: &std::io::Error) -> Error {
    Error::new(crate::ErrorKind::Unavailable, "file")
        .with("path", "pushed.csv")
        .with("problem", error)
}
