//! Indicators that users make: the same documents as those that ship, linted, kept and used by schemes alike.

use super::book::{base_scheme_code, shelf};
use super::schemes::read_scheme;
use crate::{Context, Error};
use catalog::{Finding, Severity};
use domain::design::indicator::Indicator;
use domain::evaluation::observation::ParameterValue;
use domain::intake::ports::FactError;
use store::AuditEvent;

/// What a lint finds in the document of an indicator; the query is held against the engine as well.
pub async fn lint_indicator(cx: &Context, name: &str, text: &str) -> Result<Vec<Finding>, Error> {
    let indicator = read(name, text)?;
    let mut findings = catalog::lint_indicator(&indicator);
    let parameters: Vec<(String, ParameterValue)> = indicator
        .parameters
        .iter()
        .map(|parameter| (parameter.name.clone(), parameter.default.clone()))
        .collect();
    let sql = indicator.query.clone();
    let refused = cx
        .blocking(move |facts, _| match facts.lint(&sql, &parameters) {
            Err(FactError::Query { problem, cure, .. }) => Ok(Some((problem, cure))),
            answer => answer.map(|_| None),
        })
        .await?;
    findings.extend(refused.map(|(problem, cure)| of_query(&problem, cure)));
    catalog::locate(&mut findings, name, text)?;
    Ok(findings)
}

/// What the engine says about the query, beside what the document itself shows.
fn of_query(problem: &str, cure: String) -> Finding {
    Finding {
        severity: Severity::Error,
        code: "query_refused",
        file: None,
        line: None,
        path: "query".to_owned(),
        value: format!("refused: {problem}"),
        expectation: "one select over the tables of the facts".to_owned(),
        cure,
    }
}

/// What applying the document of an indicator did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppliedIndicator {
    pub code: String,
    /// The version that is kept now; none when it was only tried.
    pub version: Option<u32>,
    /// Whether it stands in front of one that ships.
    pub replaces_shipped: bool,
    pub warnings: Vec<Finding>,
}

/// Keeps the document of an indicator in the workspace, where schemes name it like any other.
pub async fn apply_indicator(cx: &Context, name: &str, text: &str, dry_run: bool) -> Result<AppliedIndicator, Error> {
    let indicator = read(name, text)?;
    let findings = lint_indicator(cx, name, text).await?;
    refuse("indicator-findings", &findings)?;
    still_fits(cx, &indicator).await?;
    let code = indicator.code.clone();
    let mut version = None;
    if !dry_run {
        let mut tx = cx.store.begin(&cx.actor, &cx.clock.now()).await?;
        let (kept, _) = tx.put_document("indicator", &code, text).await?;
        let detail = format!("version {kept}");
        tx.record(&AuditEvent::new("indicator.apply", &code, &detail)).await?;
        tx.commit().await?;
        version = Some(kept);
    }
    Ok(AppliedIndicator {
        replaces_shipped: catalog::indicator(&code).is_some(),
        code,
        version,
        warnings: findings,
    })
}

/// Every scheme in use must still find the settings and the direction that it was written for.
async fn still_fits(cx: &Context, indicator: &Indicator) -> Result<(), Error> {
    let shelf = shelf(cx).await?;
    let base = base_scheme_code(cx, None).await?;
    let names = |code: &str| code == base || shelf.own.iter().any(|own| own == code);
    for (code, text) in shelf.schemes.iter().filter(|(code, _)| names(code)) {
        let mut scheme = read_scheme(code, text)?;
        for entry in &mut scheme.dimensions {
            entry.indicators.retain(|used| used.code == indicator.code);
        }
        scheme.dimensions.retain(|entry| !entry.indicators.is_empty());
        // Only how it is used is looked at here; totals are those of the whole scheme.
        scheme.base.get_or_insert_with(|| base.clone());
        let findings = catalog::lint_scheme(&scheme, std::slice::from_ref(indicator));
        let found = findings.iter().find(|finding| finding.severity == Severity::Error);
        if let Some(found) = found {
            return Err(Error::invalid("indicator-used-otherwise")
                .with("scheme", code)
                .with("indicator", &indicator.code)
                .with("finding", found));
        }
    }
    Ok(())
}

/// The first error of a lint and how many there are; nothing when there are only warnings.
pub(super) fn refuse(code: &'static str, findings: &[Finding]) -> Result<(), Error> {
    let mut errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    let Some(first) = errors.next() else { return Ok(()) };
    let count = errors.count() + 1;
    Err(Error::invalid(code).with("finding", first).with("count", count))
}

fn read(name: &str, text: &str) -> Result<Indicator, Error> {
    Ok(catalog::parse_indicator(name, text)?)
}
