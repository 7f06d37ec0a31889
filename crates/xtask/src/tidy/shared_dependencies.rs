//! Versions and features of outside libraries stand once, in the workspace's `Cargo.toml`.

use super::repository::Repository;
use super::{Rule, Violation};

pub(super) const RULE: Rule = Rule {
    name: "shared-dependencies",
    says: "crates take versions and features from [workspace.dependencies], so one build serves all",
    check,
};

const SECTIONS: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];

fn check(repository: &Repository) -> Vec<Violation> {
    let manifests = repository
        .texts()
        .filter(|(file, _)| file.crate_name().is_some() && file.path.ends_with("/Cargo.toml"));
    let mut violations = Vec::new();
    for (file, text) in manifests {
        let manifest: toml::Table = match text.parse() {
            Ok(manifest) => manifest,
            Err(error) => {
                violations.push(Violation::new(&file.path, 1, error.message()));
                continue;
            }
        };
        for section in SECTIONS {
            let Some(dependencies) = manifest.get(section).and_then(toml::Value::as_table) else {
                continue;
            };
            for (name, value) in dependencies {
                if let Some(message) = objection(section, value) {
                    let message = format!("`{name}` {message}");
                    violations.push(Violation::new(&file.path, line_of(text, name), message));
                }
            }
        }
    }
    violations
}

fn objection(section: &str, dependency: &toml::Value) -> Option<&'static str> {
    let is_shared = dependency.get("workspace").and_then(toml::Value::as_bool) == Some(true);
    if !is_shared {
        return Some("has a version of its own; write `name.workspace = true`");
    }
    let has_features = dependency.get("features").is_some();
    (has_features && section != "dev-dependencies")
        .then_some("has features of its own; they belong into [workspace.dependencies]")
}

fn line_of(manifest: &str, name: &str) -> usize {
    manifest
        .lines()
        .position(|line| {
            line.strip_prefix(name)
                .is_some_and(|rest| rest.starts_with(['.', ' ', '=']))
        })
        .map_or(1, |index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(manifest: &str) -> Vec<(usize, String)> {
        let repository = Repository::of(&[("crates/web/Cargo.toml", manifest)]);
        let violations = check(&repository);
        violations.into_iter().map(|v| (v.line, v.message)).collect()
    }

    #[test]
    fn shared_dependencies_pass() {
        let manifest = "[dependencies]\nserde.workspace = true\n[dev-dependencies]\n\
                        tokio = { workspace = true, features = [\"test-util\"] }\n";
        assert_eq!(found(manifest), []);
    }

    #[test]
    fn own_versions_and_features_are_found() {
        let manifest = "[dependencies]\nserde = \"1\"\ntokio = { workspace = true, features = [] }\n";
        assert_eq!(
            found(manifest),
            [
                (
                    2,
                    "`serde` has a version of its own; write `name.workspace = true`".to_owned()
                ),
                (
                    3,
                    "`tokio` has features of its own; they belong into [workspace.dependencies]".to_owned()
                ),
            ]
        );
    }
}
