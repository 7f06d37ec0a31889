//! Tokens of the API: shown once, with scopes and an end, revocable at once.

use super::session::later;
use super::{Secret, hash_of, new_secret};
use crate::platform::Principal;
use crate::{Context, Error};
use domain::platform::access::Permission;
use jiff::SignedDuration;
use serde::Serialize;
use std::collections::BTreeSet;
use store::{AuditEvent, TokenRow};
use uuid::Uuid;

/// Days a token is good unless something else is asked for.
pub const DAYS: i64 = 90;

/// A token as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TokenView {
    pub id: String,
    pub user_id: String,
    pub name: String,
    pub prefix: String,
    pub scopes: Vec<String>,
    pub created_at: String,
    pub expires_at: String,
    pub revoked_at: Option<String>,
}

/// The principal's own tokens; an administrator's view of everybody's with `all`.
pub async fn tokens(cx: &Context, principal: &Principal, all: bool) -> Result<Vec<TokenView>, Error> {
    if all {
        principal.demand(Permission::Administer)?;
    }
    let owner = (!all).then_some(principal.user_id.as_str());
    Ok(cx.store.tokens(owner).await?.into_iter().map(view).collect())
}

/// Makes a token for the principal. It never allows more than its owner may.
pub async fn new_token(
    cx: &Context,
    principal: &Principal,
    name: &str,
    scopes: &BTreeSet<Permission>,
    days: i64,
) -> Result<(TokenView, Secret), Error> {
    if name.trim().is_empty() {
        return Err(Error::invalid("token-name-empty"));
    }
    if scopes.is_empty() {
        return Err(Error::invalid("token-without-scope"));
    }
    if let Some(missing) = scopes.iter().find(|scope| !principal.may(**scope)) {
        principal.demand(*missing)?;
    }
    if !(1..=365).contains(&days) {
        return Err(Error::invalid("token-days").with("days", days));
    }
    let now = cx.clock.now();
    let secret = Secret::new(format!("gradus_pat_{}", new_secret()?.reveal()));
    let row = TokenRow {
        id: Uuid::now_v7().to_string(),
        user_id: principal.user_id.clone(),
        name: name.trim().to_owned(),
        prefix: secret.reveal().chars().take(17).collect(),
        scopes: scopes.iter().map(|scope| scope.name()).collect::<Vec<_>>().join(" "),
        created_at: now.clone(),
        expires_at: later(&now, SignedDuration::from_hours(24 * days))?,
        last_used_at: None,
        revoked_at: None,
    };
    let mut tx = cx.store.begin(&principal.name, &now).await?;
    tx.add_token(&hash_of(secret.reveal()), row.clone()).await?;
    tx.record(&AuditEvent::new("token.create", &row.name, &row.scopes))
        .await?;
    tx.commit().await?;
    Ok((view(row), secret))
}

/// Revokes one of the principal's own tokens; an administrator may revoke anybody's.
pub async fn revoke_token(cx: &Context, principal: &Principal, id: &str) -> Result<(), Error> {
    let owner = (!principal.may(Permission::Administer)).then_some(principal.user_id.as_str());
    let known = cx.store.tokens(owner).await?.into_iter().find(|token| token.id == id);
    let gone = || Error::not_found("no-token").with("token", id);
    let token = known.ok_or_else(gone)?;
    let mut tx = cx.store.begin(&principal.name, &cx.clock.now()).await?;
    if !tx.revoke_token(id).await? {
        return Err(gone());
    }
    tx.record(&AuditEvent::new("token.revoke", &token.name, &token.prefix))
        .await?;
    tx.commit().await?;
    Ok(())
}

fn view(row: TokenRow) -> TokenView {
    TokenView {
        id: row.id,
        user_id: row.user_id,
        name: row.name,
        prefix: row.prefix,
        scopes: row.scopes.split_whitespace().map(str::to_owned).collect(),
        created_at: row.created_at,
        expires_at: row.expires_at,
        revoked_at: row.revoked_at,
    }
}
