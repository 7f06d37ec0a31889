//! The project works in any folder: no path of one machine.

use super::repository::Repository;
use super::{Rule, Violation};

pub(super) const RULE: Rule = Rule {
    name: "machine-paths",
    says: "no absolute path of somebody's machine",
    check,
};

/// Top folders in which people keep their work.
const TOP_FOLDERS: [&str; 4] = ["work", "root", "home", "Users"];

fn check(repository: &Repository) -> Vec<Violation> {
    let mut violations = Vec::new();
    let patterns = TOP_FOLDERS.map(|folder| format!("/{folder}/"));
    for (file, text) in repository.texts() {
        // A quick look first: nearly every file has none.
        if !patterns.iter().any(|pattern| text.contains(pattern)) {
            continue;
        }
        for (index, line) in text.lines().enumerate() {
            if let Some(pattern) = patterns.iter().find(|pattern| is_absolute(line, pattern)) {
                let message = format!("a path under {pattern} exists on one machine only");
                violations.push(Violation::new(&file.path, index + 1, message));
            }
        }
    }
    violations
}

/// Whether a path begins here; `src/home/mod.rs` and `https://host/home/` only contain it.
fn is_absolute(line: &str, pattern: &str) -> bool {
    line.match_indices(pattern)
        .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || "_.-~}>*/$".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<usize> {
        let repository = Repository::of(&[("docs/operate.md", text)]);
        check(&repository).into_iter().map(|v| v.line).collect()
    }

    #[test]
    fn an_absolute_path_is_found() {
        let text = TOP_FOLDERS.map(|folder| format!("see \"/{folder}/me/x\"\n")).concat();
        assert_eq!(lines(&text), [1, 2, 3, 4]);
    }

    #[test]
    fn relative_paths_and_addresses_pass() {
        let text = ["src@home@mod.rs", "https:@@host.org@home@", "..@work@", "$HOME@work@"]
            .map(|path| path.replace('@', "/"))
            .join("\n");
        assert_eq!(lines(&text), [0; 0]);
    }
}
