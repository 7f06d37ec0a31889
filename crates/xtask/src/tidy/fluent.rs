//! A sentence exists in both languages, with the same blanks to fill in.

use std::collections::{BTreeMap, BTreeSet};

use super::repository::Repository;
use super::{Rule, Violation};

pub(super) const RULE: Rule = Rule {
    name: "fluent",
    says: "the English and the Chinese Fluent files have the same names, keys and variables",
    check,
};

const ENGLISH: &str = "crates/text/i18n/en/";
const CHINESE: &str = "crates/text/i18n/zh-CN/";

fn check(repository: &Repository) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (from, to) in [(ENGLISH, CHINESE), (CHINESE, ENGLISH)] {
        for (file, text) in repository.texts() {
            let Some(name) = file.path.strip_prefix(from) else {
                continue;
            };
            if !file.has_extension("ftl") {
                continue;
            }
            let (messages, repeated) = messages(text);
            for (line, key) in repeated {
                let message = format!("`{key}` is there twice");
                violations.push(Violation::new(&file.path, line, message));
            }
            let other_path = format!("{to}{name}");
            match repository.text_of(&other_path) {
                None => {
                    let message = format!("{other_path} is missing");
                    violations.push(Violation::new(&file.path, 1, message));
                }
                Some(other) => {
                    let differences = differences(&messages, other, &other_path, from == ENGLISH);
                    violations.extend(differences.map(|(line, what)| Violation::new(&file.path, line, what)));
                }
            }
        }
    }
    violations
}

struct Message<'a> {
    line: usize,
    variables: BTreeSet<&'a str>,
}

/// What this file has that the other has not; variables are compared in one direction only.
fn differences(
    messages: &BTreeMap<String, Message<'_>>,
    other: &str,
    other_path: &str,
    with_variables: bool,
) -> impl Iterator<Item = (usize, String)> {
    let (theirs, _) = self::messages(other);
    let mut found = Vec::new();
    for (key, message) in messages {
        match theirs.get(key) {
            None => found.push((message.line, format!("{other_path} has no `{key}`"))),
            Some(their) if with_variables && their.variables != message.variables => {
                let what = format!(
                    "`{key}` has the variables {:?} here and {:?} at {other_path}:{}",
                    message.variables, their.variables, their.line
                );
                found.push((message.line, what));
            }
            Some(_) => {}
        }
    }
    found.into_iter()
}

/// The messages by key, attributes as `key.attribute`, and the keys that are there twice.
fn messages(text: &str) -> (BTreeMap<String, Message<'_>>, Vec<(usize, String)>) {
    let mut messages: BTreeMap<String, Message<'_>> = BTreeMap::new();
    let mut repeated = Vec::new();
    let mut message_key = "";
    let mut key = String::new();
    for (index, line) in text.lines().enumerate() {
        if line.starts_with('#') {
            continue;
        }
        let is_indented = line.starts_with(' ');
        let trimmed = line.trim_start();
        let begins = if is_indented {
            trimmed.strip_prefix('.').and_then(defined)
        } else {
            defined(trimmed).inspect(|name| message_key = name)
        };
        if let Some(name) = begins {
            key = if is_indented {
                format!("{message_key}.{name}")
            } else {
                name.to_owned()
            };
            let message = Message {
                line: index + 1,
                variables: BTreeSet::new(),
            };
            if messages.insert(key.clone(), message).is_some() {
                repeated.push((index + 1, key.clone()));
            }
        }
        if let Some(message) = messages.get_mut(&key) {
            message.variables.extend(variables(line));
        }
    }
    (messages, repeated)
}

/// The identifier before `=`, when the line defines one.
fn defined(line: &str) -> Option<&str> {
    let (name, _) = line.split_once('=')?;
    let name = name.trim_end();
    let mut chars = name.trim_start_matches('-').chars();
    let is_identifier = chars.next().is_some_and(|c| c.is_ascii_alphabetic())
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    is_identifier.then_some(name)
}

/// The names after `$`, inside of braces.
fn variables(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices('$').filter_map(|(at, _)| {
        let is_placed = line[..at].contains('{') || line.starts_with([' ', '\t']);
        let name = &line[at + 1..];
        let end = name
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'))
            .unwrap_or(name.len());
        (is_placed && name.starts_with(|c: char| c.is_ascii_alphabetic())).then(|| &name[..end])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(english: &str, chinese: &str) -> Vec<(String, usize)> {
        let repository = Repository::of(&[
            ("crates/text/i18n/en/main.ftl", english),
            ("crates/text/i18n/zh-CN/main.ftl", chinese),
        ]);
        let violations = check(&repository);
        violations.into_iter().map(|v| (v.message, v.line)).collect()
    }

    #[test]
    fn the_same_keys_and_variables_pass() {
        let english = "# Levels\nlevel-moves = { $n ->\n    [one] One supplier\n   *[other] { $n } suppliers\n  }\n    .title = Moves of { $period }\n-brand = Gradus\n";
        let chinese = "level-moves = { $n } x\n    .title = y { $period }\n-brand = Gradus\n";
        assert_eq!(found(english, chinese), []);
    }

    #[test]
    fn a_missing_key_or_attribute_is_found_on_both_sides() {
        let english = "a = A\n    .title = T\nb = B\n";
        let chinese = "a = A\nc = C\n";
        assert_eq!(
            found(english, chinese),
            [
                ("crates/text/i18n/zh-CN/main.ftl has no `a.title`".to_owned(), 2),
                ("crates/text/i18n/zh-CN/main.ftl has no `b`".to_owned(), 3),
                ("crates/text/i18n/en/main.ftl has no `c`".to_owned(), 2),
            ]
        );
    }

    #[test]
    fn another_variable_is_found() {
        let violations = found("a = { $supplier } and { $n }\n", "\na = { $suplier }\n");
        assert_eq!(violations.len(), 1);
        assert!(violations[0].0.contains("zh-CN/main.ftl:2"), "{violations:?}");
    }

    #[test]
    fn a_key_that_is_there_twice_is_found() {
        assert_eq!(
            found("a = 1\na = 2\n", "a = 1\n"),
            [("`a` is there twice".to_owned(), 2)]
        );
    }

    #[test]
    fn a_missing_file_is_found() {
        let alone = Repository::of(&[("crates/text/i18n/en/main.ftl", "a = A\n")]);
        assert_eq!(
            check(&alone),
            [Violation::new(
                "crates/text/i18n/en/main.ftl",
                1,
                "crates/text/i18n/zh-CN/main.ftl is missing"
            )]
        );
    }
}
