//! Strategy: what managing a supplier costs, so that effort can be set against what comes back.

use crate::bulk::{expect_int, expect_text};
use crate::{Store, StoreError};
use domain::intake::Value;
use domain::period::Span;

/// Effort spent on one supplier, per currency of its money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EffortTotal {
    pub supplier_id: i64,
    /// Empty for entries without money.
    pub currency: String,
    /// Hours times 1,000.
    pub hours: i64,
    /// Minor units of the currency.
    pub amount_minor: i64,
    pub entries: u64,
}

impl Store {
    /// Effort per supplier and currency over a span of days, by supplier id and currency.
    pub async fn effort_totals(&self, span: Span) -> Result<Vec<EffortTotal>, StoreError> {
        let values = [Value::text(&span.from.to_string()), Value::text(&span.to.to_string())];
        self.bulk_read(move |lane| {
            let mut totals = Vec::new();
            let sql = "select supplier_id, coalesce(currency, ''), cast(coalesce(sum(hours), 0) as bigint), \
                 cast(coalesce(sum(amount), 0) as bigint), count(*) from efforts where day >= $1 and day <= $2 \
                 group by supplier_id, coalesce(currency, '')";
            lane.each(sql, &values, &mut |row| {
                totals.push(EffortTotal {
                    supplier_id: expect_int(&row, 0, "efforts.supplier_id")?,
                    currency: expect_text(&row, 1, "efforts.currency")?,
                    hours: expect_int(&row, 2, "sum of hours")?,
                    amount_minor: expect_int(&row, 3, "sum of amounts")?,
                    entries: expect_int(&row, 4, "count")?.cast_unsigned(),
                });
                Ok(())
            })?;
            totals.sort_by(|a, b| (a.supplier_id, &a.currency).cmp(&(b.supplier_id, &b.currency)));
            Ok(totals)
        })
        .await
    }
}
