//! The audit log for people: newest first, searched, page by page.

use super::Principal;
use crate::{Context, Error};
use domain::platform::access::Permission;
use serde::Serialize;
use text::fold;

/// Entries on one page.
const PAGE: usize = 100;

/// Which entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditRequest {
    /// Part of actor, action, subject or detail.
    pub search: String,
    /// Only entries before this number.
    pub before: Option<i64>,
}

/// One page of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuditPage {
    pub entries: Vec<AuditLine>,
    pub entries_in_all: u64,
    /// Where the next page begins.
    pub next: Option<i64>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuditLine {
    pub sequence: i64,
    pub at: String,
    pub actor: String,
    pub action: String,
    pub subject: String,
    pub detail: String,
    pub hash: String,
}

/// The log, newest first.
pub async fn audit_page(cx: &Context, principal: &Principal, request: &AuditRequest) -> Result<AuditPage, Error> {
    principal.demand(Permission::Administer)?;
    let all = cx.store.audit_entries(0, i64::MAX).await?;
    let entries_in_all = u64::try_from(all.len()).unwrap_or(u64::MAX);
    let search = fold(request.search.trim());
    let mut found = all
        .into_iter()
        .rev()
        .filter(|entry| request.before.is_none_or(|before| entry.sequence < before))
        .map(|entry| AuditLine {
            sequence: entry.sequence,
            at: entry.at,
            actor: entry.actor,
            action: entry.event.action,
            subject: entry.event.subject,
            detail: entry.event.detail,
            hash: entry.hash,
        })
        .filter(|line| {
            let texts = [&line.actor, &line.action, &line.subject, &line.detail];
            search.is_empty() || texts.into_iter().any(|text| fold(text).contains(&search))
        });
    let entries: Vec<AuditLine> = found.by_ref().take(PAGE).collect();
    let next = match (found.next(), entries.last()) {
        (Some(_), Some(last)) => Some(last.sequence),
        _ => None,
    };
    Ok(AuditPage {
        entries,
        entries_in_all,
        next,
    })
}
