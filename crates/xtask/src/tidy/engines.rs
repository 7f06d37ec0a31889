//! One SQL text for both engines; what must differ stands in one file.

use super::repository::Repository;
use super::{Rule, Violation};

pub(super) const RULE: Rule = Rule {
    name: "engines",
    says: "store asks which engine it is on only in src/dialect.rs and src/bulk",
    check,
};

const STORE: &str = "crates/store/src/";

const ALLOWED: [&str; 3] = [
    "crates/store/src/dialect.rs",
    "crates/store/src/dialect/",
    "crates/store/src/bulk/",
];

const NAMES: [&str; 2] = ["Engine::Sqlite", "Engine::Postgres"];

fn check(repository: &Repository) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (file, code) in repository.rust_files() {
        let may_branch = ALLOWED.iter().any(|allowed| file.path.starts_with(allowed));
        if !file.path.starts_with(STORE) || may_branch || file.is_test() {
            continue;
        }
        for (number, line) in code.lines_without_tests() {
            if let Some(name) = NAMES.iter().find(|name| line.contains(**name)) {
                let message = format!("`{name}`: the two texts belong into dialect.rs");
                violations.push(Violation::new(&file.path, number, message));
            }
        }
    }
    violations
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "match engine {\n    Engine::Sqlite => 1,\n    Engine::Postgres => 2,\n}\n";

    fn lines(path: &str) -> Vec<usize> {
        let repository = Repository::of(&[(path, TEXT)]);
        check(&repository).into_iter().map(|v| v.line).collect()
    }

    #[test]
    fn a_branch_on_the_engine_is_found() {
        assert_eq!(lines("crates/store/src/intake/receipt.rs"), [2, 3]);
    }

    #[test]
    fn the_dialect_and_the_bulk_lanes_may_branch() {
        assert_eq!(lines("crates/store/src/dialect.rs"), [0; 0]);
        assert_eq!(lines("crates/store/src/bulk/import.rs"), [0; 0]);
        assert_eq!(lines("crates/store/tests/contract/main.rs"), [0; 0]);
    }
}
