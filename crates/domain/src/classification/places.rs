//! Quotas: the places of core and key are taken by rank, holders with a head start, ties together or not at all.

use super::Level;
use super::bounds::{Bounds, Verdict};
use super::proposal::{Flag, Place};
use super::standing::Standing;
use crate::evaluation::explain::figure;
use crate::explain::Explanation;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// One supplier on its way to a level.
pub(super) struct Entry<'a> {
    pub(super) standing: Standing<'a>,
    pub(super) verdict: Verdict,
    pub(super) seat: Option<Seat>,
    /// Why it did not get the places it was a candidate for, the highest first.
    pub(super) missed: Vec<(Place, Explanation, Option<Flag>)>,
}

/// A level that was got at a place.
pub(super) struct Seat {
    pub(super) level: Level,
    pub(super) place: Option<Place>,
    /// Why, when it was not the rank alone.
    pub(super) because: Option<(Flag, Explanation)>,
}

/// How many places there are.
#[derive(Clone, Copy)]
pub(super) struct Places {
    pub(super) level: Level,
    pub(super) quota: u64,
    /// How many there may be when a tie stands on the last place.
    pub(super) maximum: u64,
}

/// Everybody whose floors and movement allow the level gets it: quotas are off.
pub(super) fn fill_all(entries: &mut [Entry<'_>], level: Level) {
    for entry in entries.iter_mut().filter(|entry| entry.seat.is_none()) {
        if let Verdict::Eligible(bounds) = &entry.verdict
            && bounds.top <= level
        {
            entry.seat = Some(Seat {
                level,
                place: None,
                because: None,
            });
        }
    }
}

/// Gives the places of one level; whoever misses them falls to the next.
pub(super) fn fill(entries: &mut [Entry<'_>], places: Places, leads: &[BTreeSet<i64>]) {
    let candidates = ranked(entries, places.level);
    let mut taken = 0_u64;
    // Those who cannot fall further have their place before anybody is ranked.
    for (index, _, place) in &candidates {
        let entry = &mut entries[*index];
        if let Verdict::Eligible(bounds) = &entry.verdict
            && bounds.bottom <= places.level
        {
            let because = stays(bounds, places.level);
            let at = Place {
                level: places.level,
                place: *place,
                quota: places.quota,
            };
            entry.seat = Some(Seat {
                level: places.level,
                place: Some(at),
                because,
            });
            taken += 1;
        }
    }
    let mut is_closed = false;
    let mut rest = candidates
        .into_iter()
        .filter(|(index, _, _)| entries[*index].seat.is_none())
        .collect::<Vec<_>>();
    while let Some((_, value, place)) = rest.first().copied() {
        let group_size = rest.iter().take_while(|(_, other, _)| *other == value).count();
        let group: Vec<usize> = rest.drain(..group_size).map(|(index, _, _)| index).collect();
        let at = Place {
            level: places.level,
            place,
            quota: places.quota,
        };
        let (members, others): (Vec<usize>, Vec<usize>) = group
            .into_iter()
            .partition(|index| may_enter(&entries[*index], at, leads));
        for index in others {
            // It leads now, but did not before.
            let waits = !is_closed && place <= places.quota;
            let because = if waits {
                waiting(&entries[index], at)
            } else {
                full(at, taken)
            };
            entries[index]
                .missed
                .push((at, because, waits.then_some(Flag::Waiting)));
        }
        let wanted = taken + members.len() as u64;
        let fits = !is_closed && wanted <= places.quota;
        let is_tie = !is_closed && !fits && taken < places.quota;
        let all_enter = fits || (is_tie && wanted <= places.maximum);
        for index in members {
            let tie = |code| Explanation::new(code).with("level", places.level.name());
            if all_enter {
                let because = is_tie.then(|| (Flag::Tie, tie("held.tie")));
                entries[index].seat = Some(Seat {
                    level: places.level,
                    place: Some(at),
                    because,
                });
                taken += 1;
            } else {
                let because = if is_tie { tie("higher.tie") } else { full(at, taken) };
                entries[index].missed.push((at, because, is_tie.then_some(Flag::Tie)));
                is_closed = true;
            }
        }
    }
    mark_head_starts(entries, places.level);
}

/// Who would lead for a level in an earlier quarter, with today's holders, scheme and places.
pub(super) fn leaders(entries: &[Entry<'_>], places: Places, quarters_back: usize) -> BTreeSet<i64> {
    let mut ranked: Vec<(Decimal, i64)> = Vec::new();
    for entry in entries.iter().filter(|entry| entry.seat.is_none()) {
        let Verdict::Eligible(bounds) = &entry.verdict else {
            continue;
        };
        if bounds.top <= places.level
            && let Some(earlier) = entry.standing.earlier(quarters_back)
            && earlier.misses(places.level, Decimal::ZERO).is_empty()
        {
            ranked.push((value(&earlier, bounds, places.level), entry.standing.supplier.id));
        }
    }
    ranked.sort_unstable_by(|left, right| right.cmp(left));
    let mut leaders = BTreeSet::new();
    let mut place = 0_u64;
    for (position, (value, supplier)) in ranked.iter().enumerate() {
        if position == 0 || ranked[position - 1].0 != *value {
            place = position as u64 + 1;
        }
        if place <= places.quota {
            leaders.insert(*supplier);
        }
    }
    leaders
}

/// Candidates without a seat, best first: index, rank value and place (equals share one).
fn ranked(entries: &[Entry<'_>], level: Level) -> Vec<(usize, Decimal, u64)> {
    let mut ranked: Vec<(usize, Decimal, u64)> = entries
        .iter()
        .enumerate()
        .filter_map(|(index, entry)| match &entry.verdict {
            Verdict::Eligible(bounds) if entry.seat.is_none() && bounds.top <= level => {
                Some((index, value(&entry.standing, bounds, level), 0))
            }
            _ => None,
        })
        .collect();
    ranked.sort_by_key(|(_, value, _)| std::cmp::Reverse(*value));
    let mut place = 0;
    for position in 0..ranked.len() {
        if position == 0 || ranked[position - 1].1 != ranked[position].1 {
            place = position as u64 + 1;
        }
        ranked[position].2 = place;
    }
    ranked
}

/// The rank score, with the head start of those who hold the level or a higher one.
fn value(standing: &Standing<'_>, bounds: &Bounds, level: Level) -> Decimal {
    let head_start = if bounds.holds(level) {
        standing.input.rules.hysteresis_points
    } else {
        Decimal::ZERO
    };
    standing.rank_score() + head_start
}

/// Holders and those without a past compete at once; a challenger has to lead, now and before.
fn may_enter(entry: &Entry<'_>, at: Place, leads: &[BTreeSet<i64>]) -> bool {
    let Verdict::Eligible(bounds) = &entry.verdict else {
        return false;
    };
    let leads_before = || {
        leads
            .iter()
            .all(|leaders| leaders.contains(&entry.standing.supplier.id))
    };
    bounds.enters_at_once || bounds.holds(at.level) || (at.place <= at.quota && leads_before())
}

fn stays(bounds: &Bounds, level: Level) -> Option<(Flag, Explanation)> {
    let held = bounds.held?;
    if bounds.flags.contains(&Flag::CoolDown) {
        return None;
    }
    let because = Explanation::new("held.one_step")
        .with("level", level.name())
        .with("held", held.name());
    Some((Flag::OneStep, because))
}

fn full(at: Place, taken: u64) -> Explanation {
    let code = if at.place <= at.quota {
        "higher.places_kept"
    } else {
        "higher.quota_full"
    };
    Explanation::new(code)
        .with("level", at.level.name())
        .with("place", at.place)
        .with("quota", at.quota)
        .with("taken", taken)
}

fn waiting(entry: &Entry<'_>, at: Place) -> Explanation {
    Explanation::new("higher.waiting")
        .with("level", at.level.name())
        .with("place", at.place)
        .with("quota", at.quota)
        .with("quarters", entry.standing.input.rules.challenger_quarters)
}

/// Says who kept a place only by the head start: somebody outside has the better score.
fn mark_head_starts(entries: &mut [Entry<'_>], level: Level) {
    let outside = entries
        .iter()
        .filter(|entry| entry.seat.is_none())
        .filter(
            |entry| matches!(&entry.verdict, Verdict::Eligible(bounds) if bounds.top <= level && !bounds.holds(level)),
        )
        .map(|entry| entry.standing.rank_score())
        .max();
    let Some(outside) = outside else {
        return;
    };
    for entry in entries.iter_mut() {
        let score = entry.standing.rank_score();
        let Verdict::Eligible(bounds) = &entry.verdict else {
            continue;
        };
        if let Some(seat) = entry
            .seat
            .as_mut()
            .filter(|seat| seat.level == level && seat.because.is_none())
            && bounds.holds(level)
            && !bounds.flags.contains(&Flag::CoolDown)
            && score < outside
        {
            let because = Explanation::new("held.head_start")
                .with("level", level.name())
                .with("points", entry.standing.input.rules.hysteresis_points)
                .with("score", figure(score))
                .with("challenger", figure(outside));
            seat.because = Some((Flag::HeadStart, because));
        }
    }
}
