//! The proposal: who stands at which level, and why there and not higher.

use super::Level;
use super::bounds::{Verdict, verdict};
use super::places::{Entry, Places, fill, fill_all, leaders};
use super::proposal::{Flag, LevelInput, LevelProposal, Place, Placement, Quotas};
use super::ranges::{at_most, places, ranges};
use super::standing::Standing;
use crate::design::indicator::Dimension;
use crate::evaluation::explain::figure;
use crate::explain::{Explained, Explanation};
use crate::party::{Status, Supplier};
use rust_decimal::Decimal;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// Proposes levels: knock-out, floors, hysteresis, quotas, in this order.
#[must_use]
pub fn propose(input: &LevelInput<'_>) -> LevelProposal {
    let mut entries = entries(input);
    let base = entries
        .iter()
        .filter(|entry| is_in_base(entry.standing.supplier))
        .count() as u64;
    let rules = input.rules;
    let quotas = (base >= rules.min_population).then(|| Quotas {
        core: places(rules.core_share, base),
        key: places(rules.key_share, base),
    });
    for (level, range) in [(Level::Core, rules.ranges[0]), (Level::Key, rules.ranges[1])] {
        let Some(quotas) = quotas else {
            fill_all(&mut entries, level);
            continue;
        };
        let quota = if level == Level::Core { quotas.core } else { quotas.key };
        let places = Places {
            level,
            quota,
            maximum: at_most(range.1, base),
        };
        let earlier_leads = usize::try_from(rules.challenger_quarters)
            .unwrap_or(1)
            .saturating_sub(1);
        let leads: Vec<BTreeSet<i64>> = if input.held.is_none() {
            Vec::new()
        } else {
            (1..=earlier_leads)
                .map(|back| leaders(&entries, places, back))
                .collect()
        };
        fill(&mut entries, places, &leads);
    }
    fill_all(&mut entries, Level::Qualified);
    entries.sort_by(in_order);
    let placements: Vec<Placement> = entries.iter().map(placement).collect();
    LevelProposal {
        period: input.evaluation.period,
        as_of: input.as_of,
        base,
        first_round: input.held.is_none(),
        quotas,
        ranges: ranges(&placements, rules, base, quotas),
        placements,
    }
}

fn is_in_base(supplier: &Supplier) -> bool {
    supplier.status == Status::Approved && !supplier.internal
}

/// The base, and the candidates of the fast track; each supplier once, in the order of ids.
fn entries<'a>(input: &'a LevelInput<'a>) -> Vec<Entry<'a>> {
    let is_candidate = |supplier: &&Supplier| {
        let on_track = supplier.status == Status::Reserve && input.fast_track.contains_key(&supplier.id);
        !supplier.internal && (is_in_base(supplier) || on_track)
    };
    let mut suppliers: Vec<&Supplier> = input.suppliers.iter().filter(is_candidate).collect();
    suppliers.sort_unstable_by_key(|supplier| supplier.id);
    suppliers.dedup_by_key(|supplier| supplier.id);
    suppliers
        .into_iter()
        .map(|supplier| {
            let standing = Standing {
                input,
                supplier,
                result: input.evaluation.supplier(supplier.id),
            };
            Entry {
                standing,
                verdict: verdict(&standing),
                seat: None,
                missed: Vec::new(),
            }
        })
        .collect()
}

/// The order on paper: level, rank, then quality, delivery, risk, spend and code. It decides nothing.
fn in_order(left: &Entry<'_>, right: &Entry<'_>) -> Ordering {
    let dimension = |entry: &Entry<'_>, dimension: Dimension| {
        entry
            .standing
            .result
            .and_then(|result| result.total.dimension(dimension))
    };
    let spend = |entry: &Entry<'_>| entry.standing.result.map_or(Decimal::ZERO, |result| result.spend);
    let mut order = level_order(left).cmp(&level_order(right));
    order = order.then_with(|| right.standing.rank_score().cmp(&left.standing.rank_score()));
    for by in [Dimension::Quality, Dimension::Delivery, Dimension::Risk] {
        order = order.then_with(|| dimension(right, by).cmp(&dimension(left, by)));
    }
    order
        .then_with(|| spend(right).cmp(&spend(left)))
        .then_with(|| left.standing.supplier.code.cmp(&right.standing.supplier.code))
}

fn level_order(entry: &Entry<'_>) -> (bool, Option<Level>) {
    let level = level(entry);
    (level.is_none(), level)
}

fn level(entry: &Entry<'_>) -> Option<Level> {
    match &entry.verdict {
        Verdict::Restricted(..) => Some(Level::Restricted),
        Verdict::None(_) => None,
        // Candidates of the fast track that got no place stay in the reserve.
        Verdict::Eligible(_) if entry.standing.supplier.status == Status::Reserve => entry
            .seat
            .as_ref()
            .map(|seat| seat.level)
            .filter(|level| *level < Level::Qualified),
        Verdict::Eligible(_) => entry.seat.as_ref().map(|seat| seat.level),
    }
}

