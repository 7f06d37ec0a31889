//! Certificates that end soon after the quarter, with no renewal recorded.

use super::{Who, select, who};
use crate::evaluation::Loaded;
use crate::{Context, Error};
use domain::period::{day_number, day_of_number};
use serde::Serialize;

/// Days ahead in which an expiry is worth a warning.
const WITHIN_DAYS: i32 = 45;

/// One certificate.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Expiry {
    #[serde(flatten)]
    pub who: Who,
    pub certificate: String,
    pub valid_to: String,
    /// Whether what is bought from the supplier may not be bought without it.
    pub is_critical: bool,
}

/// Certificates, the nearest end first.
pub(crate) async fn find(cx: &Context, loaded: &Loaded) -> Result<Vec<Expiry>, Error> {
    let end = loaded.inputs.as_of;
    let until = day_of_number(day_number(end) + WITHIN_DAYS);
    // A certificate that was renewed has a later row; one that is being renewed says so.
    let sql = format!(
        "select c.supplier_id, c.type, max(c.valid_to) as ends, max(coalesce(r.critical, 0)) as critical \
         from certificates c left join \
         (select distinct supplier_id, type, critical from required_certificates where critical = 1) r \
         on r.supplier_id = c.supplier_id and r.type = c.type \
         group by c.supplier_id, c.type \
         having max(c.valid_to) > date '{end}' and max(c.valid_to) <= date '{until}' \
         and max(coalesce(c.renewal_pending, 0)) = 0"
    );
    let rows = select(cx, &loaded.record.files, sql).await?;
    let mut found: Vec<Expiry> = rows
        .into_iter()
        .filter_map(|row| match row.as_slice() {
            [Some(supplier), Some(certificate), Some(ends), critical] => Some(Expiry {
                who: who(&loaded.computed, supplier.parse().ok()?)?,
                certificate: certificate.clone(),
                valid_to: ends.clone(),
                is_critical: critical.as_deref() == Some("1"),
            }),
            _ => None,
        })
        .collect();
    found.sort_by(|left, right| (&left.valid_to, &left.who).cmp(&(&right.valid_to, &right.who)));
    Ok(found)
}
