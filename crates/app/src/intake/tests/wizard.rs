//! The way through the wizard: upload, columns, check, commit, and what became of it.

use super::House;
use crate::ErrorKind;
use crate::intake::{
    Choice, Reason, Upload, UploadRefused, checked, choose, columns, data, drop_upload, import_run, start_check,
    start_commit,
};
use crate::platform::Principal;
use crate::platform::jobs::{Job, JobState};
use std::collections::BTreeMap;

fn me() -> Principal {
    Principal::operator("Li Na")
}

impl House {
    fn upload(&self, subject: &str, name: &str, text: &str) -> Upload {
        let staging = &self.cx.staging;
        let mut incoming = staging.receive(&me(), (subject, name), "2026-11-21T12:00:00Z").unwrap();
        incoming.write(text.as_bytes()).unwrap();
        incoming.keep().unwrap()
    }

    /// Waits for a job to end.
    fn ended(&self, id: &str) -> Job {
        self.runtime.block_on(async {
            if let Ok(Some(mut follow)) = self.cx.jobs.follow(&me(), id) {
                drop(follow.wait_for(|job| job.state != JobState::Running).await);
            }
            self.cx.jobs.find(&me(), id).unwrap()
        })
    }

    fn recognised(&self, upload: &Upload) -> Choice {
        let found = self.runtime.block_on(columns(&self.cx, upload)).unwrap();
        let fields = found
            .columns
            .into_iter()
            .filter_map(|column| Some((column.field?, column.header)));
        Choice {
            fields: fields.collect(),
            ..Choice::default()
        }
    }

    fn check_upload(&self, upload: &Upload) -> Job {
        let job = self.runtime.block_on(async { start_check(&self.cx, &me(), upload) });
        self.ended(&job.unwrap())
    }

    fn commit_upload(&self, upload: &Upload, only_valid: bool) -> Job {
        let job = self
            .runtime
            .block_on(async { start_commit(&self.cx, &me(), upload, only_valid) });
        self.ended(&job.unwrap())
    }
}

#[test]
fn an_upload_is_recognised_checked_committed_and_remembered() {
    let house = House::furnished();
    let text = "Lieferantennummer\tsupplier name\tstate\nV-020981\tAcme Ltd\tapproved\nV-1\tNew\tapproved\nV-2\tOdd\tnonsense\n";
    let upload = house.upload("supplier", "pasted.tsv", text);
    let found = house.runtime.block_on(columns(&house.cx, &upload)).unwrap();
    let fields: Vec<(Option<&str>, Option<Reason>)> = found
        .columns
        .iter()
        .map(|column| (column.field.as_deref(), column.reason.clone()))
        .collect();
    assert_eq!(
        fields,
        [
            (Some("code"), Some(Reason::Synonym)),
            (Some("name"), Some(Reason::Synonym)),
            (Some("status"), Some(Reason::Synonym)),
        ]
    );
    assert_eq!(found.columns[0].samples, ["V-020981", "V-1", "V-2"]);

    let upload = choose(&house.cx, &upload, house.recognised(&upload)).unwrap();
    assert_eq!(house.check_upload(&upload).state, JobState::Done);
    let check = checked(&house.cx, &upload).unwrap();
    assert_eq!((check.rows, check.rejected, check.effective()), (3, 1, 2));
    assert_eq!(check.problems[0].cell(), "C4");
    let change = &check.changes[0];
    assert_eq!(change.key, "V-020981");
    let name = change.cells.iter().find(|cell| cell.column == "name").unwrap();
    assert_eq!(
        (name.before.as_deref(), name.after.as_deref()),
        (Some("Acme"), Some("Acme Ltd"))
    );
    assert_eq!(house.keys("supplier").len(), 2, "a check writes nothing");

    let job = house.commit_upload(&upload, false);
    assert_eq!(job.result.as_deref(), Some("refused"), "all or nothing");
    assert_eq!(house.keys("supplier").len(), 2);
    let job = house.commit_upload(&upload, true);
    let import: i64 = job.result.unwrap().parse().unwrap();
    assert_eq!(house.keys("supplier").len(), 3);
    let settled = house.cx.staging.find(&me(), &upload.id).unwrap();
    assert_eq!(settled.import_id, Some(import));
    assert!(house.cx.staging.waiting(&me()).is_empty());
    let run = house.runtime.block_on(import_run(&house.cx, import)).unwrap();
    assert_eq!((run.actor.as_str(), run.file_name.as_str()), ("Li Na", "pasted.tsv"));
    assert_eq!(run.rejected[0].raw, "V-2\tOdd\tnonsense");
    let again = house
        .runtime
        .block_on(async { start_commit(&house.cx, &me(), &settled, true) });
    assert_eq!(again.unwrap_err().kind, ErrorKind::Conflict);

    let next = house.upload(
        "supplier",
        "next.csv",
        "Lieferantennummer,supplier name,state\nV-9,Nine,approved\n",
    );
    let found = house.runtime.block_on(columns(&house.cx, &next)).unwrap();
    assert_eq!(found.columns[0].reason, Some(Reason::Remembered(import)));
}

#[test]
fn a_file_whose_columns_do_not_fit_is_refused_as_a_whole_and_can_be_dropped() {
    let house = House::new();
    let upload = house.upload("supplier", "odd.csv", "this,that\n1,2\n");
    let choice = Choice {
        fields: BTreeMap::from([("name".to_owned(), "this".to_owned())]),
        ..Choice::default()
    };
    let upload = choose(&house.cx, &upload, choice).unwrap();
    house.check_upload(&upload);
    let check = checked(&house.cx, &upload).unwrap();
    assert!(check.is_refused());
    assert_eq!(check.groups[0].example.code, "E104");
    drop_upload(&house.cx, &upload).unwrap();
    assert!(house.cx.staging.find(&me(), &upload.id).is_err());
    let refused = house.cx.staging.receive(&me(), ("supplier", "a.pdf"), "");
    assert!(matches!(refused, Err(UploadRefused::Extension { .. })));
}

#[test]
fn one_value_for_all_rows_stands_for_a_missing_column() {
    let house = House::new();
    let upload = house.upload("supplier", "names.csv", "code,name\nV-1,One\n");
    let mut choice = house.recognised(&upload);
    choice.constants.insert("status".to_owned(), "approved".to_owned());
    let upload = choose(&house.cx, &upload, choice).unwrap();
    house.check_upload(&upload);
    assert_eq!(checked(&house.cx, &upload).unwrap().effective(), 1);
}

#[test]
fn feeds_say_what_came_in_and_what_indicators_wait_for() {
    let house = House::furnished();
    let found = house.runtime.block_on(data(&house.cx, &me())).unwrap();
    let suppliers = found.feeds.iter().find(|feed| feed.kind == "supplier").unwrap();
    assert_eq!((suppliers.source.as_deref(), suppliers.rows), (Some("file"), 2));
    let orders = found.feeds.iter().find(|feed| feed.kind == "order_line").unwrap();
    assert!(orders.source.is_none() && !orders.indicators.is_empty());
    assert_eq!(found.runs.len(), 3);
    assert!(found.runs[0].id > found.runs[1].id, "the latest first");
}
