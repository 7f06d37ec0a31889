//! Undoing an import: rows it brought go, rows it changed become what they were, as long as nothing later leans on them.

use super::import::{referring, write_audit, write_marks};
use super::lane::{Lane, WholeRow};
use super::plan::{KindPlan, parent_column};
use super::{Keep, expect_int, expect_text};
use crate::intake::stale::{self, Marks, Rules};
use crate::intake::{Tally, UndoOutcome};
use crate::platform::audit::AuditEvent;
use crate::{Store, StoreError};
use domain::intake::{Column, Kind, Value};
use serde_json::json;

impl Store {
    /// Takes an import back; refused while a later import changed its rows or refers to them.
    pub async fn undo_import(&self, import_id: i64, actor: &str, now: &str) -> Result<UndoOutcome, StoreError> {
        self.undo_and(import_id, actor, now, Keep::Commit).await
    }

    /// What an undo would do, by the same lines, rolled back.
    pub async fn preview_undo(&self, import_id: i64, actor: &str, now: &str) -> Result<UndoOutcome, StoreError> {
        self.undo_and(import_id, actor, now, Keep::Rollback).await
    }

    async fn undo_and(&self, import_id: i64, actor: &str, now: &str, keep: Keep) -> Result<UndoOutcome, StoreError> {
        let (actor, now) = (actor.to_owned(), now.to_owned());
        self.bulk_write(move |lane| Ok((undo(lane, import_id, &actor, &now)?, keep)))
            .await
    }
}

fn undo(lane: &mut dyn Lane, id: i64, actor: &str, now: &str) -> Result<UndoOutcome, StoreError> {
    refuse_unknown(lane, id)?;
    let mut touched = touched_kinds(lane, id)?;
    for (kind, tally) in &touched {
        refuse_later_change(lane, id, kind)?;
        if tally.stored > 0 {
            refuse_references(lane, id, kind)?;
        }
    }
    // Children before parents, so that a row still finds the fact it hangs on.
    touched.reverse();
    let mut marks = Marks::default();
    let mut outcome = UndoOutcome {
        removed: 0,
        restored: 0,
    };
    for (kind, tally) in &touched {
        mark_rows_of(lane, id, kind, &mut marks)?;
        outcome.restored += restore(lane, id, kind, &mut marks)?;
        let removed = lane.execute(
            &format!("delete from {} where import_id = $1", kind.table),
            &[Value::Int(id)],
        )?;
        if removed != tally.stored {
            let file = format!("undone import {id}");
            return Err(StoreError::Accounting {
                file,
                kind: kind.name,
                read: tally.stored,
                accounted: removed,
            });
        }
        outcome.removed += removed;
    }
    lane.execute("delete from import_change where import_id = $1", &[Value::Int(id)])?;
    lane.execute(
        "update import set undone_at = $1, undone_by = $2 where id = $3",
        &[Value::text(now), Value::text(actor), Value::Int(id)],
    )?;
    write_marks(lane, &marks)?;
    let detail = json!({ "removed": outcome.removed, "restored": outcome.restored }).to_string();
    write_audit(
        lane,
        actor,
        now,
        &AuditEvent::new("import.undo", &id.to_string(), &detail),
    )?;
    Ok(outcome)
}

fn refuse_unknown(lane: &mut dyn Lane, id: i64) -> Result<(), StoreError> {
    let rows = lane.query("select undone_at from import where id = $1", &[Value::Int(id)])?;
    match rows.first().map(|row| &row[0]) {
        None => Err(StoreError::UnknownImport { id }),
        Some(Value::Text(at)) => Err(StoreError::AlreadyUndone { id, at: at.to_string() }),
        Some(_) => Ok(()),
    }
}

