//! The seven stages have the same names and the same order in every layer.

use super::repository::Repository;
use super::rust_code::RustCode;
use super::{Rule, Violation};

pub(super) const RULE: Rule = Rule {
    name: "stages",
    says: "domain, store, app and web have the seven stage folders, declared in order",
    check,
};

const STAGES: [&str; 7] = [
    "design",
    "intake",
    "evaluation",
    "classification",
    "strategy",
    "monitoring",
    "review",
];

/// What stands beside the stages: suppliers, categories, items; identity, audit, jobs, settings.
const BESIDE: [&str; 2] = ["party", "platform"];

/// Layers that have every folder.
const WHOLE: [&str; 3] = ["domain", "store", "app"];

/// Fronts whose folders come one by one; those that exist are declared, and in order.
const GROWING: [&str; 3] = [
    "crates/web/src/lib.rs",
    "crates/web/src/screens/mod.rs",
    "crates/web/src/api/mod.rs",
];

fn check(repository: &Repository) -> Vec<Violation> {
    let mut violations = Vec::new();
    for layer in WHOLE {
        check_front(repository, &format!("crates/{layer}/src/lib.rs"), true, &mut violations);
    }
    for front in GROWING {
        check_front(repository, front, false, &mut violations);
    }
    violations
}

fn check_front(repository: &Repository, front: &str, is_whole: bool, violations: &mut Vec<Violation>) {
    let Some(code) = repository.file(front).and_then(|file| file.rust.as_ref()) else {
        return;
    };
    let declared = code.declared_modules();
    let folder = front.rsplit_once('/').map_or("", |(folder, _)| folder);
    for name in STAGES.into_iter().chain(BESIDE) {
        let is_declared = declared.iter().any(|(_, module)| *module == name);
        let path = format!("{folder}/{name}");
        let exists = repository.has_folder(&path);
        if is_whole && !exists {
            let message = format!("the folder {path} is missing");
            violations.push(Violation::new(front, 1, message));
        } else if exists && !is_declared {
            let message = format!("`mod {name};` is missing");
            violations.push(Violation::new(front, 1, message));
        }
    }
    violations.extend(out_of_order(code).map(|(line, message)| Violation::new(front, line, message)));
}

fn out_of_order(code: &RustCode) -> Option<(usize, String)> {
    let stages: Vec<(usize, usize)> = code
        .declared_modules()
        .into_iter()
        .filter_map(|(line, module)| Some((line, STAGES.iter().position(|s| *s == module)?)))
        .collect();
    let wrong = stages.windows(2).find(|pair| pair[0].1 > pair[1].1)?;
    let (line, early, late) = (wrong[1].0, STAGES[wrong[1].1], STAGES[wrong[0].1]);
    Some((line, format!("`{early}` comes before `{late}`: {}", STAGES.join(", "))))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A layer with the given modules declared, and a folder for each of them.
    fn layer(name: &str, modules: &[&str]) -> Repository {
        let front = format!("pub mod {};\n", modules.join(";\npub mod "));
        let mut files = vec![(format!("crates/{name}/src/lib.rs"), front)];
        for module in modules {
            files.push((format!("crates/{name}/src/{module}/mod.rs"), String::new()));
        }
        let files: Vec<(&str, &str)> = files.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
        Repository::of(&files)
    }

    fn found(repository: &Repository) -> Vec<(usize, String)> {
        let violations = check(repository);
        violations.into_iter().map(|v| (v.line, v.message)).collect()
    }

    fn all() -> Vec<&'static str> {
        let mut modules = vec!["party"];
        modules.extend(STAGES);
        modules.extend(["platform", "dialect"]);
        modules
    }

    #[test]
    fn a_whole_layer_passes() {
        assert_eq!(found(&layer("domain", &all())), []);
    }

    #[test]
    fn a_missing_folder_is_found() {
        let modules: Vec<_> = all().into_iter().filter(|m| *m != "review").collect();
        assert_eq!(
            found(&layer("store", &modules)),
            [(1, "the folder crates/store/src/review is missing".to_owned())]
        );
    }

    #[test]
    fn a_wrong_order_is_found() {
        let mut modules = all();
        modules.swap(1, 2);
        let violations = found(&layer("app", &modules));
        assert_eq!(violations.len(), 1);
        assert_eq!(violations[0].0, 3);
        assert!(violations[0].1.starts_with("`design` comes before `intake`"));
    }

    #[test]
    fn web_grows_but_in_order() {
        assert_eq!(found(&layer("web", &["design", "review"])), []);
        assert_eq!(found(&layer("web", &["review", "design"])).len(), 1);
        let forgotten = Repository::of(&[
            ("crates/web/src/screens/mod.rs", ""),
            ("crates/web/src/screens/design/mod.rs", ""),
        ]);
        assert_eq!(found(&forgotten), [(1, "`mod design;` is missing".to_owned())]);
    }
}
