//! The exact sums of one query: integers throughout, checked, and independent of the order of the rows.

use super::batch::{EventBatch, Words};
use super::group::{Group, Place, Wide};
use super::party::{Parties, Party};
use super::{Days, Rules};
use crate::error::{ExactOverflow, Objection};
use datafusion::common::{DataFusionError, Result};
use domain::Decimal;
use domain::evaluation::observation::PartSum;
use domain::intake::ports::FactError;
use std::collections::BTreeMap;
use std::sync::Arc;

/// More names of parts than this are a mistake in the query.
const MAX_PARTS: usize = 64;
/// A cell without a group.
const EMPTY: u32 = u32::MAX;

/// Sums by supplier, category, unit, bucket and part.
pub(super) struct Sums {
    days: Arc<Days>,
    rules: Rules,
    /// Names of the parts, in the order of their first appearance.
    pub(super) parts: Vec<Box<str>>,
    /// Decimal places of `good` and `n`: the same in all batches of a query.
    pub(super) places: Option<(u32, u32)>,
    pub(super) parties: Parties,
    pub(super) groups: Vec<Group>,
    /// For every party, bucket and part, in this order, the position of the group or [`EMPTY`].
    cells: Vec<u32>,
    /// Cells of one bucket: at least as many as there are parts.
    width: usize,
    /// What did not fit into the groups, by their position.
    pub(super) wide: BTreeMap<usize, Wide>,
}

impl Sums {
    pub(super) fn new(days: Arc<Days>, rules: Rules) -> Sums {
        Sums {
            days,
            rules,
            parts: Vec::new(),
            places: None,
            parties: Parties::new(),
            groups: Vec::new(),
            cells: Vec::new(),
            width: 1,
            wide: BTreeMap::new(),
        }
    }

    /// Adds the events of a batch.
    pub(super) fn add(&mut self, batch: &EventBatch<'_>) -> Result<()> {
        let places = (batch.good.places, batch.n.places);
        self.agree_on(places)?;
        let scale = Scale::of(places)?;
        let mut last_part: Option<(u128, u16)> = None;
        for row in 0..batch.rows {
            if !batch.is_event(row) {
                continue;
            }
            let Some(bucket) = self.days.bucket(batch.on_date.get(row)) else {
                continue;
            };
            let part = self.part(&batch.part, row, &mut last_part)?;
            let party = self.parties.position(Party {
                supplier: batch.supplier_id.get(row),
                category: batch.category_id.get(row),
                unit: batch.unit_id.get(row),
            })?;
            let position = self.position(Place::new(party, bucket, part));
            let group = &mut self.groups[position];
            let (good, n) = (batch.good.get(row), batch.n.get(row));
            let hit = scale.reaches(good, n)?;
            if !hit && !self.rules.counts(text(batch.fault_owner.as_ref(), row)) {
                group.excuse()?;
                continue;
            }
            group.count(hit)?;
            if let Some(gate) = text(batch.gate.as_ref(), row) {
                group.close(gate)?;
            }
            if let Some(rest) = group.add(good, n, scale.one)? {
                self.wide.entry(position).or_default().add(rest)?;
            }
        }
        Ok(())
    }

    /// Adds what was summed elsewhere.
    pub(super) fn merge(&mut self, other: &Sums) -> Result<()> {
        if let Some(places) = other.places {
            self.agree_on(places)?;
        }
        let parts = other
            .parts
            .iter()
            .map(|name| self.number_of(name))
            .collect::<Result<Vec<u16>>>()?;
        let parties = other.parties.list.iter().map(|party| self.parties.position(*party));
        let parties = parties.collect::<Result<Vec<u32>>>()?;
        let moved = |place: &Place| Place::new(parties[place.party()], place.bucket, parts[place.part()]);
        for group in &other.groups {
            let position = self.position(moved(&group.place));
            if let Some(rest) = self.groups[position].merge(group)? {
                self.wide.entry(position).or_default().add(rest)?;
            }
        }
        for (position, rest) in &other.wide {
            let position = self.position(moved(&other.groups[*position].place));
            self.wide.entry(position).or_default().add(*rest)?;
        }
        Ok(())
    }

    /// The decimal places are those of the first batch.
    fn agree_on(&mut self, places: (u32, u32)) -> Result<()> {
        if *self.places.get_or_insert(places) == places {
            return Ok(());
        }
        Err(DataFusionError::Internal(
            "the decimal places changed on the way".to_owned(),
        ))
    }

    /// The position of the group of a place, made when it is the first event there.
    #[inline]
    fn position(&mut self, place: Place) -> usize {
        let cell = (place.party() * self.days.count() + place.bucket()) * self.width + place.part();
        match self.cells.get(cell) {
            Some(position) if *position != EMPTY => *position as usize,
            _ => self.make(place, cell),
        }
    }

    #[cold]
    fn make(&mut self, place: Place, cell: usize) -> usize {
        let needed = self.parties.list.len() * self.days.count() * self.width;
        self.cells.resize(needed.max(cell + 1).max(self.cells.len()), EMPTY);
        self.groups.push(Group::new(place));
        let position = self.groups.len() - 1;
        self.cells[cell] = u32::try_from(position).unwrap_or(EMPTY);
        position
    }

    /// The number of a part's name. Names repeat from row to row, so the last one is compared first.
    #[inline]
    fn part(&mut self, names: &Words<'_>, row: usize, last: &mut Option<(u128, u16)>) -> Result<u16> {
        let view = names.view(row);
        // A view of up to twelve bytes holds the text itself, so equal views are equal names.
        if let Some((known, part)) = *last
            && known == view
        {
            return Ok(part);
        }
        let name = names.get(row).unwrap_or_default();
        let part = self.number_of(name)?;
        if name.len() <= 12 {
            *last = Some((view, part));
        }
        Ok(part)
    }