/// The kinds of which the import stored or changed rows, in the order of the kinds.
fn touched_kinds(lane: &mut dyn Lane, id: i64) -> Result<Vec<(&'static Kind, Tally)>, StoreError> {
    let sql = "select kind, stored, changed from import_count where import_id = $1";
    let mut touched = Vec::new();
    for row in lane.query(sql, &[Value::Int(id)])? {
        let name = expect_text(&row, 0, "import_count.kind")?;
        let stored = expect_int(&row, 1, "import_count.stored")?.cast_unsigned();
        let changed = expect_int(&row, 2, "import_count.changed")?.cast_unsigned();
        let expected = "the name of a kind";
        let kind = domain::intake::find(&name).ok_or_else(|| StoreError::Corrupt {
            place: "import_count.kind".to_owned(),
            found: name,
            expected,
        })?;
        if stored + changed > 0 {
            touched.push((
                kind,
                Tally {
                    stored,
                    changed,
                    ..Tally::default()
                },
            ));
        }
    }
    touched.sort_by_key(|(kind, _)| super::plan::ordinal_of(kind.name));
    Ok(touched)
}

fn refuse_later_change(lane: &mut dyn Lane, id: i64, kind: &'static Kind) -> Result<(), StoreError> {
    let sql = "select max(import_id), count(*) from import_change where before_import = $1 and kind = $2";
    let rows = lane.query(sql, &[Value::Int(id), Value::text(kind.name)])?;
    match rows
        .first()
        .map(|row| (row[0].as_int(), row[1].as_int().unwrap_or(0).cast_unsigned()))
    {
        Some((Some(later), rows)) => Err(StoreError::TouchedLater {
            id,
            later,
            kind: kind.name,
            rows,
        }),
        _ => Ok(()),
    }
}

/// Rows of other imports must not be left pointing at nothing.
fn refuse_references(lane: &mut dyn Lane, id: i64, kind: &'static Kind) -> Result<(), StoreError> {
    for (other, column) in referring(kind) {
        let sql = format!(
            "select import_id, count(*) from {by} where import_id <> $1 and \"{column}\" in ( \
                 select r.id from {table} r where r.import_id = $1 and not exists ( \
                     select 1 from import_change c where c.import_id = $1 and c.kind = $2 and c.row_id = r.id)) \
             group by import_id order by import_id desc",
            by = other.table,
            table = kind.table,
        );
        let mut imports = Vec::new();
        let mut rows = 0;
        for row in lane.query(&sql, &[Value::Int(id), Value::text(kind.name)])? {
            imports.push(expect_int(&row, 0, "import_id")?);
            rows += expect_int(&row, 1, "count")?.cast_unsigned();
        }
        if rows > 0 {
            return Err(StoreError::StillReferenced {
                id,
                kind: kind.name,
                by: other.name,
                rows,
                imports: listed(&imports),
            });
        }
    }
    Ok(())
}

