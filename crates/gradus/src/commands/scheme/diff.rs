//! `gradus scheme diff`: what a scheme file would change.

use super::read;
use crate::failure::{Failure, Status};
use crate::home::Access;
use crate::output::{Cell, Report, Table};
use crate::session::Session;
use app::design::{SchemeChange, diff_schemes, read_scheme, scheme_text};
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "gradus scheme diff my_scheme.md
gradus scheme diff my_scheme.md --with four-dimensions
gradus scheme diff my_scheme.md --json";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Diff {
    pub(crate) file: PathBuf,
    #[arg(long, value_name = "SCHEME")]
    pub(crate) with: Option<String>,
}

impl Diff {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        let (name, text) = read(&self.file)?;
        let after = read_scheme(&name, &text)?;
        let workspace = session.open(Access::Read).await?;
        let code = self.with.unwrap_or_else(|| after.code.clone());
        let before = read_scheme(&code, &scheme_text(&workspace.context, &code).await?)?;
        session
            .output
            .print(&Report::table(changes(&diff_schemes(&before, &after))))?;
        Ok(Status::Done)
    }
}

/// One row per figure that differs.
pub(super) fn changes(changes: &[SchemeChange]) -> Table {
    let mut table = Table::new(&["path", "before", "after"]);
    for change in changes {
        table.push(vec![
            Cell::text(&change.path),
            Cell::maybe(change.before.clone()),
            Cell::maybe(change.after.clone()),
        ]);
    }
    table
}
