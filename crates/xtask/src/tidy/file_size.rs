//! A file that a person can hold in the head.

use super::repository::Repository;
use super::{Rule, Violation};

pub(super) const RULE: Rule = Rule {
    name: "file-size",
    says: "a .rs file has at most 600 lines without its tests; the aim is 200",
    check,
};

const LINES_MAX: usize = 600;

fn check(repository: &Repository) -> Vec<Violation> {
    repository
        .rust_files()
        .filter(|(file, _)| !file.is_test())
        .filter_map(|(file, code)| {
            let lines = code.lines_without_tests().count();
            (lines > LINES_MAX).then(|| {
                let message = format!("{lines} lines without tests, more than {LINES_MAX}");
                Violation::new(&file.path, LINES_MAX + 1, message)
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_found(path: &str, text: &str) -> bool {
        !check(&Repository::of(&[(path, text)])).is_empty()
    }

    #[test]
    fn a_long_file_is_found() {
        let at_the_cap = "fn a() {}\n".repeat(LINES_MAX);
        let above = "fn a() {}\n".repeat(LINES_MAX + 1);
        assert!(!is_found("crates/web/src/a.rs", &at_the_cap));
        assert!(is_found("crates/web/src/a.rs", &above));
    }

    #[test]
    fn tests_do_not_count() {
        let above = "fn a() {}\n".repeat(LINES_MAX + 1);
        assert!(!is_found("crates/web/src/a/tests.rs", &above));
        assert!(!is_found("crates/web/tests/golden/a.rs", &above));
        let inline = format!("fn a() {{}}\n#[cfg(test)]\nmod tests {{\n    {above}}}\n");
        let inline = inline.replace("\nfn", "\n    fn");
        assert!(!is_found("crates/web/src/a.rs", &inline));
    }
}
