//! A person's own query: the same fence, wider, and with limits of rows, time and memory.

use crate::engine::{Engine, Settings};
use crate::error::translate;
use crate::query::SafeQuery;
use datafusion::arrow::array::{Array, RecordBatch};
use datafusion::arrow::datatypes::{DataType, Schema};
use datafusion::arrow::util::display::{ArrayFormatter, DurationFormat, FormatOptions};
use datafusion::common::{DataFusionError, Result};
use domain::intake::ports::{FactError, Limits, ResultTable, SnapshotFile};
use futures::StreamExt;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::Duration;

/// A part of an answer, in this order: columns, any number of rows, the total.
#[derive(Debug)]
pub(crate) enum Rows {
    /// Name and type.
    Columns(Vec<(String, String)>),
    Cells(Vec<Vec<Option<String>>>),
    /// Rows there were before the limit cut them.
    Total(usize),
}

impl Rows {
    pub(crate) fn add_to(self, table: &mut ResultTable) {
        match self {
            Rows::Columns(columns) => table.columns = columns,
            Rows::Cells(rows) => table.rows.extend(rows),
            Rows::Total(total) => table.total_rows = total,
        }
    }
}

/// Parts of an answer on their way from the engine to whoever takes them.
const PARTS_AHEAD: usize = 2;

/// Runs the query over the files; the rows are cut to the limit, and the total says how many there were.
pub(crate) fn select(
    engine: &Engine,
    files: &[SnapshotFile],
    (sql, limits): (&str, Limits),
    take: &mut dyn FnMut(Rows) -> Result<(), FactError>,
) -> Result<(), FactError> {
    let partitions = std::thread::available_parallelism().map_or(2, usize::from);
    let settings = Settings {
        memory_bytes: Some(limits.memory_bytes),
        ..Settings::partitions(partitions)
    };
    let session = engine.session(files, settings)?;
    let paths: Vec<String> = files.iter().map(|file| file.path.clone()).collect();
    let sql = sql.to_owned();
    let (sender, receiver) = sync_channel(PARTS_AHEAD);
    let work = async move {
        let query = SafeQuery::of_person(&sql)?;
        let plan = query.plan(&session).await?;
        let run = async {
            let plan = session.state().create_physical_plan(&plan).await?;
            give(&sender, Rows::Columns(columns(&plan.schema())))?;
            let (mut given, mut total) = (0, 0);
            let mut stream = datafusion::physical_plan::execute_stream(plan, session.task_ctx())?;
            while let Some(batch) = stream.next().await {
                let batch = batch?;
                let room = limits.rows.saturating_sub(given).min(batch.num_rows());
                if room > 0 {
                    give(&sender, Rows::Cells(cells(&batch.slice(0, room))?))?;
                }
                given += room;
                total += batch.num_rows();
            }
            give(&sender, Rows::Total(total))
        };
        run.await.map_err(|error| {
            let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
            translate(&error, query.name(), &paths)
        })
    };
    engine.stream(Duration::from_secs(limits.seconds), work, &receiver, take)
}

/// Hands a part on; when nobody takes it any longer the query stops.
fn give(sender: &SyncSender<Rows>, rows: Rows) -> Result<()> {
    sender
        .send(rows)
        .map_err(|_| DataFusionError::Execution("nobody waits for the answer".to_owned()))
}

fn columns(schema: &Schema) -> Vec<(String, String)> {
    let fields = schema.fields().iter();
    fields
        .map(|field| (field.name().clone(), type_name(field.data_type())))
        .collect()
}

/// The type in the words of SQL.
pub(crate) fn type_name(data_type: &DataType) -> String {
    match data_type {
        DataType::Utf8 | DataType::Utf8View | DataType::LargeUtf8 => "text".to_owned(),
        DataType::Date32 | DataType::Date64 => "date".to_owned(),
        DataType::Boolean => "boolean".to_owned(),
        DataType::Decimal128(digits, places) => format!("decimal({digits},{places})"),
        DataType::Float16 | DataType::Float32 | DataType::Float64 => "double".to_owned(),
        DataType::Timestamp(..) => "timestamp".to_owned(),
        DataType::List(item) if matches!(item.data_type(), DataType::Struct(_)) => "arrivals".to_owned(),
        DataType::Null => "null".to_owned(),
        whole if whole.is_integer() => "bigint".to_owned(),
        other => other.to_string().to_lowercase(),
    }
}

fn cells(batch: &RecordBatch) -> Result<Vec<Vec<Option<String>>>> {
    let options = FormatOptions::default().with_duration_format(DurationFormat::ISO8601);
    let formatters: Vec<ArrayFormatter<'_>> = batch
        .columns()
        .iter()
        .map(|column| ArrayFormatter::try_new(column.as_ref(), &options))
        .collect::<std::result::Result<_, _>>()?;
    let mut rows = Vec::with_capacity(batch.num_rows());
    for row in 0..batch.num_rows() {
        let mut cells = Vec::with_capacity(formatters.len());
        for (column, formatter) in batch.columns().iter().zip(&formatters) {
            let cell = if column.is_null(row) {
                None
            } else {
                Some(formatter.value(row).try_to_string()?)
            };
            cells.push(cell);
        }
        rows.push(cells);
    }
    Ok(rows)
}
