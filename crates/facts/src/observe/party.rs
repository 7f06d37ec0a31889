//! Whose events are summed: supplier, category and unit, numbered as they come.

use super::positions::{Positions, spread};
use crate::error::ExactOverflow;
use datafusion::common::Result;

/// Whose events are summed, by their ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Party {
    pub(super) supplier: i64,
    pub(super) category: i64,
    pub(super) unit: i64,
}

impl Party {
    #[inline]
    fn hash(self) -> u64 {
        spread([self.supplier, self.category, self.unit].map(i64::cast_unsigned))
    }
}

/// The parties so far. Rows of one party stand together in a file, so the last one is compared first.
pub(super) struct Parties {
    pub(super) list: Vec<Party>,
    positions: Positions,
    last: u32,
}

impl Parties {
    pub(super) fn new() -> Parties {
        Parties {
            list: Vec::new(),
            positions: Positions::new(),
            last: 0,
        }
    }

    #[inline]
    pub(super) fn position(&mut self, party: Party) -> Result<u32> {
        // The next file brings them in the same order, so the party after the last one comes next.
        for near in [self.last, self.last.wrapping_add(1)] {
            if self.list.get(near as usize) == Some(&party) {
                self.last = near;
                return Ok(near);
            }
        }
        let list = &self.list;
        let found = self.positions.find_or_place(
            party.hash(),
            list.len(),
            |position| list[position] == party,
            |position| list[position].hash(),
        );
        let position = found.unwrap_or_else(|| {
            self.list.push(party);
            self.list.len() - 1
        });
        self.last = u32::try_from(position).map_err(|_| ExactOverflow::wrapped())?;
        Ok(self.last)
    }
}
