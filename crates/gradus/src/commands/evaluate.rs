//! `gradus evaluate`: scores, grades and levels of a quarter.

use crate::failure::{Failure, Status};
use crate::home::{Access, Workspace};
use crate::output::{Cell, Report, Table, Tone, note, seconds};
use crate::session::Session;
use crate::view::{pyramid, pyramid_lines};
use app::classification::LevelsView;
use app::evaluation::{Consent, Outcome, RunEvaluation};
use clap::Args;
use domain::period::{PeriodError, Quarter};
use serde_json::{Map, Value, json};

const EXAMPLES: &str = "gradus evaluate
gradus evaluate --period 2026Q3 --scheme four-dimensions --dry-run
gradus evaluate --list";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Evaluate {
    #[arg(long, value_name = "QUARTER", value_parser = read_quarter)]
    pub(crate) period: Option<Quarter>,
    #[arg(long, value_name = "CODE")]
    pub(crate) scheme: Option<String>,
    #[arg(long, value_name = "CODE")]
    pub(crate) unit: Option<String>,
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[arg(
        long,
        value_name = "PERSON,PERSON",
        conflicts_with = "dry_run",
        value_delimiter = ','
    )]
    pub(crate) confirm: Vec<String>,
    #[arg(long, value_name = "TEXT", requires = "confirm")]
    pub(crate) reason: Option<String>,
    #[arg(long, value_name = "ID", conflicts_with_all = ["period", "scheme", "unit", "dry_run", "confirm"])]
    pub(crate) recompute: Option<String>,
    #[arg(long, requires = "recompute")]
    pub(crate) deep: bool,
    #[arg(long, value_name = "ID", conflicts_with_all = ["period", "scheme", "dry_run", "confirm", "recompute"])]
    pub(crate) discard: Option<String>,
    #[arg(long, conflicts_with_all = ["period", "recompute", "discard"])]
    pub(crate) list: bool,
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) partitions: Option<u16>,
}

/// Reads `2026Q3` where an option is parsed; the sentence of a wrong one says what is expected.
pub(crate) fn read_quarter(text: &str) -> Result<Quarter, PeriodError> {
    text.parse()
}

impl Evaluate {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        let access = if self.list { Access::Read } else { Access::Write };
        let mut workspace = session.open(access).await?;
        if let Some(partitions) = self.partitions {
            workspace.context.partitions = usize::from(partitions);
        }
        if let Some(id) = &self.recompute {
            return recompute(session, &workspace, id, self.deep).await;
        }
        if let Some(id) = &self.discard {
            return discard(session, &workspace, id).await;
        }
        if self.list {
            return list(session, &workspace).await;
        }
        let period = match self.period {
            Some(period) => period,
            None => app::review::latest_closed_quarter(&workspace.context).await?,
        };
        let request = RunEvaluation {
            period,
            unit: self.unit,
            scheme: self.scheme,
            draft: None,
            dry_run: self.dry_run,
            confirmed_by: consent(&self.confirm)?,
            reason: self.reason,
        };
        let step = session
            .progress
            .step(session.say("cli-evaluating", &[("period", &period.to_string())]));
        let outcome = app::evaluation::run(&workspace.context, request).await?;
        step.done("");
        if session.is_verbose {
            for step in &outcome.steps {
                note(&format!("  {}  {}", step.name, seconds(step.took)));
            }
        }
        session.output.print(&report(session, &outcome))?;
        Ok(Status::Done)
    }
}

fn consent(people: &[String]) -> Result<Option<Consent>, Failure> {
    match people {
        [] => Ok(None),
        [first, second] => Ok(Some(Consent {
            first: first.trim().to_owned(),
            second: second.trim().to_owned(),
        })),
        _ => Err(Failure::said("cli-error-two-people").with("count", people.len())),
    }
}

fn report(session: &Session, outcome: &Outcome) -> Report {
    let id = outcome.id.as_deref().unwrap_or_default();
    let view = app::classification::view(id, &outcome.inputs, &outcome.computed, session.language);
    let rows = pyramid(&view.pyramid, session.language);
    let mut report = Report::rows(rows).record(record(session, outcome, &view));
    let base = view.base.to_string();
    let head = [
        ("period", view.period.as_str()),
        ("scheme", &view.scheme),
        ("base", &base),
    ];
    report.tone(Tone::Strong, session.say("cli-evaluated", &head));
    provisional(session, view.finality, outcome.inputs.closes_on, &mut report);
    pyramid_lines(&view.pyramid, session.language, &mut report);
    report.tone(Tone::Dim, session.say("cli-digest", &[("digest", &outcome.digest)]));
    if outcome.id.is_some() {
        report.tone(Tone::Dim, session.say("cli-evaluation-kept", &[("id", id)]));
        let command = format!("gradus levels --period {}", view.period);
        report.tone(Tone::Dim, session.say("cli-next", &[("command", &command)]));
    } else {
        report.tone(Tone::Dim, session.say("cli-evaluation-dry", &[]));
    }
    report
}

