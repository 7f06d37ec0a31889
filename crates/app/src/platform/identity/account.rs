//! Users: inviting, changing roles and scope, disabling; and what people change about themselves.

use super::password::hash_password;
use super::session::later;
use super::{ScopeDocument, Secret, hash_of, new_secret, roles_of};
use crate::platform::{Credential, Principal};
use crate::{Context, Error};
use domain::platform::access::{Permission, Role};
use jiff::SignedDuration;
use serde::Serialize;
use std::collections::BTreeSet;
use store::{AuditEvent, LinkRow, UserRow};
use uuid::Uuid;

/// How long an invitation is good.
const INVITED_FOR: SignedDuration = SignedDuration::from_hours(24 * 7);

/// A user as lists show them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UserView {
    pub id: String,
    pub email: String,
    pub name: String,
    pub roles: Vec<String>,
    /// `invited`, `active` or `disabled`.
    pub status: String,
    pub scope: ScopeDocument,
    /// Empty for the language of the browser.
    pub language: String,
    pub version: i64,
    pub created_at: String,
}

impl UserView {
    /// Whether the user chose this language.
    #[must_use]
    pub fn language_is(&self, language: text::Language) -> bool {
        self.language == language.code()
    }
}

/// Who is invited, as what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUser {
    pub email: String,
    pub name: String,
    pub roles: BTreeSet<Role>,
    pub scope: ScopeDocument,
}

/// All users, by name.
pub async fn users(cx: &Context, principal: &Principal) -> Result<Vec<UserView>, Error> {
    principal.demand(Permission::Administer)?;
    cx.store.users().await?.into_iter().map(view).collect()
}

/// One user by id or e-mail address.
pub async fn user(cx: &Context, principal: &Principal, wanted: &str) -> Result<UserView, Error> {
    principal.demand(Permission::Administer)?;
    view(found(cx, wanted).await?)
}

/// Adds a user and gives the one-time link that lets them in for the first time.
pub async fn invite(cx: &Context, principal: &Principal, new: NewUser) -> Result<(UserView, Secret), Error> {
    principal.demand(Permission::Administer)?;
    let email = checked_email(&new.email)?;
    check_roles(&new.roles, &new.scope)?;
    if cx.store.user(&email).await?.is_some() {
        return Err(Error::conflict("user-there").with("email", email));
    }
    let now = cx.clock.now();
    let user = UserRow {
        id: Uuid::now_v7().to_string(),
        email: email.clone(),
        name: if new.name.trim().is_empty() {
            email.clone()
        } else {
            new.name.trim().to_owned()
        },
        roles: role_names(&new.roles),
        status: "active".to_owned(),
        password_hash: None,
        language: String::new(),
        theme: String::new(),
        scope: scope_text(&new.scope)?,
        version: 1,
        created_at: now.clone(),
        changed_at: now.clone(),
    };
    let secret = new_secret()?;
    let mut tx = cx.store.begin(&principal.name, &now).await?;
    tx.add_user(user.clone()).await?;
    tx.add_link(&hash_of(secret.reveal()), link(&now, "invitation", &user.id)?)
        .await?;
    tx.record(&AuditEvent::new("user.invite", &email, &user.roles)).await?;
    tx.commit().await?;
    Ok((view(user)?, secret))
}

/// A new one-time link for somebody who cannot get in.
pub async fn new_link(cx: &Context, principal: &Principal, wanted: &str) -> Result<Secret, Error> {
    principal.demand(Permission::Administer)?;
    let user = found(cx, wanted).await?;
    let (secret, now) = (new_secret()?, cx.clock.now());
    let mut tx = cx.store.begin(&principal.name, &now).await?;
    tx.add_link(&hash_of(secret.reveal()), link(&now, "password", &user.id)?)
        .await?;
    tx.record(&AuditEvent::new("link.create", &user.email, "password"))
        .await?;
    tx.commit().await?;
    Ok(secret)
}

/// Changes roles, scope and status; takes effect with the next request of that user.
pub async fn change_user(
    cx: &Context,
    principal: &Principal,
    (wanted, version): (&str, i64),
    (roles, scope, is_active): (BTreeSet<Role>, ScopeDocument, bool),
) -> Result<(), Error> {
    principal.demand(Permission::Administer)?;
    check_roles(&roles, &scope)?;
    let mut user = found(cx, wanted).await?;
    let stays = is_active && roles.contains(&Role::Administrator);
    if !stays && is_last_administrator(cx, &user).await? {
        return Err(Error::conflict("last-administrator"));
    }
    user.version = version;
    user.roles = role_names(&roles);
    user.scope = scope_text(&scope)?;
    user.status = if is_active { "active" } else { "disabled" }.to_owned();
    let (id, email, detail) = (
        user.id.clone(),
        user.email.clone(),
        format!("{} {}", user.status, user.roles),
    );
    let mut tx = cx.store.begin(&principal.name, &cx.clock.now()).await?;
    if !tx.change_user(user).await? {
        return Err(Error::conflict("user-changed").with("email", email));
    }
    if !is_active {
        tx.end_sessions_of(&id, "").await?;
    }
    tx.record(&AuditEvent::new("user.change", &email, &detail)).await?;
    tx.commit().await?;
    Ok(())
}

/// What people change about themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnAccount {
    pub name: String,
    pub email: String,
    /// Empty to keep the old one.
    pub password: String,
    pub language: String,
}

/// The principal's own user.
pub async fn own(cx: &Context, principal: &Principal) -> Result<UserView, Error> {
    view(found(cx, &principal.user_id).await?)
}

