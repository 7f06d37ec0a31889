//! Workbooks are read by a worker: what it says is what we would have read, and what it does not finish is no import.

use super::*;
use domain::platform::worker::{Ended, Job, Task, Worker};
use std::io;
use std::ops::ControlFlow;
use std::sync::Mutex;

/// Does the work of a limited process in this one.
#[derive(Debug)]
pub(super) struct Here;

impl Worker for Here {
    fn run(&self, job: &Job<'_>, take: &mut dyn FnMut(&[u8]) -> ControlFlow<()>) -> Result<(), Ended> {
        assert_eq!(job.task, Task::Sheet, "imports ask for nothing else");
        let mut is_enough = false;
        let answered = formats::sheet::answer(job.path, job.request, &mut |record| {
            is_enough = take(record).is_break();
            if is_enough {
                Err(io::ErrorKind::BrokenPipe.into())
            } else {
                Ok(())
            }
        });
        assert!(answered.is_ok() || is_enough, "{answered:?}");
        Ok(())
    }
}

/// Ends the way it is told when it has been asked so often; gives half an answer before.
#[derive(Debug)]
struct EndsAt {
    asked: Mutex<usize>,
    at: usize,
    ended: Ended,
}

impl Worker for EndsAt {
    fn run(&self, job: &Job<'_>, take: &mut dyn FnMut(&[u8]) -> ControlFlow<()>) -> Result<(), Ended> {
        let asked = {
            let mut asked = self.asked.lock().unwrap();
            *asked += 1;
            *asked
        };
        if asked < self.at {
            return Here.run(job, take);
        }
        let mut given = 0;
        Here.run(job, &mut |record| {
            given += 1;
            let flow = take(record);
            if given > 1 { ControlFlow::Break(()) } else { flow }
        })?;
        Err(self.ended.clone())
    }
}

/// So many rows that they come in several records.
const ROWS: usize = 9_000;
const COLUMNS: [&str; 3] = ["code", "name", "status"];

fn cells(row: usize) -> [String; 3] {
    [
        format!("V-{row:06}"),
        format!("Supplier number {row}"),
        "approved".to_owned(),
    ]
}

/// Suppliers as CSV and as a workbook.
fn requests(house: &House) -> (ImportRequest, ImportRequest) {
    let mut text = COLUMNS.join(",") + "\n";
    let mut table = formats::write::Table {
        columns: COLUMNS.map(str::to_owned).to_vec(),
        rows: Vec::new(),
    };
    for row in 0..ROWS {
        writeln!(text, "{}", cells(row).join(",")).unwrap();
        table.rows.push(cells(row).map(formats::write::Cell::Text).to_vec());
    }
    let csv = house.request("supplier", "many.csv", text.as_bytes());
    let book = house.request("supplier", "many.xlsx", b"");
    formats::write::workbook(&book.path, &[("suppliers", &table)]).unwrap();
    (csv, book)
}

fn with_worker(worker: impl Worker + 'static) -> House {
    let mut house = House::new();
    house.cx.worker = Arc::new(worker);
    house
}

#[test]
fn a_workbook_read_apart_stores_what_the_same_csv_stores() {
    let house = House::new();
    let (csv, book) = requests(&house);
    let stored = house.commit(&book);
    assert!(stored.committed, "{}", shown(&stored));
    assert_eq!((stored.rows, stored.counts[0].tally.stored), (ROWS as u64, ROWS as u64));
    let again = house.commit(&csv);
    assert_eq!(again.counts[0].tally.unchanged, ROWS as u64, "{}", shown(&again));
}

/// The file is opened and read, each time by a process, and each may end at any time.
#[test]
fn a_file_whose_reader_ends_early_is_refused_as_a_whole() {
    let ends = [
        Ended::Crash {
            how: "signal 9".to_owned(),
        },
        Ended::Memory { megabytes: 512 },
        Ended::Time {
            limit: std::time::Duration::from_secs(30),
        },
    ];
    let told = [
        "it ended the process that read it (signal 9)",
        "it takes more than 512 MB of memory",
        "it takes longer than 30 s",
    ];
    for at in 1..=2 {
        for (ended, told) in ends.iter().zip(told) {
            let house = with_worker(EndsAt {
                asked: Mutex::new(0),
                at,
                ended: ended.clone(),
            });
            let (_, book) = requests(&house);
            let report = house.commit(&book);
            let text = shown(&report);
            assert!(!report.committed && report.import_id.is_none(), "{text}");
            assert!(text.contains("E410 ×1") && text.contains(told), "asked {at}: {text}");
            assert!(house.keys("supplier").is_empty(), "asked {at}: nothing is stored");
            assert!(house.runtime.block_on(list_imports(&house.cx)).unwrap().is_empty());
        }
    }
}

#[test]
fn a_reader_that_cannot_be_started_is_no_finding_about_the_file() {
    let house = with_worker(EndsAt {
        asked: Mutex::new(0),
        at: 1,
        ended: Ended::NotStarted {
            problem: "no processes left".to_owned(),
        },
    });
    let (_, book) = requests(&house);
    let error = house.runtime.block_on(commit(&house.cx, &book)).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unavailable);
    assert_eq!(error.code, "worker-not-started");
}
