//! Sessions: a random reference kept by the browser, its hash kept by us, read anew at each request.

use super::{Secret, hash_of, new_secret, principal};
use crate::platform::{Credential, Principal};
use crate::{Context, Error};
use domain::platform::access::Permission;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;
use store::{AuditEvent, UserRow};

/// How long a session lasts at most.
pub const SIGNED_IN_FOR: SignedDuration = SignedDuration::from_hours(12);

/// Who a session belongs to; `None` when it is unknown, over, or its user may no longer come in.
pub async fn of_session(cx: &Context, token: &str) -> Result<Option<(Principal, UserRow)>, Error> {
    let Some(session) = cx.store.user_session(&hash_of(token), &cx.clock.now()).await? else {
        return Ok(None);
    };
    let principal = principal(&session.user, Credential::Session, None)?;
    Ok(Some((principal, session.user)))
}

/// Who an API token belongs to, and what it may: never more than its scopes, never more than its user's roles.
pub async fn of_token(cx: &Context, token: &str) -> Result<Option<Principal>, Error> {
    let Some((user, scopes)) = cx.store.token_user(&hash_of(token), &cx.clock.now()).await? else {
        return Ok(None);
    };
    let only: BTreeSet<Permission> = scopes.split_whitespace().filter_map(Permission::from_name).collect();
    Ok(Some(principal(&user, Credential::Token, Some(&only))?))
}

/// Opens a session for a user who has proved who they are; the secret goes into the cookie.
pub async fn sign_in(cx: &Context, user: &UserRow, agent: &str) -> Result<Secret, Error> {
    let secret = new_secret()?;
    let now = cx.clock.now();
    let mut tx = cx.store.begin(&user.email, &now).await?;
    let agent: String = agent.chars().take(200).collect();
    tx.add_session(
        &hash_of(secret.reveal()),
        &user.id,
        &later(&now, SIGNED_IN_FOR)?,
        &agent,
    )
    .await?;
    tx.record(&AuditEvent::new("session.open", &user.email, "")).await?;
    tx.commit().await?;
    Ok(secret)
}

/// Ends a session.
pub async fn sign_out(cx: &Context, principal: &Principal, token: &str) -> Result<(), Error> {
    let mut tx = cx.store.begin(&principal.email, &cx.clock.now()).await?;
    tx.end_session(&hash_of(token)).await?;
    tx.record(&AuditEvent::new("session.close", &principal.email, ""))
        .await?;
    tx.commit().await?;
    Ok(())
}

/// An instant after another one, in the form the store keeps.
pub(super) fn later(now: &str, by: SignedDuration) -> Result<String, Error> {
    let instant: Timestamp = now
        .parse()
        .map_err(|error| Error::internal(format!("the clock said {now:?}: {error}")))?;
    let later = instant
        .checked_add(by)
        .map_err(|error| Error::internal(format!("no instant that late: {error}")))?;
    Ok(format!("{later:.6}"))
}
