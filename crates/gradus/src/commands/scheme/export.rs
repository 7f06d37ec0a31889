//! `gradus scheme export`: a scheme as the file that it is; without a code, which schemes there are.

use crate::failure::{Failure, Status};
use crate::home::Access;
use crate::output::{Cell, Output, Report, Table};
use crate::session::Session;
use app::Context;
use clap::Args;
use domain::design::scheme::Scope;
use std::path::PathBuf;

const EXAMPLES: &str = "gradus scheme export
gradus scheme export six-dimensions > my_scheme.md
gradus scheme export four-dimensions -o my_scheme.md";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Export {
    pub(crate) scheme: Option<String>,
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

impl Export {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        let workspace = session.open(Access::Read).await?;
        let Some(code) = &self.scheme else {
            session
                .output
                .print(&Report::table(list(session, &workspace.context).await?))?;
            return Ok(Status::Done);
        };
        let text = app::design::scheme_text(&workspace.context, code).await?;
        match &self.output {
            Some(path) => {
                std::fs::write(path, &text).map_err(|error| Failure::file("cli-error-write", path, &error))?;
            }
            None => Output::print_raw(text.as_bytes())?,
        }
        Ok(Status::Done)
    }
}

async fn list(session: &Session, cx: &Context) -> Result<Table, Failure> {
    let base = app::design::base_scheme_code(cx, None).await?;
    let mut table = Table::new(&["code", "version", "name", "scope", "base", "in_use", "own"]);
    for (scheme, own) in app::design::schemes(cx).await? {
        let scope = match &scheme.scope {
            Scope::Base => "base".to_owned(),
            Scope::Industry(name) => format!("industry {name}"),
            Scope::Kraljic(cell) => format!("kraljic {}", cell.name()),
            Scope::Category(code) => format!("category {code}"),
            Scope::Level(level) => format!("level {}", level.name()),
            Scope::Supplier(code) => format!("supplier {code}"),
        };
        let in_use = scheme.code == base || own && scheme.scope != Scope::Base;
        table.push(vec![
            Cell::text(&scheme.code),
            Cell::count(scheme.version),
            Cell::text(session.language.pick(&scheme.name.en, &scheme.name.zh)),
            Cell::Text(scope),
            Cell::maybe(scheme.base.clone()),
            Cell::Flag(in_use),
            Cell::Flag(own),
        ]);
    }
    Ok(table)
}
