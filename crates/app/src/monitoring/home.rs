//! The home page: what needs somebody, four figures against the period before, who moved most, and how fresh the data are.

use super::{MoverLine, movers_view};
use crate::evaluation::Reading;
use crate::platform::Principal;
use crate::{Context, Error};
use domain::Decimal;
use domain::classification::{Flag, Level};
use domain::intake::{Class, KINDS};
use domain::platform::access::Permission;
use serde::Serialize;
use std::collections::BTreeMap;
use text::Language;

/// Movers shown in each direction.
const MOVERS: usize = 5;

/// The home page of one period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HomeView {
    pub period: String,
    pub before: Option<String>,
    pub needs: Vec<Need>,
    pub figures: Vec<KeyFigure>,
    pub up: Vec<MoverLine>,
    pub down: Vec<MoverLine>,
    pub feeds: Vec<Feed>,
}

/// Something that waits for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Need {
    /// `confirm`, `tie`, `certificate`, `knockout`, `rejected` or `near`.
    pub kind: &'static str,
    pub count: u64,
    /// The day by which it matters, where there is one.
    pub due: Option<String>,
    /// The evaluation or supplier it is about, where there is one.
    pub subject: Option<String>,
}

/// One figure with its comparison.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KeyFigure {
    /// `score`, `share`, `moved` or `coverage`.
    pub kind: &'static str,
    pub now: Option<Decimal>,
    pub before: Option<Decimal>,
}

/// One kind of facts from one source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Feed {
    pub source: String,
    pub kind: String,
    /// When the last import of it was made.
    pub imported_at: String,
    /// The newest month with facts of this kind, such as `2026-09`.
    pub reaches: Option<String>,
    pub rows: u64,
    pub rejected: u64,
    /// Whether the facts end before the period does.
    pub is_stale: bool,
}

/// What the home page of an evaluated workspace shows.
pub async fn home(
    cx: &Context,
    principal: &Principal,
    reading: &Reading,
    language: Language,
) -> Result<HomeView, Error> {
    let before = match reading.before() {
        Some(head) => reading.beside(cx, &head.period).await?,
        None => None,
    };
    let earlier = match before.as_ref().and_then(Reading::before) {
        Some(head) => reading.beside(cx, &head.period).await?,
        None => None,
    };
    let movers = before
        .as_ref()
        .map_or_else(Vec::new, |before| movers(before, reading, language));
    let fell = |mover: &&MoverLine| matches!(mover.kind.as_str(), "down" | "lapsed");
    Ok(HomeView {
        period: reading.period().to_owned(),
        before: before.as_ref().map(|before| before.period().to_owned()),
        needs: needs(cx, principal, reading).await?,
        figures: figures(reading, before.as_ref(), earlier.as_ref()),
        up: largest(movers.iter().filter(|mover| !fell(mover)).cloned().collect(), true),
        down: largest(movers.iter().filter(fell).cloned().collect(), false),
        feeds: feeds(cx, Some(reading)).await?,
    })
}

fn movers(before: &Reading, after: &Reading, language: Language) -> Vec<MoverLine> {
    let all = movers_view(
        &before.opened().loaded.computed,
        &after.opened().loaded.computed,
        language,
    );
    all.into_iter()
        .filter(|mover| after.supplier(&mover.supplier).is_ok())
        .collect()
}

/// Those whose score went furthest in the direction of their move.
fn largest(mut movers: Vec<MoverLine>, is_up: bool) -> Vec<MoverLine> {
    let change = |mover: &MoverLine| {
        mover
            .score_after
            .zip(mover.score_before)
            .map(|(after, before)| after - before)
    };
    movers.sort_by_key(|mover| {
        (
            change(mover).map(|change| if is_up { -change } else { change }),
            mover.supplier.clone(),
        )
    });
    movers.truncate(MOVERS);
    movers
}

/// Score by spend, share of spend with core and key, who moved, and coverage by spend.
fn figures(now: &Reading, before: Option<&Reading>, earlier: Option<&Reading>) -> Vec<KeyFigure> {
    let figure = |kind, of: &dyn Fn(&Reading) -> Option<Decimal>| KeyFigure {
        kind,
        now: of(now),
        before: before.and_then(of),
    };
    vec![
        figure("score", &|reading| {
            weighted(reading, |seen| Some(seen.result?.total.composite?.get()))
        }),
        figure("share", &|reading| {
            weighted(reading, |seen| {
                let level = seen.placement.and_then(|placement| placement.level());
                let is_top = matches!(level, Some(Level::Core | Level::Key));
                Some(if is_top { Decimal::ONE_HUNDRED } else { Decimal::ZERO })
            })
        }),
        KeyFigure {
            kind: "moved",
            now: before.map(|before| moved(before, now)),
            before: before.zip(earlier).map(|(before, earlier)| moved(earlier, before)),
        },
        figure("coverage", &|reading| {
            weighted(reading, |seen| Some(seen.result?.total.coverage))
        }),
    ]
}

