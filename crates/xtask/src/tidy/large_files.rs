//! A clone stays small.

use super::repository::Repository;
use super::{Rule, Violation};

pub(super) const RULE: Rule = Rule {
    name: "large-files",
    says: "no file over 500 KB, except those named here with a reason",
    check,
};

const SIZE_MAX_BYTES: u64 = 500_000;

struct Exception {
    /// A file, or a folder with `/` at its end.
    path: &'static str,
    size_max_bytes: u64,
    #[expect(dead_code, reason = "read by people")]
    because: &'static str,
}

const EXCEPTIONS: &[Exception] = &[
    Exception {
        path: "examples/",
        size_max_bytes: 5_000_000,
        because: "public data of real size shows what the product does with real data",
    },
    Exception {
        path: "crates/web/assets/",
        size_max_bytes: 1_500_000,
        because: "the chart library is one vendored file, because nothing is loaded from elsewhere",
    },
];

fn check(repository: &Repository) -> Vec<Violation> {
    let mut violations = Vec::new();
    for file in &repository.files {
        let size_max_bytes = size_max_bytes(&file.path);
        if file.size_bytes > size_max_bytes {
            let (has_kb, may_kb) = (file.size_bytes / 1_000, size_max_bytes / 1_000);
            let message = format!("{has_kb} KB, more than {may_kb} KB");
            violations.push(Violation::new(&file.path, 1, message));
        }
    }
    violations
}

fn size_max_bytes(path: &str) -> u64 {
    EXCEPTIONS
        .iter()
        .find(|exception| path == exception.path || exception.path.ends_with('/') && path.starts_with(exception.path))
        .map_or(SIZE_MAX_BYTES, |exception| exception.size_max_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_found(path: &str, size_bytes: usize) -> bool {
        !check(&Repository::of(&[(path, &"a".repeat(size_bytes))])).is_empty()
    }

    #[test]
    fn a_large_file_is_found() {
        assert!(!is_found("docs/picture.svg", 500_000));
        assert!(is_found("docs/picture.svg", 500_001));
    }

    #[test]
    fn an_exception_has_its_own_cap() {
        assert!(!is_found("examples/orders.csv", 4_000_000));
        assert!(is_found("examples/orders.csv", 5_000_001));
    }
}
