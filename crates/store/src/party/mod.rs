//! Party: suppliers, categories and items by the codes that people write.

mod views;

pub use views::ViewRow;

use crate::{Store, StoreError};
use domain::intake::{Class, Kind};
use sqlx::AssertSqlSafe;

impl Store {
    /// The row id of a master or reference row by its key.
    pub async fn id_of_key(&self, kind: &'static Kind, key: &str) -> Result<Option<i64>, StoreError> {
        if kind.class == Class::Fact {
            return Err(StoreError::WrongClass {
                kind: kind.name,
                expected: "source and key",
            });
        }
        let key = key.to_owned();
        self.read(move |connection| {
            Box::pin(async move {
                let sql = format!("select id from {} where key = $1", kind.table);
                Ok(sqlx::query_scalar(AssertSqlSafe(sql))
                    .bind(key)
                    .fetch_optional(connection)
                    .await?)
            })
        })
        .await
    }

    /// The supplier that a code stands for: aliases left by a merge lead to the supplier they became.
    pub async fn supplier_of_code(&self, code: &str) -> Result<Option<i64>, StoreError> {
        let code = code.to_owned();
        self.read(move |connection| {
            Box::pin(async move {
                let found = sqlx::query_scalar(
                    // `union` instead of `union all` ends a circle of aliases.
                    "with recursive chain (id, merged_into_id) as ( \
                         select id, merged_into_id from suppliers where key = $1 \
                         union select s.id, s.merged_into_id from suppliers s \
                             join chain on s.id = chain.merged_into_id) \
                     select id from chain where merged_into_id is null",
                )
                .bind(code)
                .fetch_optional(connection)
                .await?;
                Ok(found)
            })
        })
        .await
    }
}