/// `12, 9, 7`; the latest first, since that is the order in which they can be undone.
fn listed(imports: &[i64]) -> String {
    imports.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Marks the months in which the rows of the import show now.
fn mark_rows_of(lane: &mut dyn Lane, id: i64, kind: &'static Kind, marks: &mut Marks) -> Result<(), StoreError> {
    let rules = Rules::new(kind);
    marks.removed(&rules);
    if let Some(partition) = kind.partition.filter(|_| rules.table.is_some()) {
        let sql = format!(
            "select distinct substr(\"{partition}\", 1, 7) from {} where import_id = $1",
            kind.table
        );
        mark_months(lane, &sql, id, rules.table, marks)?;
    }
    if let (Some(table), Some(parent)) = (rules.parent_table, parent_column(kind)) {
        let reference = kind.columns[parent.position].sql_name();
        let partition = parent.kind.partition.unwrap_or("key");
        let sql = format!(
            "select distinct substr(p.\"{partition}\", 1, 7) from {} c join {} p on p.id = c.\"{reference}\" \
             where c.import_id = $1",
            kind.table, parent.kind.table,
        );
        mark_months(lane, &sql, id, Some(table), marks)?;
    }
    if kind.name == "fx_rate" {
        let columns: Vec<String> = kind.columns.iter().map(Column::sql_name).collect();
        let sql = format!(
            "select {} from {} where import_id = $1",
            super::plan::quoted(&columns),
            kind.table
        );
        lane.each(&sql, &[Value::Int(id)], &mut |row| {
            marks.row(&rules, &row, None);
            Ok(())
        })?;
    }
    Ok(())
}

fn mark_months(
    lane: &mut dyn Lane,
    sql: &str,
    id: i64,
    table: Option<&'static str>,
    marks: &mut Marks,
) -> Result<(), StoreError> {
    let Some(table) = table else { return Ok(()) };
    lane.each(sql, &[Value::Int(id)], &mut |row| {
        if let Some(month) = row[0].as_text().and_then(stale::month_of_text) {
            marks.months.insert((table, month));
            // Prices of these lines may have served later ones.
            marks.reaching.insert((table, month));
        }
        Ok(())
    })
}

/// Gives changed rows their old content; returns how many.
fn restore(lane: &mut dyn Lane, id: i64, kind: &'static Kind, marks: &mut Marks) -> Result<u64, StoreError> {
    let plan = KindPlan::new(kind);
    let sql =
        "select row_id, before_import, before from import_change where import_id = $1 and kind = $2 order by row_id";
    let mut before = Vec::new();
    lane.each(sql, &[Value::Int(id), Value::text(kind.name)], &mut |row| {
        before.push(parse_image(&plan, &row)?);
        Ok(())
    })?;
    for row in &before {
        let parent_on = parent_on(lane, &plan, &row.values)?;
        marks.row(&plan.stale, &row.values, parent_on.as_deref());
        marks.reach(&plan.stale, &row.values);
    }
    lane.replace(&plan, &before)?;
    Ok(before.len() as u64)
}

fn parent_on(lane: &mut dyn Lane, plan: &KindPlan, values: &[Value]) -> Result<Option<String>, StoreError> {
    let Some((column, parent)) = plan
        .parent
        .and_then(|column| Some((column, values[column.position].as_int()?)))
    else {
        return Ok(None);
    };
    let partition = column.kind.partition.unwrap_or("key");
    let sql = format!("select \"{partition}\" from {} where id = $1", column.kind.table);
    let rows = lane.query(&sql, &[Value::Int(parent)])?;
    rows.first().map(|row| expect_text(row, 0, partition)).transpose()
}

/// A before-image read back: row id, import it came from, and the image.
fn parse_image(plan: &KindPlan, row: &[Value]) -> Result<WholeRow, StoreError> {
    let text = expect_text(row, 2, "import_change.before")?;
    let corrupt = || StoreError::Corrupt {
        place: "import_change.before".to_owned(),
        found: text.clone(),
        expected: "a row as one JSON object",
    };
    let image: serde_json::Value = serde_json::from_str(&text).map_err(|_| corrupt())?;
    let columns = image["columns"].as_object().ok_or_else(corrupt)?;
    // A column that is younger than the image was empty then.
    let values = plan.columns.iter().map(|name| match columns.get(name) {
        None | Some(serde_json::Value::Null) => Ok(Value::Null),
        Some(serde_json::Value::String(text)) => Ok(Value::text(text)),
        Some(number) => number.as_i64().map(Value::Int).ok_or_else(corrupt),
    });
    Ok(WholeRow {
        id: expect_int(row, 0, "import_change.row_id")?,
        source: image["source"].as_str().ok_or_else(corrupt)?.to_owned(),
        key: image["key"].as_str().ok_or_else(corrupt)?.to_owned(),
        values: values.collect::<Result<_, _>>()?,
        import_id: expect_int(row, 1, "import_change.before_import")?,
        row_no: image["row_no"].as_i64().ok_or_else(corrupt)?,
    })
}