/// Says so when the period is not final yet.
pub(crate) fn provisional(
    session: &Session,
    finality: app::evaluation::Finality,
    closes_on: Option<domain::Date>,
    report: &mut Report,
) {
    if finality.is_final() {
        return;
    }
    let closes_on = closes_on.map_or_else(String::new, |day| day.to_string());
    let id = format!("cli-period-{}", finality.name());
    report.tone(Tone::Warn, session.say(&id, &[("closes_on", &closes_on)]));
}

fn record(session: &Session, outcome: &Outcome, view: &LevelsView) -> Map<String, Value> {
    let scheme = outcome.computed.book.base.scheme();
    let steps = outcome.steps.iter().map(|step| {
        let milliseconds = u64::try_from(step.took.as_millis()).unwrap_or(u64::MAX);
        json!({ "step": step.name, "duration_ms": milliseconds })
    });
    let value = json!({
        "id": outcome.id,
        "period": view.period,
        "scheme": scheme.code,
        "scheme_version": scheme.version,
        "as_of": outcome.inputs.as_of.to_string(),
        "closes_on": outcome.inputs.closes_on.map(|day| day.to_string()),
        "period_state": view.finality.name(),
        "suppliers_with_late_facts": outcome.inputs.late.len(),
        "base": view.base,
        "first_round": view.first_round,
        "levels": pyramid(&view.pyramid, session.language).objects(),
        "months_written": outcome.refreshed.written,
        "digest": outcome.digest,
        "steps": steps.collect::<Vec<_>>(),
    });
    match value {
        Value::Object(record) => record,
        _ => Map::new(),
    }
}

/// Whether a kept evaluation gives the same bytes again.
async fn recompute(session: &Session, workspace: &Workspace, id: &str, deep: bool) -> Result<Status, Failure> {
    let again = app::evaluation::recompute(&workspace.context, id, deep).await?;
    let mut table = Table::new(&["id", "period", "deep", "kept", "again", "same"]);
    table.push(vec![
        Cell::text(&again.id),
        Cell::text(&again.period),
        Cell::Flag(again.deep),
        Cell::text(&again.kept),
        Cell::text(&again.again),
        Cell::Flag(again.same()),
    ]);
    let record = table.objects().into_iter().next().unwrap_or_default();
    let mut report = Report::rows(table).record(record);
    let (sentence, tone) = if again.same() {
        ("cli-recompute-same", Tone::Good)
    } else {
        ("cli-recompute-differs", Tone::Bad)
    };
    report.tone(
        tone,
        session.say(
            sentence,
            &[("id", &again.id), ("kept", &again.kept), ("again", &again.again)],
        ),
    );
    session.output.print(&report)?;
    Ok(if again.same() { Status::Done } else { Status::Problems })
}

/// Drops a draft.
async fn discard(session: &Session, workspace: &Workspace, id: &str) -> Result<Status, Failure> {
    let id = app::evaluation::discard(&workspace.context, id).await?;
    let mut table = Table::new(&["id"]);
    table.push(vec![Cell::text(&id)]);
    let record = table.objects().into_iter().next().unwrap_or_default();
    let mut report = Report::rows(table).record(record);
    report.tone(Tone::Good, session.say("cli-evaluation-discarded", &[("id", &id)]));
    session.output.print(&report)?;
    Ok(Status::Done)
}

async fn list(session: &Session, workspace: &Workspace) -> Result<Status, Failure> {
    let mut table = Table::new(&[
        "id",
        "period",
        "business_unit",
        "scheme",
        "scheme_version",
        "as_of",
        "status",
        "created_at",
        "actor",
    ]);
    let units = app::party::units(&workspace.context).await?;
    let code = |id: i64| units.iter().find(|unit| unit.id == id).map(|unit| unit.code.clone());
    for header in workspace.context.store.evaluations().await.map_err(app::Error::from)? {
        table.push(vec![
            Cell::text(&header.id),
            Cell::text(&header.period),
            Cell::maybe(header.unit_id.and_then(code)),
            Cell::text(&header.scheme),
            Cell::count(header.scheme_version),
            Cell::text(header.as_of.to_string()),
            Cell::text(header.status.name()),
            Cell::text(&header.created_at),
            Cell::text(&header.created_by),
        ]);
    }
    session.output.print(&Report::table(table))?;
    Ok(Status::Done)
}
