//! A copy of the whole database while it is in use, and the checks of such a copy.

use super::Store;
use crate::StoreError;
use std::path::Path;

impl Store {
    /// Writes a consistent copy to a new file; `None` when the engine has no such copy (PostgreSQL: `pg_dump`).
    pub async fn copy_to(&self, path: &Path) -> Result<Option<()>, StoreError> {
        let Some(sql) = self.engine().copy_into() else {
            return Ok(None);
        };
        let target = path.display().to_string();
        self.read(move |connection| {
            Box::pin(async move {
                sqlx::query(sql).bind(target).execute(connection).await?;
                Ok(Some(()))
            })
        })
        .await
    }

    /// What the engine finds broken in its file; empty when nothing is.
    pub async fn broken(&self) -> Result<Vec<String>, StoreError> {
        let Some(sql) = self.engine().integrity_check() else {
            return Ok(Vec::new());
        };
        self.read(move |connection| {
            Box::pin(async move {
                let found: Vec<String> = sqlx::query_scalar(sql).fetch_all(connection).await?;
                Ok(found.into_iter().filter(|line| line != "ok").collect())
            })
        })
        .await
    }
}
