//! `gradus explain`: why a supplier stands where it stands, down to the rows of the files.

mod between;
mod pick;
mod rows;
mod tree;

use crate::commands::evaluate::read_quarter;
use crate::failure::{Failure, Status};
use crate::home::Access;
use crate::session::Session;
use clap::Args;
use domain::period::Quarter;

const EXAMPLES: &str = "gradus explain S10012
gradus explain S10012 --between 2026Q2 2026Q3
gradus explain S10012 --period 2026Q3 --indicator delivery.otd --rows 20";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Explain {
    /// Picked from a list on a terminal when it is left out.
    pub(crate) supplier: Option<String>,
    #[arg(long, value_name = "QUARTER", value_parser = read_quarter)]
    pub(crate) period: Option<Quarter>,
    #[arg(long, value_name = "ID", conflicts_with = "period")]
    pub(crate) evaluation: Option<String>,
    #[arg(long, value_names = ["QUARTER", "QUARTER"], num_args = 2, value_parser = read_quarter, conflicts_with_all = ["period", "evaluation", "indicator"])]
    pub(crate) between: Vec<Quarter>,
    #[arg(long, value_name = "CODE")]
    pub(crate) indicator: Option<String>,
    #[arg(
        long,
        value_name = "COUNT",
        default_value_t = 50,
        hide_default_value = true,
        requires = "indicator"
    )]
    pub(crate) rows: usize,
}

impl Explain {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        let workspace = session.open(Access::Read).await?;
        let cx = &workspace.context;
        let supplier = match self.supplier {
            Some(supplier) => supplier,
            None => pick::supplier(session, cx).await?,
        };
        let which = self.period.map(|quarter| quarter.to_string()).or(self.evaluation);
        let which = which.as_deref();
        let report = match (self.between.as_slice(), &self.indicator) {
            ([from, to], _) => between::report(session, cx, &supplier, (*from, *to)).await?,
            (_, Some(indicator)) => rows::report(session, cx, (&supplier, which), (indicator, self.rows)).await?,
            (_, None) => {
                let view = app::evaluation::explain(cx, &supplier, which, session.language).await?;
                tree::report(session, &view)
            }
        };
        session.output.print(&report)?;
        Ok(Status::Done)
    }
}
