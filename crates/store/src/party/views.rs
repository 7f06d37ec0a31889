//! Saved views: the query of a screen under a name, for oneself or for everybody.

use crate::{Store, StoreError, Tx};
use sqlx::Row;
use sqlx::any::AnyRow;

/// One saved view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewRow {
    /// `UUIDv7`.
    pub id: String,
    pub user_id: String,
    /// The screen it belongs to, such as `suppliers`.
    pub screen: String,
    pub name: String,
    /// The query of the address, without `?`.
    pub query: String,
    pub is_shared: bool,
    pub created_at: String,
}

const SELECT: &str = "select id, user_id, screen, name, query, shared, created_at from saved_view";

impl Store {
    /// The views of a screen that somebody may open: their own and the shared ones, by name.
    pub async fn saved_views(&self, screen: &str, user_id: &str) -> Result<Vec<ViewRow>, StoreError> {
        let (screen, user_id) = (screen.to_owned(), user_id.to_owned());
        self.read(move |connection| {
            Box::pin(async move {
                let sql = format!("{SELECT} where screen = $1 and (user_id = $2 or shared = 1) order by name, id");
                let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
                    .bind(screen)
                    .bind(user_id)
                    .fetch_all(connection)
                    .await?;
                rows.iter().map(view).collect()
            })
        })
        .await
    }

    /// One view, whoever saved it.
    pub async fn saved_view(&self, id: &str) -> Result<Option<ViewRow>, StoreError> {
        let id = id.to_owned();
        self.read(move |connection| {
            Box::pin(async move {
                let sql = format!("{SELECT} where id = $1");
                let row = sqlx::query(sqlx::AssertSqlSafe(sql))
                    .bind(id)
                    .fetch_optional(connection)
                    .await?;
                row.as_ref().map(view).transpose()
            })
        })
        .await
    }
}

impl Tx {
    /// Keeps a view.
    pub async fn save_view(&mut self, view: ViewRow) -> Result<(), StoreError> {
        self.run(move |connection| {
            Box::pin(async move {
                sqlx::query(
                    "insert into saved_view (id, user_id, screen, name, query, shared, created_at) \
                     values ($1, $2, $3, $4, $5, $6, $7)",
                )
                .bind(view.id)
                .bind(view.user_id)
                .bind(view.screen)
                .bind(view.name)
                .bind(view.query)
                .bind(i64::from(view.is_shared))
                .bind(view.created_at)
                .execute(connection)
                .await?;
                Ok(())
            })
        })
        .await
    }

    /// Removes a view of one's own.
    pub async fn remove_view(&mut self, id: &str, user_id: &str) -> Result<(), StoreError> {
        let (id, user_id) = (id.to_owned(), user_id.to_owned());
        self.run(move |connection| {
            Box::pin(async move {
                sqlx::query("delete from saved_view where id = $1 and user_id = $2")
                    .bind(id)
                    .bind(user_id)
                    .execute(connection)
                    .await?;
                Ok(())
            })
        })
        .await
    }
}

fn view(row: &AnyRow) -> Result<ViewRow, StoreError> {
    Ok(ViewRow {
        id: row.try_get(0)?,
        user_id: row.try_get(1)?,
        screen: row.try_get(2)?,
        name: row.try_get(3)?,
        query: row.try_get(4)?,
        is_shared: row.try_get::<i64, _>(5)? == 1,
        created_at: row.try_get(6)?,
    })
}
