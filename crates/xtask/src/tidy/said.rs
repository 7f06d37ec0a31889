//! What is said to people is an id of a Fluent file, never a sentence in the code.

use std::collections::BTreeSet;

use super::repository::Repository;
use super::{Rule, Violation};

pub(super) const RULE: Rule = Rule {
    name: "said",
    says: "errors and sentences of use cases and command line are ids of Fluent files, which have them",
    check,
};

const FILES: &str = "crates/text/i18n/en/";
const FOLDERS: [&str; 2] = ["crates/app/src/", "crates/gradus/src/"];

/// What takes an id as its first text, and what the id begins with in the Fluent files.
const SPEAKERS: [(&str, &str); 6] = [
    ("Error::invalid(\"", "error-"),
    ("Error::not_found(\"", "error-"),
    ("Error::conflict(\"", "error-"),
    ("Failure::said(\"", ""),
    ("Failure::file(\"", ""),
    (".say(\"", ""),
];

fn check(repository: &Repository) -> Vec<Violation> {
    let ids = ids(repository);
    let mut violations = Vec::new();
    let files = repository.texts().filter_map(|(file, text)| {
        let code = file.rust.as_ref()?;
        let is_ours = FOLDERS.iter().any(|folder| file.path.starts_with(folder));
        (is_ours && !file.is_test()).then_some((file, code, text))
    });
    for (file, code, text) in files {
        for (index, line) in text.lines().enumerate() {
            if code.is_test_line(index + 1) {
                continue;
            }
            for said in said(line).filter(|said| !ids.contains(said)) {
                let message = format!("{said:?} is no id of {FILES}: give the sentence one, in both languages");
                violations.push(Violation::new(&file.path, index + 1, message));
            }
        }
    }
    violations
}

/// The ids that a line speaks with.
fn said(line: &str) -> impl Iterator<Item = String> {
    SPEAKERS.into_iter().flat_map(move |(speaker, prefix)| {
        line.split(speaker)
            .skip(1)
            .filter_map(move |rest| rest.split('"').next().map(|id| format!("{prefix}{id}")))
    })
}

fn ids(repository: &Repository) -> BTreeSet<String> {
    let files = repository
        .texts()
        .filter(|(file, _)| file.path.starts_with(FILES) && file.has_extension("ftl"));
    files
        .flat_map(|(_, text)| text.lines())
        .filter_map(|line| line.split_once(" ="))
        .filter(|(id, _)| !id.starts_with([' ', '#']))
        .map(|(id, _)| id.to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &str = "error-no-scheme = there is no such scheme\ncli-done = done\n";

    fn lines(path: &str, text: &str) -> Vec<usize> {
        let repository = Repository::of(&[(path, text), ("crates/text/i18n/en/cli.ftl", KNOWN)]);
        check(&repository).into_iter().map(|violation| violation.line).collect()
    }

    #[test]
    fn a_sentence_and_an_unknown_id_are_found() {
        let text =
            "Error::invalid(\"there is nothing\")\nError::not_found(\"no-scheme\")\nsession.say(\"cli-gone\", &[])\n";
        assert_eq!(lines("crates/app/src/a.rs", text), [1, 3]);
        assert_eq!(lines("crates/gradus/src/a.rs", "Failure::said(\"cli-done\")\n"), [0; 0]);
    }

    #[test]
    fn other_crates_and_tests_pass() {
        assert_eq!(
            lines("crates/domain/src/a.rs", "Error::invalid(\"a sentence\")\n"),
            [0; 0]
        );
        assert_eq!(lines("crates/gradus/tests/a.rs", "x.say(\"a sentence\")\n"), [0; 0]);
    }
}
