//! Sums kept from earlier evaluations: faster, never different, and nothing is lost without them.

use crate::support::{Folder, day, query, span};
use domain::evaluation::observation::{ObserveQuery, PartSum};
use domain::intake::ports::{FactError, FactSource, ObserveRequest, SnapshotSink};
use domain::intake::snapshot::{ColumnValues, TableData};
use domain::period::{Month, day_number};
use std::path::PathBuf;

/// Enough rows to be worth keeping: four months over two quarters.
const ROWS: i64 = 30_000;

fn month(number: i8, lost: i64) -> (TableData, Option<Month>) {
    let table = crate::support::table("savings");
    let mut data = TableData::empty(table);
    let first = day_number(day(&format!("2026-{number:02}-01")));
    for row in 0..ROWS {
        for (values, column) in data.columns.iter_mut().zip(table.columns) {
            match (values, column.name) {
                (ColumnValues::Int(values), "row_id") => values.push(Some(row)),
                (ColumnValues::Int(values), "supplier_id") => values.push(Some(row * 7 % 300)),
                (ColumnValues::Int(values), "category_id") => values.push(Some(row % 3)),
                (ColumnValues::Int(values), "unit_id") => values.push(Some(0)),
                (ColumnValues::Int(values), _) => values.push(Some(row % 100)),
                (ColumnValues::Date(values), _) => values.push(Some(first + i32::try_from(row % 28).unwrap())),
                (ColumnValues::Decimal(values), _) => values.push(Some(row * 1_000_003 - lost)),
                (ColumnValues::Word(values), _) => {
                    let stage = if row % 2 == 0 { "realised" } else { "pipeline" };
                    values.push(Some(stage.into()));
                }
                (ColumnValues::Arrivals(_), name) => panic!("{name}"),
            }
        }
    }
    (
        data,
        Some(Month {
            year: 2026,
            month: number,
        }),
    )
}

fn folder() -> Folder {
    let mut folder = Folder::new();
    for number in [1, 2, 3, 4] {
        let (data, month) = month(number, 0);
        folder.write(&data, month);
    }
    folder
}

fn queries() -> Vec<ObserveQuery> {
    let head = "select supplier_id, category_id, unit_id, row_id, booked_on as on_date";
    vec![
        query(&format!(
            "{head}, stage as part, amount as good, 1000 as n from savings"
        )),
        query(&format!(
            "{head}, 'a' as part, probability as good, 1 as n from savings where validated > 10
             union all {head}, 'b' as part, 1 as good, 1 as n from savings"
        )),
        query(&format!(
            "{head}, 'all' as part, 1 as good, count(*) over (partition by supplier_id) as n from savings"
        )),
    ]
}

fn sums(folder: &Folder) -> Vec<PartSum> {
    let buckets = [span("2026-01-01", "2026-02-14"), span("2026-02-15", "2026-06-30")];
    folder.observe_in(&queries(), &buckets, 2).unwrap()
}

fn kept(folder: &Folder) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder.home.path().join("snapshots/sums"))
        .map(|entries| entries.map(|entry| entry.unwrap().path()).collect())
        .unwrap_or_default();
    paths.sort();
    paths
}

#[test]
fn the_answer_is_the_same_with_and_without() {
    let folder = folder();
    let first = sums(&folder);
    assert!(
        first
            .iter()
            .any(|sum| sum.query == 1 && sum.part == "b" && sum.bucket == 1)
    );
    // Two queries decompose by file, over two quarters; the window of the third does not.
    assert_eq!(kept(&folder).len(), 4);
    assert_eq!(sums(&folder), first, "with kept sums");
    folder.snapshots.forget_sums().unwrap();
    assert_eq!(kept(&folder).len(), 0);
    assert_eq!(sums(&folder), first, "after they are deleted");
    for path in kept(&folder) {
        let mut content = std::fs::read(&path).unwrap();
        let middle = content.len() / 2;
        content[middle] ^= 1;
        std::fs::write(&path, content).unwrap();
    }
    assert_eq!(sums(&folder), first, "after they are damaged");
}

#[test]
fn a_changed_month_counts_and_only_its_quarter_is_read_again() {
    let mut folder = folder();
    let before = sums(&folder);
    let old = kept(&folder);
    let (data, month) = month(4, 5);
    folder.files.pop();
    folder.write(&data, month);
    let after = sums(&folder);
    assert_ne!(before, after);
    let new = kept(&folder);
    assert_eq!(
        (new.len(), new.iter().filter(|path| old.contains(path)).count()),
        (6, 4)
    );
    folder.snapshots.forget_sums().unwrap();
    assert_eq!(sums(&folder), after);

    folder.snapshots.sweep(&folder.files).unwrap();
    assert_eq!(kept(&folder).len(), 4);
    folder.snapshots.sweep(&[]).unwrap();
    assert_eq!(kept(&folder).len(), 0);
}

#[test]
fn kept_sums_stand_for_the_listed_content() {
    let folder = folder();
    let queries = queries();
    let decomposable = &queries[..2];
    let buckets = [span("2026-01-01", "2026-12-31")];
    let observe = |owner: &str| {
        let queries: Vec<_> = decomposable
            .iter()
            .map(|query| ObserveQuery {
                counted_owners: vec![owner.to_owned()],
                ..query.clone()
            })
            .collect();
        folder.snapshots.observe(&ObserveRequest {
            files: &folder.files,
            queries: &queries,
            as_of: day("2026-12-31"),
            buckets: &buckets,
            unit_id: None,
            partitions: 2,
        })
    };
    let first = observe("supplier").unwrap();
    for file in &folder.files {
        let path = folder.home.path().join("snapshots").join(&file.path);
        std::fs::write(path, vec![b'x'; usize::try_from(file.bytes).unwrap()]).unwrap();
    }
    assert_eq!(observe("supplier").unwrap(), first, "nothing is read");
    assert!(
        matches!(observe("buyer"), Err(FactError::File { .. })),
        "other rules, other sums"
    );
    folder.snapshots.forget_sums().unwrap();
    assert!(matches!(observe("supplier"), Err(FactError::File { .. })));
}
