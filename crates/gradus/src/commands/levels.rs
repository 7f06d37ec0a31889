//! `gradus levels`: who is in which level.

use crate::commands::evaluate::{provisional, read_quarter};
use crate::failure::{Failure, Status};
use crate::home::Access;
use crate::output::{Cell, Report, Table, Tone};
use crate::session::Session;
use crate::view::{level, name_of, pyramid_lines, word};
use app::classification::{LevelRow, LevelsRequest, LevelsView};
use clap::Args;
use domain::classification::Level;
use domain::period::Quarter;
use text::Language;

const EXAMPLES: &str = "gradus levels
gradus levels --period 2026Q3 --level core,key
gradus levels --changed --json=code,name,level_before,level";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Levels {
    #[arg(long, value_name = "QUARTER", value_parser = read_quarter)]
    pub(crate) period: Option<Quarter>,
    #[arg(long, value_name = "ID", conflicts_with = "period")]
    pub(crate) evaluation: Option<String>,
    #[arg(long, value_name = "LEVELS", value_delimiter = ',')]
    pub(crate) level: Vec<String>,
    #[arg(long)]
    pub(crate) changed: bool,
    #[arg(long, value_name = "CODE")]
    pub(crate) category: Option<String>,
    #[arg(long, value_name = "CODE")]
    pub(crate) unit: Option<String>,
}

impl Levels {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        let workspace = session.open(Access::Read).await?;
        let request = LevelsRequest {
            which: self.period.map(|period| period.to_string()).or(self.evaluation),
            unit: self.unit,
            levels: self.level,
            changed: self.changed,
            category: self.category,
        };
        let mut view = app::classification::levels(&workspace.context, &request, session.language).await?;
        view.suppliers.sort_by(|left, right| {
            let by_level = height(left).cmp(&height(right));
            by_level
                .then(right.rank_score.cmp(&left.rank_score))
                .then(left.supplier.cmp(&right.supplier))
        });
        let company = app::party::company(&workspace.context).await?;
        session.output.print(&report(session, &view, &company.currency))?;
        Ok(Status::Done)
    }
}

/// Position of the level from the top; not classified stands last.
fn height(row: &LevelRow) -> usize {
    let level = row.level.as_deref().and_then(Level::from_name);
    level.map_or(Level::ALL.len(), |level| level as usize)
}

fn report(session: &Session, view: &LevelsView, currency: &str) -> Report {
    let mut report = Report::rows(table(view, currency, session.language));
    let base = view.base.to_string();
    let head = [
        ("period", view.period.as_str()),
        ("scheme", &view.scheme),
        ("base", &base),
    ];
    report.tone(Tone::Strong, session.say("cli-evaluated", &head));
    let kept = name_of("evaluation-status", &view.status, session.language);
    let which = [("status", kept.as_str()), ("id", &view.evaluation)];
    report.tone(Tone::Dim, session.say("cli-evaluation-which", &which));
    provisional(session, view.finality, view.closes_on, &mut report);
    pyramid_lines(&view.pyramid, session.language, &mut report);
    report.line("");
    let shown = [
        "code",
        "name",
        "level",
        "level_before",
        "grade",
        "score",
        "rank_score",
        "coverage",
        "state",
        "flags",
    ];
    let shown = report.rows.only(&shown);
    report.shown(shown);
    report
}

pub(crate) fn table(view: &LevelsView, currency: &str, language: Language) -> Table {
    let mut table = Table::new(&[
        "code",
        "name",
        "level",
        "level_before",
        "grade",
        "score",
        "rank_score",
        "coverage",
        "state",
        "place",
        "quota",
        "flags",
        "spend",
        "currency",
        "reason",
    ]);
    for row in &view.suppliers {
        let place = row.place;
        table.push(vec![
            Cell::text(&row.supplier),
            Cell::text(&row.name),
            level(row.level.as_deref(), language),
            row.held
                .as_deref()
                .map_or(Cell::Nothing, |held| level(Some(held), language)),
            Cell::maybe(row.grade.clone()),
            Cell::score(row.score),
            Cell::score(row.rank_score),
            Cell::score(row.coverage),
            word("state", &row.state, language),
            place.map_or(Cell::Nothing, |place| Cell::count(place.0)),
            place.map_or(Cell::Nothing, |place| Cell::count(place.1)),
            Cell::List(row.flags.clone()),
            Cell::Exact(row.spend.normalize().to_string()),
            Cell::text(currency),
            Cell::text(&row.reason),
        ]);
    }
    table
}
