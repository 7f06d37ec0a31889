//! What parent and child say to each other: the requests of the port, and the parts of an answer.

use super::DRAFT_POOL_BYTES;
use domain::evaluation::observation::{EventRow, ObserveQuery, ParameterValue, PartSum};
use domain::intake::ports::{EventsRequest, FactError, Limits, ObserveRequest, SnapshotFile};
use domain::period::{Month, Span};
use domain::{Date, Decimal};
use serde::{Deserialize, Serialize};
use std::io;

#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Request {
    Observe(Observe),
    Events(Events),
    Lint(Lint),
    Select(Select),
}

impl Request {
    pub(super) fn observe(request: &ObserveRequest<'_>) -> Request {
        Request::Observe(Observe {
            files: files(request.files),
            queries: request.queries.iter().map(Query::of).collect(),
            as_of: request.as_of,
            buckets: request.buckets.iter().map(|span| (span.from, span.to)).collect(),
            unit_id: request.unit_id,
            partitions: request.partitions,
        })
    }

    pub(super) fn events(request: &EventsRequest<'_>) -> Request {
        Request::Events(Events {
            files: files(request.files),
            query: Query::of(request.query),
            as_of: request.as_of,
            span: (request.span.from, request.span.to),
            supplier_id: request.supplier_id,
            category_id: request.category_id,
            unit_id: request.unit_id,
            limit: request.limit,
        })
    }

    pub(super) fn lint(sql: &str, parameters: &[(String, ParameterValue)]) -> Request {
        Request::Lint(Lint {
            sql: sql.to_owned(),
            parameters: given(parameters),
        })
    }

    pub(super) fn select(list: &[SnapshotFile], sql: &str, limits: Limits) -> Request {
        Request::Select(Select {
            files: files(list),
            sql: sql.to_owned(),
            rows: limits.rows,
            memory_bytes: limits.memory_bytes,
        })
    }

