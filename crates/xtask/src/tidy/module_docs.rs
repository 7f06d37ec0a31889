//! Every source file opens with a sentence that says what it is for.

use super::repository::Repository;
use super::{Rule, Violation};

pub(super) const RULE: Rule = Rule {
    name: "module-docs",
    says: "every .rs file begins with `//!` and what it is for",
    check,
};

fn check(repository: &Repository) -> Vec<Violation> {
    repository
        .rust_files()
        .filter(|(file, _)| {
            let text = file.text.as_deref().unwrap_or_default();
            let first = text.lines().next().unwrap_or_default();
            first
                .strip_prefix("//!")
                .is_none_or(|sentence| sentence.trim().is_empty())
        })
        .map(|(file, _)| Violation::new(&file.path, 1, "the first line is no `//!` sentence"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_found(text: &str) -> bool {
        !check(&Repository::of(&[("crates/web/src/lib.rs", text)])).is_empty()
    }

    #[test]
    fn a_sentence_passes() {
        assert!(!is_found("//! Screens.\n\nmod a;\n"));
    }

    #[test]
    fn a_missing_or_empty_sentence_is_found() {
        assert!(is_found("mod a;\n"));
        assert!(is_found("//!\nmod a;\n"));
        assert!(is_found("// Screens.\n"));
        assert!(is_found(""));
    }
}
