//! Level stability: how many moves are taken back soon.

use crate::classification::Level;
use std::collections::BTreeMap;

/// Moves, and those that were reversed within two periods; lower is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stability {
    pub moves: u64,
    pub reversed: u64,
    /// Suppliers that stood at a level in two periods in a row, and those that stayed there.
    pub compared: u64,
    pub stayed: u64,
}

/// Counts over a series of rounds, the earliest first. A move to or from "not classified" is none.
#[must_use]
pub fn stability(rounds: &[BTreeMap<i64, Option<Level>>]) -> Stability {
    let level = |round: usize, supplier: i64| {
        rounds
            .get(round)
            .and_then(|round| round.get(&supplier).copied().flatten())
    };
    let mut stability = Stability::default();
    for (round, levels) in rounds.iter().enumerate().skip(1) {
        for (supplier, level_now) in levels {
            let supplier = *supplier;
            let Some((from, to)) = level(round - 1, supplier).zip(*level_now) else {
                continue;
            };
            stability.compared += 1;
            if from == to {
                stability.stayed += 1;
                continue;
            }
            stability.moves += 1;
            let is_up = to < from;
            // Taken back: at its old level again, or beyond it.
            let is_back = |at: Level| if is_up { at >= from } else { at <= from };
            if (1..=2).any(|later| level(round + later, supplier).is_some_and(is_back)) {
                stability.reversed += 1;
            }
        }
    }
    stability
}
