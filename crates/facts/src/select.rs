//! A person's own query: the same fence, wider, and with limits of rows, time and memory.

use crate::engine::{Engine, Settings};
use crate::error::translate;
use crate::query::SafeQuery;
use datafusion::arrow::array::{Array, RecordBatch};
use datafusion::arrow::datatypes::DataType;
use datafusion::arrow::util::display::{ArrayFormatter, DurationFormat, FormatOptions};
use datafusion::common::Result;
use domain::intake::ports::{FactError, Limits, ResultTable, SnapshotFile};
use futures::StreamExt;
use std::time::Duration;

/// Runs the query over the files; the table is cut to the limit of rows, and says how many there were.
pub(crate) fn select(
    engine: &Engine,
    files: &[SnapshotFile],
    sql: &str,
    limits: Limits,
) -> Result<ResultTable, FactError> {
    let partitions = std::thread::available_parallelism().map_or(2, usize::from);
    let settings = Settings {
        memory_bytes: Some(limits.memory_bytes),
        ..Settings::partitions(partitions)
    };
    let session = engine.session(files, settings)?;
    let paths: Vec<String> = files.iter().map(|file| file.path.clone()).collect();
    let sql = sql.to_owned();
    engine.run(Some(Duration::from_secs(limits.seconds)), async move {
        let query = SafeQuery::of_person(&sql)?;
        let plan = query.plan(&session).await?;
        let run = async {
            let plan = session.state().create_physical_plan(&plan).await?;
            let schema = plan.schema();
            let columns = schema
                .fields()
                .iter()
                .map(|field| (field.name().clone(), type_name(field.data_type())));
            let mut table = ResultTable {
                columns: columns.collect(),
                rows: Vec::new(),
                total_rows: 0,
            };
            let mut stream = datafusion::physical_plan::execute_stream(plan, session.task_ctx())?;
            while let Some(batch) = stream.next().await {
                let batch = batch?;
                let room = limits.rows.saturating_sub(table.rows.len()).min(batch.num_rows());
                table.rows.extend(cells(&batch.slice(0, room))?);
                table.total_rows += batch.num_rows();
            }
            Ok(table)
        };
        run.await.map_err(|error| {
            let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
            translate(&error, query.name(), &paths)
        })
    })
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
