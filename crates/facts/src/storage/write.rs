//! One snapshot file: written aside, synced, renamed; the same rows give the same bytes and name.

use super::UNFINISHED;
use super::columns::array;
use crate::schema::schema_of;
use datafusion::arrow::array::RecordBatch;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::arrow::arrow_writer::ArrowWriterOptions;
use datafusion::parquet::basic::Compression;
use datafusion::parquet::file::properties::{EnabledStatistics, WriterProperties, WriterVersion};
use datafusion::parquet::schema::types::ColumnPath;
use domain::intake::ports::{FactError, SnapshotFile};
use domain::intake::snapshot::{ColumnValues, SnapshotTable, SnapshotType, TableData, find};
use domain::period::Month;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Rows in one row group: the unit that is skipped by its statistics and shared out between threads.
const GROUP_ROWS: usize = 128 << 10;
/// Rows turned into columns at a time.
const CHUNK_ROWS: usize = 16 << 10;

/// Writes the rows, those of one supplier together.
pub(crate) fn write(folder: &Path, data: &TableData, month: Option<Month>) -> Result<SnapshotFile, FactError> {
    let table = find(data.table).ok_or_else(|| misfit(data.table, "there is no such table"))?;
    check_shape(table, data)?;
    let home = folder.join(table.name);
    std::fs::create_dir_all(&home)?;
    let aside = home.join(unfinished_name());
    let (sha256, bytes) = write_aside(&aside, table, data).inspect_err(|_| {
        // What is left behind is swept later; the first error is the one to report.
        drop(std::fs::remove_file(&aside));
    })?;
    let month_name = month.map_or_else(|| "all".to_owned(), |month| month.to_string());
    let path = format!("{}/{month_name}-{}.parquet", table.name, &sha256[..16]);
    std::fs::rename(&aside, folder.join(&path))?;
    sync_folder(&home)?;
    sync_folder(folder)?;
    let rows = u64::try_from(data.rows()).unwrap_or(u64::MAX);
    Ok(SnapshotFile {
        table: table.name.to_owned(),
        month,
        path,
        sha256,
        bytes,
        rows,
    })
}

fn write_aside(aside: &Path, table: &'static SnapshotTable, data: &TableData) -> Result<(String, u64), FactError> {
    let engine = |error: &dyn std::fmt::Display| FactError::Engine(format!("writing {}: {error}", table.name));
    let schema = schema_of(table);
    let sink = Hashing {
        inner: BufWriter::with_capacity(1 << 20, File::create(aside)?),
        hash: Sha256::new(),
        bytes: 0,
    };
    let options = ArrowWriterOptions::new()
        .with_properties(properties(table))
        .with_skip_arrow_metadata(true);
    let mut writer =
        ArrowWriter::try_new_with_options(sink, Arc::clone(&schema), options).map_err(|error| engine(&error))?;
    for rows in by_supplier(table, data).chunks(CHUNK_ROWS) {
        let mut columns = Vec::with_capacity(table.columns.len());
        for (column, values) in table.columns.iter().zip(&data.columns) {
            let array = array(values, column.ty, rows).map_err(|error| engine(&error))?;
            columns.push(array.ok_or_else(|| misfit(table.name, column.name))?);
        }
        let batch = RecordBatch::try_new(Arc::clone(&schema), columns).map_err(|error| engine(&error))?;
        writer.write(&batch).map_err(|error| engine(&error))?;
    }
    let sink = writer.into_inner().map_err(|error| engine(&error))?;
    let Hashing { inner, hash, bytes } = sink;
    let file = inner.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    file.sync_all()?;
    Ok((hex(&hash.finalize()), bytes))
}

/// The rows with those of one supplier and category together, otherwise in the order given.
///
/// Sums by supplier then touch neighbouring memory, ids take next to no space, and a drill-down reads a fraction
/// of the file.
fn by_supplier(table: &SnapshotTable, data: &TableData) -> Vec<usize> {
    let ids = |name: &str| {
        let column = table.columns.iter().position(|column| column.name == name)?;
        match &data.columns[column] {
            ColumnValues::Int(ids) => Some(ids.as_slice()),
            _ => None,
        }
    };
    let mut rows: Vec<usize> = (0..data.rows()).collect();
    if let (Some(suppliers), categories) = (ids("supplier_id"), ids("category_id")) {
        rows.sort_by_key(|row| (suppliers[*row], categories.map(|categories| categories[*row])));
    }
    rows
}

fn properties(table: &SnapshotTable) -> WriterProperties {
    let many_values = table
        .columns
        .iter()
        .filter(|column| column.name == "row_id" || matches!(column.ty, SnapshotType::Decimal(_)))
        .map(|column| ColumnPath::from(column.name));
    let builder = WriterProperties::builder()
        .set_writer_version(WriterVersion::PARQUET_1_0)
        // A fixed name: the version of a library must not change the bytes of the same rows.
        .set_created_by("gradus".to_owned())
        .set_compression(Compression::SNAPPY)
        .set_max_row_group_row_count(Some(GROUP_ROWS))
        .set_statistics_enabled(EnabledStatistics::Chunk);
    // Amounts hardly repeat: looking each one up in a dictionary costs more than it saves.
    many_values
        .fold(builder, |builder, column| {
            builder.set_column_dictionary_enabled(column, false)
        })
        .build()
}

fn check_shape(table: &SnapshotTable, data: &TableData) -> Result<(), FactError> {
    if data.columns.len() != table.columns.len() {
        return Err(misfit(
            table.name,
            &format!("{} columns for {}", data.columns.len(), table.columns.len()),
        ));
    }
    let rows = data.rows();
    match data
        .columns
        .iter()
        .zip(table.columns)
        .find(|(values, _)| values.len() != rows)
    {
        Some((values, column)) => Err(misfit(
            table.name,
            &format!("column {} has {} rows of {rows}", column.name, values.len()),
        )),
        None => Ok(()),
    }
}

fn misfit(table: &str, problem: &str) -> FactError {
    FactError::Engine(format!("rows that do not fit the snapshot table {table}: {problem}"))
}

/// Unique within the process; left-overs of another process are swept.
fn unfinished_name() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    format!(
        "{}-{}{UNFINISHED}",
        std::process::id(),
        COUNT.fetch_add(1, Ordering::Relaxed)
    )
}

fn sync_folder(folder: &Path) -> Result<(), FactError> {
    Ok(File::open(folder)?.sync_all()?)
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|half| char::from(DIGITS[usize::from(half)]))
        .collect()
}

/// Counts and hashes what passes through.
struct Hashing<W> {
    inner: W,
    hash: Sha256,
    bytes: u64,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, buffer: &[u8]) -> std::io::Result<usize> {
        let written = self.inner.write(buffer)?;
        self.hash.update(&buffer[..written]);
        self.bytes += u64::try_from(written).unwrap_or(0);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}
