//! Queries that somebody wrote run apart, and give the same bytes as here.

use crate::support::{Folder, LIMITS, LOTS, day, query, with_parameters, year_2026};
use domain::evaluation::observation::{ObserveQuery, ParameterValue};
use domain::intake::ports::{EventsRequest, FactError, FactSource, Limits, ObserveRequest};
use domain::platform::worker::{Ended, Job, Task, Worker};
use facts::{Guarded, Snapshots};
use std::io;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Does the work of a limited process in this one, and counts.
#[derive(Debug, Default)]
struct Here {
    asked: AtomicUsize,
}

impl Worker for Here {
    fn run(&self, job: &Job<'_>, take: &mut dyn FnMut(&[u8]) -> ControlFlow<()>) -> Result<(), Ended> {
        assert_eq!(job.task, Task::Query);
        self.asked.fetch_add(1, Ordering::Relaxed);
        let answered = facts::answer(job.path, job.request, &mut |record| match take(record) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(io::ErrorKind::BrokenPipe.into()),
        });
        // A child whose caller wants no more is ended, not asked.
        let _ = answered;
        Ok(())
    }
}

/// Gives what it was told to give.
#[derive(Debug)]
struct Says(Vec<Vec<u8>>, Mutex<Result<(), Ended>>);

impl Worker for Says {
    fn run(&self, _: &Job<'_>, take: &mut dyn FnMut(&[u8]) -> ControlFlow<()>) -> Result<(), Ended> {
        for record in &self.0 {
            if take(record).is_break() {
                return Ok(());
            }
        }
        self.1.lock().unwrap().clone()
    }
}

struct Stage {
    folder: Folder,
    snapshots: Arc<Snapshots>,
    worker: Arc<Here>,
    guarded: Guarded,
}

/// Lots of two suppliers; the query [`LOTS`] is known.
fn stage() -> Stage {
    let folder = Folder::with(
        "inspection_lots",
        "supplier_id | category_id | unit_id | row_id | received_on | decision | quantity
         1 | 7 | 1 | 1 | 2026-03-01 | accepted | 10
         1 | 7 | 1 | 2 | 2026-03-02 | rejected | 20
         2 | 7 | 2 | 3 | 2026-04-01 | accepted | 30
         2 | 8 | 1 | 4 | 2026-05-01 | conceded | 0.125",
    );
    let snapshots = Arc::new(Snapshots::open(folder.home.path().join("snapshots")).unwrap());
    let worker = Arc::new(Here::default());
    let guarded = Guarded::new(
        Arc::clone(&snapshots),
        worker.clone(),
        [LOTS.to_owned()],
        Duration::from_secs(2),
    );
    Stage {
        folder,
        snapshots,
        worker,
        guarded,
    }
}

impl Stage {
    fn asked(&self) -> usize {
        self.worker.asked.load(Ordering::Relaxed)
    }

    fn observe(&self, source: &dyn FactSource, queries: &[ObserveQuery]) -> String {
        let answer = source.observe(&ObserveRequest {
            files: &self.folder.files,
            queries,
            as_of: day("2026-12-31"),
            buckets: &[year_2026()],
            unit_id: None,
            partitions: 2,
        });
        format!("{answer:?}")
    }

    /// Both answers, which must be the same text.
    fn both(&self, queries: &[ObserveQuery]) -> String {
        let (here, apart) = (
            self.observe(self.snapshots.as_ref(), queries),
            self.observe(&self.guarded, queries),
        );
        assert_eq!(here, apart);
        apart
    }
}

/// A draft: the same events, weighed by quantity.
const DRAFT: &str = "select supplier_id, category_id, unit_id, row_id, received_on as on_date, 'all' as part,
    quantity as good, 1 as n, fault_owner from inspection_lots where decision <> $besides";

fn draft() -> ObserveQuery {
    with_parameters(DRAFT, &[("besides", ParameterValue::Word("rejected".to_owned()))])
}

#[test]
fn what_ships_runs_here_and_what_somebody_wrote_runs_apart() {
    let stage = stage();
    let sums = stage.both(&[query(LOTS)]);
    assert!(sums.starts_with("Ok([PartSum"), "{sums}");
    assert_eq!(stage.asked(), 0);
    let sums = stage.both(&[draft()]);
    assert!(sums.contains("0.125"), "{sums}");
    assert_eq!(stage.asked(), 1);
}

#[test]
fn drafts_between_known_queries_keep_their_places() {
    let stage = stage();
    let sums = stage.both(&[draft(), query(LOTS), draft(), query(LOTS)]);
    for position in 0..4 {
        assert!(sums.contains(&format!("query: {position},")), "{sums}");
    }
    assert_eq!(stage.asked(), 1, "one process for all drafts of a request");
}

#[test]
fn a_blank_more_makes_a_query_a_draft() {
    let stage = stage();
    stage.both(&[query(&format!("{LOTS} "))]);
    assert_eq!(stage.asked(), 1);
}

