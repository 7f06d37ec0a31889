//! Imports from a file to the store and back: what people see, word for word.

mod apart;
mod gallery;
mod accounting;
mod impossible;
mod partial;
mod scms;
mod templates;
mod wizard;

use super::*;
use crate::{Clock, ErrorKind};
use domain::Date;
use domain::evaluation::observation::{EventRow, ParameterValue, PartSum};
use domain::intake::ports::{
    EventsRequest, FactError, FactSource, Limits, ObserveRequest, ResultTable, SnapshotFile, SnapshotSink,
};
use domain::intake::snapshot::TableData;
use domain::period::Month;
use std::fmt::Write;
use text::Language;

/// Imports write no snapshots and read none.
struct NoSnapshots;

fn unused<T>() -> Result<T, FactError> {
    Err(FactError::Engine("imports do not come here".to_owned()))
}

impl SnapshotSink for NoSnapshots {
    fn write(&self, _: &TableData, _: Option<Month>) -> Result<SnapshotFile, FactError> {
        unused()
    }

    fn verify(&self, _: &SnapshotFile) -> Result<bool, FactError> {
        unused()
    }

    fn sweep(&self, _: &[SnapshotFile]) -> Result<u64, FactError> {
        unused()
    }
}

impl FactSource for NoSnapshots {
    fn observe(&self, _: &ObserveRequest<'_>) -> Result<Vec<PartSum>, FactError> {
        unused()
    }

    fn events(&self, _: &EventsRequest<'_>) -> Result<Vec<EventRow>, FactError> {
        unused()
    }

    fn lint(&self, _: &str, _: &[(String, ParameterValue)]) -> Result<Vec<(String, String)>, FactError> {
        unused()
    }

    fn select(&self, _: &[SnapshotFile], _: &str, _: Limits) -> Result<ResultTable, FactError> {
        unused()
    }
}

struct Noon;

impl Clock for Noon {
    fn now(&self) -> String {
        "2026-11-21T12:00:00.000000Z".to_owned()
    }

    fn today(&self) -> Date {
        domain::period::day_of_number(20_778)
    }
}

/// A store of its own in a folder of its own.
struct House {
    cx: Context,
    folder: tempfile::TempDir,
    runtime: tokio::runtime::Runtime,
}

impl House {
    fn new() -> House {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("gradus.db").display());
        let store = runtime.block_on(store::Store::open(&url, &Noon.now())).unwrap();
        let cx = Context {
            store,
            facts: Arc::new(NoSnapshots),
            snapshots: Arc::new(NoSnapshots),
            worker: Arc::new(apart::Here),
            clock: Arc::new(Noon),
            actor: "ada".to_owned(),
            partitions: 1,
            kept: Arc::default(),
            jobs: Arc::new(crate::platform::jobs::Jobs::in_folder(folder.path().join("jobs"))),
            staging: Arc::new(crate::intake::Staging::in_folder(folder.path().join("staging"))),
        };
        House { cx, folder, runtime }
    }

    /// With two suppliers, a category and an item.
    fn furnished() -> House {
        let house = House::new();
        house.keep(
            "supplier",
            "code,name,status\nV-020981,Acme,approved\nV-020982,Borealis,approved\n",
        );
        house.keep("category", "code,name\nRES,Resistors\n");
        house.keep("item", "code,category,unit\nR-10K,RES,EA\n");
        house
    }

    fn request(&self, subject: &str, name: &str, bytes: &[u8]) -> ImportRequest {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        ImportRequest {
            path,
            subject: Some(subject.to_owned()),
            ..ImportRequest::default()
        }
    }

    fn check(&self, request: &ImportRequest) -> ImportReport {
        self.runtime.block_on(check(&self.cx, request)).unwrap()
    }

    fn commit(&self, request: &ImportRequest) -> ImportReport {
        self.runtime.block_on(commit(&self.cx, request)).unwrap()
    }

    /// Commits a file that must be right.
    fn keep(&self, subject: &str, text: &str) -> ImportReport {
        let report = self.commit(&self.request(subject, "keep.csv", text.as_bytes()));
        assert!(report.committed, "{}", shown(&report));
        report
    }

    fn keys(&self, kind: &str) -> Vec<String> {
        let kind = domain::intake::find(kind).unwrap();
        let keys = self.runtime.block_on(self.cx.store.keys(kind)).unwrap();
        keys.into_iter().map(|(_, key)| key).collect()
    }
}

/// The report as a person reads it.
fn shown(report: &ImportReport) -> String {
    let mut text = String::new();
    for count in &report.counts {
        let tally = count.tally;
        let (stored, changed, unchanged) = (tally.stored, tally.changed, tally.unchanged);
        writeln!(
            text,
            "{}: {stored} new {changed} changed {unchanged} unchanged {} rejected",
            count.kind, tally.rejected
        )
        .unwrap();
    }
    for group in &report.problems {
        let rows: Vec<String> = group.rows.iter().map(ToString::to_string).collect();
        let place = group.example.place.cell();
        let sentence = sentence(Language::En, &group.example);
        writeln!(
            text,
            "{} ×{} [{}] {place}: {sentence}",
            group.code,
            group.count,
            rows.join(",")
        )
        .unwrap();
    }
    text
}
