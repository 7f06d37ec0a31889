//! `gradus init`: an empty data folder, with the company if it is named.

use crate::failure::{Failure, Status};
use crate::home::Access;
use crate::output::{Cell, Report, Table, Tone};
use crate::session::Session;
use app::intake::ImportRequest;
use clap::Args;
use domain::intake::cell::Codes;
use domain::intake::kinds::COMPANY;
use domain::intake::problem::Severity;
use formats::codes::Iso;
use serde_json::Map;

const EXAMPLES: &str = r#"gradus init --company "Acme" --currency EUR
gradus init --home /srv/gradus --company "Acme" --currency CNY --fiscal-year-start 4
gradus init --database postgres://gradus@db.example.com/gradus"#;

/// A workspace made by `init` has one company.
const COMPANY_CODE: &str = "1000";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Init {
    #[arg(long, value_name = "NAME", requires = "currency")]
    pub(crate) company: Option<String>,
    #[arg(long, value_name = "CODE", requires = "company")]
    pub(crate) currency: Option<String>,
    #[arg(long, value_name = "MONTH", default_value_t = 1, hide_default_value = true, value_parser = clap::value_parser!(i64).range(1..=12))]
    pub(crate) fiscal_year_start: i64,
    #[arg(long)]
    pub(crate) dry_run: bool,
}

impl Init {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        let home = session.home();
        let existed = home.exists();
        // Before the folder is made: what is typed wrong must leave nothing behind.
        if let Some(currency) = &self.currency
            && Iso.currency(currency).is_none()
        {
            return Err(Failure::said("cli-error-company").with("problem", currency));
        }
        if self.dry_run {
            return self.only_say(session, existed);
        }
        home.create()?;
        let workspace = session.open(Access::Write).await?;
        let mut rows = 0;
        if let (Some(company), Some(currency)) = (&self.company, &self.currency) {
            refuse_another(&workspace.context, company).await?;
            rows = self.put_company(&workspace.context, company, currency).await?;
        }
        let path = home.folder().display().to_string();
        let mut record = Map::new();
        record.insert("home".to_owned(), path.as_str().into());
        record.insert("created".to_owned(), (!existed).into());
        record.insert("engine".to_owned(), workspace.context.store.engine_name().into());
        let mut table = Table::new(&["home", "created", "engine"]);
        table.push(vec![
            Cell::text(&path),
            Cell::Flag(!existed),
            Cell::text(workspace.context.store.engine_name()),
        ]);
        let mut report = Report::rows(table).record(record);
        let sentence = if existed { "cli-init-there" } else { "cli-init-made" };
        report.line(session.say(sentence, &[("path", &path)]));
        if rows > 0 {
            report.line(session.say(
                "cli-init-company",
                &[("company", self.company.as_deref().unwrap_or_default())],
            ));
        }
        report.tone(Tone::Dim, session.say("cli-init-next", &[]));
        session.output.print(&report)?;
        Ok(Status::Done)
    }
}

/// A folder that has a company is left alone when another one is named.
async fn refuse_another(cx: &app::Context, company: &str) -> Result<(), Failure> {
    let stored = cx.store.table(&COMPANY).await.map_err(app::Error::from)?;
    let texts = |name| {
        COMPANY
            .position(name)
            .and_then(|position| stored.texts(position))
            .unwrap_or_default()
    };
    let mut pairs = texts("code").iter().flatten().zip(texts("name").iter().flatten());
    match pairs.find(|(code, name)| &***code != COMPANY_CODE || &***name != company) {
        Some((code, name)) => Err(Failure::said("cli-error-other-company")
            .with("company", name)
            .with("code", code)),
        None => Ok(()),
    }
}

impl Init {
    /// What would be made.
    fn only_say(&self, session: &Session, existed: bool) -> Result<Status, Failure> {
        let path = session.home().folder().display().to_string();
        let mut table = Table::new(&["home", "created", "engine"]);
        table.push(vec![Cell::text(&path), Cell::Flag(false), Cell::Nothing]);
        let record = table.objects().into_iter().next().unwrap_or_default();
        let mut report = Report::rows(table).record(record);
        let sentence = if existed {
            "cli-init-there"
        } else {
            "cli-init-would-make"
        };
        report.line(session.say(sentence, &[("path", &path)]));
        report.tone(Tone::Dim, session.say("cli-import-dry", &[]));
        session.output.print(&report)?;
        Ok(Status::Done)
    }

    /// The company comes in as any other row: through an import, checked, with its record in the book.
    async fn put_company(&self, cx: &app::Context, company: &str, currency: &str) -> Result<u64, Failure> {
        let table = formats::write::Table {
            columns: ["code", "name", "currency", "fiscal_year_start_month"]
                .map(str::to_owned)
                .to_vec(),
            rows: vec![vec![
                formats::write::Cell::text(COMPANY_CODE),
                formats::write::Cell::text(company),
                formats::write::Cell::text(currency),
                formats::write::Cell::number(self.fiscal_year_start),
            ]],
        };
        // A folder of its own, so that the book calls the file `init` whoever else makes a folder at the same time.
        let folder = std::env::temp_dir().join(format!("gradus-{}", std::process::id()));
        let path = folder.join("init");
        let cannot = |error: std::io::Error| Failure::file("cli-error-write", &path, &error);
        std::fs::create_dir_all(&folder).map_err(cannot)?;
        let file = std::fs::File::create(&path).map_err(cannot)?;
        formats::write::delimited(file, &table, b',').map_err(cannot)?;
        let request = ImportRequest {
            path: path.clone(),
            subject: Some("company".to_owned()),
            source: Some("init".to_owned()),
            ..ImportRequest::default()
        };
        let report = app::intake::commit(cx, &request).await;
        std::fs::remove_dir_all(&folder).map_err(cannot)?;
        let report = report?;
        match report.problems.iter().find(|group| group.severity > Severity::Note) {
            Some(group) => Err(Failure::said("cli-error-company").with("problem", group.example.value.clone())),
            None => Ok(report
                .counts
                .iter()
                .map(|count| count.tally.stored + count.tally.changed)
                .sum()),
        }
    }
}
