//! Classification: where an evaluation placed each supplier, without the rest of its rows.

use crate::bulk::{expect_int, expect_text};
use crate::{Store, StoreError};
use domain::classification::{Grade, Level};
use domain::intake::Value;

/// A supplier's grade and level in one evaluation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    pub supplier_id: i64,
    pub supplier: String,
    pub grade: Option<Grade>,
    /// `None`: not classified.
    pub level: Option<Level>,
}

impl Store {
    /// Where an evaluation placed its suppliers, by supplier code.
    pub async fn placements(&self, evaluation_id: &str) -> Result<Vec<Placement>, StoreError> {
        let id = Value::text(evaluation_id);
        self.bulk_read(move |lane| {
            let mut placements = Vec::new();
            let sql = "select r.supplier_id, s.key, r.grade, r.level from evaluation_result r \
                 join evaluation e on e.number = r.evaluation join suppliers s on s.id = r.supplier_id \
                 where e.id = $1 and r.category_id = 0 and r.subject = '' order by r.ordinal";
            lane.each(sql, &[id], &mut |row| {
                placements.push(Placement {
                    supplier_id: expect_int(&row, 0, "evaluation_result.supplier_id")?,
                    supplier: expect_text(&row, 1, "suppliers.key")?,
                    grade: row[2].as_text().and_then(Grade::from_name),
                    level: row[3].as_text().and_then(Level::from_name),
                });
                Ok(())
            })?;
            // In memory: databases disagree about the order of texts.
            placements.sort_by(|a, b| a.supplier.cmp(&b.supplier));
            Ok(placements)
        })
        .await
    }
}
