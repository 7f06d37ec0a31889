//! No sentence in one language only: Chinese text stands where translators look for it.

use super::repository::{File, Repository};
use super::{Rule, Violation};

pub(super) const RULE: Rule = Rule {
    name: "ideographs",
    says: "Chinese text only in Fluent files, text, catalog, sample, docs, examples, README.zh.md and test data",
    check,
};

const FOLDERS: [&str; 7] = [
    "crates/catalog/",
    "crates/sample/",
    "crates/formats/data/",
    "crates/text/src/",
    "crates/web/assets/vendor/",
    "docs/",
    "examples/",
];

fn check(repository: &Repository) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (file, text) in repository.texts().filter(|(file, _)| !may_hold(file)) {
        for (index, line) in text.lines().enumerate() {
            let is_test = file.rust.as_ref().is_some_and(|code| code.is_test_line(index + 1));
            if let Some(c) = line.chars().find(|&c| is_ideograph(c))
                && !is_test
            {
                let message = format!(
                    "{c:?} belongs into a Fluent file or the catalog (as a rule on text: `\\u{{{:x}}}`)",
                    u32::from(c)
                );
                violations.push(Violation::new(&file.path, index + 1, message));
            }
        }
    }
    violations
}

fn may_hold(file: &File) -> bool {
    file.has_extension("ftl")
        || file.path == "README.zh.md"
        || file.is_test()
        || FOLDERS.iter().any(|folder| file.path.starts_with(folder))
}

/// Chinese, Japanese and Korean letters, their punctuation, and the wide forms of others.
fn is_ideograph(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{2fdf}'      // radicals
        | '\u{3000}'..='\u{30ff}'    // punctuation, kana
        | '\u{3100}'..='\u{4dbf}'    // bopomofo, enclosed, extension A
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}'    // hangul
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ffef}'    // full and half width
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHINESE: &str = "\u{4f9b}\u{5e94}\u{5546}";

    fn lines(path: &str, text: &str) -> Vec<usize> {
        let repository = Repository::of(&[(path, text)]);
        check(&repository).into_iter().map(|v| v.line).collect()
    }

    #[test]
    fn chinese_in_code_or_comment_is_found() {
        let text = format!("//! Screens.\nlet a = \"{CHINESE}\"; // {CHINESE}\n");
        assert_eq!(lines("crates/web/src/lib.rs", &text), [2]);
        assert_eq!(lines("README.md", CHINESE), [1]);
    }

    #[test]
    fn translations_catalog_docs_and_tests_may_hold_it() {
        for path in [
            "crates/text/i18n/zh-CN/main.ftl",
            "crates/catalog/indicators/quality/lot.md",
            "crates/sample/src/names.rs",
            "docs/glossary.md",
            "README.zh.md",
            "crates/domain/src/party/tests.rs",
            "crates/web/tests/golden/level_board.html",
        ] {
            assert_eq!(lines(path, CHINESE), [0; 0], "{path}");
        }
        let inline = format!("fn a() {{}}\n#[cfg(test)]\nmod tests {{\n    // {CHINESE}\n}}\n");
        assert_eq!(lines("crates/domain/src/party/name.rs", &inline), [0; 0]);
    }

    #[test]
    fn other_languages_and_signs_pass() {
        assert_eq!(lines("README.md", "Z\u{fc}rich \u{2192} \u{2264} 5 \u{20ac}"), [0; 0]);
    }
}
