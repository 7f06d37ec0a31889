//! A method without a source is an opinion.

use super::repository::Repository;
use super::{Rule, Violation};

pub(super) const RULE: Rule = Rule {
    name: "method-sources",
    says: "every page in docs/methods has a line that starts with `Source:`",
    check,
};

const FOLDER: &str = "docs/methods/";

/// The list of the pages is no page of a method.
const INDEX: &str = "docs/methods/README.md";

fn check(repository: &Repository) -> Vec<Violation> {
    repository
        .texts()
        .filter(|(file, _)| file.path.starts_with(FOLDER) && file.has_extension("md"))
        .filter(|(file, text)| file.path != INDEX && !text.lines().any(is_source))
        .map(|(file, _)| Violation::new(&file.path, 1, "no line starts with `Source:`"))
        .collect()
}

fn is_source(line: &str) -> bool {
    line.strip_prefix("Source:")
        .is_some_and(|citation| !citation.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_found(path: &str, text: &str) -> bool {
        !check(&Repository::of(&[(path, text)])).is_empty()
    }

    #[test]
    fn a_cited_page_passes() {
        assert!(!is_found(
            "docs/methods/topsis.md",
            "# TOPSIS\n\nSource: Hwang and Yoon 1981\n"
        ));
        assert!(!is_found("docs/methods/README.md", "# Methods\n"));
        assert!(!is_found("docs/guide.md", "# Guide\n"));
    }

    #[test]
    fn a_page_without_a_citation_is_found() {
        assert!(is_found("docs/methods/topsis.md", "# TOPSIS\n\nSource:\n"));
        assert!(is_found("docs/methods/topsis.md", "See Source: somewhere\n"));
    }
}
