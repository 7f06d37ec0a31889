//! Adds the sums of the facts up: by supplier, category and query, over three windows.

use super::exact::Overflow;
use super::input::{BucketPlan, EvaluationError, EvaluationInput, Population};
use super::observation::PartSum;
use crate::design::indicator::{Indicator, PartKind};
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Exact sums of one part.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Totals {
    pub(super) good: Decimal,
    pub(super) n: Decimal,
    pub(super) good_squared: Decimal,
    pub(super) events: u64,
    pub(super) hits: u64,
    pub(super) excused: u64,
    pub(super) cap: Option<u8>,
    pub(super) knockouts: u64,
}

impl Totals {
    pub(super) fn add(&mut self, other: &Totals) -> Result<(), Overflow> {
        let sum = |left: Decimal, right: Decimal| left.checked_add(right).ok_or(Overflow);
        let count = |left: u64, right: u64| left.checked_add(right).ok_or(Overflow);
        self.good = sum(self.good, other.good)?;
        self.n = sum(self.n, other.n)?;
        self.good_squared = sum(self.good_squared, other.good_squared)?;
        self.events = count(self.events, other.events)?;
        self.hits = count(self.hits, other.hits)?;
        self.excused = count(self.excused, other.excused)?;
        self.knockouts = count(self.knockouts, other.knockouts)?;
        self.cap = match (self.cap, other.cap) {
            (Some(left), Some(right)) => Some(left.min(right)),
            (left, right) => left.or(right),
        };
        Ok(())
    }
}

impl From<&PartSum> for Totals {
    fn from(sum: &PartSum) -> Totals {
        Totals {
            good: sum.good,
            n: sum.n,
            good_squared: sum.good_squared,
            events: sum.events,
            hits: sum.hits,
            excused: sum.excused,
            cap: sum.cap,
            knockouts: sum.knockouts,
        }
    }
}

/// The sums of one supplier, category and query: by bucket, then by part of the indicator.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Cell([Vec<Totals>; BucketPlan::BUCKETS]);

impl Cell {
    /// Sums of the quarter, by part.
    pub(super) fn quarter(&self) -> &[Totals] {
        &self.0[BucketPlan::QUARTER]
    }

    /// Sums of the twelve months that end with the period.
    pub(super) fn year(&self) -> Result<Vec<Totals>, Overflow> {
        self.over(&[BucketPlan::THREE_BEFORE, BucketPlan::QUARTER])
    }

    /// The stretches before the period that a mean is frozen from: the four quarters as one, or each as it stood at
    /// its own end where the indicator looks at the last day.
    pub(super) fn before(&self) -> Result<Vec<Vec<Totals>>, Overflow> {
        let at_their_ends = &self.0[BucketPlan::STOOD_BEFORE..];
        if at_their_ends.iter().any(|sums| !sums.is_empty()) {
            return Ok(at_their_ends.iter().filter(|sums| !sums.is_empty()).cloned().collect());
        }
        Ok(vec![self.over(&[BucketPlan::FOURTH_BEFORE, BucketPlan::THREE_BEFORE])?])
    }

    fn over(&self, buckets: &[usize]) -> Result<Vec<Totals>, Overflow> {
        let mut sums = Vec::new();
        for bucket in buckets {
            add_parts(&mut sums, &self.0[*bucket])?;
        }
        Ok(sums)
    }

    /// Whether the period or the twelve months that end with it have events of a part.
    pub(super) fn has_events(&self, part: usize) -> bool {
        let buckets = [BucketPlan::THREE_BEFORE, BucketPlan::QUARTER];
        buckets
            .iter()
            .any(|bucket| self.0[*bucket].get(part).is_some_and(|sums| sums.events > 0))
    }

    fn add(&mut self, other: &Cell) -> Result<(), Overflow> {
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            add_parts(mine, theirs)?;
        }
        Ok(())
    }
}

fn add_parts(into: &mut Vec<Totals>, parts: &[Totals]) -> Result<(), Overflow> {
    if into.len() < parts.len() {
        into.resize(parts.len(), Totals::default());
    }
    into.iter_mut()
        .zip(parts)
        .try_for_each(|(mine, theirs)| mine.add(theirs))
}

