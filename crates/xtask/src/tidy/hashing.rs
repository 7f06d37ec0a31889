//! The order of a hash table must never reach a result.

use super::repository::Repository;
use super::rust_code::identifiers;
use super::{Rule, Violation};

pub(super) const RULE: Rule = Rule {
    name: "hashing",
    says: "no HashMap or HashSet in domain and methods; their order would reach the results",
    check,
};

const PURE: [&str; 2] = ["domain", "methods"];

const BETTER: [(&str, &str); 2] = [("HashMap", "BTreeMap"), ("HashSet", "BTreeSet")];

fn check(repository: &Repository) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (file, code) in repository.rust_files() {
        if file.is_test() || !file.crate_name().is_some_and(|name| PURE.contains(&name)) {
            continue;
        }
        for (number, line) in code.lines_without_tests() {
            for (hashed, ordered) in BETTER {
                if identifiers(line).any(|word| word == hashed) {
                    let message = format!("`{hashed}` has no fixed order: use `{ordered}`");
                    violations.push(Violation::new(&file.path, number, message));
                }
            }
        }
    }
    violations
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(path: &str, text: &str) -> Vec<usize> {
        let repository = Repository::of(&[(path, text)]);
        check(&repository).into_iter().map(|v| v.line).collect()
    }

    #[test]
    fn a_hash_table_in_a_pure_crate_is_found() {
        let text = "use std::collections::HashMap;\nlet a: HashSet<u8>;\n";
        assert_eq!(lines("crates/domain/src/lib.rs", text), [1, 2]);
        assert_eq!(lines("crates/methods/src/topsis.rs", text), [1, 2]);
    }

    #[test]
    fn elsewhere_and_in_comments_it_passes() {
        assert_eq!(lines("crates/app/src/lib.rs", "HashMap"), [0; 0]);
        assert_eq!(lines("crates/domain/src/lib.rs", "// no HashMap here"), [0; 0]);
    }
}
