//! Reading evaluations back, to the same bytes.

use super::{EvaluationHead, EvaluationHeader, EvaluationRecord, EvaluationStatus, ResultRow};
use crate::bulk::{Lane, expect_int, expect_text};
use crate::{Store, StoreError};
use domain::evaluation::observation::PartSum;
use domain::intake::Value;
use domain::intake::ports::SnapshotFile;
use domain::period::{Month, Span};
use domain::{Date, Decimal};
use std::str::FromStr;

const HEADER: &str = "select number, id, period, scheme, scheme_version, as_of, unit_id, status, created_at, \
     created_by, document from evaluation";

impl Store {
    /// All evaluations, oldest first.
    pub async fn evaluations(&self) -> Result<Vec<EvaluationHeader>, StoreError> {
        self.bulk_read(|lane| {
            Ok(headers(lane, &format!("{HEADER} order by number"), &[])?
                .into_iter()
                .map(|(_, header)| header)
                .collect())
        })
        .await
    }

    /// All evaluations without their documents, oldest first.
    pub async fn evaluation_heads(&self) -> Result<Vec<EvaluationHead>, StoreError> {
        self.bulk_read(|lane| {
            let sql = "select id, period, scheme, scheme_version, as_of, unit_id, status, created_at, created_by \
                 from evaluation order by number";
            lane.query(sql, &[])?.iter().map(|row| head(row)).collect()
        })
        .await
    }

    /// The results of one evaluation, one line per supplier, without opening its observations.
    pub async fn evaluation_results(&self, id: &str) -> Result<Vec<ResultRow>, StoreError> {
        let values = [Value::text(id)];
        self.bulk_read(move |lane| {
            let sql = "select r.supplier_id, r.category_id, r.subject, r.value, r.score, r.rank_score, r.state, \
                 r.grade, r.level, r.detail from evaluation_result r join evaluation e on e.number = r.evaluation \
                 where e.id = $1 order by r.ordinal";
            lane.query(sql, &values)?.iter().map(|row| result(row)).collect()
        })
        .await
    }

    /// One evaluation whole.
    pub async fn evaluation(&self, id: &str) -> Result<Option<EvaluationRecord>, StoreError> {
        let id = id.to_owned();
        self.bulk_read(move |lane| {
            let found = headers(lane, &format!("{HEADER} where id = $1"), &[Value::text(&id)])?;
            found
                .into_iter()
                .next()
                .map(|(number, header)| record(lane, number, header))
                .transpose()
        })
        .await
    }

    /// The newest evaluation of a period, of one scheme when that is given.
    pub async fn latest_evaluation(
        &self,
        period: &str,
        scheme: Option<&str>,
    ) -> Result<Option<EvaluationHeader>, StoreError> {
        let values = [Value::text(period), Value::text(scheme.unwrap_or_default())];
        self.bulk_read(move |lane| {
            let sql = format!("{HEADER} where period = $1 and ($2 = '' or scheme = $2) order by number desc limit 1");
            Ok(headers(lane, &sql, &values)?
                .into_iter()
                .next()
                .map(|(_, header)| header))
        })
        .await
    }

    /// The files that evaluations read, each once: a sweep keeps them.
    pub async fn pinned_files(&self) -> Result<Vec<SnapshotFile>, StoreError> {
        self.bulk_read(|lane| {
            let sql = "select distinct table_name, month, path, sha256, bytes, row_count from evaluation_file \
                 order by table_name, month, path";
            lane.query(sql, &[])?.iter().map(|row| file(row)).collect()
        })
        .await
    }
}

fn headers(lane: &mut dyn Lane, sql: &str, values: &[Value]) -> Result<Vec<(i64, EvaluationHeader)>, StoreError> {
    let rows = lane.query(sql, values)?;
    rows.iter()
        .map(|row| {
            let text = |at: usize| expect_text(row, at, "evaluation");
            let header = EvaluationHeader {
                id: text(1)?,
                period: text(2)?,
                scheme: text(3)?,
                scheme_version: narrow(expect_int(row, 4, "evaluation.scheme_version")?)?,
                as_of: parse::<Date>(&text(5)?, "a date")?,
                unit_id: row[6].as_int(),
                status: EvaluationStatus::from_name(&text(7)?)?,
                created_at: text(8)?,
                created_by: text(9)?,
                document: text(10)?,
            };
            Ok((expect_int(row, 0, "evaluation.number")?, header))
        })
        .collect()
}

fn head(row: &[Value]) -> Result<EvaluationHead, StoreError> {
    let text = |at: usize| expect_text(row, at, "evaluation");
    Ok(EvaluationHead {
        id: text(0)?,
        period: text(1)?,
        scheme: text(2)?,
        scheme_version: narrow(expect_int(row, 3, "evaluation.scheme_version")?)?,
        as_of: parse::<Date>(&text(4)?, "a date")?,
        unit_id: row[5].as_int(),
        status: EvaluationStatus::from_name(&text(6)?)?,
        created_at: text(7)?,
        created_by: text(8)?,
    })
}

