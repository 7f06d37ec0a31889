//! The self-check behind `gradus doctor`: database, snapshots, audit chain, and what is still missing to evaluate.

use crate::{Context, Error};
use domain::intake::kinds;

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

impl Check {
    fn pass(name: &'static str, found: impl Into<String>) -> Check {
        Check {
            name,
            verdict: Verdict::Pass,
            found: found.into(),
            cure: None,
        }
    }

    fn warning(name: &'static str, found: impl Into<String>, cure: &str) -> Check {
        Check {
            name,
            verdict: Verdict::Warning,
            found: found.into(),
            cure: Some(cure.to_owned()),
        }
    }

    fn error(name: &'static str, found: impl Into<String>, cure: &str) -> Check {
        Check {
            name,
            verdict: Verdict::Error,
            found: found.into(),
            cure: Some(cure.to_owned()),
        }
    }
}

/// Looks at everything that can be looked at without changing it; `audit` walks the whole audit chain.
pub async fn check_up(cx: &Context, audit: bool) -> Result<Vec<Check>, Error> {
    let mut checks = vec![Check::pass("database", cx.store.engine_name())];
    checks.push(company(cx).await?);
    checks.push(snapshots(cx).await?);
    checks.push(pinned(cx).await?);
    if audit {
        checks.push(chain(cx).await?);
    }
    Ok(checks)
}

async fn company(cx: &Context) -> Result<Check, Error> {
    let companies = cx.store.keys(&kinds::COMPANY).await?;
    Ok(match companies.first() {
        Some((_, code)) => Check::pass("company", code.clone()),
        None => Check::warning("company", "none yet", "gradus init --company NAME --currency EUR"),
    })
}

async fn snapshots(cx: &Context) -> Result<Check, Error> {
    let manifest = cx.store.manifest().await?;
    let count = manifest.len();
    let damaged = damaged(cx, manifest).await?;
    let dirty = cx.store.dirty_months().await?.len();
    Ok(if damaged.is_empty() {
        Check::pass(
            "snapshots",
            format!("{count} files as listed, {dirty} months to write at the next evaluation"),
        )
    } else {
        Check::warning(
            "snapshots",
            format!(
                "{} of {count} files missing or altered: {}",
                damaged.len(),
                damaged.join(", ")
            ),
            "nothing is lost: the next gradus evaluate writes them anew",
        )
    })
}

async fn pinned(cx: &Context) -> Result<Check, Error> {
    let pinned = cx.store.pinned_files().await?;
    let count = pinned.len();
    let damaged = damaged(cx, pinned).await?;
    Ok(if damaged.is_empty() {
        Check::pass(
            "pinned files",
            format!("{count} files of confirmed evaluations as listed"),
        )
    } else {
        Check::error(
            "pinned files",
            format!(
                "{} of {count} files that confirmed evaluations read are missing or altered: {}",
                damaged.len(),
                damaged.join(", ")
            ),
            "restore them from a backup; the stored observations still recompute every score",
        )
    })
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

async fn chain(cx: &Context) -> Result<Check, Error> {
    let report = cx.store.verify_audit().await?;
    Ok(if report.problems.is_empty() {
        Check::pass("audit chain", format!("{} entries, unbroken", report.entries))
    } else {
        let problems: Vec<String> = report
            .problems
            .iter()
            .take(5)
            .map(|problem| problem.to_string())
            .collect();
        Check::error(
            "audit chain",
            format!(
                "{} of {} entries do not fit: {}",
                report.problems.len(),
                report.entries,
                problems.join("; ")
            ),
            "somebody changed history: compare with a backup or a checkpoint",
        )
    })
}