fn placement(entry: &Entry<'_>) -> Placement {
    let level = level(entry);
    let standing = entry.standing;
    let total = standing.result.map(|result| &result.total);
    let place = decisive_place(entry, level);
    let flags = flags(entry);
    let because = match (&entry.verdict, level) {
        (Verdict::Restricted(reason, _), _) => Explanation::new("level.restricted").because_of(reason.clone()),
        (Verdict::None(reason), _) => Explanation::new("level.none").because_of(reason.clone()),
        (Verdict::Eligible(_), None) => {
            let because = Explanation::new("level.none");
            entry
                .missed
                .iter()
                .fold(because, |because, (_, missed, _)| because.because_of(missed.clone()))
        }
        (Verdict::Eligible(_), Some(level)) => why(entry, level),
    };
    Placement {
        supplier_id: standing.supplier.id,
        placed: Explained::new(level, because),
        held: standing.input.held.and_then(|held| held.level(standing.supplier.id)),
        grade: total.and_then(crate::evaluation::Scorecard::grade),
        composite: total.and_then(|total| total.composite),
        rank_score: total.and_then(|total| total.rank_score),
        place,
        flags,
    }
}

/// Why this level, what kept it there, and what the next higher one would have needed.
fn why(entry: &Entry<'_>, level: Level) -> Explanation {
    let mut because = match entry.seat.as_ref().and_then(|seat| seat.place) {
        Some(place) => Explanation::new(placed(place))
            .with("level", level.name())
            .with("place", place.place)
            .with("quota", place.quota),
        None if level == Level::Qualified => Explanation::new("level.rest").with("level", level.name()),
        None => Explanation::new("level.by_floors").with("level", level.name()),
    };
    because = because.with("score", figure(entry.standing.rank_score()));
    because.causes.extend(
        entry
            .seat
            .as_ref()
            .and_then(|seat| seat.because.as_ref())
            .map(|(_, why)| why.clone()),
    );
    let Verdict::Eligible(bounds) = &entry.verdict else {
        return because;
    };
    because.causes.extend(bounds.notes.iter().cloned());
    because.causes.extend(entry.standing.caps());
    if entry.standing.knockout().is_some() {
        because.causes.extend(entry.standing.gates(false));
    }
    let Some(higher) = [Level::Key, Level::Core].into_iter().find(|higher| *higher < level) else {
        return because;
    };
    if let Some((_, missed, _)) = entry.missed.iter().find(|(place, _, _)| place.level == higher) {
        because.causes.push(missed.clone());
    } else if let Some(lacks) = bounds.lacks.get(&higher) {
        let floor = Explanation::new("higher.floors").with("level", higher.name());
        because
            .causes
            .push(lacks.iter().cloned().fold(floor, Explanation::because_of));
    }
    if bounds.top > higher {
        because.causes.extend(bounds.ceiling.clone());
    }
    because
}

/// Who may not fall further, or shares the last place, can stand behind the last place that the quota has.
fn placed(place: Place) -> &'static str {
    if place.place > place.quota {
        "level.placed_beyond"
    } else {
        "level.placed"
    }
}

fn decisive_place(entry: &Entry<'_>, level: Option<Level>) -> Option<Place> {
    let seat = entry
        .seat
        .as_ref()
        .filter(|seat| Some(seat.level) == level)
        .and_then(|seat| seat.place);
    seat.or_else(|| entry.missed.last().map(|(place, _, _)| *place))
}

fn flags(entry: &Entry<'_>) -> Vec<Flag> {
    let standing = &entry.standing;
    let mut flags = Vec::new();
    match &entry.verdict {
        Verdict::Restricted(_, flag) => flags.extend(*flag),
        Verdict::None(_) => {}
        Verdict::Eligible(bounds) => flags.extend(bounds.flags.iter().copied()),
    }
    flags.extend(entry.missed.iter().filter_map(|(_, _, flag)| *flag));
    flags.extend(
        entry
            .seat
            .as_ref()
            .and_then(|seat| seat.because.as_ref())
            .map(|(flag, _)| *flag),
    );
    if let Some(result) = standing.result {
        let total = &result.total;
        for (holds, flag) in [
            (total.knockout.is_some(), Flag::Knockout),
            (!total.cap_effect.is_zero(), Flag::Capped),
            (!total.is_official(), Flag::NotOfficial),
        ] {
            flags.extend(holds.then_some(flag));
        }
    }
    flags.extend(standing.is_new().then_some(Flag::New));
    flags.sort_unstable();
    flags.dedup();
    flags
}
