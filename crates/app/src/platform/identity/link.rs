//! One-time links: shown once, used once, good for a while.

use super::session::{later, sign_in};
use super::{Secret, hash_of, new_secret};
use crate::{Context, Error};
use domain::platform::access::Role;
use jiff::SignedDuration;
use store::{AuditEvent, LinkRow, UserRow};
use uuid::Uuid;

/// How long the first administrator's link is good.
const SETUP_FOR: SignedDuration = SignedDuration::from_hours(24);

/// A link that signs the operator of this data folder in as its administrator; printed where the program was started.
///
/// Whoever can start the program owns the folder, so the link gives every internal role.
pub async fn operator_link(cx: &Context) -> Result<Secret, Error> {
    let secret = new_secret()?;
    let now = cx.clock.now();
    let mut tx = cx.store.begin(&cx.actor, &now).await?;
    let link = LinkRow {
        purpose: "setup".to_owned(),
        user_id: None,
        expires_at: later(&now, SETUP_FOR)?,
    };
    tx.add_link(&hash_of(secret.reveal()), link).await?;
    tx.record(&AuditEvent::new("link.create", "setup", "")).await?;
    tx.commit().await?;
    Ok(secret)
}

/// Signs in whoever holds a one-time link.
pub async fn enter_by_link(cx: &Context, link: &str, agent: &str) -> Result<Secret, Error> {
    let now = cx.clock.now();
    let hash = hash_of(link);
    let gone = || Error::not_found("link-over");
    let known = cx.store.user_link(&hash, &now).await?.ok_or_else(gone)?;
    let user = match &known.user_id {
        Some(id) => cx.store.user(id).await?.ok_or_else(gone)?,
        None => operator(cx, &now).await?,
    };
    let mut tx = cx.store.begin(&user.email, &now).await?;
    if !tx.use_link(&hash).await? {
        return Err(gone());
    }
    tx.record(&AuditEvent::new("link.use", &user.email, &known.purpose))
        .await?;
    tx.commit().await?;
    sign_in(cx, &user, agent).await
}

/// The user that stands for the operator; made at the first visit.
async fn operator(cx: &Context, now: &str) -> Result<UserRow, Error> {
    const EMAIL: &str = "operator@localhost";
    if let Some(user) = cx.store.user(EMAIL).await? {
        return Ok(user);
    }
    let roles: Vec<&str> = Role::INTERNAL.iter().map(|role| role.name()).collect();
    let user = UserRow {
        id: Uuid::now_v7().to_string(),
        email: EMAIL.to_owned(),
        name: cx.actor.clone(),
        roles: roles.join(" "),
        status: "active".to_owned(),
        password_hash: None,
        language: String::new(),
        theme: String::new(),
        scope: "{}".to_owned(),
        version: 1,
        created_at: now.to_owned(),
        changed_at: now.to_owned(),
    };
    let mut tx = cx.store.begin(&cx.actor, now).await?;
    tx.add_user(user.clone()).await?;
    tx.record(&AuditEvent::new("user.add", EMAIL, &user.roles)).await?;
    tx.commit().await?;
    Ok(user)
}