/// The mean over suppliers by their spend; those without a value are left out on both sides.
fn weighted(reading: &Reading, value: impl Fn(crate::evaluation::Seen<'_>) -> Option<Decimal>) -> Option<Decimal> {
    let (mut sum, mut whole) = (Decimal::ZERO, Decimal::ZERO);
    for seen in reading.suppliers() {
        let Some(spend) = seen.result.map(|result| result.spend) else {
            continue;
        };
        if let Some(value) = value(seen) {
            sum = sum.checked_add(value.checked_mul(spend)?)?;
            whole += spend;
        }
    }
    sum.checked_div(whole).map(|mean| mean.round_dp(1))
}

fn moved(before: &Reading, after: &Reading) -> Decimal {
    let all = domain::monitoring::movers(
        &before.opened().loaded.computed.proposal,
        &after.opened().loaded.computed.proposal,
    );
    Decimal::from(all.iter().filter(|mover| after.sees(mover.supplier_id)).count())
}

async fn needs(cx: &Context, principal: &Principal, reading: &Reading) -> Result<Vec<Need>, Error> {
    let mut needs = Vec::new();
    let mut add = |kind, count: usize, (due, subject): (Option<String>, Option<String>)| {
        if count > 0 {
            needs.push(Need {
                kind,
                count: u64::try_from(count).unwrap_or(u64::MAX),
                due,
                subject,
            });
        }
    };
    let flagged = |flag: Flag| {
        let seen = reading.suppliers().filter_map(|seen| seen.placement);
        seen.filter(|placement| placement.flags.contains(&flag)).count()
    };
    let header = &reading.opened().loaded.header;
    if header.status.name() == "draft" && principal.may(Permission::Approve) {
        let placed = reading.suppliers().filter(|seen| seen.placement.is_some()).count();
        add("confirm", placed, (None, Some(header.id.clone())));
    }
    add("tie", flagged(Flag::Tie), (None, None));
    add("knockout", flagged(Flag::Knockout), (None, None));
    let all = reading.opened().expiring(cx).await?;
    let sees = |code: &str| {
        reading
            .opened()
            .supplier(code)
            .is_some_and(|supplier| reading.sees(supplier.id))
    };
    let mut visible = all.iter().filter(|one| sees(&one.who.supplier));
    let first = visible.next();
    add(
        "certificate",
        first.map_or(0, |_| 1 + visible.count()),
        (
            first.map(|first| first.valid_to.clone()),
            first.map(|first| first.who.supplier.clone()),
        ),
    );
    add("near", crate::classification::near(reading), (None, None));
    if principal.may(Permission::Import) {
        let imports = cx.store.imports().await?;
        let kept = imports.iter().filter(|import| import.undone.is_none());
        let rejected: u64 = kept
            .flat_map(|import| &import.counts)
            .map(|count| count.tally.rejected)
            .sum();
        add("rejected", usize::try_from(rejected).unwrap_or(0), (None, None));
    }
    Ok(needs)
}

/// The last import of each kind of facts from each source, and how far its facts reach.
pub async fn feeds(cx: &Context, reading: Option<&Reading>) -> Result<Vec<Feed>, Error> {
    let mut reaches: BTreeMap<&str, String> = BTreeMap::new();
    let manifest = cx.store.manifest().await?;
    for file in manifest.iter().filter(|file| file.rows > 0) {
        let Some(kind) = domain::intake::snapshot::find(&file.table).and_then(|table| table.kind) else {
            continue;
        };
        let Some(month) = file.month else { continue };
        let newest = reaches.entry(kind).or_default();
        *newest = newest.clone().max(month.to_string());
    }
    let end = reading.map(|reading| domain::period::Month::of(reading.opened().loaded.inputs.as_of).to_string());
    let mut feeds: BTreeMap<(String, &str), Feed> = BTreeMap::new();
    let imports = cx.store.imports().await?;
    for import in imports.iter().filter(|import| import.undone.is_none()) {
        for count in &import.counts {
            let is_fact = KINDS
                .iter()
                .any(|kind| kind.name == count.kind && kind.class == Class::Fact);
            if !is_fact || count.tally.read == 0 {
                continue;
            }
            let feed = feeds
                .entry((import.source.clone(), count.kind))
                .or_insert_with(|| Feed {
                    source: import.source.clone(),
                    kind: count.kind.to_owned(),
                    imported_at: String::new(),
                    reaches: reaches.get(count.kind).cloned(),
                    rows: 0,
                    rejected: 0,
                    is_stale: reaches
                        .get(count.kind)
                        .zip(end.as_ref())
                        .is_some_and(|(reach, end)| reach < end),
                });
            feed.imported_at = feed.imported_at.clone().max(import.started_at.clone());
            feed.rows += count.tally.stored;
            feed.rejected += count.tally.rejected;
        }
    }
    Ok(feeds.into_values().collect())
}

/// Which of the first steps are done: suppliers, deliveries, inspections, a first evaluation, a second person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct FirstSteps {
    pub suppliers: bool,
    pub deliveries: bool,
    pub inspections: bool,
    pub evaluation: bool,
    pub shared: bool,
}

/// How far a new workspace is.
pub async fn first_steps(cx: &Context) -> Result<FirstSteps, Error> {
    let imports = cx.store.imports().await?;
    let has = |kinds: &[&str]| {
        let kept = imports.iter().filter(|import| import.undone.is_none());
        kept.flat_map(|import| &import.counts)
            .any(|count| kinds.contains(&count.kind) && count.tally.stored + count.tally.unchanged > 0)
    };
    Ok(FirstSteps {
        suppliers: has(&["supplier"]),
        deliveries: has(&["order_line", "receipt"]),
        inspections: has(&["inspection_lot"]),
        evaluation: !cx.store.evaluation_heads().await?.is_empty(),
        shared: cx.store.users().await?.len() > 1,
    })
}
