//! The exact sums of one query: integers throughout, checked, and independent of the order of the rows.

use super::batch::{EventBatch, or_none};
use super::{Days, Rules};
use crate::error::{ExactOverflow, Objection};
use datafusion::arrow::array::{Array, StringViewArray};
use datafusion::common::{DataFusionError, Result};
use domain::Decimal;
use domain::evaluation::observation::PartSum;
use domain::intake::ports::FactError;
use std::sync::Arc;

/// More names of parts than this are a mistake in the query.
const MAX_PARTS: usize = 1_000;

/// Sums by supplier, category, unit, bucket and part.
pub(super) struct Sums {
    days: Arc<Days>,
    rules: Rules,
    /// Names of the parts, in the order of their first appearance.
    parts: Vec<Box<str>>,
    /// Decimal places of `good` and `n`: the same in all batches of a query.
    places: Option<(u32, u32)>,
    groups: Vec<Group>,
    index: Index,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key {
    supplier_id: i64,
    category_id: i64,
    unit_id: i64,
    bucket: u16,
    part: u16,
}

struct Group {
    key: Key,
    good: i128,
    n: i128,
    good_squared: i128,
    events: u64,
    hits: u64,
    excused: u64,
    knockouts: u64,
    cap: Option<u8>,
}

impl Sums {
    pub(super) fn new(days: Arc<Days>, rules: Rules) -> Sums {
        Sums { days, rules, parts: Vec::new(), places: None, groups: Vec::new(), index: Index::new() }
    }

    /// Adds the events of a batch.
    pub(super) fn add(&mut self, batch: &EventBatch<'_>) -> Result<()> {
        let places = (batch.good.places, batch.n.places);
        if *self.places.get_or_insert(places) != places {
            return Err(DataFusionError::Internal("the decimal places changed on the way".to_owned()));
        }
        let scale = Scale::of(places)?;
        let mut last_part: Option<(u128, u16)> = None;
        for row in 0..batch.rows {
            if batch.complete.as_ref().is_some_and(|complete| complete.is_null(row)) {
                continue;
            }
            let Some(bucket) = self.days.bucket(batch.on_date.value(row)) else {
                continue;
            };
            let part = self.part(batch.part, row, &mut last_part)?;
            let key = Key {
                supplier_id: batch.supplier_id.value(row),
                category_id: or_none(batch.category_id, row),
                unit_id: or_none(batch.unit_id, row),
                bucket,
                part,
            };
            let (good, n) = (batch.good.get(row), batch.n.get(row));
            let hit = scale.reaches(good, n)?;
            let counted = hit || self.rules.counts(text(batch.fault_owner, row));
            let group = self.index.group(&mut self.groups, key);
            if !counted {
                group.excused += 1;
                continue;
            }
            group.add(good, n, hit, scale.one)?;
            if let Some(gate) = text(batch.gate, row) {
                group.close(gate)?;
            }
        }
        Ok(())
    }

    /// The number of a part's name. Names repeat from row to row, so the last one is compared first.
    fn part(&mut self, names: &StringViewArray, row: usize, last: &mut Option<(u128, u16)>) -> Result<u16> {
        let view = names.views()[row];
        // A view of up to twelve bytes holds the text itself, so equal views are equal names.
        if let Some((known, part)) = *last
            && known == view
        {
            return Ok(part);
        }
        let name = names.value(row);
        let position = match self.parts.iter().position(|known| **known == *name) {
            Some(position) => position,
            None if self.parts.len() >= MAX_PARTS => return Err(too_many_parts()),
            None => {
                self.parts.push(name.into());
                self.parts.len() - 1
            }
        };
        let part = u16::try_from(position).map_err(|_| too_many_parts())?;
        if name.len() <= 12 {
            *last = Some((view, part));
        }
        Ok(part)
    }

    /// The answer, ordered by supplier, category, unit, bucket and part.
    pub(super) fn into_parts(self, query: usize, indicator: &str) -> Result<Vec<PartSum>, FactError> {
        let Sums { parts, places, mut groups, index, .. } = self;
        drop(index);
        groups.sort_unstable_by(|a, b| {
            let order = |key: &Key| (key.supplier_id, key.category_id, key.unit_id, key.bucket);
            let name = |key: &Key| parts.get(usize::from(key.part));
            order(&a.key).cmp(&order(&b.key)).then_with(|| name(&a.key).cmp(&name(&b.key)))
        });
        let (good_places, n_places) = places.unwrap_or((0, 0));
        let exact = |total, places| decimal(total, places).ok_or_else(|| FactError::Overflow { indicator: indicator.to_owned() });
        groups
            .into_iter()
            .map(|group| {
                Ok(PartSum {
                    query,
                    supplier_id: group.key.supplier_id,
                    category_id: group.key.category_id,
                    unit_id: group.key.unit_id,
                    bucket: usize::from(group.key.bucket),
                    part: parts.get(usize::from(group.key.part)).map(ToString::to_string).unwrap_or_default(),
                    good: exact(group.good, good_places)?,
                    n: exact(group.n, n_places)?,
                    good_squared: exact(group.good_squared, 2 * good_places)?,
                    events: group.events,
                    hits: group.hits,
                    excused: group.excused,
                    cap: group.cap,
                    knockouts: group.knockouts,
                })
            })
            .collect()
    }
}

impl Group {
    fn new(key: Key) -> Group {
        Group { key, good: 0, n: 0, good_squared: 0, events: 0, hits: 0, excused: 0, knockouts: 0, cap: None }
    }

