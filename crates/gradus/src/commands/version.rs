//! `gradus version`: which release this is and which formats it speaks.

use crate::failure::{Failure, Status};
use crate::output::{Cell, Report, Table};
use crate::session::Session;
use clap::Args;
use serde_json::Map;

const EXAMPLES: &str = "gradus version
gradus version --json
gradus version --json=version";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Version {}

impl Version {
    pub(crate) fn run(session: &Session) -> Result<Status, Failure> {
        let facts = [
            ("name", "gradus"),
            ("version", env!("CARGO_PKG_VERSION")),
            ("platform", std::env::consts::OS),
            ("architecture", std::env::consts::ARCH),
            ("license", env!("CARGO_PKG_LICENSE")),
        ];
        let mut table = Table::new(&["key", "value"]);
        let mut record = Map::new();
        for (key, value) in facts {
            table.push(vec![Cell::text(key), Cell::text(value)]);
            record.insert(key.to_owned(), value.into());
        }
        let mut report = Report::rows(table).record(record);
        report.line(format!("gradus {}", env!("CARGO_PKG_VERSION")));
        session.output.print(&report)?;
        Ok(Status::Done)
    }
}
