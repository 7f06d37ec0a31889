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
        let (target, pool, gate) = (path.display().to_string(), self.inner.writer.clone(), self.gate());
        // A reading connection may write nowhere, not even into another file.
        let copying = tokio::spawn(async move {
            let _turn = gate.lock_owned().await;
            let mut connection = pool.acquire().await?;
            sqlx::query(sql).bind(target).execute(&mut *connection).await?;
            Ok(Some(()))
        });
        copying.await.map_err(|_| StoreError::Ended)?
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
