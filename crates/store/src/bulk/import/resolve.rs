//! From the keys that a file writes to row ids, and from a fact to the fact it hangs on.

use super::{Import, Phase, Progress};
use crate::StoreError;
use crate::bulk::lane::Parent;
use crate::bulk::plan::KindPlan;
use crate::bulk::{expect_int, expect_text};
use crate::intake::ImportRow;
use domain::intake::problem::{Code, Problem};
use domain::intake::{KINDS, Kind, Value};
use std::collections::HashMap;

/// The query behind `Lane::parents`: source, key, id, supplier, business unit, partition date, quantity; oldest row
/// first.
pub(in crate::bulk) fn parent_text(kind: &Kind, condition: &str) -> String {
    let partition = kind.partition.unwrap_or("key");
    let quantity = kind.column("quantity").map_or("cast(null as bigint)", |_| "quantity");
    format!(
        "select source, key, id, supplier_id, business_unit_id, \"{partition}\", {quantity} \
         from {} where {condition} order by id",
        kind.table
    )
}

/// A reader that hands over another shape than the kind has would store nonsense.
pub(super) fn check_shape(plan: &KindPlan, row: &ImportRow) -> Result<(), StoreError> {
    let expected = plan.kind.columns.len();
    let shape = |found| StoreError::Shape {
        subject: format!("{} {}", plan.kind.name, row.key),
        found,
        expected,
    };
    if row.values.len() != expected {
        return Err(shape(row.values.len()));
    }
    for (position, (value, column)) in row.values.iter().zip(plan.kind.columns).enumerate() {
        let fits = match value {
            Value::Null => true,
            Value::Int(_) => !column.ty.is_text(),
            Value::Text(_) => column.ty.is_text() || matches!(column.ty, domain::intake::Type::Ref(_)),
        };
        if !fits {
            return Err(shape(position));
        }
    }
    Ok(())
}

/// The problem of a reference whose key is not known.
pub(super) fn unknown(row: &ImportRow, position: usize) -> Problem {
    let column = &row.kind.columns[position];
    let expected = match column.ty {
        domain::intake::Type::Ref(kind) => kind,
        _ => "",
    };
    let value = row.values[position].as_text().unwrap_or_default();
    Problem::new(Code::UnknownReference)
        .value(value)
        .expected(expected)
        .row(row.line)
        .field(row.kind.name, column.name)
}

impl Import<'_> {
    /// Replaces the keys of masters by their ids; returns the positions of what is unknown.
    pub(super) fn resolve_masters(&mut self, plan: &KindPlan, row: &mut ImportRow) -> Result<Vec<usize>, StoreError> {
        let mut unknown = Vec::new();
        for &(position, target) in &plan.masters {
            let Value::Text(key) = &row.values[position] else {
                continue;
            };
            if self.keys[target].is_none() {
                self.keys[target] = Some(self.load_keys(KINDS[target])?);
            }
            match self.keys[target].as_ref().and_then(|keys| keys.get(key)) {
                Some(id) => row.values[position] = Value::Int(*id),
                None => unknown.push(position),
            }
        }
        Ok(unknown)
    }

    fn load_keys(&mut self, kind: &Kind) -> Result<HashMap<Box<str>, i64>, StoreError> {
        let mut keys = HashMap::new();
        self.lane
            .each(&format!("select key, id from {}", kind.table), &[], &mut |row| {
                keys.insert(
                    expect_text(&row, 0, "key")?.into_boxed_str(),
                    expect_int(&row, 1, "id")?,
                );
                Ok(())
            })?;
        Ok(keys)
    }

    /// Hangs facts on the facts they name, takes over supplier and business unit, and refuses what cannot be.
    pub(super) fn hang(
        &mut self,
        progress: &mut Progress,
        rows: Vec<ImportRow>,
        phase: Phase,
    ) -> Result<(Vec<ImportRow>, Vec<Option<Parent>>), StoreError> {
        if progress.plan.parent.is_none() && rows.iter().all(is_complete) {
            let parents = vec![None; rows.len()];
            return Ok((rows, parents));
        }
        let parents = self.find_parents(&progress.plan, &rows)?;
        if let Some(deliveries) = &mut progress.deliveries {
            deliveries.look_up(self.lane, &parents)?;
        }
        let mut kept = (Vec::with_capacity(rows.len()), Vec::with_capacity(rows.len()));
        for (mut row, parent) in rows.into_iter().zip(parents) {
            let named = progress
                .plan
                .parent
                .filter(|column| row.values[column.position].as_text().is_some());
            match (named, &parent) {
                (Some(column), None) => {
                    self.wait_or_reject(progress, row, &[column.position], phase)?;
                    continue;
                }
                (Some(column), Some(parent)) => take_over(&progress.plan, &mut row, column.position, parent),
                (None, _) => {}
            }
            let mut problems = problems(&row, parent.as_ref());
            if let Some(parent) = &parent {
                problems.extend(self.other_supplier(&progress.plan, &row, parent)?);
            }
            if problems.is_empty()
                && let Some((deliveries, parent)) = progress.deliveries.as_mut().zip(parent.as_ref())
            {
                problems.extend(deliveries.add(&row, parent));
            }
            if problems.is_empty() {
                kept.0.push(row);
                kept.1.push(parent);
            } else {
                self.reject(progress, row, problems)?;
            }
        }
        Ok(kept)
    }

    fn find_parents(&mut self, plan: &KindPlan, rows: &[ImportRow]) -> Result<Vec<Option<Parent>>, StoreError> {
        let mut parents = vec![None; rows.len()];
        let Some(column) = plan.parent else { return Ok(parents) };
        let named: Vec<(usize, &str)> = rows
            .iter()
            .enumerate()
            .filter_map(|(index, row)| row.values[column.position].as_text().map(|key| (index, key)))
            .collect();
        if named.is_empty() {
            return Ok(parents);
        }
        let keys: Vec<&str> = named.iter().map(|(_, key)| *key).collect();
        let found = self.lane.parents(column.kind, &self.source, &keys)?;
        for ((index, _), parent) in named.iter().zip(found) {
            parents[*index] = parent;
        }
        Ok(parents)
    }

    /// The partition date of the fact that a row hung on before, when that is another one now.
    pub(super) fn old_parent_on(
        &mut self,
        plan: &KindPlan,
        before: &[Value],
        now: Option<&Parent>,
    ) -> Result<Option<String>, StoreError> {
        let Some((column, old)) = plan
            .parent
            .and_then(|column| Some((column, before[column.position].as_int()?)))
        else {
            return Ok(None);
        };
        if now.is_some_and(|parent| parent.id == old) {
            return Ok(None);
        }
        let partition = column.kind.partition.unwrap_or("key");
        let sql = format!("select \"{partition}\" from {} where id = $1", column.kind.table);
        let rows = self.lane.query(&sql, &[Value::Int(old)])?;
        rows.first().map(|row| expect_text(row, 0, partition)).transpose()
    }
}

