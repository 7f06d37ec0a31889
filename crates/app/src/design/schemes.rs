//! Schemes as people work on them: lint, difference, apply, export, and a simulation before anything is published.

use super::book::{BASE_SCHEME, shelf};
use crate::evaluation::{RunEvaluation, load_latest, run};
use crate::monitoring::{MoverLine, movers_view};
use crate::{Context, Error};
use catalog::Finding;
use domain::design::scheme::{Scheme, Scope};
use domain::period::Quarter;
use serde::Serialize;
use std::collections::BTreeMap;
use store::AuditEvent;
use text::Language;

/// All schemes of the workspace: code, text, and whether the workspace made it.
pub async fn schemes(cx: &Context) -> Result<Vec<(Scheme, bool)>, Error> {
    let shelf = shelf(cx).await?;
    let mut all = Vec::new();
    for (code, text) in &shelf.schemes {
        all.push((read_scheme(code, text)?, shelf.own.contains(code)));
    }
    Ok(all)
}

/// The document of a scheme.
pub async fn scheme_text(cx: &Context, code: &str) -> Result<String, Error> {
    let shelf = shelf(cx).await?;
    let text = shelf.schemes.get(code).cloned();
    text.ok_or_else(|| shelf.no_scheme(code))
}

/// Parses a scheme document.
pub fn read_scheme(name: &str, text: &str) -> Result<Scheme, Error> {
    Ok(catalog::parse_scheme(name, text)?)
}

/// Everything a lint finds in a scheme document.
pub async fn lint_scheme(cx: &Context, name: &str, text: &str) -> Result<Vec<Finding>, Error> {
    let scheme = read_scheme(name, text)?;
    let indicators: Vec<_> = super::indicators(cx)
        .await?
        .into_iter()
        .map(|page| page.indicator)
        .collect();
    let mut findings = catalog::lint_scheme(&scheme, &indicators);
    findings.extend(catalog::lint_place(&scheme, &super::place::places(cx).await?));
    catalog::locate(&mut findings, name, text)?;
    Ok(findings)
}

/// One thing that differs between two schemes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SchemeChange {
    /// Such as `quality`, `delivery/delivery.otd` or `rules`.
    pub path: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// What differs between two schemes: weights, curves, settings and rules.
#[must_use]
pub fn diff_schemes(before: &Scheme, after: &Scheme) -> Vec<SchemeChange> {
    let (before, after) = (figures(before), figures(after));
    let mut paths: Vec<&String> = before.keys().chain(after.keys()).collect();
    paths.sort();
    paths.dedup();
    paths
        .into_iter()
        .filter(|path| before.get(*path) != after.get(*path))
        .map(|path| SchemeChange {
            path: path.clone(),
            before: before.get(path).cloned(),
            after: after.get(path).cloned(),
        })
        .collect()
}

/// Every figure of a scheme by its path.
fn figures(scheme: &Scheme) -> BTreeMap<String, String> {
    let mut figures = BTreeMap::new();
    for entry in &scheme.dimensions {
        let dimension = entry.dimension.name();
        figures.insert(dimension.to_owned(), entry.weight.get().to_string());
        for indicator in &entry.indicators {
            let path = format!("{dimension}/{}", indicator.code);
            figures.insert(path.clone(), indicator.weight.get().to_string());
            if let Some(curve) = &indicator.curve {
                let points: Vec<String> = curve
                    .0
                    .iter()
                    .map(|(value, points)| format!("{value}:{points}"))
                    .collect();
                figures.insert(format!("{path}/curve"), points.join(" "));
            }
            for (name, value) in &indicator.parameters {
                figures.insert(format!("{path}/{name}"), format!("{value:?}"));
            }
        }
    }
    // The rules are one printed document: the lines that differ are what a reader looks for.
    let text = catalog::scheme_to_text(scheme);
    let rules = text.lines().skip_while(|line| !line.starts_with("[rules]")).skip(1);
    for line in rules.take_while(|line| !line.starts_with('[') && !line.starts_with("+++")) {
        if let Some((name, value)) = line.split_once('=') {
            figures.insert(format!("rules/{}", name.trim()), value.trim().to_owned());
        }
    }
    figures
}

/// What applying did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    pub code: String,
    pub changes: Vec<SchemeChange>,
    pub warnings: Vec<Finding>,
    /// Whether it is the scheme that applies everywhere from now on.
    pub is_base: bool,
}

/// Keeps a scheme in the workspace; a base scheme becomes the one that applies everywhere.
pub async fn apply_scheme(cx: &Context, name: &str, text: &str, dry_run: bool) -> Result<Applied, Error> {
    let scheme = read_scheme(name, text)?;
    let findings = lint_scheme(cx, name, text).await?;
    super::own_indicators::refuse("scheme-findings", &findings)?;
    let shelf = shelf(cx).await?;
    let before = shelf
        .schemes
        .get(&scheme.code)
        .map(|text| read_scheme(&scheme.code, text))
        .transpose()?;
    let changes = match &before {
        Some(before) => diff_schemes(before, &scheme),
        None => figures(&scheme)
            .into_iter()
            .map(|(path, after)| SchemeChange {
                path,
                before: None,
                after: Some(after),
            })
            .collect(),
    };
    let is_base = scheme.scope == Scope::Base;
    if !dry_run {
        let now = cx.clock.now();
        let mut tx = cx.store.begin(&cx.actor, &now).await?;
        let (version, _) = tx.put_document("scheme", &scheme.code, text).await?;
        if is_base {
            tx.put_setting(BASE_SCHEME, &scheme.code).await?;
        }
        let detail = format!("version {version}, {} changes", changes.len());
        tx.record(&AuditEvent::new("scheme.apply", &scheme.code, &detail))
            .await?;
        tx.commit().await?;
    }
    Ok(Applied {
        code: scheme.code,
        changes,
        warnings: findings,
        is_base,
    })
}

/// What a scheme would do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Simulated {
    pub period: String,
    pub scheme: String,
    pub compared_with: String,
    pub counts: Vec<(String, u64, u64)>,
    pub movers: Vec<MoverLine>,
}

/// Evaluates a period under a scheme that is only tried, and shows who would move.
pub async fn simulate(
    cx: &Context,
    name: &str,
    text: &str,
    period: Quarter,
    language: Language,
) -> Result<Simulated, Error> {
    let scheme = read_scheme(name, text)?;
    let current = load_latest(cx, None, Some(&period.to_string()), None).await?;
    let current = match current {
        Some(loaded) => loaded.computed,
        None => {
            let request = RunEvaluation {
                period,
                unit: None,
                scheme: None,
                draft: None,
                dry_run: true,
                confirmed_by: None,
                reason: None,
            };
            run(cx, request).await?.computed
        }
    };
    let request = RunEvaluation {
        period,
        unit: None,
        scheme: Some(scheme.code.clone()),
        draft: Some((scheme.code.clone(), text.to_owned())),
        dry_run: true,
        confirmed_by: None,
        reason: None,
    };
    let tried = run(cx, request).await?.computed;
    let count = |computed: &crate::evaluation::Computed, level| {
        u64::try_from(computed.proposal.count(level)).unwrap_or(u64::MAX)
    };
    let levels = domain::classification::Level::ALL.into_iter().map(Some).chain([None]);
    Ok(Simulated {
        period: period.to_string(),
        scheme: scheme.code,
        compared_with: current.book.base.scheme().code.clone(),
        counts: levels
            .map(|level| {
                let name = level.map_or("none", domain::classification::Level::name).to_owned();
                (name, count(&current, level), count(&tried, level))
            })
            .collect(),
        movers: movers_view(&current, &tried, language),
    })
}