/// All cells of one supplier, by category and query.
#[derive(Debug, Default)]
pub(super) struct SupplierCells(BTreeMap<(i64, usize), Cell>);

impl SupplierCells {
    /// Categories that have events of their own.
    pub(super) fn categories(&self) -> impl Iterator<Item = i64> {
        self.0
            .keys()
            .map(|(category, _)| *category)
            .filter(|category| *category != 0)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The sums that count in a category: its own, and those of the supplier as a whole (without a category).
    pub(super) fn in_category(&self, category: i64, query: usize) -> Result<Cow<'_, Cell>, Overflow> {
        let own = self.0.get(&(category, query));
        let whole = self.0.get(&(0, query)).filter(|_| category != 0);
        match (own, whole) {
            (None, None) => Ok(Cow::Owned(Cell::default())),
            (Some(cell), None) | (None, Some(cell)) => Ok(Cow::Borrowed(cell)),
            (Some(own), Some(whole)) => {
                let mut cell = own.clone();
                cell.add(whole)?;
                Ok(Cow::Owned(cell))
            }
        }
    }

    /// The queries whose registers have an entry: an event of a part that a base stands under.
    pub(super) fn registers<'a>(&'a self, indicators: &'a [&'a Indicator]) -> impl Iterator<Item = usize> + 'a {
        let is_entry = |query: usize, cell: &Cell| {
            let parts = indicators.get(query).map_or(&[][..], |indicator| &indicator.parts);
            parts.iter().any(|part| match part.kind {
                PartKind::Base { of, .. } => cell.has_events(of),
                _ => false,
            })
        };
        self.0
            .iter()
            .filter(move |((_, query), cell)| is_entry(*query, cell))
            .map(|((_, query), _)| *query)
    }

    /// Knocking-out events of the quarter that concern the supplier as a whole.
    pub(super) fn whole_knockouts(&self, query: usize) -> u64 {
        self.0
            .get(&(0, query))
            .map_or(0, |cell| cell.quarter().iter().map(|part| part.knockouts).sum())
    }
}

/// The sums in the order supplier, category, query, without those of other populations.
pub(super) struct SortedSums<'a>(Vec<&'a PartSum>);

impl<'a> SortedSums<'a> {
    pub(super) fn new(input: &EvaluationInput<'a>) -> SortedSums<'a> {
        let counts = |sum: &&PartSum| match input.population {
            Population::Company => true,
            Population::Unit(unit) => sum.unit_id == unit,
        };
        let mut sums: Vec<&PartSum> = input.sums.iter().filter(counts).collect();
        sums.sort_unstable_by_key(|sum| (sum.supplier_id, sum.category_id, sum.query));
        SortedSums(sums)
    }

    pub(super) fn supplier(
        &self,
        supplier_id: i64,
        indicators: &[&Indicator],
    ) -> Result<SupplierCells, EvaluationError> {
        let from = self.0.partition_point(|sum| sum.supplier_id < supplier_id);
        let mut cells = SupplierCells::default();
        for sum in self.0[from..].iter().take_while(|sum| sum.supplier_id == supplier_id) {
            let Some(indicator) = indicators.get(sum.query) else {
                return Err(EvaluationError::UnknownQuery {
                    query: sum.query,
                    queries: indicators.len(),
                });
            };
            let Some(part) = indicator.parts.iter().position(|part| part.name == sum.part) else {
                return Err(EvaluationError::UnknownPart {
                    indicator: indicator.code.clone(),
                    part: sum.part.clone(),
                });
            };
            let cell = cells.0.entry((sum.category_id, sum.query)).or_default();
            let Some(parts) = cell.0.get_mut(sum.bucket) else {
                return Err(EvaluationError::UnknownBucket {
                    indicator: indicator.code.clone(),
                    bucket: sum.bucket,
                });
            };
            if parts.len() <= part {
                parts.resize(part + 1, Totals::default());
            }
            parts[part]
                .add(&Totals::from(*sum))
                .map_err(EvaluationError::overflow(&indicator.code, supplier_id))?;
        }
        Ok(cells)
    }
}
