//! The self-check behind `gradus doctor`: database, snapshots, audit chain, and what is still missing to evaluate.

use crate::{Context, Error};
use domain::intake::kinds;
use store::AuditProblem;
use text::{Language, has, message};

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Such as `database` or `snapshots`.
    pub name: &'static str,
    pub verdict: Verdict,
    /// What was found.
    pub found: String,
    /// What to do, when something is.
    pub cure: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    Pass,
    Warning,
    Error,
}

/// How a check speaks: `check-<what>`, with its figures; `-cure` says what to do.
struct Words(Language);

impl Words {
    fn check(&self, name: &'static str, verdict: Verdict, (id, figures): (&str, &[(&str, &str)])) -> Check {
        let cure = format!("{id}-cure");
        Check {
            name,
            verdict,
            found: message(self.0, id, figures),
            cure: has(self.0, &cure).then(|| message(self.0, &cure, figures)),
        }
    }
}

/// Looks at everything that can be looked at without changing it; `audit` walks the whole audit chain.
pub async fn check_up(cx: &Context, audit: bool, language: Language) -> Result<Vec<Check>, Error> {
    let words = Words(language);
    let mut checks = vec![plain("database", cx.store.engine_name())];
    checks.push(company(cx, &words).await?);
    checks.push(snapshots(cx, &words).await?);
    checks.push(pinned(cx, &words).await?);
    if audit {
        checks.push(chain(cx, &words).await?);
    }
    Ok(checks)
}

/// A check that passes with a name as what was found.
fn plain(name: &'static str, found: &str) -> Check {
    Check {
        name,
        verdict: Verdict::Pass,
        found: found.to_owned(),
        cure: None,
    }
}

async fn company(cx: &Context, words: &Words) -> Result<Check, Error> {
    let companies = cx.store.keys(&kinds::COMPANY).await?;
    Ok(match companies.first() {
        Some((_, code)) => plain("company", code),
        None => words.check("company", Verdict::Warning, ("check-company-none", &[])),
    })
}

async fn snapshots(cx: &Context, words: &Words) -> Result<Check, Error> {
    let manifest = cx.store.manifest().await?;
    let files = manifest.len().to_string();
    let damaged = damaged(cx, manifest).await?;
    let months = cx.store.dirty_months().await?.len().to_string();
    let (count, names) = (damaged.len().to_string(), some(&damaged));
    Ok(if damaged.is_empty() {
        let figures = [("files", files.as_str()), ("months", &months)];
        words.check("snapshots", Verdict::Pass, ("check-snapshots-listed", &figures))
    } else {
        let figures = [("damaged", count.as_str()), ("files", &files), ("names", &names)];
        words.check("snapshots", Verdict::Warning, ("check-snapshots-damaged", &figures))
    })
}

async fn pinned(cx: &Context, words: &Words) -> Result<Check, Error> {
    let pinned = cx.store.pinned_files().await?;
    let files = pinned.len().to_string();
    let damaged = damaged(cx, pinned).await?;
    let (count, names) = (damaged.len().to_string(), some(&damaged));
    Ok(if damaged.is_empty() {
        let figures = [("files", files.as_str())];
        words.check("pinned files", Verdict::Pass, ("check-pinned-listed", &figures))
    } else {
        let figures = [("damaged", count.as_str()), ("files", &files), ("names", &names)];
        words.check("pinned files", Verdict::Error, ("check-pinned-damaged", &figures))
    })
}

/// Names that a line of the report shows.
const SHOWN: usize = 5;

/// The first names, and how many more there are.
fn some(names: &[String]) -> String {
    let shown = names
        .iter()
        .take(SHOWN)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} … +{more}"),
    }
}

async fn damaged(cx: &Context, files: Vec<domain::intake::ports::SnapshotFile>) -> Result<Vec<String>, Error> {
    cx.blocking(move |_, snapshots| {
        let mut damaged = Vec::new();
        for file in files {
            if !snapshots.verify(&file)? {
                damaged.push(file.path);
            }
        }
        Ok(damaged)
    })
    .await
}

async fn chain(cx: &Context, words: &Words) -> Result<Check, Error> {
    let report = cx.store.verify_audit().await?;
    let entries = report.entries.to_string();
    if report.problems.is_empty() {
        let figures = [("entries", entries.as_str())];
        return Ok(words.check("audit chain", Verdict::Pass, ("check-chain-unbroken", &figures)));
    }
    let problems: Vec<String> = report
        .problems
        .iter()
        .take(5)
        .map(|problem| chain_problem(problem, words.0))
        .collect();
    let (broken, problems) = (report.problems.len().to_string(), problems.join("; "));
    let figures = [
        ("broken", broken.as_str()),
        ("entries", &entries),
        ("problems", &problems),
    ];
    Ok(words.check("audit chain", Verdict::Error, ("check-chain-broken", &figures)))
}

fn chain_problem(problem: &AuditProblem, language: Language) -> String {
    let say = |id: &str, figures: &[(&str, i64)]| {
        let figures: Vec<(&str, String)> = figures.iter().map(|(name, value)| (*name, value.to_string())).collect();
        let figures: Vec<(&str, &str)> = figures.iter().map(|(name, value)| (*name, value.as_str())).collect();
        message(language, id, &figures)
    };
    match *problem {
        AuditProblem::Sequence { expected, found } => {
            say("check-chain-sequence", &[("expected", expected), ("found", found)])
        }
        AuditProblem::Link { sequence } => say("check-chain-link", &[("sequence", sequence)]),
        AuditProblem::Content { sequence } => say("check-chain-content", &[("sequence", sequence)]),
        AuditProblem::CutOff { expected, found } => {
            say("check-chain-cut-off", &[("expected", expected), ("found", found)])
        }
        AuditProblem::Rewritten { sequence } => say("check-chain-rewritten", &[("sequence", sequence)]),
    }
}
