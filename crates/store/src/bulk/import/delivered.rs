//! What came of each order line altogether: in this file, and in every import before.

use crate::StoreError;
use crate::bulk::lane::{Lane, Parent};
use crate::bulk::plan::{KindPlan, placeholders};
use crate::bulk::{expect_int, expect_text};
use crate::intake::ImportRow;
use domain::Decimal;
use domain::intake::delivery::{is_delivery, over_delivery};
use domain::intake::problem::Problem;
use domain::intake::{Kind, Value};
use std::collections::{BTreeSet, HashMap};

/// Order lines asked about at once; one text, so that the statement is prepared once.
const ASKED: usize = 512;

/// The sums of one kind of delivery, kept in memory for the order lines of the file.
#[derive(Debug)]
pub(super) struct Deliveries {
    kind: &'static Kind,
    quantity: usize,
    source: String,
    most: Decimal,
    /// Whether deliveries were stored before this import.
    has_stored: bool,
    /// By order line.
    delivered: HashMap<i64, i64>,
    /// Deliveries of this source stored before, by key: this file may say them again, and differently.
    stored: HashMap<Box<str>, (i64, i64)>,
}

impl Deliveries {
    /// `None` for kinds that are no deliveries.
    pub(super) fn of(plan: &KindPlan, source: &str, most: Decimal, has_stored: bool) -> Option<Deliveries> {
        let quantity = plan.kind.position("quantity").filter(|_| is_delivery(plan.kind))?;
        Some(Deliveries {
            kind: plan.kind,
            quantity,
            source: source.to_owned(),
            most,
            has_stored,
            delivered: HashMap::new(),
            stored: HashMap::new(),
        })
    }

    /// Reads what was stored of the order lines that this batch is the first to name.
    pub(super) fn look_up(&mut self, lane: &mut dyn Lane, parents: &[Option<Parent>]) -> Result<(), StoreError> {
        let named = parents.iter().flatten().map(|parent| parent.id);
        let new: Vec<i64> = named
            .filter(|line| !self.delivered.contains_key(line))
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        self.delivered.extend(new.iter().map(|line| (*line, 0)));
        if !self.has_stored {
            return Ok(());
        }
        let sql = format!(
            "select order_line_id, source, key, quantity from {} where order_line_id in ({})",
            self.kind.table,
            placeholders(ASKED)
        );
        for lines in new.chunks(ASKED) {
            // The last one again and again: a short list asks with the same text.
            let last = lines.last().copied().unwrap_or_default();
            let values: Vec<Value> = lines
                .iter()
                .copied()
                .chain(std::iter::repeat(last))
                .take(ASKED)
                .map(Value::Int)
                .collect();
            lane.each(&sql, &values, &mut |row| self.remember(&row))?;
        }
        Ok(())
    }

    fn remember(&mut self, row: &[Value]) -> Result<(), StoreError> {
        let line = expect_int(row, 0, "order_line_id")?;
        let quantity = expect_int(row, 3, "quantity")?;
        let delivered = self.delivered.entry(line).or_insert(0);
        *delivered = delivered.saturating_add(quantity);
        if expect_text(row, 1, "source")? == self.source {
            let key = expect_text(row, 2, "key")?.into_boxed_str();
            self.stored.insert(key, (line, quantity));
        }
        Ok(())
    }

    /// Adds a delivery to its order line, in place of what was stored under its key; refuses what is too much.
    pub(super) fn add(&mut self, row: &ImportRow, parent: &Parent) -> Option<Problem> {
        let quantity = row.values[self.quantity].as_int()?;
        let before = self.stored.get(&row.key).copied();
        let so_far = self.delivered.get(&parent.id).copied().unwrap_or(0);
        let replaced = before.map_or(0, |(line, quantity)| if line == parent.id { quantity } else { 0 });
        let delivered = so_far.saturating_sub(replaced).saturating_add(quantity);
        let problem = parent
            .quantity
            .as_int()
            .and_then(|ordered| over_delivery(self.kind, ordered, delivered, self.most));
        if let Some(problem) = problem {
            return Some(problem.row(row.line));
        }
        if let Some((line, quantity)) = before.filter(|(line, _)| *line != parent.id)
            && let Some(other) = self.delivered.get_mut(&line)
        {
            *other = other.saturating_sub(quantity);
        }
        self.stored.remove(&row.key);
        self.delivered.insert(parent.id, delivered);
        None
    }
}
