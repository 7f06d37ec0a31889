//! The principal: who asks, with which credential, and what that allows. Every view of data is opened by one.

use crate::{Error, ErrorKind};
use domain::platform::access::{Permission, Role, RowScope, permissions};
use std::collections::BTreeSet;

/// Somebody who asks for something, however the request came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    /// Id of the user; empty for the operator at the command line.
    pub user_id: String,
    /// Name for the audit log and the frame.
    pub name: String,
    pub email: String,
    pub roles: BTreeSet<Role>,
    /// Roles and, for a token, its scopes, taken together.
    pub may: BTreeSet<Permission>,
    pub scope: RowScope,
    pub credential: Credential,
}

/// How the principal proved who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credential {
    /// The owner of the data folder at the command line.
    Operator,
    Session,
    Token,
}

impl Principal {
    /// The person at the command line: owns the folder, so sees and may do everything.
    #[must_use]
    pub fn operator(name: &str) -> Principal {
        let roles = BTreeSet::from(Role::INTERNAL);
        Principal {
            user_id: String::new(),
            name: name.to_owned(),
            email: String::new(),
            may: permissions(&roles),
            roles,
            scope: RowScope::default(),
            credential: Credential::Operator,
        }
    }

    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.may.contains(&permission)
    }

    /// Refuses with the role to ask for.
    pub fn demand(&self, permission: Permission) -> Result<(), Error> {
        if self.may(permission) {
            return Ok(());
        }
        let role = permission.granted_by().name();
        Err(Error::new(ErrorKind::NotAllowed, "not-allowed")
            .with("permission", permission.name())
            .with("role", role))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_refused_with_the_role_to_ask_for() {
        let mut principal = Principal::operator("Li Na");
        principal.may = BTreeSet::from([Permission::See]);
        assert!(principal.demand(Permission::See).is_ok());
        let refused = principal.demand(Permission::Method).unwrap_err();
        assert_eq!(refused.kind, ErrorKind::NotAllowed);
        assert!(refused.to_string().contains("method_owner"));
    }
}
