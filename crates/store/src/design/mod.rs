//! Design: the documents that people write (schemes, indicators, rules, mappings), every version kept.

use crate::platform::audit::AuditEvent;
use crate::{Store, StoreError, Tx};
use sqlx::AnyConnection;
use sqlx::Row;
use sqlx::any::AnyRow;

/// One version of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// `scheme`, `indicator`, `rules` or `mapping`.
    pub kind: String,
    pub code: String,
    /// Counting from 1.
    pub version: u32,
    pub text: String,
    pub created_at: String,
    pub created_by: String,
}

impl Store {
    /// The newest version of every document of a kind that is not retired, by code.
    pub async fn documents(&self, kind: &str) -> Result<Vec<Document>, StoreError> {
        let kind = kind.to_owned();
        self.read(move |connection| {
            Box::pin(async move {
                let rows = sqlx::query(
                    "select d.kind, d.code, d.version, d.body, d.created_at, d.created_by from document d \
                     where d.kind = $1 and d.body <> '' and d.version = \
                         (select max(n.version) from document n where n.kind = d.kind and n.code = d.code) \
                     order by d.code",
                )
                .bind(kind)
                .fetch_all(connection)
                .await?;
                rows.iter().map(document).collect()
            })
        })
        .await
    }

    /// One version of a document; the newest when `version` is `None`.
    pub async fn document(&self, kind: &str, code: &str, version: Option<u32>) -> Result<Option<Document>, StoreError> {
        let (kind, code) = (kind.to_owned(), code.to_owned());
        self.read(move |connection| {
            Box::pin(async move {
                match version {
                    None => newest(connection, &kind, &code).await,
                    Some(version) => exactly(connection, &kind, &code, version).await,
                }
            })
        })
        .await
    }

    /// Keeps a text as the next version, with its audit entry; the same text again is no new version.
    pub async fn put_document(&self, kind: &str, code: &str, text: &str, by: (&str, &str)) -> Result<u32, StoreError> {
        let (actor, now) = by;
        let mut tx = self.begin(actor, now).await?;
        let (version, is_new) = tx.put_document(kind, code, text).await?;
        if is_new {
            let subject = format!("{kind} {code}");
            tx.record(&AuditEvent::new(
                "document.put",
                &subject,
                &format!("version {version}"),
            ))
            .await?;
        }
        tx.commit().await?;
        Ok(version)
    }
}

impl Tx {
    /// Keeps a text as the next version; returns the version and whether it is new. The caller records why.
    pub async fn put_document(&mut self, kind: &str, code: &str, text: &str) -> Result<(u32, bool), StoreError> {
        let (kind, code, text) = (kind.to_owned(), code.to_owned(), text.to_owned());
        let (now, actor) = (self.now().to_owned(), self.actor().to_owned());
        self.run(move |connection| {
            Box::pin(async move {
                let last = newest(&mut *connection, &kind, &code).await?;
                if let Some(last) = last.as_ref().filter(|last| last.text == text) {
                    return Ok((last.version, false));
                }
                let version = last.map_or(1, |last| last.version + 1);
                sqlx::query(
                    "insert into document (kind, code, version, body, created_at, created_by) \
                     values ($1, $2, $3, $4, $5, $6)",
                )
                .bind(kind)
                .bind(code)
                .bind(i64::from(version))
                .bind(text)
                .bind(now)
                .bind(actor)
                .execute(connection)
                .await?;
                Ok((version, true))
            })
        })
        .await
    }

    /// Takes a document out of use; returns the version that says so. What it said before stays in its history.
    pub async fn retire_document(&mut self, kind: &str, code: &str) -> Result<u32, StoreError> {
        // An empty text can be no document, so it stands for the end of one.
        let (version, _) = self.put_document(kind, code, "").await?;
        Ok(version)
    }
}

async fn newest(connection: &mut AnyConnection, kind: &str, code: &str) -> Result<Option<Document>, StoreError> {
    let row = sqlx::query(
        "select kind, code, version, body, created_at, created_by from document \
         where kind = $1 and code = $2 order by version desc limit 1",
    )
    .bind(kind)
    .bind(code)
    .fetch_optional(connection)
    .await?;
    row.as_ref().map(document).transpose()
}

async fn exactly(
    connection: &mut AnyConnection,
    kind: &str,
    code: &str,
    version: u32,
) -> Result<Option<Document>, StoreError> {
    let row = sqlx::query(
        "select kind, code, version, body, created_at, created_by from document \
         where kind = $1 and code = $2 and version = $3",
    )
    .bind(kind)
    .bind(code)
    .bind(i64::from(version))
    .fetch_optional(connection)
    .await?;
    row.as_ref().map(document).transpose()
}

fn document(row: &AnyRow) -> Result<Document, StoreError> {
    let version: i64 = row.try_get(2)?;
    let version = u32::try_from(version).map_err(|_| StoreError::Corrupt {
        place: "document.version".to_owned(),
        found: version.to_string(),
        expected: "a number from 1",
    })?;
    Ok(Document {
        kind: row.try_get(0)?,
        code: row.try_get(1)?,
        version,
        text: row.try_get(3)?,
        created_at: row.try_get(4)?,
        created_by: row.try_get(5)?,
    })
}
