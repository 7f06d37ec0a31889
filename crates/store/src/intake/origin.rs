//! Where a row came from at an earlier time: a correction must not take the credit for what was counted before it.

use crate::{Store, StoreError};
use domain::intake::Kind;
use sqlx::Row;

/// The import that a row came from before it was corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierOrigin {
    pub import_id: i64,
    pub file_name: String,
    /// Line in that file.
    pub row_no: u64,
}

impl Store {
    /// Where a row came from at that instant, when an import that began later has changed it since.
    pub async fn origin_before(
        &self,
        kind: &'static Kind,
        id: i64,
        at: &str,
    ) -> Result<Option<EarlierOrigin>, StoreError> {
        let at = at.to_owned();
        self.read(move |connection| {
            Box::pin(async move {
                let found = sqlx::query(
                    "select c.before_import, origin.file_name, c.before from import_change c \
                     join import later on later.id = c.import_id join import origin on origin.id = c.before_import \
                     where c.kind = $1 and c.row_id = $2 and later.started_at > $3 order by c.import_id limit 1",
                )
                .bind(kind.name)
                .bind(id)
                .bind(at)
                .fetch_optional(connection)
                .await?;
                let Some(row) = found else { return Ok(None) };
                let before: String = row.try_get(2)?;
                let image: serde_json::Value = serde_json::from_str(&before).unwrap_or_default();
                let Some(row_no) = image["row_no"].as_u64() else {
                    return Err(StoreError::Corrupt {
                        place: "import_change.before".to_owned(),
                        found: before,
                        expected: "a row as one JSON object",
                    });
                };
                Ok(Some(EarlierOrigin {
                    import_id: row.try_get(0)?,
                    file_name: row.try_get(1)?,
                    row_no,
                }))
            })
        })
        .await
    }
}
