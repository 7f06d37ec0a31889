//! The columnar engine: a runtime of its own, and one session per request.

use crate::error::translate;
use crate::functions;
use crate::table::{SnapshotProvider, TableFiles};
use datafusion::common::DataFusionError;
use datafusion::execution::SessionState;
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::{GreedyMemoryPool, MemoryPool};
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use datafusion::execution::session_state::SessionStateBuilder;
use datafusion::prelude::{SessionConfig, SessionContext};
use domain::intake::ports::{FactError, SnapshotFile};
use domain::intake::snapshot::{TABLES, find};
use object_store::local::LocalFileSystem;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};

/// Flat chains of terms become deep trees; the stack is address space, only what is used becomes memory.
pub(crate) const STACK_BYTES: usize = 64 << 20;
/// Sorts and joins beyond this spill to disk.
const MEMORY_BYTES: usize = 512 << 20;
/// Rows the engine hands on at a time.
const BATCH_ROWS: usize = 8_192;

/// Where the snapshot folder stands among the engine's stores.
pub(crate) fn store_url() -> Result<ObjectStoreUrl, DataFusionError> {
    ObjectStoreUrl::parse("snapshots://local")
}

/// Runs queries on threads of its own, so that a heavy one never holds up the caller's runtime.
pub(crate) struct Engine {
    runtime: Option<Runtime>,
    environment: Arc<RuntimeEnv>,
    template: SessionState,
}

impl Engine {
    /// An engine over the files of the first folder that spills into the second; `None` knows the tables, all of them empty.
    pub(crate) fn open(folders: Option<(&Path, &Path)>) -> Result<Engine, FactError> {
        let threads = std::thread::available_parallelism().map_or(2, usize::from).max(2);
        let mut builder = Builder::new_multi_thread();
        builder.worker_threads(threads);
        let (folder, spill) = folders.unzip();
        Engine::build(&mut builder, environment(folder, MEMORY_BYTES, spill))
    }

    /// An engine with few threads, for a process of limited address space; it never writes a file.
    pub(crate) fn confined(folder: &Path, threads: usize, memory_bytes: usize) -> Result<Engine, FactError> {
        let mut builder = Builder::new_multi_thread();
        builder.worker_threads(threads).max_blocking_threads(threads);
        Engine::build(&mut builder, environment(Some(folder), memory_bytes, None))
    }

    fn build(
        builder: &mut Builder,
        environment: Result<Arc<RuntimeEnv>, DataFusionError>,
    ) -> Result<Engine, FactError> {
        let runtime = builder
            .thread_name("gradus-facts")
            .thread_stack_size(STACK_BYTES)
            .enable_time()
            .build()?;
        let environment = environment.map_err(|error| translate(&error, "the snapshots", &[]))?;
        let mut template = SessionStateBuilder::new_with_default_features()
            .with_runtime_env(Arc::clone(&environment))
            .with_analyzer_rule(Arc::new(functions::CheckedArithmetic))
            .build();
        functions::register(&mut template).map_err(|error| translate(&error, "the snapshots", &[]))?;
        Ok(Engine {
            runtime: Some(runtime),
            environment,
            template,
        })
    }

    /// A session that sees exactly the given files.
    pub(crate) fn session(&self, files: &[SnapshotFile], settings: Settings) -> Result<SessionContext, FactError> {
        let mut builder = SessionStateBuilder::new_from_existing(self.template.clone())
            .with_config(configuration(settings))
            .with_catalog_list(Arc::new(datafusion::catalog::MemoryCatalogProviderList::new()));
        if let Some(bytes) = settings.memory_bytes {
            let pool: Arc<dyn MemoryPool> = Arc::new(GreedyMemoryPool::new(bytes));
            let environment = RuntimeEnvBuilder::from_runtime_env(&self.environment)
                .with_memory_pool(pool)
                .build_arc();
            builder = builder.with_runtime_env(environment.map_err(|error| translate(&error, "the snapshots", &[]))?);
        }
        let context = SessionContext::new_with_state(builder.build());
        for table in TABLES {
            let of_table: TableFiles = files.iter().filter(|file| file.table == table.name).cloned().collect();
            let provider = Arc::new(SnapshotProvider::new(table, of_table));
            context
                .register_table(table.name, provider)
                .map_err(|error| translate(&error, "the snapshots", &[]))?;
        }
        match files.iter().find(|file| find(&file.table).is_none()) {
            Some(file) => Err(FactError::File {
                path: file.path.clone(),
            }),
            None => Ok(context),
        }
    }