#[test]
fn rows_lints_and_tables_are_the_same_apart() {
    let stage = stage();
    let draft = draft();
    let request = EventsRequest {
        files: &stage.folder.files,
        query: &draft,
        as_of: day("2026-12-31"),
        span: year_2026(),
        supplier_id: 2,
        category_id: None,
        unit_id: None,
        limit: 10,
    };
    let (here, apart) = (stage.snapshots.events(&request), stage.guarded.events(&request));
    assert_eq!(here.unwrap(), apart.unwrap());
    let parameters = &draft.parameters;
    assert_eq!(
        stage.snapshots.lint(DRAFT, parameters).unwrap(),
        stage.guarded.lint(DRAFT, parameters).unwrap()
    );
    for sql in [
        "select supplier_id, sum(quantity) as q, max(received_on), null as nothing from inspection_lots group by 1 order by 1",
        "select * from inspection_lots order by row_id",
        "select 1 where 1 = 0",
    ] {
        let files = &stage.folder.files;
        let here = stage.snapshots.select(files, sql, LIMITS).unwrap();
        assert_eq!(here, stage.guarded.select(files, sql, LIMITS).unwrap(), "{sql}");
    }
    assert_eq!(stage.asked(), 5);
}

#[test]
fn a_table_apart_is_cut_to_its_rows_and_tells_how_many_there_were() {
    let stage = stage();
    let limits = Limits { rows: 3, ..LIMITS };
    let table = stage
        .guarded
        .select(
            &stage.folder.files,
            "select row_id from inspection_lots order by 1",
            limits,
        )
        .unwrap();
    assert_eq!((table.rows.len(), table.total_rows), (3, 4));
}

#[test]
fn refusals_are_told_in_the_same_words() {
    let stage = stage();
    for sql in [
        "select repeat('x', 2000000000)",
        "drop table inspection_lots",
        "select 1 / 0 from inspection_lots",
        "select 9223372036854775807 * row_id from inspection_lots",
        "select nothing from inspection_lots",
    ] {
        let files = &stage.folder.files;
        let here = stage.snapshots.select(files, sql, LIMITS).unwrap_err().to_string();
        let apart = stage.guarded.select(files, sql, LIMITS).unwrap_err().to_string();
        assert_eq!(here, apart, "{sql}");
    }
    let mut broken = draft();
    broken.sql.push_str(" and");
    assert!(stage.both(&[broken]).starts_with("Err(Query"));
    let mut gone = stage.folder.files.clone();
    gone[0].path = "inspection_lots/all-0000000000000000.parquet".to_owned();
    let error = stage.guarded.select(&gone, "select 1", LIMITS).unwrap_err();
    assert!(matches!(error, FactError::File { .. }), "{error}");
}

#[test]
fn a_draft_changes_nothing_in_the_folder() {
    let stage = stage();
    let listed = || {
        let mut all = Vec::new();
        let mut folders = vec![stage.folder.home.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let entry = entry.unwrap();
                if entry.file_type().unwrap().is_dir() {
                    folders.push(entry.path());
                }
                all.push((entry.path(), entry.metadata().unwrap().modified().unwrap()));
            }
        }
        all.sort();
        all
    };
    let before = listed();
    stage.observe(&stage.guarded, &[draft()]);
    stage
        .guarded
        .select(
            &stage.folder.files,
            "select * from inspection_lots order by quantity",
            LIMITS,
        )
        .unwrap();
    assert_eq!(before, listed());
}

fn guarded_by(worker: Says) -> (Folder, Guarded) {
    let folder = Folder::new();
    let snapshots = Snapshots::open(folder.home.path().join("snapshots")).unwrap();
    let guarded = Guarded::new(Arc::new(snapshots), Arc::new(worker), [], Duration::from_secs(2));
    (folder, guarded)
}

#[test]
fn half_an_answer_is_none() {
    let record = br#"{"Cells":[["1"]]}"#.to_vec();
    let ended = Ended::Crash {
        how: "signal 9".to_owned(),
    };
    let (_folder, guarded) = guarded_by(Says(vec![record], Mutex::new(Err(ended.clone()))));
    let error = guarded.select(&[], "select 1", LIMITS).unwrap_err();
    assert!(matches!(&error, FactError::Ended(told) if *told == ended), "{error}");
}

#[test]
fn an_answer_that_would_fill_our_memory_is_cut_off() {
    let wide = format!("{{\"Cells\":[[\"{}\"]]}}", "x".repeat(1 << 20)).into_bytes();
    let (_folder, guarded) = guarded_by(Says(vec![wide; 300], Mutex::new(Ok(()))));
    let limits = Limits {
        rows: usize::MAX,
        ..LIMITS
    };
    let error = guarded.select(&[], "select 1", limits).unwrap_err();
    assert!(
        matches!(error, FactError::Ended(Ended::Answer { megabytes: 256 })),
        "{error}"
    );
}
