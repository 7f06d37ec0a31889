//! Monitoring: which evaluations can be laid side by side.

use crate::evaluation::EvaluationHeader;
use crate::{Store, StoreError};
use std::collections::BTreeMap;

impl Store {
    /// The evaluations of a scheme that can be compared, one per period, oldest period first:
    /// the published one of a period, else its newest draft.
    pub async fn comparable_evaluations(&self, scheme: &str) -> Result<Vec<EvaluationHeader>, StoreError> {
        let mut by_period: BTreeMap<String, EvaluationHeader> = BTreeMap::new();
        let of_scheme = self
            .evaluations()
            .await?
            .into_iter()
            .filter(|header| header.scheme == scheme);
        // Oldest first, so a later one of equal standing wins.
        for header in of_scheme {
            let better = by_period.get(&header.period).is_none_or(|known| {
                let published = crate::evaluation::EvaluationStatus::Published;
                known.status != published || header.status == published
            });
            if better {
                by_period.insert(header.period.clone(), header);
            }
        }
        Ok(by_period.into_values().collect())
    }
}
