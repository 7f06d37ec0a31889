//! The first page: short, and the same in both languages.

use super::repository::Repository;
use super::{Rule, Violation};

pub(super) const RULE: Rule = Rule {
    name: "readme",
    says: "README.md and README.zh.md have the same headings and at most 120 lines",
    check,
};

const ENGLISH: &str = "README.md";
const CHINESE: &str = "README.zh.md";
const LINES_MAX: usize = 120;

fn check(repository: &Repository) -> Vec<Violation> {
    let (english, chinese) = match (repository.text_of(ENGLISH), repository.text_of(CHINESE)) {
        (Some(english), Some(chinese)) => (english, chinese),
        (None, None) => return Vec::new(),
        (Some(_), None) => return vec![Violation::new(CHINESE, 1, "is missing")],
        (None, Some(_)) => return vec![Violation::new(ENGLISH, 1, "is missing")],
    };
    let mut violations = Vec::new();
    for (path, text) in [(ENGLISH, english), (CHINESE, chinese)] {
        let lines = text.lines().count();
        if lines > LINES_MAX {
            let message = format!("{lines} lines, more than {LINES_MAX}");
            violations.push(Violation::new(path, LINES_MAX + 1, message));
        }
    }
    violations.extend(first_difference(&headings(english), &headings(chinese)));
    violations
}

struct Heading<'a> {
    line: usize,
    level: usize,
    title: &'a str,
}

fn first_difference(english: &[Heading<'_>], chinese: &[Heading<'_>]) -> Option<Violation> {
    for (ours, theirs) in english.iter().zip(chinese) {
        if ours.level != theirs.level {
            let message = format!(
                "heading of level {}, where {ENGLISH}:{} has level {} ({:?})",
                theirs.level, ours.line, ours.level, ours.title
            );
            return Some(Violation::new(CHINESE, theirs.line, message));
        }
    }
    let (path, more, other) = if english.len() > chinese.len() {
        (ENGLISH, &english[chinese.len()], CHINESE)
    } else {
        (CHINESE, chinese.get(english.len())?, ENGLISH)
    };
    let message = format!("{other} has no heading for {:?}", more.title);
    Some(Violation::new(path, more.line, message))
}

fn headings(text: &str) -> Vec<Heading<'_>> {
    let mut headings = Vec::new();
    let mut is_code = false;
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
        }
        let title = line.trim_start_matches('#');
        let level = line.len() - title.len();
        if !is_code && level > 0 && title.starts_with(' ') {
            headings.push(Heading {
                line: index + 1,
                level,
                title: title.trim(),
            });
        }
    }
    headings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(english: &str, chinese: &str) -> Vec<(String, usize)> {
        let violations = check(&Repository::of(&[(ENGLISH, english), (CHINESE, chinese)]));
        violations.into_iter().map(|v| (v.path, v.line)).collect()
    }

    #[test]
    fn equal_headings_pass_and_code_is_no_heading() {
        assert_eq!(found("# A\n```\n# no\n```\n## B\n", "# C\n\n## D\n"), []);
    }

    #[test]
    fn a_heading_of_another_level_is_found() {
        assert_eq!(found("# A\n## B\n", "# C\n### D\n"), [(CHINESE.to_owned(), 2)]);
    }

    #[test]
    fn a_heading_too_few_is_found() {
        assert_eq!(found("# A\n## B\n", "# C\n"), [(ENGLISH.to_owned(), 2)]);
        assert_eq!(found("# A\n", "# C\n\n## D\n"), [(CHINESE.to_owned(), 3)]);
    }

    #[test]
    fn a_long_page_and_a_missing_page_are_found() {
        let long = "a\n".repeat(LINES_MAX + 1);
        assert_eq!(found(&long, ""), [(ENGLISH.to_owned(), LINES_MAX + 1)]);
        let alone = Repository::of(&[(ENGLISH, "# A\n")]);
        assert_eq!(check(&alone), [Violation::new(CHINESE, 1, "is missing")]);
    }
}
