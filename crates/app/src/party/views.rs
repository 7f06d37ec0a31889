//! Saved views of a screen: named addresses, private or shared.

use crate::platform::Principal;
use crate::{Context, Error, ErrorKind};
use serde::Serialize;
use store::{AuditEvent, ViewRow};
use uuid::Uuid;

/// Longest name of a view, in characters.
const NAME_MAX: usize = 80;
/// Longest query of a view, in bytes.
const QUERY_MAX: usize = 4_000;

/// A saved view as its owner or somebody it is shared with sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SavedView {
    pub id: String,
    pub name: String,
    pub query: String,
    pub is_shared: bool,
    pub is_own: bool,
}

/// The views of a screen that the principal may open.
pub async fn saved_views(cx: &Context, principal: &Principal, screen: &str) -> Result<Vec<SavedView>, Error> {
    let rows = cx.store.saved_views(screen, &principal.user_id).await?;
    Ok(rows.into_iter().map(|row| seen(principal, row)).collect())
}

/// One view; a private one of somebody else is as absent as one that was removed.
pub async fn saved_view(cx: &Context, principal: &Principal, id: &str) -> Result<SavedView, Error> {
    let row = cx.store.saved_view(id).await?;
    let row = row.filter(|row| row.is_shared || row.user_id == principal.user_id);
    let absent = || Error::not_found("no-view");
    row.map(|row| seen(principal, row)).ok_or_else(absent)
}

/// Keeps the query of a screen under a name.
pub async fn save_view(
    cx: &Context,
    principal: &Principal,
    (screen, query): (&str, &str),
    (name, is_shared): (&str, bool),
) -> Result<SavedView, Error> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > NAME_MAX {
        return Err(Error::invalid("view-name").with("most", NAME_MAX));
    }
    if query.len() > QUERY_MAX {
        return Err(Error::invalid("view-long"));
    }
    let now = cx.clock.now();
    let row = ViewRow {
        id: Uuid::now_v7().to_string(),
        user_id: principal.user_id.clone(),
        screen: screen.to_owned(),
        name: name.to_owned(),
        query: query.to_owned(),
        is_shared,
        created_at: now.clone(),
    };
    let mut tx = cx.store.begin(&principal.name, &now).await?;
    tx.save_view(row.clone()).await?;
    tx.record(&AuditEvent::new("view.save", &row.name, &row.query)).await?;
    tx.commit().await?;
    Ok(seen(principal, row))
}

/// Removes a view of one's own.
pub async fn remove_view(cx: &Context, principal: &Principal, id: &str) -> Result<(), Error> {
    let view = saved_view(cx, principal, id).await?;
    if !view.is_own {
        return Err(Error::new(ErrorKind::NotAllowed, "view-of-others"));
    }
    let mut tx = cx.store.begin(&principal.name, &cx.clock.now()).await?;
    tx.remove_view(id, &principal.user_id).await?;
    tx.record(&AuditEvent::new("view.remove", &view.name, "")).await?;
    tx.commit().await?;
    Ok(())
}

fn seen(principal: &Principal, row: ViewRow) -> SavedView {
    SavedView {
        is_own: row.user_id == principal.user_id,
        id: row.id,
        name: row.name,
        query: row.query,
        is_shared: row.is_shared,
    }
}
