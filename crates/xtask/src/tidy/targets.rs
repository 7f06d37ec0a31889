//! What makes a build slow: scripts before it, and many test binaries after it.

use std::collections::BTreeMap;

use super::repository::Repository;
use super::{Rule, Violation};

pub(super) const RULE: Rule = Rule {
    name: "targets",
    says: "no build.rs of our own, and at most one test binary per crate beside its unit tests",
    check,
};

fn check(repository: &Repository) -> Vec<Violation> {
    let mut violations = Vec::new();
    let mut test_roots: BTreeMap<&str, &str> = BTreeMap::new();
    for file in &repository.files {
        let Some(name) = file.crate_name() else {
            continue;
        };
        let inside = &file.path["crates/".len() + name.len() + 1..];
        if inside == "build.rs" {
            let message = "a build script slows every build and may reach for the network";
            violations.push(Violation::new(&file.path, 1, message));
        }
        if !is_test_root(inside) {
            continue;
        }
        if let Some(first) = test_roots.get(name) {
            let message = format!("a second test binary; make it a module of {first}");
            violations.push(Violation::new(&file.path, 1, message));
        } else {
            test_roots.insert(name, &file.path);
        }
    }
    violations
}

/// `tests/it.rs` or `tests/it/main.rs`: cargo links a binary for each.
fn is_test_root(inside: &str) -> bool {
    let parts: Vec<&str> = inside.split('/').collect();
    match parts[..] {
        ["tests", file] => file.strip_suffix(".rs").is_some(),
        ["tests", _, file] => file == "main.rs",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(paths: &[&str]) -> Vec<String> {
        let files: Vec<(&str, &str)> = paths.iter().map(|path| (*path, "")).collect();
        let violations = check(&Repository::of(&files));
        violations.into_iter().map(|v| v.path).collect()
    }

    #[test]
    fn one_test_binary_of_many_files_passes() {
        let paths = [
            "crates/store/tests/contract/main.rs",
            "crates/store/tests/contract/supplier.rs",
            "crates/web/tests/golden.rs",
        ];
        assert_eq!(found(&paths), [""; 0]);
    }

    #[test]
    fn a_second_test_binary_is_found() {
        let paths = ["crates/store/tests/a.rs", "crates/store/tests/b/main.rs"];
        assert_eq!(found(&paths), ["crates/store/tests/b/main.rs"]);
    }

    #[test]
    fn a_build_script_is_found() {
        assert_eq!(found(&["crates/web/build.rs"]), ["crates/web/build.rs"]);
    }
}