    fn add(&mut self, good: i128, n: i128, hit: bool, one: i128) -> Result<()> {
        self.good = self.good.checked_add(good).ok_or_else(ExactOverflow::wrapped)?;
        self.n = self.n.checked_add(n).ok_or_else(ExactOverflow::wrapped)?;
        // A dispersion is defined over single values. The square of a weighted amount has no use and would overflow.
        if n == one {
            let square = good.checked_mul(good).and_then(|square| self.good_squared.checked_add(square));
            self.good_squared = square.ok_or_else(ExactOverflow::wrapped)?;
        }
        self.events += 1;
        self.hits += u64::from(hit);
        Ok(())
    }

    fn close(&mut self, gate: &str) -> Result<()> {
        match Gate::read(gate)? {
            Gate::Knockout => self.knockouts += 1,
            Gate::Cap(points) => self.cap = Some(self.cap.map_or(points, |cap| cap.min(points))),
        }
        Ok(())
    }
}

/// What an event does beyond its figures.
enum Gate {
    Knockout,
    Cap(u8),
}

impl Gate {
    fn read(text: &str) -> Result<Gate> {
        if text == "knockout" {
            return Ok(Gate::Knockout);
        }
        let points = text.strip_prefix("cap:").and_then(|points| points.parse::<u8>().ok());
        points.filter(|points| *points <= 100).map(Gate::Cap).ok_or_else(|| {
            let problem = format!("gate is {text:?}, expected `knockout` or a cap from 0 to 100 such as `cap:59`");
            DataFusionError::External(Box::new(Objection::new(problem, "leave it null where there is none")))
        })
    }
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
        Ok(Scale { good: power(n.saturating_sub(good))?, n: power(good.saturating_sub(n))?, one: power(n)? })
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

fn text<'a>(words: Option<&'a StringViewArray>, row: usize) -> Option<&'a str> {
    words.filter(|words| words.is_valid(row)).map(|words| words.value(row))
}

fn too_many_parts() -> DataFusionError {
    let problem = format!("it names more than {MAX_PARTS} parts");
    DataFusionError::External(Box::new(Objection::new(problem, "let `part` be one of the parts that the indicator declares")))
}

/// The exact decimal in its shortest form; `None` when it has more than 28 digits.
pub(crate) fn decimal(mut total: i128, mut places: u32) -> Option<Decimal> {
    while places > 0 && total % 10 == 0 {
        total /= 10;
        places -= 1;
    }
    Decimal::try_from_i128_with_scale(total, places).ok()
}

/// Finds the group of a key: open addressing over positions in the list of groups.
struct Index {
    /// Position plus one; 0 is free. The length is a power of two.
    slots: Vec<u32>,
}

impl Index {
    fn new() -> Index {
        Index { slots: vec![0; 1 << 10] }
    }

    #[inline]
    fn group<'a>(&mut self, groups: &'a mut Vec<Group>, key: Key) -> &'a mut Group {
        if groups.len() * 2 >= self.slots.len() {
            self.grow(groups);
        }
        let mask = self.slots.len() - 1;
        let mut slot = hash(key) & mask;
        loop {
            match self.slots[slot] {
                0 => {
                    groups.push(Group::new(key));
                    self.slots[slot] = u32::try_from(groups.len()).unwrap_or(u32::MAX);
                    let position = groups.len() - 1;
                    return &mut groups[position];
                }
                taken => {
                    let position = taken as usize - 1;
                    if groups[position].key == key {
                        return &mut groups[position];
                    }
                }
            }
            slot = (slot + 1) & mask;
        }
    }

    #[cold]
    fn grow(&mut self, groups: &[Group]) {
        let length = self.slots.len() * 2;
        self.slots = vec![0; length];
        for (position, group) in groups.iter().enumerate() {
            let mut slot = hash(group.key) & (length - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (length - 1);
            }
            self.slots[slot] = u32::try_from(position + 1).unwrap_or(u32::MAX);
        }
    }
}

/// Spreads neighbouring ids over the whole table; the result decides only where a group is kept.
#[inline]
fn hash(key: Key) -> usize {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let place = u64::from(key.bucket) << 16 | u64::from(key.part);
    let mut mixed = key.supplier_id.cast_unsigned().wrapping_mul(ODD);
    for value in [key.category_id.cast_unsigned(), key.unit_id.cast_unsigned(), place] {
        mixed = (mixed ^ (mixed >> 29) ^ value).wrapping_mul(ODD);
    }
    usize::try_from((mixed ^ (mixed >> 32)) & 0xFFFF_FFFF).unwrap_or(0)
}
