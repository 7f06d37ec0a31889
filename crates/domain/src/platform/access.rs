//! Access: the roles of people, what each may do, and the rows each may see.

use std::collections::BTreeSet;

/// What somebody is here for. A person may hold several roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Reads scores, levels and the facts behind them.
    Viewer,
    /// Answers reviews.
    Evaluator,
    /// Imports, merges, feeds.
    DataSteward,
    /// Indicators, schemes, level rules.
    MethodOwner,
    /// Rounds, levels, overrides.
    Approver,
    /// Users and settings; no right to score or to approve.
    Administrator,
    /// Somebody of a supplier: sees that supplier's own results and nothing else.
    Supplier,
}

impl Role {
    pub const ALL: [Role; 7] = [
        Role::Viewer,
        Role::Evaluator,
        Role::DataSteward,
        Role::MethodOwner,
        Role::Approver,
        Role::Administrator,
        Role::Supplier,
    ];

    /// The roles of people of the buyer.
    pub const INTERNAL: [Role; 6] = [
        Role::Viewer,
        Role::Evaluator,
        Role::DataSteward,
        Role::MethodOwner,
        Role::Approver,
        Role::Administrator,
    ];

    /// The word used in codes and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Role::Viewer => "viewer",
            Role::Evaluator => "evaluator",
            Role::DataSteward => "data_steward",
            Role::MethodOwner => "method_owner",
            Role::Approver => "approver",
            Role::Administrator => "administrator",
            Role::Supplier => "supplier",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }

    /// What the role allows.
    #[must_use]
    pub fn permissions(self) -> &'static [Permission] {
        match self {
            Role::Viewer => &[Permission::See],
            Role::Evaluator => &[Permission::See, Permission::Judge],
            Role::DataSteward => &[Permission::See, Permission::Import],
            Role::MethodOwner => &[Permission::See, Permission::Method],
            Role::Approver => &[Permission::See, Permission::Approve],
            Role::Administrator => &[Permission::See, Permission::Administer],
            Role::Supplier => &[Permission::SeeOwn],
        }
    }
}

/// What a route, a command or a token may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Permission {
    /// Read everything in one's row scope.
    See,
    /// Read the results of one's own supplier.
    SeeOwn,
    /// Answer reviews.
    Judge,
    /// Bring facts in, undo imports, run evaluations.
    Import,
    /// Change indicators, schemes and level rules.
    Method,
    /// Confirm levels and overrides.
    Approve,
    /// Manage users, tokens, settings, backups; read the audit log.
    Administer,
}

impl Permission {
    pub const ALL: [Permission; 7] = [
        Permission::See,
        Permission::SeeOwn,
        Permission::Judge,
        Permission::Import,
        Permission::Method,
        Permission::Approve,
        Permission::Administer,
    ];

    /// The word used in codes, files and as the scope of a token.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Permission::See => "see",
            Permission::SeeOwn => "see_own",
            Permission::Judge => "judge",
            Permission::Import => "import",
            Permission::Method => "method",
            Permission::Approve => "approve",
            Permission::Administer => "administer",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Permission> {
        Permission::ALL.into_iter().find(|permission| permission.name() == name)
    }

    /// The role to ask for when the permission is missing.
    #[must_use]
    pub fn granted_by(self) -> Role {
        match self {
            Permission::See => Role::Viewer,
            Permission::SeeOwn => Role::Supplier,
            Permission::Judge => Role::Evaluator,
            Permission::Import => Role::DataSteward,
            Permission::Method => Role::MethodOwner,
            Permission::Approve => Role::Approver,
            Permission::Administer => Role::Administrator,
        }
    }
}

/// The permissions that a set of roles adds up to.
#[must_use]
pub fn permissions(roles: &BTreeSet<Role>) -> BTreeSet<Permission> {
    roles.iter().flat_map(|role| role.permissions()).copied().collect()
}

/// The rows somebody may see: everything, or what belongs to certain categories, units and sites.
///
/// An empty set does not restrict; the sets restrict together. A supplier user sees one supplier.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowScope {
    /// Category codes; a category stands for those below it.
    pub categories: BTreeSet<String>,
    /// Business unit codes.
    pub units: BTreeSet<String>,
    /// Supplier site codes.
    pub sites: BTreeSet<String>,
    /// The code of the only supplier, for people of a supplier.
    pub supplier: Option<String>,
}

impl RowScope {
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.supplier.is_none() && self.categories.is_empty() && self.units.is_empty() && self.sites.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for role in Role::ALL {
            assert_eq!(Role::from_name(role.name()), Some(role));
        }
        for permission in Permission::ALL {
            assert_eq!(Permission::from_name(permission.name()), Some(permission));
            assert!(permission.granted_by().permissions().contains(&permission));
        }
    }

    #[test]
    fn an_administrator_neither_scores_nor_approves() {
        let may = permissions(&BTreeSet::from([Role::Administrator]));
        for forbidden in [
            Permission::Judge,
            Permission::Import,
            Permission::Method,
            Permission::Approve,
        ] {
            assert!(!may.contains(&forbidden), "{forbidden:?}");
        }
    }

    #[test]
    fn a_supplier_sees_its_own_and_nothing_else() {
        assert_eq!(
            permissions(&BTreeSet::from([Role::Supplier])),
            BTreeSet::from([Permission::SeeOwn])
        );
    }
}
