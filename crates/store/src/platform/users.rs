//! Users and their sessions. Secrets are kept as hashes; whoever reads the database cannot sign in with what it holds.

use super::{Store, Tx};
use crate::StoreError;
use sqlx::Row;
use sqlx::any::AnyRow;

/// Somebody who may sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserRow {
    /// `UUIDv7`.
    pub id: String,
    /// Lower case; unique.
    pub email: String,
    pub name: String,
    /// Names of roles, separated by blanks.
    pub roles: String,
    /// `invited`, `active` or `disabled`.
    pub status: String,
    pub password_hash: Option<String>,
    pub language: String,
    pub theme: String,
    /// Row scope as one JSON text.
    pub scope: String,
    /// Grows with each change; a change names the version it read.
    pub version: i64,
    pub created_at: String,
    pub changed_at: String,
}

/// A session as it is found at each request, with the user it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    pub user: UserRow,
    pub created_at: String,
    pub seen_at: String,
    pub expires_at: String,
}

const COLUMNS: &str = "u.id, u.email, u.name, u.roles, u.status, u.password_hash, u.language, u.theme, u.scope, \
     u.version, u.created_at, u.changed_at";

impl Store {
    /// All users, by name.
    pub async fn users(&self) -> Result<Vec<UserRow>, StoreError> {
        self.read(|connection| {
            Box::pin(async move {
                let sql = format!("select {COLUMNS} from users u order by u.name, u.id");
                let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(connection).await?;
                rows.iter().map(user).collect()
            })
        })
        .await
    }

    /// One user by id or by e-mail address.
    pub async fn user(&self, wanted: &str) -> Result<Option<UserRow>, StoreError> {
        let wanted = wanted.to_owned();
        self.read(move |connection| {
            Box::pin(async move {
                let sql = format!("select {COLUMNS} from users u where u.id = $1 or u.email = $1");
                let row = sqlx::query(sqlx::AssertSqlSafe(sql))
                    .bind(wanted)
                    .fetch_optional(connection)
                    .await?;
                row.as_ref().map(user).transpose()
            })
        })
        .await
    }

    /// The session of a token's hash, unless its user is disabled or it is over at that instant.
    pub async fn user_session(&self, token_hash: &str, now: &str) -> Result<Option<SessionRow>, StoreError> {
        let (token_hash, now) = (token_hash.to_owned(), now.to_owned());
        self.read(move |connection| {
            Box::pin(async move {
                let sql = format!(
                    "select {COLUMNS}, s.created_at, s.seen_at, s.expires_at from user_session s \
                     join users u on u.id = s.user_id where s.token_hash = $1 and s.expires_at > $2 \
                     and u.status = 'active'"
                );
                let row = sqlx::query(sqlx::AssertSqlSafe(sql))
                    .bind(token_hash)
                    .bind(now)
                    .fetch_optional(connection)
                    .await?;
                row.map(|row| {
                    Ok(SessionRow {
                        user: user(&row)?,
                        created_at: row.try_get(12)?,
                        seen_at: row.try_get(13)?,
                        expires_at: row.try_get(14)?,
                    })
                })
                .transpose()
            })
        })
        .await
    }
}

impl Tx {
    /// Adds a user.
    pub async fn add_user(&mut self, user: UserRow) -> Result<(), StoreError> {
        self.run(move |connection| {
            Box::pin(async move {
                sqlx::query(
                    "insert into users (id, email, name, roles, status, password_hash, language, theme, scope, \
                     version, created_at, changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
                )
                .bind(user.id)
                .bind(user.email)
                .bind(user.name)
                .bind(user.roles)
                .bind(user.status)
                .bind(user.password_hash)
                .bind(user.language)
                .bind(user.theme)
                .bind(user.scope)
                .bind(user.version)
                .bind(user.created_at)
                .bind(user.changed_at)
                .execute(connection)
                .await?;
                Ok(())
            })
        })
        .await
    }

    /// Changes a user whose version is still the one that was read; false when somebody else was quicker.
    pub async fn change_user(&mut self, user: UserRow) -> Result<bool, StoreError> {
        let now = self.now().to_owned();
        self.run(move |connection| {
            Box::pin(async move {
                let done = sqlx::query(
                    "update users set email = $1, name = $2, roles = $3, status = $4, password_hash = $5, \
                     language = $6, theme = $7, scope = $8, changed_at = $9, version = version + 1 \
                     where id = $10 and version = $11",
                )
                .bind(user.email)
                .bind(user.name)
                .bind(user.roles)
                .bind(user.status)
                .bind(user.password_hash)
                .bind(user.language)
                .bind(user.theme)
                .bind(user.scope)
                .bind(now)
                .bind(user.id)
                .bind(user.version)
                .execute(connection)
                .await?;
                Ok(done.rows_affected() == 1)
            })
        })
        .await
    }

    /// Ends every session of a user, except for one.
    pub async fn end_sessions_of(&mut self, user_id: &str, except: &str) -> Result<(), StoreError> {
        let (user_id, except) = (user_id.to_owned(), except.to_owned());
        self.run(move |connection| {
            Box::pin(async move {
                sqlx::query("delete from user_session where user_id = $1 and token_hash <> $2")
                    .bind(user_id)
                    .bind(except)
                    .execute(connection)
                    .await?;
                Ok(())
            })
        })
        .await
    }

    /// Opens a session for a user.
    pub async fn add_session(
        &mut self,
        token_hash: &str,
        user_id: &str,
        expires_at: &str,
        agent: &str,
    ) -> Result<(), StoreError> {
        let (token_hash, user_id) = (token_hash.to_owned(), user_id.to_owned());
        let (expires_at, agent, now) = (expires_at.to_owned(), agent.to_owned(), self.now().to_owned());
        self.run(move |connection| {
            Box::pin(async move {
                sqlx::query(
                    "insert into user_session (token_hash, user_id, created_at, seen_at, expires_at, agent) \
                     values ($1, $2, $3, $3, $4, $5)",
                )
                .bind(token_hash)
                .bind(user_id)
                .bind(now)
                .bind(expires_at)
                .bind(agent)
                .execute(connection)
                .await?;
                Ok(())
            })
        })
        .await
    }

    /// Ends one session.
    pub async fn end_session(&mut self, token_hash: &str) -> Result<(), StoreError> {
        let token_hash = token_hash.to_owned();
        self.run(move |connection| {
            Box::pin(async move {
                sqlx::query("delete from user_session where token_hash = $1")
                    .bind(token_hash)
                    .execute(connection)
                    .await?;
                Ok(())
            })
        })
        .await
    }
}

pub(super) fn user(row: &AnyRow) -> Result<UserRow, StoreError> {
    Ok(UserRow {
        id: row.try_get(0)?,
        email: row.try_get(1)?,
        name: row.try_get(2)?,
        roles: row.try_get(3)?,
        status: row.try_get(4)?,
        password_hash: row.try_get(5)?,
        language: row.try_get(6)?,
        theme: row.try_get(7)?,
        scope: row.try_get(8)?,
        version: row.try_get(9)?,
        created_at: row.try_get(10)?,
        changed_at: row.try_get(11)?,
    })
}
