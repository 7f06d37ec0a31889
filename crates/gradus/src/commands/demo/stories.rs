//! The six stories of the sample company, each with what the engine found: the finders look at all suppliers, and who
//! they name is who is shown.

use crate::failure::Failure;
use crate::output::{Cell, Report, Table, Tone};
use crate::session::Session;
use app::Context;
use app::monitoring::{Collapse, Creep, Expiry, Perfect, Rise, Signals};
use domain::Decimal;
use domain::period::Quarter;
use sample::plan::{FIRST_OFFICIAL_QUARTER, LAST_QUARTER};
use sample::{Story, stories};

/// A story and what was found, as text in the reader's language.
pub(super) struct Found {
    pub(super) story: &'static Story,
    /// The supplier that the finder named first; none for the change of scheme.
    pub(super) supplier: Option<String>,
    pub(super) findings: Vec<String>,
}

/// Runs every finder over the evaluated quarters.
pub(super) async fn find_all(session: &Session, cx: &Context) -> Result<Vec<Found>, Failure> {
    let signals = app::monitoring::signals(cx, FIRST_OFFICIAL_QUARTER, LAST_QUARTER).await?;
    let teller = Teller {
        session,
        signals: &signals,
    };
    let mut all = Vec::new();
    for story in stories() {
        all.push(match (story.id, story.other_scheme) {
            (_, Some(scheme)) => of_scheme(session, cx, story, scheme).await?,
            ("rising", _) => teller.first(story, &signals.rising, |rise| &rise.who.supplier, Teller::rising),
            ("plant-move", _) => teller.first(story, &signals.collapsed, |one| &one.who.supplier, Teller::collapsed),
            ("price-creep", _) => teller.first(story, &signals.price_creep, |one| &one.who.supplier, Teller::creep),
            ("perfect-three", _) => teller.first(story, &signals.perfect, |one| &one.who.supplier, Teller::perfect),
            ("expiring", _) => teller.first(story, &signals.expiring, |one| &one.who.supplier, Teller::expiring),
            (other, _) => return Err(Failure::said("cli-error-sample").with("problem", other)),
        });
    }
    Ok(all)
}

pub(super) fn show(session: &Session, found: &[Found], report: &mut Report) {
    for (number, found) in found.iter().enumerate() {
        let supplier = found
            .supplier
            .as_ref()
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
            Cell::maybe(found.supplier.clone()),
            Cell::text(found.story.indicator),
            Cell::text(found.story.quarter),
            Cell::text(session.language.pick(found.story.en, found.story.zh)),
            Cell::text(found.findings.join("; ")),
        ]);
    }
    table
}

/// Puts what was found into sentences.
struct Teller<'a> {
    session: &'a Session,
    signals: &'a Signals,
}

impl Teller<'_> {
    /// The clearest signal of its kind, and how many more there are.
    fn first<T>(
        &self,
        story: &'static Story,
        all: &[T],
        supplier: impl Fn(&T) -> &String,
        tell: impl Fn(&Self, &T) -> String,
    ) -> Found {
        let Some(first) = all.first() else {
            return Found {
                story,
                supplier: None,
                findings: vec![self.session.say("cli-demo-found-none", &[])],
            };
        };
        let mut findings = vec![tell(self, first)];
        if all.len() > 1 {
            let count = (all.len() - 1).to_string();
            findings.push(self.session.say("cli-demo-found-more", &[("count", &count)]));
        }
        Found {
            story,
            supplier: Some(supplier(first).clone()),
            findings,
        }
    }

    fn rising(&self, rise: &Rise) -> String {
        let (before, after) = (score(rise.score_before), score(rise.score_after));
        let (below, above) = (percent(rise.above_before), percent(rise.above_after));
        let (spend, peers) = (money(rise.spend), money(rise.peers_spend));
        let figures = [
            ("start", self.signals.start.as_str()),
            ("to", &self.signals.to),
            ("before", &before),
            ("after", &after),
            ("below", &below),
            ("above", &above),
            ("spend", &spend),
            ("peers", &peers),
        ];
        self.session.say("cli-demo-found-rising", &figures)
    }

    fn collapsed(&self, one: &Collapse) -> String {
        let (before, after) = (percent(one.before), percent(one.after));
        let (lines, now) = (one.lines_before.to_string(), one.lines_after.to_string());
        let figures = [
            ("from", self.signals.from.as_str()),
            ("to", &self.signals.to),
            ("before", &before),
            ("after", &after),
            ("lines", &lines),
            ("now", &now),
        ];
        self.session.say("cli-demo-found-collapsed", &figures)
    }

    fn creep(&self, one: &Creep) -> String {
        let (paid, price) = (signed(one.paid_percent), signed(one.price_percent));
        let exchange = signed(one.exchange_percent);
        let figures = [
            ("from", self.signals.from.as_str()),
            ("to", &self.signals.to),
            ("paid", &paid),
            ("price", &price),
            ("exchange", &exchange),
        ];
        self.session.say("cli-demo-found-creep", &figures)
    }

    fn perfect(&self, one: &Perfect) -> String {
        let (lines, needed) = (one.lines.to_string(), one.needed.to_string());
        let figures = [("lines", lines.as_str()), ("needed", &needed)];
        self.session.say("cli-demo-found-perfect", &figures)
    }

    fn expiring(&self, one: &Expiry) -> String {
        let figures = [("certificate", one.certificate.as_str()), ("day", &one.valid_to)];
        self.session.say("cli-demo-found-expiring", &figures)
    }
}

fn score(score: Decimal) -> String {
    Cell::score(Some(score)).for_people()
}

fn percent(value: Decimal) -> String {
    Cell::number(Some(value), 1).for_people()
}

fn money(value: Decimal) -> String {
    Cell::number(Some(value), 0).for_people()
}

/// With its sign, so that a rise and a fall are told apart at a glance.
fn signed(value: Decimal) -> String {
    let sign = if value > Decimal::ZERO { "+" } else { "" };
    format!("{sign}{}", percent(value))
}

/// How many would stand elsewhere under the other scheme.
async fn of_scheme(session: &Session, cx: &Context, story: &'static Story, scheme: &str) -> Result<Found, Failure> {
    let period: Quarter = story
        .quarter
        .parse()
        .map_err(|_| Failure::said("cli-error-sample").with("problem", story.quarter))?;
    let text = app::design::scheme_text(cx, scheme).await?;
    let tried = app::design::simulate(cx, scheme, &text, period, session.language).await?;
    let base: u64 = tried.counts.iter().map(|(_, _, after)| after).sum();
    let (count, base) = (tried.movers.len().to_string(), base.to_string());
    Ok(Found {
        story,
        supplier: None,
        findings: vec![session.say("cli-demo-would-move", &[("count", &count), ("base", &base)])],
    })
}
