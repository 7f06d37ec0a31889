//! One word per concept: what the glossary says not to say.

use super::repository::{File, Repository};
use super::rust_code::identifiers;
use super::{Rule, Violation};

pub(super) const RULE: Rule = Rule {
    name: "words",
    says: "identifiers and columns of domain, app, store and web use the glossary's words",
    check,
};

const LAYERS: [&str; 4] = ["domain", "app", "store", "web"];

/// Words that follow each other in an identifier, and why they must not.
const FORBIDDEN: &[(&[&str], &str)] = &[
    (&["tier"], "it means supply-chain depth; how we manage is a `level`"),
    (&["tiers"], "it means supply-chain depth; how we manage is a `level`"),
    (&["vendor"], "it is a `supplier` everywhere"),
    (&["vendors"], "it is a `supplier` everywhere"),
    (
        &["level", "grade"],
        "a level is how we manage, a grade how well it performs: never both in one",
    ),
    (
        &["grade", "level"],
        "a level is how we manage, a grade how well it performs: never both in one",
    ),
    (
        &["qualification", "rate"],
        "qualification is a decision; the quality figure is `acceptance_rate`",
    ),
    (
        &["evaluation", "model"],
        "the versioned dimensions, weights and curves are a `scheme`",
    ),
    (
        &["scoring", "model"],
        "the versioned dimensions, weights and curves are a `scheme`",
    ),
    (
        &["srm", "model"],
        "the versioned dimensions, weights and curves are a `scheme`",
    ),
    (&["elimination"], "the end of a relation is a `phase_out`"),
];

/// Where other people's column names are read.
const EXEMPT_PARTS: [&str; 2] = ["golden", "scms"];

fn check(repository: &Repository) -> Vec<Violation> {
    let mut violations = Vec::new();
    for file in repository.files.iter().filter(|file| is_ours(file)) {
        if let Some(code) = &file.rust {
            for (number, line) in code.lines() {
                check_line(file, number, line, &mut violations);
            }
        } else if let Some(text) = file.text.as_deref().filter(|_| file.has_extension("sql")) {
            for (index, line) in text.lines().enumerate() {
                let code = line.split("--").next().unwrap_or_default();
                check_line(file, index + 1, code, &mut violations);
            }
        }
    }
    violations
}

fn is_ours(file: &File) -> bool {
    file.crate_name().is_some_and(|name| LAYERS.contains(&name))
        && !file
            .path
            .split(['/', '_', '.'])
            .any(|part| EXEMPT_PARTS.contains(&part))
}

fn check_line(file: &File, number: usize, line: &str, violations: &mut Vec<Violation>) {
    for identifier in identifiers(line) {
        let words = words_of(identifier);
        for (forbidden, because) in FORBIDDEN {
            if words.windows(forbidden.len()).any(|window| window == *forbidden) {
                let message = format!("`{identifier}`: {because}");
                violations.push(Violation::new(&file.path, number, message));
            }
        }
    }
}

/// `supplier_tier` and `SupplierTier` are both supplier, tier.
fn words_of(identifier: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut is_inside = false;
    for c in identifier.chars() {
        if c == '_' {
            is_inside = false;
            continue;
        }
        if !is_inside || c.is_uppercase() && !ends_uppercase(words.last(), identifier) {
            words.push(String::new());
        }
        is_inside = true;
        if let Some(word) = words.last_mut() {
            word.extend(c.to_lowercase());
        }
    }
    words
}

/// In `SUPPLIER_TIER` a capital begins no word.
fn ends_uppercase(word: Option<&String>, identifier: &str) -> bool {
    word.is_some() && !identifier.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        let repository = Repository::of(&[(path, text)]);
        check(&repository).into_iter().map(|v| v.message).collect()
    }

    fn count(path: &str, text: &str) -> usize {
        found(path, text).len()
    }

    #[test]
    fn identifiers_fall_into_words() {
        assert_eq!(words_of("supplier_tier"), ["supplier", "tier"]);
        assert_eq!(words_of("SupplierTier"), ["supplier", "tier"]);
        assert_eq!(words_of("VENDOR_ID"), ["vendor", "id"]);
        assert_eq!(words_of("_frontier2"), ["frontier2"]);
    }

    #[test]
    fn a_forbidden_word_is_found_with_its_reason() {
        let path = "crates/domain/src/party/supplier.rs";
        assert_eq!(
            found(path, "struct VendorId(u8);"),
            ["`VendorId`: it is a `supplier` everywhere"]
        );
        assert_eq!(count(path, "let tier = 1;\nlet qualification_rate = 2;"), 2);
        assert_eq!(count("crates/store/migrations/0001_a.sql", "vendor_id text,"), 1);
    }

    #[test]
    fn longer_words_comments_and_strings_pass() {
        let text = "let frontier = \"vendor\"; // the vendor\nlet vendored = 1;\nlet level = 1;";
        assert_eq!(count("crates/app/src/lib.rs", text), 0);
        assert_eq!(count("crates/store/migrations/0001_a.sql", "-- no vendor\n"), 0);
    }

    #[test]
    fn other_crates_and_mappings_of_outside_tables_pass() {
        assert_eq!(count("crates/methods/src/a.rs", "let vendor = 1;"), 0);
        assert_eq!(count("crates/app/src/intake/scms_mapping.rs", "let vendor = 1;"), 0);
        assert_eq!(count("crates/web/tests/golden/a.rs", "let vendor = 1;"), 0);
    }
}
