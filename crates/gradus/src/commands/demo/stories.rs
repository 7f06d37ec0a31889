//! The six stories of the sample company, each with what the engine found about it.

use crate::failure::Failure;
use crate::output::{Cell, Report, Table, Tone};
use crate::session::Session;
use crate::view::{level, name_of};
use app::Context;
use app::evaluation::ExplainView;
use domain::intake::ports::Limits;
use domain::period::Quarter;
use sample::plan::FIRST_OFFICIAL_QUARTER;
use sample::{Story, stories};

/// Days ahead in which an expiry is worth a warning.
const EXPIRES_WITHIN_DAYS: i32 = 45;

/// A story and what was found, as text in the reader's language.
pub(super) struct Found {
    pub(super) story: &'static Story,
    pub(super) findings: Vec<String>,
}

/// Looks each story up in the evaluated quarters.
pub(super) async fn find_all(session: &Session, cx: &Context) -> Result<Vec<Found>, Failure> {
    let mut all = Vec::new();
    for story in stories() {
        let findings = match (story.supplier_code, story.other_scheme) {
            (Some(supplier), _) => of_supplier(session, cx, story, supplier).await?,
            (None, Some(scheme)) => vec![of_scheme(session, cx, story, scheme).await?],
            (None, None) => Vec::new(),
        };
        all.push(Found { story, findings });
    }
    Ok(all)
}

pub(super) fn show(session: &Session, found: &[Found], report: &mut Report) {
    for (number, found) in found.iter().enumerate() {
        let supplier = found
            .story
            .supplier_code
            .map(|code| format!("{code} · "))
            .unwrap_or_default();
        let text = session.language.pick(found.story.en, found.story.zh);
        report.line(format!("  {}. {supplier}{text}", number + 1));
        for finding in &found.findings {
            let line = session.say("cli-demo-story-found", &[("found", finding)]);
            report.tone(Tone::Good, format!("     {line}"));
        }
    }
}

pub(super) fn table(session: &Session, found: &[Found]) -> Table {
    let mut table = Table::new(&["story", "code", "indicator", "period", "text", "found"]);
    for found in found {
        table.push(vec![
            Cell::text(found.story.id),
            Cell::maybe(found.story.supplier_code),
            Cell::text(found.story.indicator),
            Cell::text(found.story.quarter),
            Cell::text(session.language.pick(found.story.en, found.story.zh)),
            Cell::text(found.findings.join("; ")),
        ]);
    }
    table
}

/// Level and score then and now, the indicator then and now, and what else the story is about.
async fn of_supplier(session: &Session, cx: &Context, story: &Story, code: &str) -> Result<Vec<String>, Failure> {
    let then = app::evaluation::explain(cx, code, Some(FIRST_OFFICIAL_QUARTER), session.language).await?;
    let now = app::evaluation::explain(cx, code, Some(story.quarter), session.language).await?;
    let mut findings = vec![rise(session, &then, &now, |view| standing(session, view))];
    if now.score.is_none() {
        let reason = now.why.because.first().unwrap_or(&now.why);
        findings.push(session.say("cli-demo-no-score", &[("reason", &reason.text)]));
    }
    if story.indicator != "composite" {
        findings.push(rise(session, &then, &now, |view| value(session, view, story.indicator)));
    }
    if story.indicator == "risk.compliance" {
        findings.extend(expiring(session, cx, code, story.quarter).await?);
    }
    Ok(findings)
}

/// What was, and what is.
fn rise(session: &Session, then: &ExplainView, now: &ExplainView, of: impl Fn(&ExplainView) -> String) -> String {
    let (before, after) = (of(then), of(now));
    let figures = [
        ("before", before.as_str()),
        ("from", &then.period),
        ("after", &after),
        ("to", &now.period),
    ];
    session.say("cli-demo-rise", &figures)
}

fn standing(session: &Session, view: &ExplainView) -> String {
    let level = level(view.level.as_deref(), session.language).for_people();
    let score = Cell::score(view.score).for_people();
    session.say("cli-demo-level", &[("level", &level), ("score", &score)])
}

/// The indicator in the category with most events.
fn value(session: &Session, view: &ExplainView, indicator: &str) -> String {
    let lines = view.indicators.iter().filter(|line| line.indicator == indicator);
    let Some(line) = lines.max_by_key(|line| line.events) else {
        return "–".to_owned();
    };
    let Some(value) = line.value else {
        return name_of("no-data", line.no_data.as_deref().unwrap_or_default(), session.language);
    };
    let (value, events) = (Cell::number(value, 1).for_people(), line.events.to_string());
    let (points, unit) = (
        Cell::score(line.points).for_people(),
        name_of("unit", &line.unit, session.language),
    );
    let figures = [
        ("indicator", indicator),
        ("value", &value),
        ("unit", &unit),
        ("events", &events),
        ("points", &points),
    ];
    session.say("cli-demo-value", &figures)
}

/// Certificates of the supplier that end soon after the quarter, straight from the facts.
async fn expiring(session: &Session, cx: &Context, code: &str, quarter: &str) -> Result<Vec<String>, Failure> {
    let period: Quarter = quarter
        .parse()
        .map_err(|_| Failure::said("cli-error-sample").with("problem", quarter))?;
    let end = app::party::company(cx).await?.fiscal.bounds(period).to;
    let until = domain::period::day_of_number(domain::period::day_number(end) + EXPIRES_WITHIN_DAYS);
    let suppliers = app::party::suppliers(cx).await?;
    let supplier_id = app::party::find(&suppliers, code)?.id;
    let (files, _) = app::evaluation::refresh(cx).await?;
    let sql = format!(
        "select type, valid_to from certificates where supplier_id = {supplier_id} \
         and valid_to > date '{end}' and valid_to <= date '{until}' order by valid_to, row_id"
    );
    let limits = Limits {
        rows: 10,
        seconds: 60,
        memory_bytes: 256 << 20,
    };
    let answer = cx.blocking(move |facts, _| facts.read(&files, &sql, limits)).await?;
    let lines = answer
        .rows
        .into_iter()
        .map(|row| row.into_iter().flatten().collect::<Vec<_>>().join(" → "));
    Ok(lines
        .map(|line| session.say("cli-demo-expires", &[("certificate", &line)]))
        .collect())
}

/// How many would stand elsewhere under the other scheme.
async fn of_scheme(session: &Session, cx: &Context, story: &Story, scheme: &str) -> Result<String, Failure> {
    let period: Quarter = story
        .quarter
        .parse()
        .map_err(|_| Failure::said("cli-error-sample").with("problem", story.quarter))?;
    let text = app::design::scheme_text(cx, scheme).await?;
    let tried = app::design::simulate(cx, scheme, &text, period, session.language).await?;
    let base: u64 = tried.counts.iter().map(|(_, _, after)| after).sum();
    let (count, base) = (tried.movers.len().to_string(), base.to_string());
    Ok(session.say("cli-demo-would-move", &[("count", &count), ("base", &base)]))
}
