//! `gradus doctor`: checks the set-up and says what to do about what it finds.

use crate::failure::{Failure, Status};
use crate::home::{Access, Lock};
use crate::output::{Cell, Report, Table, Tone, grouped, seconds};
use crate::session::Session;
use crate::view::name_of;
use app::platform::Verdict;
use clap::Args;
use std::time::Instant;

const EXAMPLES: &str = "gradus doctor
gradus doctor --audit
gradus doctor --json=check,status,found";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Doctor {
    #[arg(long)]
    pub(crate) audit: bool,
}

/// One line of the report.
struct Check {
    name: String,
    verdict: Verdict,
    found: String,
    cure: Option<String>,
}

impl Doctor {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        let started = Instant::now();
        let mut checks = vec![folder(session)];
        if session.home().exists() {
            checks.push(lock(session)?);
            checks.push(disk(session)?);
            checks.extend(self.look_inside(session).await?);
        }
        session.output.print(&report(session, &checks, started))?;
        let is_sound = checks.iter().all(|check| check.verdict != Verdict::Error);
        Ok(if is_sound { Status::Done } else { Status::Problems })
    }

    /// What the use cases can say once the folder opens; that it does not open is a finding too.
    async fn look_inside(&self, session: &Session) -> Result<Vec<Check>, Failure> {
        let workspace = match session.open(Access::Read).await {
            Ok(workspace) => workspace,
            Err(failure) => {
                let (found, cure) = failure.explain(session.language);
                return Ok(vec![Check {
                    name: "database".to_owned(),
                    verdict: Verdict::Error,
                    found,
                    cure,
                }]);
            }
        };
        let checks = app::platform::check_up(&workspace.context, self.audit, session.language).await?;
        Ok(checks.into_iter().map(Check::from).collect())
    }
}

impl From<app::platform::Check> for Check {
    fn from(check: app::platform::Check) -> Check {
        Check {
            name: check.name.replace(' ', "_"),
            verdict: check.verdict,
            found: check.found,
            cure: check.cure,
        }
    }
}

fn folder(session: &Session) -> Check {
    let home = session.home();
    let path = home.folder().display().to_string();
    let name = "folder".to_owned();
    if !home.exists() {
        let (found, cure) = Failure::said("cli-error-no-home")
            .with("path", &path)
            .explain(session.language);
        return Check {
            name,
            verdict: Verdict::Error,
            found,
            cure,
        };
    }
    match can_write(home.folder()) {
        Ok(()) => Check {
            name,
            verdict: Verdict::Pass,
            found: path,
            cure: None,
        },
        Err(error) => {
            let failure = Failure::file("cli-error-write", home.folder(), &error);
            let (found, cure) = failure.explain(session.language);
            Check {
                name,
                verdict: Verdict::Error,
                found,
                cure,
            }
        }
    }
}

/// Whether a file can be made here.
fn can_write(folder: &std::path::Path) -> std::io::Result<()> {
    let probe = folder.join(format!(".probe-{}", std::process::id()));
    std::fs::write(&probe, b"probe")?;
    std::fs::remove_file(&probe)
}

/// Below this an import or a snapshot may not find room.
const DISK_FREE_BYTES_MIN: u64 = 1 << 30;

fn disk(session: &Session) -> Result<Check, Failure> {
    let home = session.home();
    let free =
        fs4::available_space(home.folder()).map_err(|error| Failure::file("cli-error-read", home.folder(), &error))?;
    let megabytes = grouped(&(free >> 20).to_string());
    let found = session.say("cli-doctor-disk-free", &[("megabytes", &megabytes)]);
    let (verdict, cure) = if free < DISK_FREE_BYTES_MIN {
        (Verdict::Warning, Some(session.say("cli-doctor-disk-cure", &[])))
    } else {
        (Verdict::Pass, None)
    };
    Ok(Check {
        name: "disk".to_owned(),
        verdict,
        found,
        cure,
    })
}

fn lock(session: &Session) -> Result<Check, Failure> {
    let name = "lock".to_owned();
    Ok(match Lock::holder(&session.home().lock())? {
        None => Check {
            name,
            verdict: Verdict::Pass,
            found: session.say("cli-doctor-lock-free", &[]),
            cure: None,
        },
        Some(holder) => {
            let variables = [
                ("process", holder.process.as_str()),
                ("command", holder.command.as_str()),
            ];
            let (found, cure) = (
                session.say("cli-doctor-lock-held", &variables),
                session.say("cli-error-held-cure", &[]),
            );
            Check {
                name,
                verdict: Verdict::Warning,
                found,
                cure: Some(cure),
            }
        }
    })
}

fn report(session: &Session, checks: &[Check], started: Instant) -> Report {
    let mut table = Table::new(&["check", "status", "found", "cure"]);
    let mut report = Report::default();
    for check in checks {
        let (word, tone) = match check.verdict {
            Verdict::Pass => ("PASS", Tone::Good),
            Verdict::Warning => ("WARN", Tone::Warn),
            Verdict::Error => ("ERROR", Tone::Bad),
        };
        let name = name_of("check", &check.name, session.language);
        report.spans(vec![
            (tone, format!("{word:<6}")),
            (Tone::Plain, format!("{name}: {}", check.found)),
        ]);
        if let Some(cure) = &check.cure {
            report.tone(Tone::Dim, format!("      → {cure}"));
        }
        table.push(vec![
            Cell::text(&check.name),
            Cell::text(word.to_lowercase()),
            Cell::text(&check.found),
            Cell::maybe(check.cure.clone()),
        ]);
    }
    let count = |verdict| checks.iter().filter(|check| check.verdict == verdict).count();
    let (pass, warn, error) = (count(Verdict::Pass), count(Verdict::Warning), count(Verdict::Error));
    report.line(format!(
        "Done. PASS={pass} WARN={warn} ERROR={error} in {}",
        seconds(started.elapsed())
    ));
    report.rows = table;
    report
}
