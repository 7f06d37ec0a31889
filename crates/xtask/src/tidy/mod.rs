//! `cargo xtask tidy`: the rules of the house that no compiler knows, in one pass over the files.
//!
//! One rule is one file with a `RULE` and tests in which it is seen to fail.

mod repository;
mod rust_code;

mod dependencies;
mod shared_dependencies;
mod targets;
mod stages;
mod module_docs;
mod file_size;
mod unfinished;
mod hashing;
mod engines;
mod words;
mod ideographs;
mod machine_paths;
mod large_files;
mod readme;
mod architecture;
mod methods_docs;
mod fluent;
mod said;

use std::process::ExitCode;

use crate::Workspace;
use crate::process::Failure;
use repository::Repository;

/// Something a program can check about the repository.
struct Rule {
    name: &'static str,
    says: &'static str,
    check: fn(&Repository) -> Vec<Violation>,
}

const RULES: &[Rule] = &[
    dependencies::RULE,
    shared_dependencies::RULE,
    targets::RULE,
    stages::RULE,
    module_docs::RULE,
    file_size::RULE,
    unfinished::RULE,
    hashing::RULE,
    engines::RULE,
    words::RULE,
    ideographs::RULE,
    machine_paths::RULE,
    large_files::RULE,
    readme::RULE,
    architecture::RULE,
    methods_docs::RULE,
    fluent::RULE,
    said::RULE,
];

/// One place where a rule does not hold.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Violation {
    path: String,
    line: usize,
    message: String,
}

impl Violation {
    fn new(path: impl Into<String>, line: usize, message: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            line,
            message: message.into(),
        }
    }
}

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode, Failure> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        [] => Ok(if check_and_print(workspace)? {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }),
        ["--list"] => {
            for rule in RULES {
                println!("{:<20} {}", rule.name, rule.says);
            }
            Ok(ExitCode::SUCCESS)
        }
        _ => Err(Failure::new("tidy takes no argument besides --list")),
    }
}

/// Prints every violation; true when there is none.
pub(crate) fn check_and_print(workspace: &Workspace) -> Result<bool, Failure> {
    let repository = Repository::read(&workspace.root)?;
    let mut violations: Vec<(Violation, &str)> = RULES
        .iter()
        .flat_map(|rule| {
            let found = (rule.check)(&repository);
            found.into_iter().map(|violation| (violation, rule.name))
        })
        .collect();
    violations.sort();

    for (violation, rule) in &violations {
        let Violation { path, line, message } = violation;
        println!("{path}:{line} {rule} {message}");
    }
    println!(
        "tidy: {} files, {} rules, {} violations",
        repository.files.len(),
        RULES.len(),
        violations.len()
    );
    Ok(violations.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn rules_have_different_names() {
        let names: BTreeSet<_> = RULES.iter().map(|rule| rule.name).collect();
        assert_eq!(names.len(), RULES.len());
    }

    #[test]
    fn nothing_is_wrong_with_an_empty_repository() {
        let empty = Repository::of(&[]);
        for rule in RULES {
            assert_eq!((rule.check)(&empty), [], "{}", rule.name);
        }
    }
}
