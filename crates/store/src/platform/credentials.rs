//! One-time links and tokens of the API, kept as hashes.

use super::users::{UserRow, user};
use super::{Store, Tx};
use crate::StoreError;
use sqlx::Row;

/// A one-time link that is still good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkRow {
    /// `setup`, `invitation` or `password`.
    pub purpose: String,
    /// Whom it is for; nobody yet for the first administrator.
    pub user_id: Option<String>,
    pub expires_at: String,
}

impl Store {
    /// The one-time link of a hash, unless it was used or is over.
    pub async fn user_link(&self, token_hash: &str, now: &str) -> Result<Option<LinkRow>, StoreError> {
        let (token_hash, now) = (token_hash.to_owned(), now.to_owned());
        self.read(move |connection| {
            Box::pin(async move {
                let row = sqlx::query(
                    "select purpose, user_id, expires_at from user_link \
                     where token_hash = $1 and used_at is null and expires_at > $2",
                )
                .bind(token_hash)
                .bind(now)
                .fetch_optional(connection)
                .await?;
                row.map(|row| {
                    Ok(LinkRow {
                        purpose: row.try_get(0)?,
                        user_id: row.try_get(1)?,
                        expires_at: row.try_get(2)?,
                    })
                })
                .transpose()
            })
        })
        .await
    }

    /// The user and the scopes of a token's hash, unless it was revoked, is over, or its user is disabled.
    pub async fn token_user(&self, token_hash: &str, now: &str) -> Result<Option<(UserRow, String)>, StoreError> {
        let (token_hash, now) = (token_hash.to_owned(), now.to_owned());
        self.read(move |connection| {
            Box::pin(async move {
                let row = sqlx::query(
                    "select u.id, u.email, u.name, u.roles, u.status, u.password_hash, u.language, u.theme, u.scope, \
                     u.version, u.created_at, u.changed_at, t.scopes from api_token t join users u on u.id = t.user_id \
                     where t.token_hash = $1 and t.revoked_at is null and t.expires_at > $2 and u.status = 'active'",
                )
                .bind(token_hash)
                .bind(now)
                .fetch_optional(connection)
                .await?;
                row.map(|row| Ok((user(&row)?, row.try_get(12)?))).transpose()
            })
        })
        .await
    }
}

impl Tx {
    /// Adds a one-time link.
    pub async fn add_link(&mut self, token_hash: &str, link: LinkRow) -> Result<(), StoreError> {
        let (token_hash, now) = (token_hash.to_owned(), self.now().to_owned());
        self.run(move |connection| {
            Box::pin(async move {
                sqlx::query(
                    "insert into user_link (token_hash, purpose, user_id, created_at, expires_at) \
                     values ($1, $2, $3, $4, $5)",
                )
                .bind(token_hash)
                .bind(link.purpose)
                .bind(link.user_id)
                .bind(now)
                .bind(link.expires_at)
                .execute(connection)
                .await?;
                Ok(())
            })
        })
        .await
    }

    /// Uses a link up; false when somebody else was quicker.
    pub async fn use_link(&mut self, token_hash: &str) -> Result<bool, StoreError> {
        let (token_hash, now) = (token_hash.to_owned(), self.now().to_owned());
        self.run(move |connection| {
            Box::pin(async move {
                let done = sqlx::query(
                    "update user_link set used_at = $1 where token_hash = $2 and used_at is null and expires_at > $1",
                )
                .bind(now)
                .bind(token_hash)
                .execute(connection)
                .await?;
                Ok(done.rows_affected() == 1)
            })
        })
        .await
    }
}
