//! The layers: which crate may name which. The table of the architecture, as data.

use super::repository::{Dependency, Package, Repository};
use super::{Rule, Violation};

pub(super) const RULE: Rule = Rule {
    name: "dependencies",
    says: "a crate names only what the table of layers allows",
    check,
};

/// What one crate of ours may name.
struct Layer {
    name: &'static str,
    workspace: &'static [&'static str],
    outside: Outside,
}

enum Outside {
    /// Anything that [`OWNERS`] does not give to others.
    Any,
    /// Nothing but these. `icu_*` stands for every name that begins with `icu_`.
    Only(&'static [&'static str]),
}

use Outside::{Any, Only};

const LAYERS: &[Layer] = &[
    Layer {
        name: "methods",
        workspace: &[],
        outside: Only(&["libm", "statrs", "thiserror"]),
    },
    Layer {
        name: "domain",
        workspace: &["methods"],
        outside: Only(&["rust_decimal", "jiff", "thiserror"]),
    },
    Layer {
        name: "worker",
        workspace: &["domain"],
        outside: Only(&["libc", "rlimit", "seccompiler"]),
    },
    Layer {
        name: "text",
        workspace: &[],
        outside: Only(&[
            "jiff",
            "rust_decimal",
            "fluent*",
            "unic-langid",
            "icu*",
            "pinyin",
            "thiserror",
        ]),
    },
    Layer {
        name: "catalog",
        workspace: &["domain"],
        outside: Any,
    },
    Layer {
        name: "sample",
        workspace: &["domain"],
        outside: Only(&["rust_decimal", "jiff", "thiserror"]),
    },
    Layer {
        name: "facts",
        workspace: &["domain"],
        outside: Any,
    },
    Layer {
        name: "formats",
        workspace: &["domain", "text"],
        outside: Any,
    },
    Layer {
        name: "links",
        workspace: &["domain"],
        outside: Any,
    },
    Layer {
        name: "store",
        workspace: &["domain"],
        outside: Any,
    },
    Layer {
        name: "app",
        workspace: &["domain", "catalog", "store", "formats", "links", "text"],
        outside: Any,
    },
    Layer {
        name: "web",
        workspace: &["app", "domain", "text"],
        outside: Any,
    },
    Layer {
        name: "gradus",
        workspace: &[
            "methods", "domain", "worker", "text", "catalog", "sample", "facts", "formats", "links", "store", "app",
            "web",
        ],
        outside: Any,
    },
    Layer {
        name: "xtask",
        // Benchmarks: sample data is the job of xtask, and it measures `methods` in process.
        workspace: &["methods", "domain", "sample"],
        outside: Any,
    },
];

/// An outside library that only some crates may name, tests included.
struct Owned {
    libraries: &'static [&'static str],
    by: &'static [&'static str],
}

const OWNERS: &[Owned] = &[
    Owned {
        libraries: &["datafusion*", "arrow*", "parquet*", "object_store"],
        by: &["facts"],
    },
    Owned {
        libraries: &["sqlx*", "rusqlite", "libsqlite3-sys"],
        by: &["store"],
    },
    Owned {
        libraries: &["axum*", "maud", "tower-http", "tower-sessions*", "utoipa*"],
        by: &["web", "gradus"],
    },
    Owned {
        libraries: &["clap*", "indicatif", "comfy-table"],
        by: &["gradus"],
    },
    Owned {
        libraries: &["calamine", "csv", "rust_xlsxwriter", "quick-xml", "typst*"],
        by: &["formats"],
    },
    Owned {
        libraries: &["reqwest", "lettre", "openidconnect", "standardwebhooks"],
        by: &["links"],
    },
    Owned {
        libraries: &["libc", "nix", "rlimit", "rustix", "seccompiler"],
        by: &["worker"],
    },
    Owned {
        libraries: &["fluent*"],
        by: &["text"],
    },
];

/// Linking the columnar engine makes a test binary slow to build, so only these test against it.
const TESTED_WITH_FACTS: &[&str] = &["facts", "gradus"];