fn record(lane: &mut dyn Lane, number: i64, header: EvaluationHeader) -> Result<EvaluationRecord, StoreError> {
    let files = "select table_name, month, path, sha256, bytes, row_count from evaluation_file";
    let queries = "select indicator from evaluation_query";
    let buckets = "select from_day, to_day from evaluation_bucket";
    let observations = "select query, supplier_id, category_id, unit_id, bucket, part, good, n, good_squared, \
         events, hits, excused, cap, knockouts from evaluation_observation";
    let results = "select supplier_id, category_id, subject, value, score, rank_score, state, grade, level, detail \
         from evaluation_result";
    Ok(EvaluationRecord {
        header,
        files: part(lane, files, number, |row| file(&row))?,
        queries: part(lane, queries, number, |row| expect_text(&row, 0, "evaluation_query"))?,
        buckets: part(lane, buckets, number, |row| span(&row))?,
        observations: part(lane, observations, number, |row| observation(&row))?,
        results: part(lane, results, number, |row| result(&row))?,
    })
}

/// The rows of one part in the order they were saved.
fn part<T>(
    lane: &mut dyn Lane,
    select: &str,
    number: i64,
    read: impl Fn(Vec<Value>) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let mut parts = Vec::new();
    lane.each(
        &format!("{select} where evaluation = $1 order by ordinal"),
        &[Value::Int(number)],
        &mut |row| {
            parts.push(read(row)?);
            Ok(())
        },
    )?;
    Ok(parts)
}

fn file(row: &[Value]) -> Result<SnapshotFile, StoreError> {
    let text = |at: usize| expect_text(row, at, "evaluation_file");
    let month = text(1)?;
    Ok(SnapshotFile {
        table: text(0)?,
        month: if month.is_empty() {
            None
        } else {
            Some(parse::<Month>(&month, "a month")?)
        },
        path: text(2)?,
        sha256: text(3)?,
        bytes: expect_int(row, 4, "evaluation_file.bytes")?.cast_unsigned(),
        rows: expect_int(row, 5, "evaluation_file.row_count")?.cast_unsigned(),
    })
}

fn span(row: &[Value]) -> Result<Span, StoreError> {
    let day = |at: usize| parse::<Date>(&expect_text(row, at, "evaluation_bucket")?, "a date");
    Ok(Span {
        from: day(0)?,
        to: day(1)?,
    })
}

fn observation(row: &[Value]) -> Result<PartSum, StoreError> {
    let int = |at: usize| expect_int(row, at, "evaluation_observation");
    let decimal = |at: usize| parse::<Decimal>(&expect_text(row, at, "evaluation_observation")?, "a decimal");
    Ok(PartSum {
        query: narrow(int(0)?)?,
        supplier_id: int(1)?,
        category_id: int(2)?,
        unit_id: int(3)?,
        bucket: narrow(int(4)?)?,
        part: expect_text(row, 5, "evaluation_observation.part")?,
        good: decimal(6)?,
        n: decimal(7)?,
        good_squared: decimal(8)?,
        events: int(9)?.cast_unsigned(),
        hits: int(10)?.cast_unsigned(),
        excused: int(11)?.cast_unsigned(),
        cap: row[12].as_int().map(narrow).transpose()?,
        knockouts: int(13)?.cast_unsigned(),
    })
}

pub(crate) fn result(row: &[Value]) -> Result<ResultRow, StoreError> {
    let decimal = |at: usize| {
        row[at]
            .as_text()
            .map(|text| parse::<Decimal>(text, "a decimal"))
            .transpose()
    };
    let text = |at: usize| row[at].as_text().map(str::to_owned);
    Ok(ResultRow {
        supplier_id: expect_int(row, 0, "evaluation_result")?,
        category_id: expect_int(row, 1, "evaluation_result")?,
        subject: expect_text(row, 2, "evaluation_result.subject")?,
        value: decimal(3)?,
        score: decimal(4)?,
        rank_score: decimal(5)?,
        state: expect_text(row, 6, "evaluation_result.state")?,
        grade: text(7),
        level: text(8),
        detail: expect_text(row, 9, "evaluation_result.detail")?,
    })
}

fn parse<T: FromStr>(text: &str, expected: &'static str) -> Result<T, StoreError> {
    let place = "a stored evaluation".to_owned();
    text.parse().map_err(|_| StoreError::Corrupt {
        place,
        found: text.to_owned(),
        expected,
    })
}

fn narrow<T: TryFrom<i64>>(value: i64) -> Result<T, StoreError> {
    let place = "a stored evaluation".to_owned();
    T::try_from(value).map_err(|_| StoreError::Corrupt {
        place,
        found: value.to_string(),
        expected: "a small count",
    })
}
