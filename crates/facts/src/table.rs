//! One snapshot table as the engine sees it: exactly the files of the request, or nothing.

use crate::engine::store_url;
use crate::schema::schema_of;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::stats::Precision;
use datafusion::common::{DFSchema, Result, Statistics};
use datafusion::datasource::TableType;
use datafusion::datasource::listing::PartitionedFile;
use datafusion::datasource::physical_plan::parquet::CachedParquetFileReaderFactory;
use datafusion::datasource::physical_plan::{FileGroup, FileGroupPartitioner, FileScanConfigBuilder, ParquetSource};
use datafusion::datasource::source::DataSourceExec;
use datafusion::logical_expr::utils::conjunction;
use datafusion::logical_expr::{Expr, TableProviderFilterPushDown};
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::empty::EmptyExec;
use domain::intake::ports::SnapshotFile;
use domain::intake::snapshot::SnapshotTable;
use std::pin::Pin;
use std::sync::Arc;

/// The files of one table.
pub(crate) type TableFiles = Vec<SnapshotFile>;

#[derive(Debug)]
pub(crate) struct SnapshotProvider {
    schema: SchemaRef,
    files: TableFiles,
}

impl SnapshotProvider {
    pub(crate) fn new(table: &'static SnapshotTable, files: TableFiles) -> SnapshotProvider {
        SnapshotProvider {
            schema: schema_of(table),
            files,
        }
    }

    fn plan(
        &self,
        session: &dyn Session,
        projection: Option<&Vec<usize>>,
        filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        if self.files.is_empty() {
            let schema = datafusion::physical_plan::project_schema(&self.schema, projection)?;
            return Ok(Arc::new(EmptyExec::new(schema)));
        }
        let store = session.runtime_env().object_store(store_url()?)?;
        let cache = session.runtime_env().cache_manager.get_file_metadata_cache();
        let mut source = ParquetSource::new(Arc::clone(&self.schema))
            .with_table_parquet_options(session.default_table_options().parquet)
            .with_parquet_file_reader_factory(Arc::new(CachedParquetFileReaderFactory::new(store, cache)));
        if let Some(predicate) = conjunction(filters.to_vec()) {
            let schema = DFSchema::try_from(Arc::clone(&self.schema))?;
            source = source.with_predicate(session.create_physical_expr(predicate, &schema)?);
        }
        let config = FileScanConfigBuilder::new(store_url()?, Arc::new(source))
            .with_file_groups(self.groups(session.config().target_partitions()))
            .with_statistics(self.sizes())
            .with_projection_indices(projection.cloned())?
            .with_limit(limit)
            .build();
        Ok(DataSourceExec::from_data_source(config))
    }

    /// The files, cut by bytes into as many groups as there are partitions.
    fn groups(&self, partitions: usize) -> Vec<FileGroup> {
        let files: Vec<PartitionedFile> = self
            .files
            .iter()
            .map(|file| PartitionedFile::new(file.path.clone(), file.bytes))
            .collect();
        let whole = vec![FileGroup::new(files)];
        if partitions <= 1 {
            return whole;
        }
        FileGroupPartitioner::new()
            .with_target_partitions(partitions)
            .with_repartition_file_min_size(0)
            .repartition_file_groups(&whole)
            .unwrap_or(whole)
    }

    /// Row and byte counts as estimates: they steer joins, and never answer a query themselves.
    fn sizes(&self) -> Statistics {
        let rows: u64 = self.files.iter().map(|file| file.rows).sum();
        let bytes: u64 = self.files.iter().map(|file| file.bytes).sum();
        Statistics {
            num_rows: Precision::Inexact(usize::try_from(rows).unwrap_or(usize::MAX)),
            total_byte_size: Precision::Inexact(usize::try_from(bytes).unwrap_or(usize::MAX)),
            ..Statistics::new_unknown(&self.schema)
        }
    }
}

impl TableProvider for SnapshotProvider {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    fn supports_filters_pushdown(&self, filters: &[&Expr]) -> Result<Vec<TableProviderFilterPushDown>> {
        // The files are pruned by their statistics; the rows are filtered again above.
        Ok(vec![TableProviderFilterPushDown::Inexact; filters.len()])
    }

    fn scan<'this, 'session, 'projection, 'filters, 'plan>(
        &'this self,
        session: &'session dyn Session,
        projection: Option<&'projection Vec<usize>>,
        filters: &'filters [Expr],
        limit: Option<usize>,
    ) -> Pin<Box<dyn Future<Output = Result<Arc<dyn ExecutionPlan>>> + Send + 'plan>>
    where
        'this: 'plan,
        'session: 'plan,
        'projection: 'plan,
        'filters: 'plan,
        Self: 'plan,
    {
        let plan = self.plan(session, projection, filters, limit);
        Box::pin(async move { plan })
    }
}
