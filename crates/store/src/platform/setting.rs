//! Settings of the installation: short texts by name.

use super::audit::AuditEvent;
use super::{Store, Tx};
use crate::StoreError;

impl Store {
    /// The value of a setting, or `None` when it was never set.
    pub async fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        let name = name.to_owned();
        self.read(move |connection| {
            Box::pin(async move {
                let value = sqlx::query_scalar("select value from setting where name = $1")
                    .bind(name)
                    .fetch_optional(connection)
                    .await?;
                Ok(value)
            })
        })
        .await
    }

    /// All settings by name.
    pub async fn settings(&self) -> Result<Vec<(String, String)>, StoreError> {
        self.read(|connection| {
            Box::pin(async move {
                Ok(sqlx::query_as("select name, value from setting order by name")
                    .fetch_all(connection)
                    .await?)
            })
        })
        .await
    }

    /// Sets a value in a transaction of its own, with its audit entry.
    pub async fn put_setting(&self, name: &str, value: &str, actor: &str, now: &str) -> Result<(), StoreError> {
        let mut tx = self.begin(actor, now).await?;
        tx.put_setting(name, value).await?;
        tx.record(&AuditEvent::new("setting.put", name, value)).await?;
        tx.commit().await
    }
}

impl Tx {
    /// Sets a value; the caller records why.
    pub async fn put_setting(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        let (name, value) = (name.to_owned(), value.to_owned());
        let (now, actor) = (self.now().to_owned(), self.actor().to_owned());
        self.run(move |connection| {
            Box::pin(async move {
                sqlx::query(
                    "insert into setting (name, value, changed_at, changed_by) values ($1, $2, $3, $4) \
                     on conflict (name) do update set value = excluded.value, \
                     changed_at = excluded.changed_at, changed_by = excluded.changed_by",
                )
                .bind(name)
                .bind(value)
                .bind(now)
                .bind(actor)
                .execute(connection)
                .await?;
                Ok(())
            })
        })
        .await
    }
}
