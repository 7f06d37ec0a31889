//! Review: the levels that suppliers hold after people confirmed them, and the periods that are closed.

use crate::{Store, StoreError, Tx};
use domain::classification::Level;
use sqlx::Row;
use sqlx::any::AnyRow;

/// A level that a supplier holds from one period on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelHeld {
    pub period: String,
    pub supplier_id: i64,
    /// 0 for the whole company.
    pub unit_id: i64,
    /// `None`: looked at and not classified.
    pub level: Option<Level>,
    pub evaluation_id: String,
}

/// A period whose facts are pinned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodClose {
    pub period: String,
    pub closed_at: String,
    pub closed_by: String,
}

impl Store {
    /// The levels confirmed for a period, by supplier and unit.
    pub async fn levels_held(&self, period: &str) -> Result<Vec<LevelHeld>, StoreError> {
        let period = period.to_owned();
        self.read(move |connection| {
            Box::pin(async move {
                let rows = sqlx::query(
                    "select period, supplier_id, unit_id, level, evaluation_id from level_held \
                     where period = $1 order by supplier_id, unit_id",
                )
                .bind(period)
                .fetch_all(connection)
                .await?;
                rows.iter().map(held).collect()
            })
        })
        .await
    }

    /// All closed periods.
    pub async fn period_closes(&self) -> Result<Vec<PeriodClose>, StoreError> {
        self.read(|connection| {
            Box::pin(async move {
                let rows =
                    sqlx::query("select period, closed_at, closed_by from period_close order by closed_at, period")
                        .fetch_all(connection)
                        .await?;
                rows.iter().map(close).collect()
            })
        })
        .await
    }
}

impl Tx {
    /// Keeps confirmed levels; a level confirmed before for the same period, supplier and unit is replaced.
    pub async fn hold_levels(&mut self, levels: &[LevelHeld]) -> Result<(), StoreError> {
        let (levels, now, actor) = (levels.to_vec(), self.now().to_owned(), self.actor().to_owned());
        self.run(move |connection| {
            Box::pin(async move {
                for held in levels {
                    sqlx::query(
                        "insert into level_held \
                         (period, supplier_id, unit_id, level, evaluation_id, confirmed_at, confirmed_by) \
                         values ($1, $2, $3, $4, $5, $6, $7) on conflict (period, supplier_id, unit_id) do update set \
                         level = excluded.level, evaluation_id = excluded.evaluation_id, \
                         confirmed_at = excluded.confirmed_at, confirmed_by = excluded.confirmed_by",
                    )
                    .bind(held.period)
                    .bind(held.supplier_id)
                    .bind(held.unit_id)
                    .bind(held.level.map_or("none", Level::name))
                    .bind(held.evaluation_id)
                    .bind(&*now)
                    .bind(&*actor)
                    .execute(&mut *connection)
                    .await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// Closes a period; closing it again changes nothing.
    pub async fn close_period(&mut self, period: &str) -> Result<(), StoreError> {
        let (period, now, actor) = (period.to_owned(), self.now().to_owned(), self.actor().to_owned());
        self.run(move |connection| {
            Box::pin(async move {
                sqlx::query(
                    "insert into period_close (period, closed_at, closed_by) values ($1, $2, $3) \
                     on conflict (period) do nothing",
                )
                .bind(period)
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

fn held(row: &AnyRow) -> Result<LevelHeld, StoreError> {
    let level: String = row.try_get(3)?;
    Ok(LevelHeld {
        period: row.try_get(0)?,
        supplier_id: row.try_get(1)?,
        unit_id: row.try_get(2)?,
        level: Level::from_name(&level),
        evaluation_id: row.try_get(4)?,
    })
}

fn close(row: &AnyRow) -> Result<PeriodClose, StoreError> {
    Ok(PeriodClose {
        period: row.try_get(0)?,
        closed_at: row.try_get(1)?,
        closed_by: row.try_get(2)?,
    })
}
