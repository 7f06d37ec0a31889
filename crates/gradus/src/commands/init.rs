//! `gradus init`: an empty data folder, with the company if it is named.

use crate::failure::{Failure, Status};
use crate::home::Access;
use crate::output::{Cell, Report, Table, Tone};
use crate::session::Session;
use clap::Args;
use serde_json::Map;

const EXAMPLES: &str = r#"gradus init --company "Acme" --currency EUR
gradus init --home /srv/gradus --company "Acme" --currency CNY --fiscal-year-start 4
gradus init --database postgres://gradus@db.example.com/gradus"#;

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Init {
    #[arg(long, value_name = "NAME", requires = "currency")]
    pub(crate) company: Option<String>,
    #[arg(long, value_name = "CODE", requires = "company")]
    pub(crate) currency: Option<String>,
    #[arg(long, value_name = "MONTH", default_value_t = 1, hide_default_value = true, value_parser = clap::value_parser!(i64).range(1..=12))]
    pub(crate) fiscal_year_start: i64,
}

impl Init {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        let home = session.home();
        let existed = home.exists();
        home.create()?;
        let workspace = session.open(Access::Write).await?;
        let mut rows = 0;
        if let (Some(company), Some(currency)) = (&self.company, &self.currency) {
            rows = self.put_company(&workspace.context, company, currency).await?;
        }
        let path = home.folder().display().to_string();
        let mut record = Map::new();
        record.insert("home".to_owned(), path.as_str().into());
        record.insert("created".to_owned(), (!existed).into());
        record.insert("engine".to_owned(), workspace.context.store.engine_name().into());
        let mut table = Table::new(&["home", "created", "engine"]);
        table.push(vec![Cell::text(&path), Cell::Flag(!existed), Cell::text(workspace.context.store.engine_name())]);
        let mut report = Report::rows(table).record(record);
        let sentence = if existed { "cli-init-there" } else { "cli-init-made" };
        report.line(session.say(sentence, &[("path", &path)]));
        if rows > 0 {
            report.line(session.say("cli-init-company", &[("company", self.company.as_deref().unwrap_or_default())]));
        }
        report.tone(Tone::Dim, session.say("cli-init-next", &[]));
        session.output.print(&report)?;
        Ok(Status::Done)
    }
}
