//! Level migration: who went from which level to which, how ranks changed, and whether the scheme or suppliers did it.

use super::{MoverLine, movers_view};
use crate::evaluation::{Computed, Reading, restate};
use crate::party::SupplierName;
use crate::{Context, Error};
use domain::Decimal;
use domain::classification::Level;
use domain::monitoring::movers;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use text::Language;

/// Periods of the rank history.
const PERIODS: usize = 8;
/// Suppliers whose line is drawn with its name.
const SHOWN: usize = 8;
/// Other suppliers whose line is drawn behind them.
const BEHIND: usize = 40;
/// Percent of the base that a scheme may move before people are warned.
const SCHEME_WARNING: u8 = 10;

/// Two periods side by side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MigrationView {
    pub from_period: String,
    pub to_period: String,
    pub flows: Vec<Flow>,
    pub up: u64,
    pub down: u64,
    pub entered: u64,
    pub left: u64,
    pub stayed: u64,
    /// Percent of the suppliers with a level in both periods that kept it.
    pub stability: Option<Decimal>,
    /// Present when the scheme differs between the two.
    pub scheme: Option<SchemeEffect>,
    pub movers: Vec<MoverLine>,
    pub ranks: RankHistory,
}

/// Suppliers that went from one place to another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Flow {
    /// A level, `none`, or `new`.
    pub from: String,
    /// A level, `none`, or `left`.
    pub to: String,
    pub suppliers: u64,
}

/// What the change of the scheme alone did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SchemeEffect {
    pub before: String,
    pub after: String,
    /// Suppliers that would already have stood elsewhere in the earlier period under the later scheme.
    pub moved: u64,
    pub base: u64,
    pub share: Decimal,
    pub is_warning: bool,
}

/// Ranks over periods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RankHistory {
    pub periods: Vec<String>,
    /// Suppliers with a rank in the last period.
    pub ranked: u64,
    /// Last rank of core, and of core and key together, in the last period.
    pub boundaries: Vec<(String, u64)>,
    pub lines: Vec<RankLine>,
}

/// One supplier over the periods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RankLine {
    #[serde(flatten)]
    pub supplier: SupplierName,
    pub level: Option<String>,
    /// Empty where it had no official score.
    pub ranks: Vec<Option<u64>>,
    pub is_shown: bool,
}

/// Compares the reading with an earlier one under the same eyes.
pub async fn migration(cx: &Context, from: &Reading, to: &Reading, language: Language) -> Result<MigrationView, Error> {
    let (before, after) = (&from.opened().loaded, &to.opened().loaded);
    let (flows, stayed) = flows(from, to);
    let visible = |line: &MoverLine| to.supplier(&line.supplier).is_ok();
    let movers = movers_view(&before.computed, &after.computed, language);
    let movers: Vec<MoverLine> = movers.into_iter().filter(visible).collect();
    let count = |kind: &str| u64::try_from(movers.iter().filter(|mover| mover.kind == kind).count()).unwrap_or(0);
    let (up, down) = (count("up"), count("down"));
    let (entered, left) = (count("entered"), count("lapsed"));
    let is_same = before.inputs.schemes == after.inputs.schemes && before.inputs.indicators == after.inputs.indicators;
    let scheme = if is_same {
        None
    } else {
        let restated = restate(cx, before, after).await?;
        Some(scheme_effect(&before.computed, &restated))
    };
    let stability = Decimal::from(stayed * 100).checked_div(Decimal::from(stayed + up + down));
    Ok(MigrationView {
        from_period: from.period().to_owned(),
        to_period: to.period().to_owned(),
        flows,
        up,
        down,
        entered,
        left,
        stayed,
        stability: stability.map(|share| share.round_dp(1)),
        scheme,
        movers,
        ranks: ranks(cx, to).await?,
    })
}

/// Counts by level before and after, with those who came and went.
fn flows(from: &Reading, to: &Reading) -> (Vec<Flow>, u64) {
    let levels = |reading: &Reading| -> BTreeMap<i64, Option<Level>> {
        let seen = reading.suppliers();
        seen.filter_map(|seen| Some((seen.supplier.id, seen.placement?.level())))
            .collect()
    };
    let (old, new) = (levels(from), levels(to));
    let name = |level: Option<Level>| level.map_or("none", Level::name).to_owned();
    let mut counts: BTreeMap<(String, String), u64> = BTreeMap::new();
    let mut stayed = 0;
    for id in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
        let (before, after) = (old.get(id), new.get(id));
        if before.is_some() && before == after && before != Some(&None) {
            stayed += 1;
        }
        let key = (
            before.map_or_else(|| "new".to_owned(), |level| name(*level)),
            after.map_or_else(|| "left".to_owned(), |level| name(*level)),
        );
        *counts.entry(key).or_default() += 1;
    }
    let place = |name: &str| {
        let all = ["core", "key", "qualified", "restricted", "none", "new", "left"];
        all.iter().position(|one| *one == name)
    };
    let mut flows: Vec<Flow> = counts
        .into_iter()
        .map(|((from, to), suppliers)| Flow { from, to, suppliers })
        .collect();
    flows.sort_by_key(|flow| (place(&flow.from), place(&flow.to)));
    (flows, stayed)
}

