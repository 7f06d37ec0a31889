//! What shows only when a scheme takes its place in a workspace: what it inherits, what inherits from it, where it applies.

use super::lint::in_proportion;
use crate::finding::Finding;
use crate::indicator::lint::suggest;
use domain::design::approve::{SchemeError, check};
use domain::design::complete_one;
use domain::design::scheme::{Scheme, Scope};
use domain::party::Kraljic;

/// The workspace that a scheme is to be used in.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// Every other scheme that can be inherited from.
    pub schemes: Vec<Scheme>,
    /// Codes of those among them that the workspace made.
    pub own: Vec<String>,
    pub suppliers: Vec<String>,
    pub categories: Vec<String>,
    pub industries: Vec<String>,
    /// Cells that at least one category belongs to.
    pub cells: Vec<Kraljic>,
}

/// Everything that keeps a scheme, or one that inherits from it, from being approved in this workspace.
#[must_use]
pub fn lint_place(scheme: &Scheme, places: &Places) -> Vec<Finding> {
    let mut all: Vec<Scheme> = places
        .schemes
        .iter()
        .filter(|other| other.code != scheme.code)
        .cloned()
        .collect();
    all.push(scheme.clone());
    let mut findings = lint_scope(&scheme.scope, places);
    findings.extend(lint_inherited(scheme, &all));
    let heirs = all.iter().filter(|other| {
        other.code != scheme.code && places.own.contains(&other.code) && inherits(&all, other, &scheme.code)
    });
    findings.extend(heirs.filter_map(|heir| lint_heir(heir, &all)));
    findings
}

/// What is wrong with the scheme once it has what it inherits.
fn lint_inherited(scheme: &Scheme, all: &[Scheme]) -> Vec<Finding> {
    let Some(base) = &scheme.base else {
        return Vec::new();
    };
    let complete = match complete_one(all, scheme) {
        Ok(complete) => complete,
        Err(error) => return vec![broken_chain(scheme, &error, all)],
    };
    let finding = |error| match error {
        SchemeError::DimensionWeights { total, proposal, .. } => {
            let value = format!("with what it inherits from {base} the dimension weights total {total}");
            Some(Finding::error("dimension_weights", "").says(value, "10000", in_proportion(&proposal)))
        }
        SchemeError::IndicatorWeights {
            dimension,
            total,
            proposal,
            ..
        } => {
            let path = format!("{}.indicators", dimension.name());
            let value = format!("with those inherited from {base} a total of {total}");
            Some(Finding::error("indicator_weights", path).says(value, "a total of 10000", in_proportion(&proposal)))
        }
        // The rest is a matter of this document alone, or of the base's.
        _ => None,
    };
    check(&complete).into_iter().filter_map(finding).collect()
}

fn broken_chain(scheme: &Scheme, error: &SchemeError, all: &[Scheme]) -> Finding {
    let finding = Finding::error("base", "base");
    match error {
        SchemeError::UnknownBase { scheme: at, base } if *at == scheme.code => {
            let known = all.iter().map(|other| other.code.as_str());
            let cure = suggest(crate::nearest(base, known), "leave the base out");
            finding.says(format!("{base:?}"), "a scheme that exists", cure)
        }
        error => finding.says(
            format!("{:?}", scheme.base.as_deref().unwrap_or_default()),
            "a scheme that stands, by itself or by its own base",
            error.to_string(),
        ),
    }
}

/// Whether `code` is among the bases of a scheme.
fn inherits(all: &[Scheme], scheme: &Scheme, code: &str) -> bool {
    let mut at = scheme;
    for _ in 0..all.len() {
        let Some(base) = &at.base else { return false };
        if base == code {
            return true;
        }
        let Some(next) = all.iter().find(|other| other.code == *base) else {
            return false;
        };
        at = next;
    }
    false
}

fn lint_heir(heir: &Scheme, all: &[Scheme]) -> Option<Finding> {
    let problem = match complete_one(all, heir) {
        Ok(complete) => check(&complete).into_iter().next(),
        Err(error) => Some(error),
    }?;
    Some(Finding::error("heir", "").says(
        format!("with it {problem}"),
        "that every scheme that inherits from it can still be used",
        format!("apply a {} that fits first, or retire it", heir.code),
    ))
}

/// A scope names something that exists.
fn lint_scope(scope: &Scope, places: &Places) -> Vec<Finding> {
    let (key, name, known, expectation) = match scope {
        Scope::Base | Scope::Level(_) => return Vec::new(),
        Scope::Kraljic(cell) if places.cells.contains(cell) => return Vec::new(),
        Scope::Kraljic(cell) => {
            let finding = Finding::warning("scope_empty", "scope.kraljic");
            return vec![finding.says(
                format!("{:?}", cell.name()),
                "a cell that a category belongs to",
                "give the categories their cell in the column kraljic",
            )];
        }
        Scope::Industry(name) => ("industry", name, &places.industries, "an industry that a category has"),
        Scope::Category(code) => ("category", code, &places.categories, "a category that exists"),
        Scope::Supplier(code) => ("supplier", code, &places.suppliers, "a supplier that exists"),
    };
    if known.contains(name) {
        return Vec::new();
    }
    let cure = suggest(
        crate::nearest(name, known.iter().map(String::as_str)),
        &format!("import the {key} first"),
    );
    vec![Finding::error("scope_unknown", format!("scope.{key}")).says(format!("{name:?}"), expectation, cure)]
}
