//! `gradus indicator list`: the indicators of the workspace, by dimension.

use crate::failure::{Failure, Status};
use crate::home::Access;
use crate::output::{Cell, Report, Table};
use crate::session::Session;
use crate::view::word;
use clap::Args;
use domain::design::indicator::Kind;

const EXAMPLES: &str = "gradus indicator list
gradus indicator list --json=code,name,unit
gradus indicator list --lang zh --format markdown";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct List {}

impl List {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        let workspace = session.open(Access::Read).await?;
        let mut table = Table::new(&[
            "code",
            "name",
            "dimension",
            "kind",
            "unit",
            "direction",
            "min_events",
            "own",
        ]);
        for page in app::design::indicators(&workspace.context).await? {
            let indicator = &page.indicator;
            table.push(vec![
                Cell::text(&indicator.code),
                Cell::text(page.name(session.language)),
                word("dimension", indicator.dimension.name(), session.language),
                Cell::text(kind_name(indicator.kind)),
                word("unit", app::design::unit_name(indicator.unit), session.language),
                word("direction", page.direction(), session.language),
                Cell::count(indicator.min_events),
                Cell::Flag(page.own),
            ]);
        }
        session.output.print(&Report::table(table))?;
        Ok(Status::Done)
    }
}

/// As the front matter of the document writes it.
fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Ratio => "ratio",
        Kind::Dispersion => "dispersion",
        Kind::Points => "points",
        Kind::Rubric => "rubric",
        Kind::Parts => "parts",
    }
}