    /// Runs to the end on the engine's threads; the caller's thread waits, at most `limit`.
    pub(crate) fn run<T: Send + 'static>(
        &self,
        limit: Option<Duration>,
        work: impl Future<Output = Result<T, FactError>> + Send + 'static,
    ) -> Result<T, FactError> {
        let Some(runtime) = &self.runtime else {
            return Err(FactError::Engine("it has stopped".to_owned()));
        };
        let (sender, receiver) = mpsc::channel();
        let task = runtime.spawn(async move {
            let result = work.await;
            // The receiver is gone only when the caller gave up waiting.
            drop(sender.send(result));
        });
        let answer = match limit {
            None => receiver.recv().map_err(|_| ()),
            Some(limit) => match receiver.recv_timeout(limit) {
                Ok(answer) => Ok(answer),
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    task.abort();
                    return Err(FactError::Limit { what: "time" });
                }
                Err(mpsc::RecvTimeoutError::Disconnected) => Err(()),
            },
        };
        answer.unwrap_or_else(|()| Err(FactError::Engine("a query ended without an answer".to_owned())))
    }

    /// The same for an answer that comes in parts, which the caller's thread takes one by one.
    ///
    /// `parts` ends when `work`, which holds its other end, is over.
    pub(crate) fn stream<T>(
        &self,
        limit: Duration,
        work: impl Future<Output = Result<(), FactError>> + Send + 'static,
        parts: &mpsc::Receiver<T>,
        take: &mut dyn FnMut(T) -> Result<(), FactError>,
    ) -> Result<(), FactError> {
        let Some(runtime) = &self.runtime else {
            return Err(FactError::Engine("it has stopped".to_owned()));
        };
        let started = Instant::now();
        let left = || limit.saturating_sub(started.elapsed());
        let (sender, outcome) = mpsc::channel();
        let task = runtime.spawn(async move {
            let result = work.await;
            drop(sender.send(result));
        });
        loop {
            let taken = match parts.recv_timeout(left()) {
                Ok(part) => take(part),
                Err(mpsc::RecvTimeoutError::Timeout) => Err(FactError::Limit { what: "time" }),
                Err(mpsc::RecvTimeoutError::Disconnected) => break,
            };
            if taken.is_err() {
                task.abort();
                return taken;
            }
        }
        let ended = || Err(FactError::Engine("a query ended without an answer".to_owned()));
        outcome.recv().unwrap_or_else(|_| ended())
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        // A runtime must not wait for its threads inside another runtime.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// What differs from one session to the next.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings {
    pub(crate) partitions: usize,
    /// A pool of its own instead of the shared one.
    pub(crate) memory_bytes: Option<usize>,
    /// Few rows are wanted: filters run while reading, so that most of the other columns is never decoded.
    pub(crate) few_rows: bool,
}

impl Settings {
    pub(crate) fn partitions(partitions: usize) -> Settings {
        Settings {
            partitions: partitions.max(1),
            memory_bytes: None,
            few_rows: false,
        }
    }
}

fn configuration(settings: Settings) -> SessionConfig {
    let mut config = SessionConfig::new()
        .with_target_partitions(settings.partitions)
        .with_batch_size(BATCH_ROWS)
        .with_information_schema(false)
        .with_round_robin_repartition(false);
    let options = config.options_mut();
    // 0.02 means two hundredths, exactly; as a floating number it would not.
    options.sql_parser.parse_float_as_decimal = true;
    options.execution.parquet.pushdown_filters = settings.few_rows;
    options.execution.parquet.reorder_filters = settings.few_rows;
    config
}

fn environment(
    folder: Option<&Path>,
    memory_bytes: usize,
    spill: Option<&Path>,
) -> Result<Arc<RuntimeEnv>, DataFusionError> {
    let pool: Arc<dyn MemoryPool> = Arc::new(GreedyMemoryPool::new(memory_bytes));
    let mut builder = RuntimeEnvBuilder::new().with_memory_pool(pool);
    builder = match spill {
        Some(folder) => builder.with_temp_file_path(folder),
        None => builder.with_disk_manager_builder(DiskManagerBuilder::default().with_mode(DiskManagerMode::Disabled)),
    };
    let environment = builder.build_arc()?;
    if let Some(folder) = folder {
        let store = LocalFileSystem::new_with_prefix(folder)?;
        environment.register_object_store(store_url()?.as_ref(), Arc::new(store));
    }
    Ok(environment)
}