/// Changes the principal's own name, address, password and language. Other sessions end with a new password.
pub async fn change_own(cx: &Context, principal: &Principal, session: &str, own: &OwnAccount) -> Result<(), Error> {
    let mut user = found(cx, &principal.user_id).await?;
    let email = checked_email(&own.email)?;
    if email != user.email && cx.store.user(&email).await?.is_some() {
        return Err(Error::conflict("user-there").with("email", email));
    }
    if own.name.trim().is_empty() {
        return Err(Error::invalid("user-name-empty"));
    }
    let is_new = !own.password.is_empty();
    if is_new {
        user.password_hash = Some(hash_password(&own.password).await?);
    }
    own.name.trim().clone_into(&mut user.name);
    user.email.clone_from(&email);
    user.language.clone_from(&own.language);
    let id = user.id.clone();
    let mut tx = cx.store.begin(&principal.name, &cx.clock.now()).await?;
    if !tx.change_user(user).await? {
        return Err(Error::conflict("user-changed").with("email", email));
    }
    if is_new {
        tx.end_sessions_of(&id, &hash_of(session)).await?;
    }
    let detail = if is_new { "with a new password" } else { "" };
    tx.record(&AuditEvent::new("user.change_own", &email, detail)).await?;
    tx.commit().await?;
    Ok(())
}

/// Another user as a principal, for the operator who acts in that user's name.
pub async fn principal_of(cx: &Context, principal: &Principal, wanted: &str) -> Result<Principal, Error> {
    principal.demand(Permission::Administer)?;
    super::principal(&found(cx, wanted).await?, Credential::Operator, None)
}

/// Whether anybody can sign in at all: before that only the link of the program helps.
pub async fn has_users(cx: &Context) -> Result<bool, Error> {
    Ok(cx.store.users().await?.iter().any(|user| user.password_hash.is_some()))
}

async fn found(cx: &Context, wanted: &str) -> Result<UserRow, Error> {
    let user = cx.store.user(wanted).await?;
    user.ok_or_else(|| Error::not_found("no-user").with("user", wanted))
}

async fn is_last_administrator(cx: &Context, user: &UserRow) -> Result<bool, Error> {
    let is_one = |user: &UserRow| user.status == "active" && roles_of(&user.roles).contains(&Role::Administrator);
    let others = cx.store.users().await?;
    Ok(is_one(user) && !others.iter().any(|other| other.id != user.id && is_one(other)))
}

fn view(user: UserRow) -> Result<UserView, Error> {
    let scope = serde_json::from_str(&user.scope)
        .map_err(|error| Error::internal(format!("the row scope of {} cannot be read: {error}", user.email)))?;
    Ok(UserView {
        id: user.id,
        email: user.email,
        name: user.name,
        roles: user.roles.split_whitespace().map(str::to_owned).collect(),
        status: user.status,
        scope,
        language: user.language,
        version: user.version,
        created_at: user.created_at,
    })
}

fn checked_email(email: &str) -> Result<String, Error> {
    let email = email.trim().to_lowercase();
    let is_one = email
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty())
        && !email
            .chars()
            .any(|letter| letter.is_whitespace() || letter.is_control());
    if is_one {
        Ok(email)
    } else {
        Err(Error::invalid("no-email").with("email", email))
    }
}

/// A supplier's people are bound to one supplier, and nobody else is.
fn check_roles(roles: &BTreeSet<Role>, scope: &ScopeDocument) -> Result<(), Error> {
    if roles.is_empty() {
        return Err(Error::invalid("user-without-role"));
    }
    let is_supplier = roles.contains(&Role::Supplier);
    match (is_supplier, roles.len(), &scope.supplier) {
        (true, 1, Some(_)) | (false, _, None) => Ok(()),
        (true, _, None) => Err(Error::invalid("supplier-role-alone").with("what", "code")),
        (true, _, Some(_)) => Err(Error::invalid("supplier-role-alone").with("what", "role")),
        (false, _, Some(_)) => Err(Error::invalid("supplier-role-alone").with("what", "scope")),
    }
}

fn role_names(roles: &BTreeSet<Role>) -> String {
    roles.iter().map(|role| role.name()).collect::<Vec<_>>().join(" ")
}

fn scope_text(scope: &ScopeDocument) -> Result<String, Error> {
    serde_json::to_string(scope).map_err(|error| Error::internal(&error))
}

fn link(now: &str, purpose: &str, user_id: &str) -> Result<LinkRow, Error> {
    Ok(LinkRow {
        purpose: purpose.to_owned(),
        user_id: Some(user_id.to_owned()),
        expires_at: later(now, INVITED_FOR)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_of_a_supplier_are_bound_to_it_and_nobody_else_is() {
        let scope = |supplier: Option<&str>| ScopeDocument {
            supplier: supplier.map(str::to_owned),
            ..ScopeDocument::default()
        };
        let supplier = BTreeSet::from([Role::Supplier]);
        assert!(check_roles(&supplier, &scope(Some("S1"))).is_ok());
        assert!(check_roles(&supplier, &scope(None)).is_err());
        assert!(check_roles(&BTreeSet::from([Role::Viewer]), &scope(Some("S1"))).is_err());
        assert!(check_roles(&BTreeSet::from([Role::Viewer, Role::Supplier]), &scope(Some("S1"))).is_err());
        assert!(check_roles(&BTreeSet::new(), &scope(None)).is_err());
    }

    #[test]
    fn addresses_are_folded_and_checked() {
        assert_eq!(checked_email(" Li.Na@Example.com ").unwrap(), "li.na@example.com");
        assert!(checked_email("li na@example.com").is_err());
        assert!(checked_email("@").is_err());
    }
}
