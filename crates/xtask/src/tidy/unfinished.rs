//! Nothing half done is committed.

use super::repository::Repository;
use super::{Rule, Violation};

pub(super) const RULE: Rule = Rule {
    name: "unfinished",
    says: "no todo!, unimplemented!, dbg! and no ignored test",
    check,
};

const MARKS: [(&str, &str); 4] = [
    ("todo!", "write it, or leave the whole feature out"),
    ("unimplemented!", "write it, or leave the whole feature out"),
    ("dbg!", "left over from looking for a fault"),
    (
        "#[ignore",
        "an ignored test proves nothing; put a slow one behind SLOW_TESTS=1",
    ),
];

fn check(repository: &Repository) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (file, code) in repository.rust_files() {
        for (number, line) in code.lines() {
            for (mark, because) in MARKS {
                if contains_mark(line, mark) {
                    violations.push(Violation::new(&file.path, number, format!("`{mark}`: {because}")));
                }
            }
        }
    }
    violations
}

/// The mark stands for itself: `my_todo!` is another macro.
fn contains_mark(line: &str, mark: &str) -> bool {
    line.match_indices(mark)
        .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<usize> {
        let repository = Repository::of(&[("crates/web/src/lib.rs", text)]);
        check(&repository).into_iter().map(|v| v.line).collect()
    }

    #[test]
    fn each_mark_is_found() {
        let text = "todo!()\nstd::unimplemented!()\ndbg!(x)\n#[ignore]\n#[ignore = \"slow\"]\n";
        assert_eq!(lines(text), [1, 2, 3, 4, 5]);
    }

    #[test]
    fn comments_strings_and_other_names_pass() {
        assert_eq!(lines("// todo!()\n\"dbg!(x)\"\nmy_todo!()\nfn todo() {}\n"), [0; 0]);
    }
}
