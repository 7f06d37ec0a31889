//! `gradus backup`: a copy that can be checked and restored.

use crate::failure::{Failure, Status};
use crate::home::Access;
use crate::output::{Cell, Report, Table};
use crate::session::Session;
use app::platform::backup::{self, BackupReport};
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Backup {
    #[command(subcommand)]
    pub(crate) command: BackupCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum BackupCommand {
    Create(Create),
    Verify(Verify),
    Restore(Restore),
}

const CREATE: &str = "gradus backup create /backups/gradus-2026-11-22
gradus --home /srv/gradus backup create /backups/monday
gradus backup create /backups/monday --json";

#[derive(Debug, Args)]
#[command(after_help = CREATE)]
pub(crate) struct Create {
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
}

const VERIFY: &str = "gradus backup verify /backups/monday
gradus backup verify /backups/monday --json
gradus backup verify /backups/gradus-2026-11-22 --quiet";

#[derive(Debug, Args)]
#[command(after_help = VERIFY)]
pub(crate) struct Verify {
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
}

const RESTORE: &str = "gradus --home /srv/gradus-new backup restore /backups/monday
GRADUS_HOME=/srv/gradus-new gradus backup restore /backups/monday
gradus --home /srv/gradus-new backup restore /backups/monday --json";

#[derive(Debug, Args)]
#[command(after_help = RESTORE)]
pub(crate) struct Restore {
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
}

impl Backup {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        let home = session.home();
        let now = session.now()?;
        let (report, is_sound) = match self.command {
            BackupCommand::Create(create) => {
                let workspace = session.open(Access::Read).await?;
                (
                    backup::create(&workspace.context, &home.snapshots(), &create.folder).await?,
                    true,
                )
            }
            BackupCommand::Verify(verify) => {
                let report = backup::verify(&verify.folder, &now).await?;
                let is_sound = report.problems.is_empty();
                (report, is_sound)
            }
            BackupCommand::Restore(restore) => {
                home.create()?;
                (
                    backup::restore(&restore.folder, home.folder(), &home.snapshots(), &now).await?,
                    true,
                )
            }
        };
        session.output.print(&Report::table(table(&report)))?;
        Ok(if is_sound { Status::Done } else { Status::Problems })
    }
}

fn table(report: &BackupReport) -> Table {
    let mut table = Table::new(&["created_at", "files", "bytes", "problem"]);
    let mut row = |problem: Option<String>| {
        table.push(vec![
            Cell::text(&report.created_at),
            Cell::count(u64::try_from(report.files).unwrap_or(u64::MAX)),
            Cell::count(report.bytes),
            Cell::maybe(problem),
        ]);
    };
    if report.problems.is_empty() {
        row(None);
    }
    for problem in &report.problems {
        row(Some(problem.clone()));
    }
    table
}