impl Import<'_> {
    /// A fact that names another supplier than the fact it hangs on; a code merged into the other one is no other.
    fn other_supplier(
        &mut self,
        plan: &KindPlan,
        row: &ImportRow,
        parent: &Parent,
    ) -> Result<Option<Problem>, StoreError> {
        let own = plan.supplier.and_then(|own| Some((own, row.values[own].as_int()?)));
        let (Some((position, own)), Some(theirs)) = (own, parent.supplier.as_int()) else {
            return Ok(None);
        };
        if own == theirs || self.merged(own)? == self.merged(theirs)? {
            return Ok(None);
        }
        let code = |import: &mut Self, id: i64| {
            let rows = import
                .lane
                .query("select key from suppliers where id = $1", &[Value::Int(id)])?;
            rows.first()
                .map_or(Ok(String::new()), |row| expect_text(row, 0, "suppliers.key"))
        };
        let problem = Problem::new(Code::OtherSupplier)
            .value(code(self, own)?)
            .expected(code(self, theirs)?)
            .row(row.line)
            .field(row.kind.name, row.kind.columns[position].name);
        Ok(Some(problem))
    }

    /// The supplier that a code has become in the end.
    fn merged(&mut self, supplier: i64) -> Result<i64, StoreError> {
        let mut id = supplier;
        // Aliases of aliases are few; a circle of them ends here.
        for _ in 0..8 {
            let sql = "select merged_into_id from suppliers where id = $1";
            let rows = self.lane.query(sql, &[Value::Int(id)])?;
            match rows.first().and_then(|row| row[0].as_int()) {
                Some(next) if next != supplier => id = next,
                _ => break,
            }
        }
        Ok(id)
    }
}

fn take_over(plan: &KindPlan, row: &mut ImportRow, position: usize, parent: &Parent) {
    row.values[position] = Value::Int(parent.id);
    for (own, from_parent) in [
        (plan.supplier, &parent.supplier),
        (plan.business_unit, &parent.business_unit),
    ] {
        if let Some(own) = own.filter(|own| row.values[*own].is_null()) {
            row.values[own] = from_parent.clone();
            if Some(own) == plan.supplier {
                // Whose it is follows from the fact it hangs on, also when it now hangs on another one.
                row.unsaid &= !(1 << own);
            }
        }
    }
}

/// Whether every required cell is filled.
fn is_complete(row: &ImportRow) -> bool {
    row.values
        .iter()
        .zip(row.kind.columns)
        .all(|(value, column)| !column.required || !value.is_null())
}

/// What only the store can see once the references are known.
fn problems(row: &ImportRow, parent: Option<&Parent>) -> Vec<Problem> {
    let mut problems: Vec<Problem> = row
        .values
        .iter()
        .zip(row.kind.columns)
        .filter(|(value, column)| column.required && value.is_null())
        .map(|(_, column)| {
            Problem::new(Code::MissingValue)
                .row(row.line)
                .field(row.kind.name, column.name)
        })
        .collect();
    if matches!(row.kind.name, "receipt" | "hand_over")
        && let Some(ordered_on) = parent.map(|parent| parent.on.as_str())
        && let Some(day) = row
            .kind
            .position("day")
            .and_then(|position| row.values[position].as_text())
        && day < ordered_on
    {
        let problem = Problem::new(Code::ReceiptBeforeOrder).value(day).expected(ordered_on);
        problems.push(problem.row(row.line).field(row.kind.name, "day"));
    }
    problems
}