    /// What the pool of the child may hold.
    pub(super) fn pool_bytes(&self) -> usize {
        match self {
            Request::Select(select) => select.memory_bytes,
            Request::Observe(_) | Request::Events(_) | Request::Lint(_) => DRAFT_POOL_BYTES,
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Observe {
    files: Vec<Listed>,
    queries: Vec<Query>,
    as_of: Date,
    buckets: Vec<(Date, Date)>,
    unit_id: Option<i64>,
    partitions: usize,
}

impl Observe {
    /// Gives the request as the port has it to `work`.
    pub(super) fn with<T>(self, work: impl FnOnce(&ObserveRequest<'_>) -> T) -> T {
        let files = listed(self.files);
        let queries: Vec<ObserveQuery> = self.queries.into_iter().map(ObserveQuery::from).collect();
        let buckets: Vec<Span> = self.buckets.into_iter().map(span).collect();
        work(&ObserveRequest {
            files: &files,
            queries: &queries,
            as_of: self.as_of,
            buckets: &buckets,
            unit_id: self.unit_id,
            partitions: self.partitions,
        })
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Events {
    files: Vec<Listed>,
    query: Query,
    as_of: Date,
    span: (Date, Date),
    supplier_id: i64,
    category_id: Option<i64>,
    unit_id: Option<i64>,
    limit: usize,
}

impl Events {
    pub(super) fn with<T>(self, work: impl FnOnce(&EventsRequest<'_>) -> T) -> T {
        let files = listed(self.files);
        let query = ObserveQuery::from(self.query);
        work(&EventsRequest {
            files: &files,
            query: &query,
            as_of: self.as_of,
            span: span(self.span),
            supplier_id: self.supplier_id,
            category_id: self.category_id,
            unit_id: self.unit_id,
            limit: self.limit,
        })
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Lint {
    pub(super) sql: String,
    parameters: Vec<(String, Value)>,
}

impl Lint {
    pub(super) fn parameters(&self) -> Vec<(String, ParameterValue)> {
        let parameters = self.parameters.iter().cloned();
        parameters.map(|(name, value)| (name, value.into())).collect()
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Select {
    files: Vec<Listed>,
    pub(super) sql: String,
    pub(super) rows: usize,
    pub(super) memory_bytes: usize,
}

impl Select {
    pub(super) fn files(&self) -> Vec<SnapshotFile> {
        self.files.iter().cloned().map(SnapshotFile::from).collect()
    }
}

/// One part of an answer.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Reply {
    Sums(Vec<Sum>),
    Events(Vec<Event>),
    Columns(Vec<(String, String)>),
    Cells(Vec<Vec<Option<String>>>),
    Total(usize),
    Failed(Failure),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Listed {
    table: String,
    month: Option<(i16, i8)>,
    path: String,
    sha256: String,
    bytes: u64,
    rows: u64,
}

fn files(files: &[SnapshotFile]) -> Vec<Listed> {
    files
        .iter()
        .map(|file| Listed {
            table: file.table.clone(),
            month: file.month.map(|month| (month.year, month.month)),
            path: file.path.clone(),
            sha256: file.sha256.clone(),
            bytes: file.bytes,
            rows: file.rows,
        })
        .collect()
}

fn listed(files: Vec<Listed>) -> Vec<SnapshotFile> {
    files.into_iter().map(SnapshotFile::from).collect()
}

impl From<Listed> for SnapshotFile {
    fn from(file: Listed) -> SnapshotFile {
        SnapshotFile {
            table: file.table,
            month: file.month.map(|(year, month)| Month { year, month }),
            path: file.path,
            sha256: file.sha256,
            bytes: file.bytes,
            rows: file.rows,
        }
    }
}

fn span((from, to): (Date, Date)) -> Span {
    Span { from, to }
}

#[derive(Debug, Serialize, Deserialize)]
struct Query {
    indicator: String,
    sql: String,
    parameters: Vec<(String, Value)>,
    counted_owners: Vec<String>,
}

impl Query {
    fn of(query: &ObserveQuery) -> Query {
        Query {
            indicator: query.indicator.clone(),
            sql: query.sql.clone(),
            parameters: given(&query.parameters),
            counted_owners: query.counted_owners.clone(),
        }
    }
}

impl From<Query> for ObserveQuery {
    fn from(query: Query) -> ObserveQuery {
        let parameters = query.parameters.into_iter();
        ObserveQuery {
            indicator: query.indicator,
            sql: query.sql,
            parameters: parameters.map(|(name, value)| (name, value.into())).collect(),
            counted_owners: query.counted_owners,
        }
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
enum Value {
    Integer(i64),
    Decimal(Decimal),
    Word(String),
    Flag(bool),
}

fn given(parameters: &[(String, ParameterValue)]) -> Vec<(String, Value)> {
    let value = |value: &ParameterValue| match value {
        ParameterValue::Integer(number) => Value::Integer(*number),
        ParameterValue::Decimal(number) => Value::Decimal(*number),
        ParameterValue::Word(word) => Value::Word(word.clone()),
        ParameterValue::Flag(flag) => Value::Flag(*flag),
    };
    let parameters = parameters.iter();
    parameters.map(|(name, given)| (name.clone(), value(given))).collect()
}

impl From<Value> for ParameterValue {
    fn from(value: Value) -> ParameterValue {
        match value {
            Value::Integer(number) => ParameterValue::Integer(number),
            Value::Decimal(number) => ParameterValue::Decimal(number),
            Value::Word(word) => ParameterValue::Word(word),
            Value::Flag(flag) => ParameterValue::Flag(flag),
        }
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Sum {
    query: usize,
    supplier_id: i64,
    category_id: i64,
    unit_id: i64,
    bucket: usize,
    part: String,
    good: Decimal,
    n: Decimal,
    good_squared: Decimal,
    events: u64,
    hits: u64,
    excused: u64,
    cap: Option<u8>,
    knockouts: u64,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Event {
    table: Option<String>,
    row_id: i64,
    category_id: i64,
    unit_id: i64,
    on_date: Date,
    part: String,
    good: Decimal,
    n: Decimal,
    fault_owner: Option<String>,
    gate: Option<String>,
    counted: bool,
}

/// The same fields on both sides; a field that one of them lacks does not compile.
macro_rules! mirror {
    ($ours:ident, $theirs:ident, $($field:ident),+ $(,)?) => {
        impl From<$theirs> for $ours {
            fn from(value: $theirs) -> $ours {
                let $theirs { $($field),+ } = value;
                $ours { $($field),+ }
            }
        }

        impl From<$ours> for $theirs {
            fn from(value: $ours) -> $theirs {
                let $ours { $($field),+ } = value;
                $theirs { $($field),+ }
            }
        }
    };
}

mirror!(
    Sum,
    PartSum,
    query,
    supplier_id,
    category_id,
    unit_id,
    bucket,
    part,
    good,
    n,
    good_squared,
    events,
    hits,
    excused,
    cap,
    knockouts,
);
mirror!(
    Event,
    EventRow,
    table,
    row_id,
    category_id,
    unit_id,
    on_date,
    part,
    good,
    n,
    fault_owner,
    gate,
    counted,
);

/// What the engine refused, as the port says it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Failure {
    Query {
        indicator: String,
        problem: String,
        cure: String,
    },
    Overflow {
        indicator: String,
    },
    File {
        path: String,
    },
    Time,
    Memory,
    Io(String),
    Engine(String),
}

impl From<FactError> for Failure {
    fn from(error: FactError) -> Failure {
        match error {
            FactError::Query {
                indicator,
                problem,
                cure,
            } => Failure::Query {
                indicator,
                problem,
                cure,
            },
            FactError::Overflow { indicator } => Failure::Overflow { indicator },
            FactError::File { path } => Failure::File { path },
            FactError::Limit { what: "time" } => Failure::Time,
            FactError::Limit { .. } => Failure::Memory,
            FactError::Io(error) => Failure::Io(error.to_string()),
            FactError::Ended(ended) => Failure::Engine(ended.to_string()),
            FactError::Engine(problem) => Failure::Engine(problem),
        }
    }
}

impl From<Failure> for FactError {
    fn from(failure: Failure) -> FactError {
        match failure {
            Failure::Query {
                indicator,
                problem,
                cure,
            } => FactError::Query {
                indicator,
                problem,
                cure,
            },
            Failure::Overflow { indicator } => FactError::Overflow { indicator },
            Failure::File { path } => FactError::File { path },
            Failure::Time => FactError::Limit { what: "time" },
            Failure::Memory => FactError::Limit { what: "memory" },
            Failure::Io(problem) => FactError::Io(io::Error::other(problem)),
            Failure::Engine(problem) => FactError::Engine(problem),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_keeps_all_its_digits_on_the_way() {
        let digits = "79228162514264337593543950335";
        let value = Value::Decimal(digits.parse().unwrap());
        let text = serde_json::to_string(&value).unwrap();
        let Value::Decimal(read) = serde_json::from_str(&text).unwrap() else {
            panic!("{text}");
        };
        assert_eq!(read.to_string(), digits);
        let small: Decimal = "0.1000".parse().unwrap();
        let again: Decimal = serde_json::from_str(&serde_json::to_string(&small).unwrap()).unwrap();
        assert_eq!(again.to_string(), "0.1000", "trailing zeros stay");
    }
}