    fn number_of(&mut self, name: &str) -> Result<u16> {
        let position = match self.parts.iter().position(|known| **known == *name) {
            Some(position) => position,
            None if self.parts.len() >= MAX_PARTS => return Err(too_many_parts()),
            None => {
                self.parts.push(name.into());
                self.parts.len() - 1
            }
        };
        if position >= self.width {
            self.widen();
        }
        u16::try_from(position).map_err(|_| too_many_parts())
    }

    /// Makes room for more parts in every bucket.
    #[cold]
    fn widen(&mut self) {
        self.width *= 2;
        self.cells = vec![EMPTY; self.parties.list.len() * self.days.count() * self.width];
        for (position, group) in self.groups.iter().enumerate() {
            let cell =
                (group.place.party() * self.days.count() + group.place.bucket()) * self.width + group.place.part();
            self.cells[cell] = u32::try_from(position).unwrap_or(EMPTY);
        }
    }

    /// The answer, ordered by supplier, category, unit, bucket and part.
    pub(super) fn into_parts(self, query: usize, indicator: &str) -> Result<Vec<PartSum>, FactError> {
        let Sums {
            parts,
            places,
            parties,
            groups,
            cells,
            wide,
            ..
        } = self;
        drop(cells);
        let overflow = || FactError::Overflow {
            indicator: indicator.to_owned(),
        };
        let (good_places, n_places) = places.unwrap_or((0, 0));
        let exact = |total, places| decimal(total, places).ok_or_else(overflow);
        let mut answer = Vec::with_capacity(groups.len());
        for position in order(&groups, &parties.list, &parts) {
            let group = &groups[position];
            let party = &parties.list[group.place.party()];
            let mut sums = group.sums();
            if let Some(rest) = wide.get(&position) {
                sums.add(*rest).map_err(|_| overflow())?;
            }
            answer.push(PartSum {
                query,
                supplier_id: party.supplier,
                category_id: party.category,
                unit_id: party.unit,
                bucket: group.place.bucket(),
                part: parts[group.place.part()].to_string(),
                good: exact(sums.good, good_places)?,
                n: exact(sums.n, n_places)?,
                good_squared: exact(sums.squares, 2 * good_places)?,
                events: group.events.into(),
                hits: group.hits.into(),
                excused: group.excused.into(),
                cap: group.cap(),
                knockouts: group.knockouts.into(),
            });
        }
        Ok(answer)
    }
}

/// The positions of the groups in the order of the answer.
fn order(groups: &[Group], parties: &[Party], parts: &[Box<str>]) -> impl Iterator<Item = usize> {
    let (by_party, by_name) = (ranks(parties), ranks(parts));
    let mut order: Vec<((u32, usize, u32), usize)> = groups
        .iter()
        .map(|group| {
            (
                by_party[group.place.party()],
                group.place.bucket(),
                by_name[group.place.part()],
            )
        })
        .zip(0..)
        .collect();
    order.sort_unstable();
    order.into_iter().map(|(_, position)| position)
}

/// For every entry its place in the sorted list.
fn ranks<T: Ord>(list: &[T]) -> Vec<u32> {
    let mut sorted: Vec<usize> = (0..list.len()).collect();
    sorted.sort_unstable_by_key(|position| &list[*position]);
    let mut ranks = vec![0; list.len()];
    for (rank, position) in (0..).zip(sorted) {
        ranks[position] = rank;
    }
    ranks
}

/// Brings `good` and `n` to the same decimal places.
struct Scale {
    good: i128,
    n: i128,
    /// The number 1 at the decimal places of `n`.
    one: i128,
}

impl Scale {
    fn of((good, n): (u32, u32)) -> Result<Scale> {
        let power = |places: u32| 10_i128.checked_pow(places).ok_or_else(ExactOverflow::wrapped);
        Ok(Scale {
            good: power(n.saturating_sub(good))?,
            n: power(good.saturating_sub(n))?,
            one: power(n)?,
        })
    }

    /// Whether good >= n.
    #[inline]
    fn reaches(&self, good: i128, n: i128) -> Result<bool> {
        if self.good == self.n {
            return Ok(good >= n);
        }
        let left = good.checked_mul(self.good).ok_or_else(ExactOverflow::wrapped)?;
        let right = n.checked_mul(self.n).ok_or_else(ExactOverflow::wrapped)?;
        Ok(left >= right)
    }
}

#[inline]
fn text<'a>(words: Option<&Words<'a>>, row: usize) -> Option<&'a str> {
    words.and_then(|words| words.get(row))
}

fn too_many_parts() -> DataFusionError {
    let problem = format!("it names more than {MAX_PARTS} parts");
    let cure = "let `part` be one of the parts that the indicator declares";
    DataFusionError::External(Box::new(Objection::new(problem, cure)))
}

/// The exact decimal in its shortest form; `None` when it has more than 28 digits.
pub(crate) fn decimal(total: i128, mut places: u32) -> Option<Decimal> {
    // Dividing 128 bits is slow and rarely needed.
    let mut total = match i64::try_from(total) {
        Ok(mut total) => {
            while places > 0 && total % 10 == 0 {
                total /= 10;
                places -= 1;
            }
            i128::from(total)
        }
        Err(_) => total,
    };
    while places > 0 && total % 10 == 0 {
        total /= 10;
        places -= 1;
    }
    Decimal::try_from_i128_with_scale(total, places).ok()
}
