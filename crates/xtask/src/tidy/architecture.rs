//! The map shows the country: the architecture page names the crates that exist.

use std::collections::BTreeSet;

use super::repository::Repository;
use super::{Rule, Violation};

pub(super) const RULE: Rule = Rule {
    name: "architecture",
    says: "ARCHITECTURE.md has at most 300 lines and names every crate, and none that is not there",
    check,
};

const PAGE: &str = "ARCHITECTURE.md";
const LINES_MAX: usize = 300;

fn check(repository: &Repository) -> Vec<Violation> {
    let Some(text) = repository.text_of(PAGE) else {
        return Vec::new();
    };
    let mut violations = Vec::new();
    let lines = text.lines().count();
    if lines > LINES_MAX {
        let message = format!("{lines} lines, more than {LINES_MAX}");
        violations.push(Violation::new(PAGE, LINES_MAX + 1, message));
    }

    let crates: BTreeSet<&str> = repository.files.iter().filter_map(|file| file.crate_name()).collect();
    for (line, name) in claimed_crates(text) {
        if !crates.contains(name) {
            let message = format!("there is no crate `{name}`");
            violations.push(Violation::new(PAGE, line, message));
        }
    }
    for name in crates {
        if !text.contains(&format!("`{name}`")) {
            violations.push(Violation::new(PAGE, 1, format!("`{name}` is not explained")));
        }
    }
    violations
}

/// Names that the page says are crates: paths into one, and first cells of a table of crates.
fn claimed_crates(text: &str) -> Vec<(usize, &str)> {
    let mut claimed = Vec::new();
    let mut is_crate_table = false;
    for (index, line) in text.lines().enumerate() {
        let cell = first_cell(line);
        is_crate_table = match cell {
            None => false,
            Some(cell) => is_crate_table || cell.eq_ignore_ascii_case("crate"),
        };
        if is_crate_table && let Some(name) = cell.and_then(|cell| cell.strip_prefix('`')?.strip_suffix('`')) {
            claimed.push((index + 1, name));
        }
        let spans = line.split('`').skip(1).step_by(2);
        claimed.extend(spans.filter_map(crate_in_path).map(|name| (index + 1, name)));
    }
    claimed
}

fn first_cell(line: &str) -> Option<&str> {
    line.trim().strip_prefix('|')?.split('|').next().map(str::trim)
}

/// `crates/store/…` and `store/src/…` both lie in the crate `store`.
fn crate_in_path(span: &str) -> Option<&str> {
    let (name, _) = match span.strip_prefix("crates/") {
        Some(inside) => inside.split_once('/').unwrap_or((inside, "")),
        None => span.split_once("/src/")?,
    };
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_-".contains(c));
    is_name.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(usize, String)> {
        let repository = Repository::of(&[
            (PAGE, text),
            ("crates/store/src/lib.rs", ""),
            ("crates/domain/src/lib.rs", ""),
        ]);
        let violations = check(&repository);
        violations.into_iter().map(|v| (v.line, v.message)).collect()
    }

    #[test]
    fn existing_crates_pass() {
        let page = "| crate | what |\n| --- | --- |\n| `store` | x |\n\n`domain`, see \
                    `store/src/dialect.rs` and `crates/<name>/`.\n\n| stage | a |\n| `design` | b |\n";
        assert_eq!(found(page), []);
    }

    #[test]
    fn a_crate_that_is_not_there_is_found() {
        let page = "| Crate | what |\n| `links` | x |\n\n`store` `domain` `crates/gone/src/a.rs`\n\
                    `lost/src/b.rs`\n";
        assert_eq!(
            found(page),
            [
                (2, "there is no crate `links`".to_owned()),
                (4, "there is no crate `gone`".to_owned()),
                (5, "there is no crate `lost`".to_owned()),
            ]
        );
    }

    #[test]
    fn a_crate_that_is_not_explained_is_found() {
        assert_eq!(found("`store`\n"), [(1, "`domain` is not explained".to_owned())]);
    }

    #[test]
    fn a_long_page_is_found() {
        let page = format!("`store` `domain`\n{}", "a\n".repeat(LINES_MAX));
        assert_eq!(found(&page), [(301, "301 lines, more than 300".to_owned())]);
    }
}