fn check(repository: &Repository) -> Vec<Violation> {
    let mut violations = Vec::new();
    for package in &repository.packages {
        let manifest = format!("crates/{}/Cargo.toml", package.name);
        let text = repository.text_of(&manifest).unwrap_or_default();
        let Some(layer) = LAYERS.iter().find(|layer| layer.name == package.name) else {
            violations.push(Violation::new(
                manifest,
                1,
                format!("the table of layers has no line for `{}`", package.name),
            ));
            continue;
        };
        for dependency in &package.dependencies {
            if let Some(message) = objection(layer, package, dependency) {
                let line = line_of(text, &dependency.name);
                violations.push(Violation::new(&manifest, line, message));
            }
        }
    }
    violations
}

fn objection(layer: &Layer, package: &Package, dependency: &Dependency) -> Option<String> {
    let (ours, theirs) = (package.name.as_str(), dependency.name.as_str());

    if LAYERS.iter().any(|layer| layer.name == theirs) {
        let is_allowed = if dependency.is_dev {
            theirs != "facts" || TESTED_WITH_FACTS.contains(&ours)
        } else {
            layer.workspace.contains(&theirs)
        };
        return (!is_allowed).then(|| format!("`{ours}` must not depend on `{theirs}`"));
    }
    if let Some(owned) = OWNERS.iter().find(|owned| fits(owned.libraries, theirs))
        && !owned.by.contains(&ours)
    {
        let owners = owned.by.join("` and `");
        return Some(format!("only `{owners}` may name `{theirs}`, not `{ours}`"));
    }
    match layer.outside {
        Only(names) if !dependency.is_dev && !fits(names, theirs) => Some(format!(
            "`{ours}` may name only {} from outside, not `{theirs}`",
            names.join(", ")
        )),
        _ => None,
    }
}

fn fits(patterns: &[&str], name: &str) -> bool {
    patterns.iter().any(|pattern| match pattern.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => *pattern == name,
    })
}

fn line_of(manifest: &str, dependency: &str) -> usize {
    manifest
        .lines()
        .position(|line| {
            let name = line.split(['.', '=', ' ']).next().unwrap_or_default();
            name.trim_matches('"') == dependency
        })
        .map_or(1, |index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(name: &str, dependencies: &[&str]) -> Vec<String> {
        let repository = Repository::of(&[]).with_package(name, dependencies);
        check(&repository).into_iter().map(|v| v.message).collect()
    }

    #[test]
    fn allowed_dependencies_pass() {
        assert_eq!(messages("domain", &["methods", "jiff", "dev:proptest"]), [""; 0]);
        assert_eq!(messages("facts", &["domain", "datafusion", "object_store"]), [""; 0]);
        assert_eq!(messages("text", &["icu_collator", "fluent-bundle"]), [""; 0]);
        assert_eq!(messages("gradus", &["facts", "store", "clap", "axum"]), [""; 0]);
        assert_eq!(messages("xtask", &["sample", "domain", "methods"]), [""; 0]);
    }

    #[test]
    fn a_layer_below_must_not_know_one_above() {
        assert_eq!(
            messages("app", &["facts", "axum"]),
            [
                "`app` must not depend on `facts`",
                "only `web` and `gradus` may name `axum`, not `app`"
            ]
        );
        assert_eq!(messages("web", &["store"]), ["`web` must not depend on `store`"]);
        assert_eq!(
            messages("gradus", &["sqlx"]),
            ["only `store` may name `sqlx`, not `gradus`"]
        );
    }

    #[test]
    fn the_pure_crates_have_a_closed_list() {
        assert_eq!(
            messages("domain", &["serde"]),
            ["`domain` may name only rust_decimal, jiff, thiserror from outside, not `serde`"]
        );
    }

    #[test]
    fn tests_are_free_except_for_the_heavy_engine() {
        assert_eq!(messages("web", &["dev:store", "dev:serde"]), [""; 0]);
        assert_eq!(
            messages("app", &["dev:facts", "dev:datafusion"]),
            [
                "`app` must not depend on `facts`",
                "only `facts` may name `datafusion`, not `app`"
            ]
        );
    }

    #[test]
    fn a_crate_without_a_line_in_the_table_is_found() {
        assert_eq!(
            messages("helpers", &[]),
            ["the table of layers has no line for `helpers`"]
        );
    }

    #[test]
    fn the_line_of_the_dependency_is_told() {
        let manifest = "[package]\nname = \"web\"\n[dependencies]\nstore.workspace = true\n";
        let repository = Repository::of(&[("crates/web/Cargo.toml", manifest)]).with_package("web", &["store"]);
        assert_eq!(check(&repository)[0].line, 4);
    }
}
