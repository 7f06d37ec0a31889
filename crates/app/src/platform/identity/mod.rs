//! Identity: users, their sessions and tokens, and the one-time links that begin them.

mod account;
mod link;
mod password;
mod secret;
mod session;
mod sign_in;
mod token;

pub use account::{
    NewUser, OwnAccount, UserView, change_own, change_user, has_users, invite, new_link, own, principal_of, user, users,
};
pub use link::{enter_by_link, operator_link};
pub use password::SHORTEST;
pub use secret::{Secret, hash_of, new_secret};
pub use session::{SIGNED_IN_FOR, of_session, of_token, sign_in, sign_out};
pub use sign_in::{SignIn, sign_in_by_password};
pub use token::{DAYS, TokenView, new_token, revoke_token, tokens};

use super::principal::{Credential, Principal};
use crate::Error;
use domain::platform::access::{Permission, Role, RowScope, permissions};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::UserRow;

/// A row scope as it is kept with a user.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ScopeDocument {
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub categories: BTreeSet<String>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub units: BTreeSet<String>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub sites: BTreeSet<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supplier: Option<String>,
}

impl ScopeDocument {
    fn to_domain(&self) -> RowScope {
        RowScope {
            categories: self.categories.clone(),
            units: self.units.clone(),
            sites: self.sites.clone(),
            supplier: self.supplier.clone(),
        }
    }
}

/// The roles a user's row names.
#[must_use]
pub fn roles_of(names: &str) -> BTreeSet<Role> {
    names.split_whitespace().filter_map(Role::from_name).collect()
}

/// The principal that a user is, restricted to `only` when a token's scopes are given.
fn principal(user: &UserRow, credential: Credential, only: Option<&BTreeSet<Permission>>) -> Result<Principal, Error> {
    let roles = roles_of(&user.roles);
    let mut may = permissions(&roles);
    if let Some(only) = only {
        may.retain(|permission| only.contains(permission));
    }
    let scope: ScopeDocument = serde_json::from_str(&user.scope)
        .map_err(|error| Error::internal(format!("the row scope of {} cannot be read: {error}", user.email)))?;
    Ok(Principal {
        user_id: user.id.clone(),
        name: user.name.clone(),
        email: user.email.clone(),
        roles,
        may,
        scope: scope.to_domain(),
        credential,
    })
}
