//! `gradus doctor`: checks the set-up and says what to do about what it finds.

use crate::failure::{Failure, Status};
use crate::home::{Access, Lock, Workspace};
use crate::output::{Cell, Report, Table, Tone};
use crate::session::Session;
use app::Context;
use clap::Args;
use std::time::Instant;

const EXAMPLES: &str = "gradus doctor
gradus doctor --audit
gradus doctor --json=check,status,detail";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Doctor {
    #[arg(long)]
    pub(crate) audit: bool,
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Pass,
    Warn,
    Error,
}

/// One line of the report.
struct Check {
    name: &'static str,
    verdict: Verdict,
    detail: String,
}

impl Doctor {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        let started = Instant::now();
        let mut checks = Vec::new();
        checks.push(folder(session));
        if session.home().exists() {
            checks.push(lock(session)?);
            match session.open(Access::Read).await {
                Ok(workspace) => self.look_inside(session, &workspace, &mut checks).await?,
                Err(failure) => checks.push(Check::new("store", Verdict::Error, failure.explain(session.language).0)),
            }
        }
        session.output.print(&report(session, &checks, started))?;
        let is_sound = checks.iter().all(|check| check.verdict != Verdict::Error);
        Ok(if is_sound { Status::Done } else { Status::Problems })
    }

    async fn look_inside(
        &self,
        session: &Session,
        workspace: &Workspace,
        checks: &mut Vec<Check>,
    ) -> Result<(), Failure> {
        let cx = &workspace.context;
        checks.push(Check::new("store", Verdict::Pass, cx.store.engine_name()));
        checks.push(company(session, cx).await);
        checks.extend(snapshots(session, cx).await?);
        if self.audit {
            checks.extend(audit(session, cx).await?);
        }
        Ok(())
    }
}

impl Check {
    fn new(name: &'static str, verdict: Verdict, detail: impl Into<String>) -> Check {
        Check { name, verdict, detail: detail.into() }
    }
}

fn folder(session: &Session) -> Check {
    let home = session.home();
    let path = home.folder().display().to_string();
    if !home.exists() {
        let detail = session.say("cli-doctor-no-home", &[("path", &path)]);
        return Check::new("folder", Verdict::Error, detail);
    }
    match tempfile_in(home.folder()) {
        Ok(()) => Check::new("folder", Verdict::Pass, path),
        Err(error) => {
            let problem = error.to_string();
            Check::new("folder", Verdict::Error, session.say("cli-doctor-read-only", &[("path", &path), ("problem", &problem)]))
        }
    }
}

/// Whether a file can be made here.
fn tempfile_in(folder: &std::path::Path) -> std::io::Result<()> {
    let probe = folder.join(format!(".probe-{}", std::process::id()));
    std::fs::write(&probe, b"probe")?;
    std::fs::remove_file(&probe)
}

fn lock(session: &Session) -> Result<Check, Failure> {
    Ok(match Lock::holder(&session.home().lock())? {
        None => Check::new("lock", Verdict::Pass, session.say("cli-doctor-lock-free", &[])),
        Some(holder) => {
            let variables = [("process", holder.process.as_str()), ("command", holder.command.as_str())];
            Check::new("lock", Verdict::Warn, session.say("cli-doctor-lock-held", &variables))
        }
    })
}

async fn company(session: &Session, cx: &Context) -> Check {
    match app::party::company(cx).await {
        Ok(company) => Check::new("company", Verdict::Pass, format!("{} · {}", company.name, company.currency)),
        Err(error) => {
            let cure = error.cure.unwrap_or_default();
            let detail = session.say("cli-doctor-problem", &[("problem", &error.message), ("cure", &cure)]);
            Check::new("company", Verdict::Warn, detail)
        }
    }
}

/// Every file of the manifest is there, with the content it was written with.
async fn snapshots(session: &Session, cx: &Context) -> Result<Vec<Check>, Failure> {
    let files = cx.store.manifest().await.map_err(app::Error::from)?;
    let count = files.len().to_string();
    let broken = cx
        .blocking(move |_, snapshots| {
            let mut broken = Vec::new();
            for file in files {
                if !snapshots.verify(&file)? {
                    broken.push(file.path);
                }
            }
            Ok(broken)
        })
        .await?;
    let dirty = cx.store.dirty_months().await.map_err(app::Error::from)?.len().to_string();
    let verdict = if broken.is_empty() { Verdict::Pass } else { Verdict::Warn };
    let detail = match broken.first() {
        None => session.say("cli-doctor-snapshots", &[("count", &count), ("dirty", &dirty)]),
        Some(first) => session.say("cli-doctor-snapshots-broken", &[("count", &broken.len().to_string()), ("file", first)]),
    };
    Ok(vec![Check::new("snapshots", verdict, detail)])
}

/// Every entry of the audit log follows from the one before it.
async fn audit(session: &Session, cx: &Context) -> Result<Vec<Check>, Failure> {
    let found = cx.store.verify_audit().await.map_err(app::Error::from)?;
    if found.problems.is_empty() {
        let (entries, head) = (found.entries.to_string(), found.head.hash);
        return Ok(vec![Check::new("audit", Verdict::Pass, session.say("cli-doctor-audit", &[("entries", &entries), ("head", &head)]))]);
    }
    Ok(found.problems.iter().map(|problem| Check::new("audit", Verdict::Error, problem.to_string())).collect())
}

fn report(session: &Session, checks: &[Check], started: Instant) -> Report {
    let mut table = Table::new(&["check", "status", "detail"]);
    let mut report = Report::default();
    for check in checks {
        let (word, tone) = match check.verdict {
            Verdict::Pass => ("PASS", Tone::Good),
            Verdict::Warn => ("WARN", Tone::Warn),
            Verdict::Error => ("ERROR", Tone::Bad),
        };
        let name = session.say(&format!("cli-doctor-{}-name", check.name), &[]);
        report.spans(vec![(tone, format!("{word:<6}")), (Tone::Plain, format!("{name}: {}", check.detail))]);
        table.push(vec![Cell::text(check.name), Cell::text(word.to_lowercase()), Cell::text(&check.detail)]);
    }
    let count = |verdict| checks.iter().filter(|check| check.verdict == verdict).count();
    let time = crate::output::seconds(started.elapsed());
    let (pass, warn, error) = (count(Verdict::Pass), count(Verdict::Warn), count(Verdict::Error));
    report.line(format!("Done. PASS={pass} WARN={warn} ERROR={error} in {time}"));
    report.rows = table;
    report
}
