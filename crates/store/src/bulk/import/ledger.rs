//! The book of one import: rejected rows, before-images, counts, stale months and the audit entry.

use crate::StoreError;
use crate::bulk::lane::{Lane, Target, WholeRow};
use crate::bulk::plan::KindPlan;
use crate::bulk::{expect_int, expect_text};
use crate::intake::stale::{self, GROUPS, Marks};
use crate::intake::{
    CHANGES_SHOWN, ChangedRow, ImportMeta, ImportOutcome, ImportRow, KindCount, REJECTED_SHOWN, RejectedRow, Tally,
};
use crate::platform::audit::{self, AuditEvent};
use domain::intake::{Kind, Value};
use serde_json::json;

/// Rows collected before they are written.
const CHUNK: usize = 4_096;

const REJECTIONS: Target = Target {
    table: "import_rejection",
    columns: &[
        ("import_id", false),
        ("ordinal", false),
        ("row_ordinal", false),
        ("kind", true),
        ("line", false),
        ("code", true),
        ("column_no", false),
        ("header", true),
        ("field", true),
        ("value", true),
        ("expected", true),
        ("nearest", true),
        ("raw", true),
    ],
};

const CHANGES: Target = Target {
    table: "import_change",
    columns: &[
        ("import_id", false),
        ("kind", true),
        ("row_id", false),
        ("before_import", false),
        ("before", true),
    ],
};

pub(super) struct Ledger {
    import_id: i64,
    /// The first rejected rows, for the caller.
    shown: Vec<RejectedRow>,
    rejections: Vec<Vec<Value>>,
    rejected_rows: i64,
    rejection_lines: i64,
    changes: Vec<Vec<Value>>,
    /// The first changed rows, for the caller.
    shown_changes: Vec<ChangedRow>,
}

impl Ledger {
    pub(super) fn new(import_id: i64) -> Ledger {
        let (shown, rejections, changes) = (Vec::new(), Vec::new(), Vec::new());
        Ledger {
            import_id,
            shown,
            rejections,
            rejected_rows: 0,
            rejection_lines: 0,
            changes,
            shown_changes: Vec::new(),
        }
    }

    pub(super) fn reject(&mut self, lane: &mut dyn Lane, row: RejectedRow) -> Result<(), StoreError> {
        self.rejected_rows += 1;
        for (index, problem) in row.problems.iter().enumerate() {
            self.rejection_lines += 1;
            // The raw text once per row, not once per problem.
            let raw = row.raw.as_deref().filter(|_| index == 0);
            let place = &problem.place;
            self.rejections.push(vec![
                Value::Int(self.import_id),
                Value::Int(self.rejection_lines),
                Value::Int(self.rejected_rows),
                Value::text(row.kind.name),
                Value::Int(row.line.cast_signed()),
                Value::text(problem.code.number()),
                place.column.map_or(Value::Null, |column| Value::Int(i64::from(column))),
                optional(place.header.as_deref()),
                optional(problem.field.as_deref()),
                Value::text(&problem.value),
                Value::text(&problem.expected),
                optional(problem.nearest.as_deref()),
                optional(raw),
            ]);
        }
        if self.shown.len() < REJECTED_SHOWN {
            self.shown.push(row);
        }
        flush(lane, &REJECTIONS, &mut self.rejections, CHUNK)
    }

    /// Keeps what a row was before, so that the import can be undone.
    pub(super) fn changed(
        &mut self,
        lane: &mut dyn Lane,
        plan: &KindPlan,
        (before, row): (&WholeRow, &ImportRow),
    ) -> Result<(), StoreError> {
        if self.shown_changes.len() < CHANGES_SHOWN {
            self.shown_changes.push(ChangedRow {
                kind: plan.kind,
                line: row.line,
                key: before.key.clone(),
                before: before.values.clone(),
                after: row.values.clone(),
            });
        }
        self.changes.push(vec![
            Value::Int(self.import_id),
            Value::text(plan.kind.name),
            Value::Int(before.id),
            Value::Int(before.import_id),
            Value::text(&image(plan, before)),
        ]);
        flush(lane, &CHANGES, &mut self.changes, CHUNK)
    }

