//! Saving, publishing and dropping evaluations.

use super::{EvaluationRecord, EvaluationStatus, ResultRow};
use crate::bulk::{Keep, Lane, Target, expect_int, expect_text, keep_id, next_id, write_audit};
use crate::platform::audit::AuditEvent;
use crate::{Store, StoreError};
use domain::evaluation::observation::PartSum;
use domain::intake::Value;
use serde_json::json;

const FILES: Target = Target {
    table: "evaluation_file",
    columns: &[
        ("evaluation", false),
        ("ordinal", false),
        ("table_name", true),
        ("month", true),
        ("path", true),
        ("sha256", true),
        ("bytes", false),
        ("row_count", false),
    ],
};

const QUERIES: Target = Target {
    table: "evaluation_query",
    columns: &[("evaluation", false), ("ordinal", false), ("indicator", true)],
};

const BUCKETS: Target = Target {
    table: "evaluation_bucket",
    columns: &[
        ("evaluation", false),
        ("ordinal", false),
        ("from_day", true),
        ("to_day", true),
    ],
};

const OBSERVATIONS: Target = Target {
    table: "evaluation_observation",
    columns: &[
        ("evaluation", false),
        ("ordinal", false),
        ("query", false),
        ("supplier_id", false),
        ("category_id", false),
        ("unit_id", false),
        ("bucket", false),
        ("part", true),
        ("good", true),
        ("n", true),
        ("good_squared", true),
        ("events", false),
        ("hits", false),
        ("excused", false),
        ("cap", false),
        ("knockouts", false),
    ],
};

const RESULTS: Target = Target {
    table: "evaluation_result",
    columns: &[
        ("evaluation", false),
        ("ordinal", false),
        ("supplier_id", false),
        ("category_id", false),
        ("subject", true),
        ("value", true),
        ("score", true),
        ("rank_score", true),
        ("state", true),
        ("grade", true),
        ("level", true),
        ("detail", true),
    ],
};

/// The tables of an evaluation beside its header.
const PARTS: [&Target; 5] = [&FILES, &QUERIES, &BUCKETS, &OBSERVATIONS, &RESULTS];

/// What saving does with an unpublished evaluation of the same period and scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Earlier {
    Keep,
    Replace,
}

impl Store {
    /// Saves an evaluation whole, in one transaction with its audit entry.
    pub async fn save_evaluation(
        &self,
        record: &EvaluationRecord,
        earlier: Earlier,
        actor: &str,
        now: &str,
    ) -> Result<(), StoreError> {
        let (record, actor, now) = (record.clone(), actor.to_owned(), now.to_owned());
        self.bulk_write(move |lane| {
            save(lane, &record, earlier, &actor, &now)?;
            Ok(((), Keep::Commit))
        })
        .await
    }

    /// Drops a draft whole, in one transaction with its audit entry; what is published stays.
    pub async fn discard_evaluation(&self, id: &str, actor: &str, now: &str) -> Result<(), StoreError> {
        let (id, actor, now) = (id.to_owned(), actor.to_owned(), now.to_owned());
        self.bulk_write(move |lane| {
            match find(lane, &id)? {
                None => return Err(StoreError::UnknownEvaluation { id: id.clone() }),
                Some((_, EvaluationStatus::Published)) => return Err(StoreError::Published { id: id.clone() }),
                Some((number, EvaluationStatus::Draft)) => remove(lane, number)?,
            }
            write_audit(lane, &actor, &now, &AuditEvent::new("evaluation.discard", &id, ""))?;
            Ok(((), Keep::Commit))
        })
        .await
    }

    /// Publishes an evaluation: from here on it never changes and its files stay pinned.
    pub async fn publish_evaluation(&self, id: &str, actor: &str, now: &str) -> Result<(), StoreError> {
        let (id, actor, now) = (id.to_owned(), actor.to_owned(), now.to_owned());
        self.bulk_write(move |lane| {
            let (number, status) = find(lane, &id)?.ok_or_else(|| StoreError::UnknownEvaluation { id: id.clone() })?;
            if status == EvaluationStatus::Draft {
                let published = Value::text(EvaluationStatus::Published.name());
                lane.execute(
                    "update evaluation set status = $1 where number = $2",
                    &[published, Value::Int(number)],
                )?;
                write_audit(lane, &actor, &now, &AuditEvent::new("evaluation.publish", &id, ""))?;
            }
            Ok(((), Keep::Commit))
        })
        .await
    }
}

fn save(
    lane: &mut dyn Lane,
    record: &EvaluationRecord,
    earlier: Earlier,
    actor: &str,
    now: &str,
) -> Result<(), StoreError> {
    let header = &record.header;
    match find(lane, &header.id)? {
        Some((_, EvaluationStatus::Published)) => return Err(StoreError::Published { id: header.id.clone() }),
        Some((number, EvaluationStatus::Draft)) => remove(lane, number)?,
        None => {}
    }
    let mut replaced = Vec::new();
    if earlier == Earlier::Replace {
        let sql = "select number, id from evaluation where period = $1 and scheme = $2 and status = $3 order by number";
        let draft = Value::text(EvaluationStatus::Draft.name());
        for row in lane.query(sql, &[Value::text(&header.period), Value::text(&header.scheme), draft])? {
            remove(lane, expect_int(&row, 0, "evaluation.number")?)?;
            replaced.push(expect_text(&row, 1, "evaluation.id")?);
        }
    }
    let number = next_id(lane, "evaluation")?;
    keep_id(lane, "evaluation", number)?;
    insert_header(lane, number, record)?;
    insert_parts(lane, number, record)?;
    let detail = json!({
        "period": header.period, "scheme": header.scheme, "scheme_version": header.scheme_version,
        "files": record.files.len(), "observations": record.observations.len(), "results": record.results.len(),
        "replaced": replaced,
    });
    write_audit(
        lane,
        actor,
        now,
        &AuditEvent::new("evaluation.save", &header.id, &detail.to_string()),
    )
}

