//! The list of evaluations: every run that is kept, with who made it and how its bytes are known again.

use super::Reading;
use crate::platform::Principal;
use crate::{Context, Error};
use domain::Date;
use serde::Serialize;

/// One kept evaluation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RunLine {
    pub id: String,
    pub period: String,
    pub scheme: String,
    pub scheme_version: u32,
    pub as_of: Date,
    /// `draft` or `published`.
    pub status: String,
    pub created_at: String,
    pub created_by: String,
    /// SHA-256 over all scorecards and placements.
    pub digest: String,
    /// Whether it is the one that counts for its period.
    pub counts: bool,
}

/// Every kept evaluation, the latest period first, then the latest made.
pub async fn runs(cx: &Context, principal: &Principal) -> Result<Vec<RunLine>, Error> {
    let counting: Vec<String> = match Reading::open(cx, principal, None).await? {
        Some(reading) => reading.periods.iter().map(|head| head.id.clone()).collect(),
        None => Vec::new(),
    };
    let heads = cx.store.evaluation_heads().await?;
    let ids: Vec<&str> = heads.iter().map(|head| head.id.as_str()).collect();
    let mut digests = cx.kept.digests(cx, &ids).await?;
    let mut lines: Vec<RunLine> = heads
        .into_iter()
        .map(|head| RunLine {
            counts: counting.contains(&head.id),
            digest: digests.remove(&head.id).unwrap_or_default(),
            id: head.id,
            period: head.period,
            scheme: head.scheme,
            scheme_version: head.scheme_version,
            as_of: head.as_of,
            status: head.status.name().to_owned(),
            created_at: head.created_at,
            created_by: head.created_by,
        })
        .collect();
    lines.sort_by(|a, b| (&b.period, &b.created_at).cmp(&(&a.period, &a.created_at)));
    Ok(lines)
}
