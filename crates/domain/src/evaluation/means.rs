//! Shrinkage: the mean of each category, frozen before the period, and values pulled towards it.
//!
//! Peers of the same quarter do not move a score: the mean is of the four quarters before.

use super::exact::{Overflow, add, div, mul};
use super::scorecard::MeanOf;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Sums of value × events and of events.
#[derive(Debug, Clone, Copy, Default)]
struct Weighted {
    value: Decimal,
    events: u64,
}

impl Weighted {
    fn add(&mut self, value: Decimal, events: u64) -> Result<(), Overflow> {
        self.value = add(self.value, mul(value, Decimal::from(events))?)?;
        self.events = self.events.checked_add(events).ok_or(Overflow)?;
        Ok(())
    }

    fn mean(self) -> Option<Result<Decimal, Overflow>> {
        (self.events > 0).then(|| div(self.value, Decimal::from(self.events)))
    }
}

/// Means by category and query; events weigh, so that a supplier of three lines does not count like one of 300.
#[derive(Debug, Default)]
pub(super) struct Means {
    before: BTreeMap<(i64, usize), Weighted>,
    before_in_all: BTreeMap<usize, Weighted>,
    period: BTreeMap<(i64, usize), Weighted>,
}

impl Means {
    /// A supplier's value in the four quarters before the period.
    pub(super) fn add_before(&mut self, key: (i64, usize), value: Decimal, events: u64) -> Result<(), Overflow> {
        self.before.entry(key).or_default().add(value, events)?;
        self.before_in_all.entry(key.1).or_default().add(value, events)
    }

    /// A supplier's value as it was measured for the period, for a first evaluation without a past.
    pub(super) fn add_period(&mut self, key: (i64, usize), value: Decimal, events: u64) -> Result<(), Overflow> {
        self.period.entry(key).or_default().add(value, events)
    }

    /// The mean to pull towards: of the category when it had enough events before, else of all categories,
    /// else of the category in the period itself.
    pub(super) fn of(&self, key: (i64, usize), needed: u64) -> Result<Option<(Decimal, MeanOf)>, Overflow> {
        let enough = |sums: &&Weighted| sums.events >= needed;
        let before = self
            .before
            .get(&key)
            .filter(enough)
            .map(|sums| (*sums, MeanOf::Category));
        let in_all = || {
            self.before_in_all
                .get(&key.1)
                .filter(enough)
                .map(|sums| (*sums, MeanOf::AllCategories))
        };
        let period = || self.period.get(&key).map(|sums| (*sums, MeanOf::PeriodItself));
        match before.or_else(in_all).or_else(period) {
            Some((sums, of)) => sums.mean().map(|mean| mean.map(|mean| (mean, of))).transpose(),
            None => Ok(None),
        }
    }
}

/// (k·m + value·events) / (k + events).
pub(super) fn shrink(value: Decimal, events: u64, mean: Decimal, pseudo_events: Decimal) -> Result<Decimal, Overflow> {
    let events = Decimal::from(events);
    let sum = add(mul(pseudo_events, mean)?, mul(value, events)?)?;
    div(sum, add(pseudo_events, events)?)
}