fn scheme_effect(before: &Computed, restated: &Computed) -> SchemeEffect {
    let named = |computed: &Computed| {
        let scheme = computed.book.base.scheme();
        format!("{} v{}", scheme.code, scheme.version)
    };
    let moved = u64::try_from(movers(&before.proposal, &restated.proposal).len()).unwrap_or(u64::MAX);
    let base = before.proposal.base;
    let share = Decimal::from(moved * 100)
        .checked_div(Decimal::from(base))
        .unwrap_or_default();
    SchemeEffect {
        before: named(before),
        after: named(restated),
        moved,
        base,
        share: share.round_dp(1),
        is_warning: share > Decimal::from(SCHEME_WARNING),
    }
}

/// Ranks by rank score among those with an official score, as the reader sees them.
async fn ranks(cx: &Context, reading: &Reading) -> Result<RankHistory, Error> {
    let history = reading.history(cx, PERIODS).await?;
    let visible: BTreeSet<i64> = reading.suppliers().map(|seen| seen.supplier.id).collect();
    let by_period: Vec<BTreeMap<i64, u64>> = history
        .iter()
        .map(|(_, results)| {
            let official = results
                .values()
                .filter(|row| row.state == "official" && visible.contains(&row.supplier_id));
            let mut ranked: Vec<(Decimal, i64)> = official
                .filter_map(|row| Some((row.rank_score?, row.supplier_id)))
                .collect();
            ranked.sort_by(|a, b| (b.0, a.1).cmp(&(a.0, b.1)));
            (1..).zip(ranked).map(|(rank, (_, id))| (id, rank)).collect()
        })
        .collect();
    let Some(last) = by_period.last() else {
        return Ok(RankHistory {
            periods: Vec::new(),
            ranked: 0,
            boundaries: Vec::new(),
            lines: Vec::new(),
        });
    };
    // The widest changes from the first known rank to the last are what people look for.
    let change = |id: i64| {
        let first = by_period.iter().find_map(|ranks| ranks.get(&id)).copied()?;
        Some(first.abs_diff(*last.get(&id)?))
    };
    let mut order: Vec<i64> = last.keys().copied().collect();
    order.sort_by_key(|id| (std::cmp::Reverse(change(*id)), last.get(id).copied(), *id));
    let shown: BTreeSet<i64> = order.iter().take(SHOWN).copied().collect();
    let mut drawn: Vec<i64> = last.keys().copied().filter(|id| !shown.contains(id)).collect();
    drawn.sort_by_key(|id| last.get(id).copied());
    let step = drawn.len().div_ceil(BEHIND).max(1);
    let mut drawn: Vec<i64> = drawn.into_iter().step_by(step).collect();
    drawn.extend(order.iter().take(SHOWN));
    let line = |id: &i64| {
        let supplier = reading.opened().supplier_of_id(*id)?;
        let level = reading.opened().placement(*id).and_then(|placement| placement.level());
        Some(RankLine {
            supplier: SupplierName::of(supplier),
            level: level.map(|level| level.name().to_owned()),
            ranks: by_period.iter().map(|ranks| ranks.get(id).copied()).collect(),
            is_shown: shown.contains(id),
        })
    };
    let held = |levels: &[Level]| {
        let own = last.keys().filter(|id| {
            let level = reading.opened().placement(**id).and_then(|placement| placement.level());
            level.is_some_and(|level| levels.contains(&level))
        });
        u64::try_from(own.count()).unwrap_or(0)
    };
    Ok(RankHistory {
        periods: history.iter().map(|(period, _)| period.clone()).collect(),
        ranked: u64::try_from(last.len()).unwrap_or(0),
        boundaries: vec![
            ("core".to_owned(), held(&[Level::Core])),
            ("key".to_owned(), held(&[Level::Core, Level::Key])),
        ],
        lines: drawn.iter().filter_map(line).collect(),
    })
}
