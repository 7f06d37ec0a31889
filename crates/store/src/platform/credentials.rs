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

/// A token of the API as lists show it; the secret itself is kept nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRow {
    pub id: String,
    pub user_id: String,
    pub name: String,
    /// The first letters of the secret, by which its owner knows it again.
    pub prefix: String,
    /// Names of permissions, separated by blanks.
    pub scopes: String,
    pub created_at: String,
    pub expires_at: String,
    pub last_used_at: Option<String>,
    pub revoked_at: Option<String>,
}

/// Failed sign-ins of one account or from one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailureRow {
    pub failures: i64,
    pub last_at: String,
}

impl Store {
    /// The tokens of one user, or of everybody; newest first.
    pub async fn tokens(&self, user_id: Option<&str>) -> Result<Vec<TokenRow>, StoreError> {
        let user_id = user_id.unwrap_or_default().to_owned();
        self.read(move |connection| {
            Box::pin(async move {
                let rows = sqlx::query(
                    "select id, user_id, name, prefix, scopes, created_at, expires_at, last_used_at, revoked_at \
                     from api_token where $1 = '' or user_id = $1 order by created_at desc, id",
                )
                .bind(user_id)
                .fetch_all(connection)
                .await?;
                rows.iter()
                    .map(|row| {
                        Ok(TokenRow {
                            id: row.try_get(0)?,
                            user_id: row.try_get(1)?,
                            name: row.try_get(2)?,
                            prefix: row.try_get(3)?,
                            scopes: row.try_get(4)?,
                            created_at: row.try_get(5)?,
                            expires_at: row.try_get(6)?,
                            last_used_at: row.try_get(7)?,
                            revoked_at: row.try_get(8)?,
                        })
                    })
                    .collect()
            })
        })
        .await
    }

    /// Failed sign-ins of a subject: `account NAME` or `address IP`.
    pub async fn sign_in_failures(&self, subject: &str) -> Result<Option<FailureRow>, StoreError> {
        let subject = subject.to_owned();
        self.read(move |connection| {
            Box::pin(async move {
                let row = sqlx::query("select failures, last_at from sign_in_failure where subject = $1")
                    .bind(subject)
                    .fetch_optional(connection)
                    .await?;
                row.map(|row| {
                    Ok(FailureRow {
                        failures: row.try_get(0)?,
                        last_at: row.try_get(1)?,
                    })
                })
                .transpose()
            })
        })
        .await
    }

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

    /// Adds a token, kept as its hash.
    pub async fn add_token(&mut self, token_hash: &str, token: TokenRow) -> Result<(), StoreError> {
        let token_hash = token_hash.to_owned();
        self.run(move |connection| {
            Box::pin(async move {
                sqlx::query(
                    "insert into api_token (id, user_id, name, prefix, token_hash, scopes, created_at, expires_at) \
                     values ($1, $2, $3, $4, $5, $6, $7, $8)",
                )
                .bind(token.id)
                .bind(token.user_id)
                .bind(token.name)
                .bind(token.prefix)
                .bind(token_hash)
                .bind(token.scopes)
                .bind(token.created_at)
                .bind(token.expires_at)
                .execute(connection)
                .await?;
                Ok(())
            })
        })
        .await
    }

    /// Revokes a token; false when it is unknown or revoked already.
    pub async fn revoke_token(&mut self, id: &str) -> Result<bool, StoreError> {
        let (id, now) = (id.to_owned(), self.now().to_owned());
        self.run(move |connection| {
            Box::pin(async move {
                let done = sqlx::query("update api_token set revoked_at = $1 where id = $2 and revoked_at is null")
                    .bind(now)
                    .bind(id)
                    .execute(connection)
                    .await?;
                Ok(done.rows_affected() == 1)
            })
        })
        .await
    }

    /// Notes a failed sign-in of a subject.
    pub async fn count_failure(&mut self, subject: &str) -> Result<(), StoreError> {
        let (subject, now) = (subject.to_owned(), self.now().to_owned());
        self.run(move |connection| {
            Box::pin(async move {
                sqlx::query(
                    "insert into sign_in_failure (subject, failures, last_at) values ($1, 1, $2) \
                     on conflict (subject) do update set failures = sign_in_failure.failures + 1, \
                     last_at = excluded.last_at",
                )
                .bind(subject)
                .bind(now)
                .execute(connection)
                .await?;
                Ok(())
            })
        })
        .await
    }

    /// Forgets the failed sign-ins of a subject.
    pub async fn clear_failures(&mut self, subject: &str) -> Result<(), StoreError> {
        let subject = subject.to_owned();
        self.run(move |connection| {
            Box::pin(async move {
                sqlx::query("delete from sign_in_failure where subject = $1")
                    .bind(subject)
                    .execute(connection)
                    .await?;
                Ok(())
            })
        })
        .await
    }

    /// Notes an idempotency key of a user; the hash of the request it was first used with, when it was used before.
    pub async fn claim_key(&mut self, user_id: &str, key: &str, hash: &str) -> Result<Option<String>, StoreError> {
        let (user_id, key, hash, now) = (
            user_id.to_owned(),
            key.to_owned(),
            hash.to_owned(),
            self.now().to_owned(),
        );
        self.run(move |connection| {
            Box::pin(async move {
                let known = sqlx::query("select request_hash from idempotency_key where user_id = $1 and key = $2")
                    .bind(user_id.clone())
                    .bind(key.clone())
                    .fetch_optional(&mut *connection)
                    .await?;
                if let Some(row) = known {
                    return Ok(Some(row.try_get(0)?));
                }
                sqlx::query(
                    "insert into idempotency_key (user_id, key, request_hash, created_at) values ($1, $2, $3, $4)",
                )
                .bind(user_id)
                .bind(key)
                .bind(hash)
                .bind(now)
                .execute(connection)
                .await?;
                Ok(None)
            })
        })
        .await
    }
}
