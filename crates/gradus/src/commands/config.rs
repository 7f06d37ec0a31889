//! `gradus config`: the settings of this run.

use crate::config::{self, Setting};
use crate::failure::{Failure, Status};
use crate::output::{Cell, Report, Table};
use crate::session::Session;
use clap::{Args, Subcommand};

const EXAMPLES: &str = "gradus config show
gradus config show --origin
GRADUS_HOME=/srv/gradus gradus config show --origin --json";

#[derive(Debug, Args)]
pub(crate) struct Config {
    #[command(subcommand)]
    pub(crate) command: ConfigCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    Show(Show),
}

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Show {
    #[arg(long)]
    pub(crate) origin: bool,
}

impl Config {
    pub(crate) fn run(self, session: &Session) -> Result<Status, Failure> {
        let ConfigCommand::Show(show) = self.command;
        let mut table = Table::new(&["setting", "value", "origin"]);
        for (name, setting) in settings(&session.config) {
            table.push(vec![
                Cell::text(name),
                Cell::text(setting.value),
                Cell::text(setting.origin.to_string()),
            ]);
        }
        let table = if show.origin {
            table
        } else {
            table.only(&["setting", "value"])
        };
        session.output.print(&Report::table(table))?;
        Ok(Status::Done)
    }
}

fn settings(config: &config::Config) -> [(&'static str, Setting<String>); 7] {
    let database = config.database.value.as_deref().map_or("gradus.db", without_password);
    [
        ("home", as_text(&config.home, config.home.value.display().to_string())),
        ("database", as_text(&config.database, database.to_owned())),
        (
            "language",
            as_text(&config.language, config.language.value.code().to_owned()),
        ),
        ("time_zone", config.time_zone.clone()),
        ("actor", config.actor.clone()),
        (
            "partitions",
            as_text(&config.partitions, config.partitions.value.to_string()),
        ),
        (
            "draft_seconds",
            as_text(&config.draft_seconds, config.draft_seconds.value.to_string()),
        ),
    ]
}

fn as_text<T>(setting: &Setting<T>, value: String) -> Setting<String> {
    Setting {
        value,
        origin: setting.origin.clone(),
    }
}

/// The address from its host on: what stands before may be a password.
fn without_password(url: &str) -> &str {
    url.rsplit_once('@').map_or(url, |(_, host)| host)
}
