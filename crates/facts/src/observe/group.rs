//! The sums of one group, kept small so that many stay in the processor's cache, and exact all the same.

use crate::error::{ExactOverflow, Objection};
use datafusion::common::{DataFusionError, Result};

/// Whose, when and what: a party's position, a bucket and a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    party: u32,
    pub(super) bucket: u16,
    part: u16,
}

impl Place {
    #[inline]
    pub(super) fn new(party: u32, bucket: u16, part: u16) -> Place {
        Place { party, bucket, part }
    }

    pub(super) fn party(self) -> usize {
        self.party as usize
    }

    pub(super) fn bucket(self) -> usize {
        usize::from(self.bucket)
    }

    pub(super) fn part(self) -> usize {
        usize::from(self.part)
    }
}

/// No event of the group caps the score.
const UNCAPPED: u8 = u8::MAX;

/// Sums in 64 bits; what does not fit goes to [`Wide`].
pub(super) struct Group {
    pub(super) place: Place,
    pub(super) good: i64,
    pub(super) n: i64,
    pub(super) squares: i64,
    pub(super) events: u32,
    pub(super) hits: u32,
    pub(super) excused: u32,
    pub(super) knockouts: u32,
    /// The lowest cap, or [`UNCAPPED`].
    pub(super) cap: u8,
}

/// Sums in 128 bits, for the few groups that need them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Wide {
    pub(super) good: i128,
    pub(super) n: i128,
    pub(super) squares: i128,
}

impl Wide {
    pub(super) fn add(&mut self, other: Wide) -> Result<()> {
        let sum = |a: i128, b: i128| a.checked_add(b).ok_or_else(ExactOverflow::wrapped);
        *self = Wide {
            good: sum(self.good, other.good)?,
            n: sum(self.n, other.n)?,
            squares: sum(self.squares, other.squares)?,
        };
        Ok(())
    }
}

impl Group {
    pub(super) fn new(place: Place) -> Group {
        Group {
            place,
            good: 0,
            n: 0,
            squares: 0,
            events: 0,
            hits: 0,
            excused: 0,
            knockouts: 0,
            cap: UNCAPPED,
        }
    }

    /// Adds the amounts of one event; returns what does not fit into 64 bits.
    ///
    /// The square is added where n is 1: a dispersion is defined over single values, and the square of a weighted
    /// amount has no use but could overflow.
    #[inline]
    pub(super) fn add(&mut self, good: i128, n: i128, one: i128) -> Result<Option<Wide>> {
        if let (Ok(narrow_good), Ok(narrow_n)) = (i64::try_from(good), i64::try_from(n)) {
            let square = if n == one {
                narrow_good.checked_mul(narrow_good)
            } else {
                Some(0)
            };
            let sums = (
                self.good.checked_add(narrow_good),
                self.n.checked_add(narrow_n),
                square.and_then(|square| self.squares.checked_add(square)),
            );
            if let (Some(good), Some(n), Some(squares)) = sums {
                (self.good, self.n, self.squares) = (good, n, squares);
                return Ok(None);
            }
        }
        let squares = if n == one {
            good.checked_mul(good).ok_or_else(ExactOverflow::wrapped)?
        } else {
            0
        };
        Ok(Some(Wide { good, n, squares }))
    }

    /// Adds the events of the same place elsewhere; returns what does not fit into 64 bits.
    pub(super) fn merge(&mut self, other: &Group) -> Result<Option<Wide>> {
        let count = |a: u32, b: u32| a.checked_add(b).ok_or_else(ExactOverflow::wrapped);
        self.events = count(self.events, other.events)?;
        self.hits = count(self.hits, other.hits)?;
        self.excused = count(self.excused, other.excused)?;
        self.knockouts = count(self.knockouts, other.knockouts)?;
        self.cap = self.cap.min(other.cap);
        let sums = (
            self.good.checked_add(other.good),
            self.n.checked_add(other.n),
            self.squares.checked_add(other.squares),
        );
        if let (Some(good), Some(n), Some(squares)) = sums {
            (self.good, self.n, self.squares) = (good, n, squares);
            return Ok(None);
        }
        Ok(Some(other.sums()))
    }

    /// Counts one event.
    #[inline]
    pub(super) fn count(&mut self, hit: bool) -> Result<()> {
        self.events = self.events.checked_add(1).ok_or_else(ExactOverflow::wrapped)?;
        self.hits += u32::from(hit);
        Ok(())
    }

    /// Counts one miss that someone else caused.
    pub(super) fn excuse(&mut self) -> Result<()> {
        self.excused = self.excused.checked_add(1).ok_or_else(ExactOverflow::wrapped)?;
        Ok(())
    }

    /// Applies a gate: `knockout`, or a cap such as `cap:59`.
    pub(super) fn close(&mut self, gate: &str) -> Result<()> {
        if gate == "knockout" {
            self.knockouts = self.knockouts.checked_add(1).ok_or_else(ExactOverflow::wrapped)?;
            return Ok(());
        }
        let points = gate.strip_prefix("cap:").and_then(|points| points.parse::<u8>().ok());
        let Some(points) = points.filter(|points| *points <= 100) else {
            let problem = format!("gate is {gate:?}, expected `knockout` or a cap from 0 to 100 such as `cap:59`");
            return Err(DataFusionError::External(Box::new(Objection::new(
                problem,
                "leave it null where there is none",
            ))));
        };
        self.cap = self.cap.min(points);
        Ok(())
    }

    pub(super) fn cap(&self) -> Option<u8> {
        (self.cap != UNCAPPED).then_some(self.cap)
    }

    /// The sums so far, without what went to [`Wide`].
    pub(super) fn sums(&self) -> Wide {
        Wide {
            good: self.good.into(),
            n: self.n.into(),
            squares: self.squares.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_into_64_bits_is_handed_back_whole() {
        let mut group = Group::new(Place::new(0, 0, 0));
        let large = i128::from(i64::MAX);
        assert_eq!(group.add(large, 2, 1).unwrap(), None);
        let rest = group.add(large, 2, 1).unwrap();
        assert_eq!(
            rest,
            Some(Wide {
                good: large,
                n: 2,
                squares: 0
            })
        );
        assert_eq!(
            group.sums(),
            Wide {
                good: large,
                n: 2,
                squares: 0
            }
        );
        assert_eq!(
            group.add(large, 1, 1).unwrap().map(|wide| wide.squares),
            Some(large * large)
        );
        assert!(group.add(i128::MAX, 1, 1).is_err());
    }
}
