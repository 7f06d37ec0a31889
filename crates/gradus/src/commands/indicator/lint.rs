//! `gradus indicator lint`: what is wrong with the document of an indicator, and where.

use super::read;
use crate::failure::{Failure, Status};
use crate::home::Access;
use crate::session::Session;
use crate::view::findings;
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "gradus indicator lint my_otd.md
gradus indicator lint my_otd.md --json
gradus indicator lint my_otd.md --lang zh --format markdown";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Lint {
    pub(crate) file: PathBuf,
}

impl Lint {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        let (name, text) = read(&self.file)?;
        let workspace = session.open(Access::Read).await?;
        let found = app::design::lint_indicator(&workspace.context, &name, &text).await;
        findings::judge(session, &name, found, "cli-indicator-sound")
    }
}