    pub(super) fn finish(
        mut self,
        lane: &mut dyn Lane,
        meta: &ImportMeta,
        tallies: &[(&'static Kind, Tally)],
    ) -> Result<ImportOutcome, StoreError> {
        flush(lane, &REJECTIONS, &mut self.rejections, 1)?;
        flush(lane, &CHANGES, &mut self.changes, 1)?;
        let same_file_as = same_file(lane, meta)?;
        lane.execute(
            "insert into import (id, source, label, file_name, file_sha256, mapping, started_at, actor) \
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            &[
                Value::Int(self.import_id),
                Value::text(&meta.source),
                Value::text(&meta.label),
                Value::text(&meta.file_name),
                Value::text(&meta.file_sha256),
                Value::text(&meta.mapping),
                Value::text(&meta.started_at),
                Value::text(&meta.actor),
            ],
        )?;
        let mut counts = Vec::new();
        for (kind, tally) in tallies {
            write_count(lane, self.import_id, kind, tally)?;
            counts.push(KindCount {
                kind: kind.name,
                tally: *tally,
            });
        }
        write_audit(
            lane,
            &meta.actor,
            &meta.started_at,
            &event(self.import_id, meta, &counts),
        )?;
        self.shown.sort_by_key(|row| row.line);
        Ok(ImportOutcome {
            import_id: self.import_id,
            counts,
            rejected: self.shown,
            changes: self.shown_changes,
            same_file_as,
        })
    }
}

/// Marks months and raises the versions of reference data, all under one new value of the change counter.
pub(in crate::bulk) fn write_marks(lane: &mut dyn Lane, marks: &Marks) -> Result<(), StoreError> {
    if marks.months.is_empty() && marks.groups.is_empty() && marks.reaching.is_empty() {
        return Ok(());
    }
    let change = raise(lane, "change")?;
    for (table, month) in &marks.months {
        lane.execute(
            "insert into snapshot_mark (table_name, month, change) values ($1, $2, $3) \
             on conflict (table_name, month) do update set change = excluded.change",
            &[Value::text(table), Value::text(&month.to_string()), Value::Int(change)],
        )?;
    }
    for (table, month) in &marks.reaching {
        let last = stale::later(*month, stale::reach(table));
        lane.execute(
            "insert into snapshot_mark (table_name, month, change) \
             select table_name, month, $1 from snapshot_manifest \
             where table_name = $2 and month > $3 and month <= $4 \
             on conflict (table_name, month) do update set change = excluded.change",
            &[
                Value::Int(change),
                Value::text(table),
                Value::text(&month.to_string()),
                Value::text(&last.to_string()),
            ],
        )?;
    }
    for group in &marks.groups {
        debug_assert!(
            GROUPS.iter().any(|(known, _)| known == group),
            "an unknown group would never be noticed"
        );
        raise(lane, group)?;
    }
    Ok(())
}

/// Appends to the audit chain from a bulk lane.
pub(crate) fn write_audit(lane: &mut dyn Lane, actor: &str, now: &str, event: &AuditEvent) -> Result<(), StoreError> {
    let last = lane.query(audit::LAST, &[])?;
    let (sequence, previous) = match last.first() {
        Some(row) => (
            expect_int(row, 0, "audit_entry.sequence")?,
            expect_text(row, 1, "audit_entry.hash")?,
        ),
        None => (0, String::new()),
    };
    let entry = audit::link(sequence, previous, now, actor, event);
    let values = [
        Value::Int(entry.sequence),
        Value::text(&entry.at),
        Value::text(&entry.actor),
        Value::text(&entry.event.action),
        Value::text(&entry.event.subject),
        Value::text(&entry.event.detail),
        Value::text(&entry.previous),
        Value::text(&entry.hash),
    ];
    lane.execute(audit::INSERT, &values)?;
    Ok(())
}

fn raise(lane: &mut dyn Lane, counter: &str) -> Result<i64, StoreError> {
    let sql = "insert into change_counter (name, value) values ($1, 1) \
         on conflict (name) do update set value = change_counter.value + 1 returning value";
    let rows = lane.query(sql, &[Value::text(counter)])?;
    rows.first()
        .map_or(Err(StoreError::Ended), |row| expect_int(row, 0, "change_counter.value"))
}

fn same_file(lane: &mut dyn Lane, meta: &ImportMeta) -> Result<Option<i64>, StoreError> {
    let rows = lane.query(
        "select max(id) from import where file_sha256 = $1 and source = $2 and label = $3 and undone_at is null",
        &[
            Value::text(&meta.file_sha256),
            Value::text(&meta.source),
            Value::text(&meta.label),
        ],
    )?;
    Ok(rows.first().and_then(|row| row[0].as_int()))
}

fn write_count(lane: &mut dyn Lane, import_id: i64, kind: &Kind, tally: &Tally) -> Result<(), StoreError> {
    let count = |value: u64| Value::Int(value.cast_signed());
    lane.execute(
        "insert into import_count (import_id, kind, rows_read, stored, changed, unchanged, rejected) \
         values ($1, $2, $3, $4, $5, $6, $7)",
        &[
            Value::Int(import_id),
            Value::text(kind.name),
            count(tally.read),
            count(tally.stored),
            count(tally.changed),
            count(tally.unchanged),
            count(tally.rejected),
        ],
    )?;
    Ok(())
}

fn event(import_id: i64, meta: &ImportMeta, counts: &[KindCount]) -> AuditEvent {
    let counts: Vec<_> = counts
        .iter()
        .map(|count| {
            let tally = count.tally;
            json!({
                "kind": count.kind, "read": tally.read, "stored": tally.stored, "changed": tally.changed,
                "unchanged": tally.unchanged, "rejected": tally.rejected,
            })
        })
        .collect();
    let detail = json!({
        "file": meta.file_name, "sha256": meta.file_sha256, "source": meta.source, "label": meta.label, "counts": counts,
    });
    AuditEvent::new("import.commit", &import_id.to_string(), &detail.to_string())
}

/// The row as it was, as one JSON object.
fn image(plan: &KindPlan, before: &WholeRow) -> String {
    let columns: serde_json::Map<String, serde_json::Value> = plan
        .columns
        .iter()
        .zip(&before.values)
        .map(|(name, value)| {
            let value = match value {
                Value::Null => serde_json::Value::Null,
                Value::Int(value) => json!(value),
                Value::Text(text) => json!(text),
            };
            (name.clone(), value)
        })
        .collect();
    json!({ "source": before.source, "key": before.key, "row_no": before.row_no, "columns": columns }).to_string()
}

fn flush(lane: &mut dyn Lane, target: &Target, rows: &mut Vec<Vec<Value>>, at_least: usize) -> Result<(), StoreError> {
    if rows.len() >= at_least {
        lane.insert(target, &mut rows.drain(..))?;
    }
    Ok(())
}

fn optional(text: Option<&str>) -> Value {
    text.map_or(Value::Null, Value::text)
}