fn find(lane: &mut dyn Lane, id: &str) -> Result<Option<(i64, EvaluationStatus)>, StoreError> {
    let rows = lane.query(
        "select number, status from evaluation where id = $1",
        &[Value::text(id)],
    )?;
    let Some(row) = rows.first() else { return Ok(None) };
    let status = EvaluationStatus::from_name(&expect_text(row, 1, "evaluation.status")?)?;
    Ok(Some((expect_int(row, 0, "evaluation.number")?, status)))
}

fn remove(lane: &mut dyn Lane, number: i64) -> Result<(), StoreError> {
    for part in PARTS {
        lane.execute(
            &format!("delete from {} where evaluation = $1", part.table),
            &[Value::Int(number)],
        )?;
    }
    lane.execute("delete from evaluation where number = $1", &[Value::Int(number)])?;
    Ok(())
}

fn insert_header(lane: &mut dyn Lane, number: i64, record: &EvaluationRecord) -> Result<(), StoreError> {
    let header = &record.header;
    lane.execute(
        "insert into evaluation (number, id, period, scheme, scheme_version, as_of, unit_id, status, \
         created_at, created_by, document) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        &[
            Value::Int(number),
            Value::text(&header.id),
            Value::text(&header.period),
            Value::text(&header.scheme),
            Value::Int(i64::from(header.scheme_version)),
            Value::text(&header.as_of.to_string()),
            header.unit_id.map_or(Value::Null, Value::Int),
            Value::text(header.status.name()),
            Value::text(&header.created_at),
            Value::text(&header.created_by),
            Value::text(&header.document),
        ],
    )?;
    Ok(())
}

fn insert_parts(lane: &mut dyn Lane, number: i64, record: &EvaluationRecord) -> Result<(), StoreError> {
    let mut files = record.files.iter().map(|file| {
        vec![
            Value::text(&file.table),
            Value::text(&file.month.map(|month| month.to_string()).unwrap_or_default()),
            Value::text(&file.path),
            Value::text(&file.sha256),
            Value::Int(file.bytes.cast_signed()),
            Value::Int(file.rows.cast_signed()),
        ]
    });
    insert(lane, &FILES, number, &mut files)?;
    insert(
        lane,
        &QUERIES,
        number,
        &mut record.queries.iter().map(|indicator| vec![Value::text(indicator)]),
    )?;
    let mut buckets = record
        .buckets
        .iter()
        .map(|span| vec![Value::text(&span.from.to_string()), Value::text(&span.to.to_string())]);
    insert(lane, &BUCKETS, number, &mut buckets)?;
    insert(
        lane,
        &OBSERVATIONS,
        number,
        &mut record.observations.iter().map(observation),
    )?;
    insert(lane, &RESULTS, number, &mut record.results.iter().map(result))
}

/// Rows with the evaluation's number and their own place in front.
fn insert(
    lane: &mut dyn Lane,
    target: &Target,
    number: i64,
    rows: &mut dyn Iterator<Item = Vec<Value>>,
) -> Result<(), StoreError> {
    let mut numbered = (0..).zip(rows).map(|(ordinal, cells)| {
        let mut row = Vec::with_capacity(cells.len() + 2);
        row.extend([Value::Int(number), Value::Int(ordinal)]);
        row.extend(cells);
        row
    });
    lane.insert(target, &mut numbered)
}

fn observation(sum: &PartSum) -> Vec<Value> {
    let position = |value: usize| Value::Int(i64::try_from(value).unwrap_or(i64::MAX));
    let count = |value: u64| Value::Int(value.cast_signed());
    vec![
        position(sum.query),
        Value::Int(sum.supplier_id),
        Value::Int(sum.category_id),
        Value::Int(sum.unit_id),
        position(sum.bucket),
        Value::text(&sum.part),
        Value::text(&sum.good.to_string()),
        Value::text(&sum.n.to_string()),
        Value::text(&sum.good_squared.to_string()),
        count(sum.events),
        count(sum.hits),
        count(sum.excused),
        sum.cap.map_or(Value::Null, |cap| Value::Int(i64::from(cap))),
        count(sum.knockouts),
    ]
}

fn result(row: &ResultRow) -> Vec<Value> {
    let decimal = |value: &Option<domain::Decimal>| value.map_or(Value::Null, |value| Value::text(&value.to_string()));
    let text = |value: &Option<String>| value.as_deref().map_or(Value::Null, Value::text);
    vec![
        Value::Int(row.supplier_id),
        Value::Int(row.category_id),
        Value::text(&row.subject),
        decimal(&row.value),
        decimal(&row.score),
        decimal(&row.rank_score),
        Value::text(&row.state),
        text(&row.grade),
        text(&row.level),
        Value::text(&row.detail),
    ]
}
