//! Who moved between two proposals, and why.

use crate::classification::{Level, LevelProposal, Placement};
use crate::explain::Explanation;
use crate::number::Score;
use rust_decimal::Decimal;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A supplier whose level changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mover {
    pub supplier_id: i64,
    /// `None` is "not classified" (or not yet there).
    pub from: Option<Level>,
    pub to: Option<Level>,
    pub kind: Move,
    pub composite_before: Option<Score>,
    pub composite_after: Option<Score>,
    /// Why it stands where it stands now.
    pub because: Explanation,
}

/// The kind of a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Move {
    Up,
    Down,
    /// From not classified to a level.
    Entered,
    /// From a level to not classified, or out of the base.
    Lapsed,
}

impl Move {
    /// The word used in codes and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Move::Up => "up",
            Move::Down => "down",
            Move::Entered => "entered",
            Move::Lapsed => "lapsed",
        }
    }
}

/// Everybody whose level differs, the widest moves first, then the largest change of the composite, then by id.
#[must_use]
pub fn movers(before: &LevelProposal, after: &LevelProposal) -> Vec<Mover> {
    let index = |proposal: &'_ LevelProposal| -> BTreeMap<i64, usize> {
        proposal
            .placements
            .iter()
            .enumerate()
            .map(|(position, placement)| (placement.supplier_id, position))
            .collect()
    };
    let (old, new) = (index(before), index(after));
    let suppliers: BTreeSet<i64> = old.keys().chain(new.keys()).copied().collect();
    let mut movers: Vec<Mover> = suppliers
        .into_iter()
        .filter_map(|supplier_id| {
            let before = old.get(&supplier_id).map(|position| &before.placements[*position]);
            let after = new.get(&supplier_id).map(|position| &after.placements[*position]);
            mover(supplier_id, before, after)
        })
        .collect();
    movers.sort_by_key(|mover| (Reverse(mover.width()), Reverse(mover.change().abs()), mover.supplier_id));
    movers
}

fn mover(supplier_id: i64, before: Option<&Placement>, after: Option<&Placement>) -> Option<Mover> {
    let (from, to) = (before.and_then(Placement::level), after.and_then(Placement::level));
    let kind = match (from, to) {
        (Some(from), Some(to)) if to < from => Move::Up,
        (Some(from), Some(to)) if to > from => Move::Down,
        (None, Some(_)) => Move::Entered,
        (Some(_), None) => Move::Lapsed,
        _ => return None,
    };
    let because = after.map_or_else(|| Explanation::new("none.left"), |after| after.placed.because().clone());
    Some(Mover {
        supplier_id,
        from,
        to,
        kind,
        composite_before: before.and_then(|before| before.composite),
        composite_after: after.and_then(|after| after.composite),
        because,
    })
}

impl Mover {
    /// Change of the composite; zero when one side has none.
    #[must_use]
    pub fn change(&self) -> Decimal {
        match (self.composite_before, self.composite_after) {
            (Some(before), Some(after)) => after.get() - before.get(),
            _ => Decimal::ZERO,
        }
    }

    /// Levels between; one for an entry or a lapse.
    fn width(&self) -> usize {
        let position = |level: Level| Level::ALL.iter().position(|other| *other == level).unwrap_or(0);
        match (self.from, self.to) {
            (Some(from), Some(to)) => position(from).abs_diff(position(to)),
            _ => 1,
        }
    }
}
