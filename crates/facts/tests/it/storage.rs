//! Files: the same rows give the same bytes, and whatever is not as listed is noticed.

use crate::support::{Folder, LOTS, Names, query, table, table_of};
use domain::intake::ports::{FactError, FactSource, SnapshotSink};
use domain::intake::snapshot::{TABLES, TableData};
use domain::period::Month;
use facts::Snapshots;

const LINES: &str = "row_id | supplier_id | ordered_on | quantity  | status | arrivals
    1 | 7 | 2026-03-02 | 10.5 | open | 2026-03-05:4; 2026-03-06:6.5
    2 | 8 | 2026-03-03 | | closed |";

#[test]
fn the_same_rows_give_the_same_name_and_bytes_in_any_folder() {
    let data = table_of("order_lines", LINES, &mut Names::default());
    let month = Some(Month { year: 2026, month: 3 });
    let (one, two) = (Folder::new(), Folder::new());
    let (first, second) = (
        one.snapshots.write(&data, month).unwrap(),
        two.snapshots.write(&data, month).unwrap(),
    );
    assert_eq!(first, second);
    assert_eq!(first.rows, 2);
    assert!(first.path.starts_with("order_lines/2026-03-"), "{}", first.path);
    let name = first
        .path
        .strip_prefix("order_lines/2026-03-")
        .and_then(|rest| rest.strip_suffix(".parquet"))
        .unwrap();
    assert_eq!(name, &first.sha256[..16]);
    let read = |folder: &Folder| std::fs::read(folder.home.path().join("snapshots").join(&first.path)).unwrap();
    assert_eq!(read(&one), read(&two));
    assert_eq!(u64::try_from(read(&one).len()).unwrap(), first.bytes);
}

#[test]
fn the_rows_of_a_supplier_stand_together_and_keep_their_order() {
    let folder = Folder::new();
    let name = |text: &str| {
        let data = table_of(
            "tickets",
            &format!("supplier_id | row_id\n{text}"),
            &mut Names::default(),
        );
        folder.snapshots.write(&data, None).unwrap()
    };
    let file = name("2 | 1\n 1 | 2\n 2 | 3\n 1 | 4");
    let rows = folder.snapshots.select(
        std::slice::from_ref(&file),
        "select row_id from tickets",
        crate::support::LIMITS,
    );
    let rows: Vec<String> = rows
        .unwrap()
        .rows
        .into_iter()
        .filter_map(|mut row| row.remove(0))
        .collect();
    assert_eq!(rows, ["2", "4", "1", "3"]);
    assert_eq!(file.path, name("1 | 2\n 1 | 4\n 2 | 1\n 2 | 3").path, "the same file");
    assert_ne!(file.path, name("1 | 4\n 1 | 2\n 2 | 1\n 2 | 3").path, "another order");
    assert_ne!(file.path, name("1 | 2\n 1 | 4\n 2 | 1\n 2 | 5").path, "another row");
}

#[test]
fn every_table_can_be_written_empty_and_read_without_a_file() {
    let folder = Folder::new();
    for table in TABLES {
        let sql = format!("select count(*) from {}", table.name);
        assert_eq!(
            folder.cell(&sql).as_deref(),
            Some("0"),
            "{}: without a file",
            table.name
        );
        let file = folder.snapshots.write(&TableData::empty(table), None).unwrap();
        let answer = folder.snapshots.select(&[file], &sql, crate::support::LIMITS).unwrap();
        assert_eq!(answer.rows, [[Some("0".to_owned())]], "{}: empty file", table.name);
    }
}

#[test]
fn an_altered_or_missing_file_is_noticed() {
    let mut folder = Folder::with(
        "inspection_lots",
        "row_id | supplier_id | received_on | decision\n1 | 7 | 2026-03-02 | accepted",
    );
    let file = folder.files[0].clone();
    let path = folder.home.path().join("snapshots").join(&file.path);
    assert!(folder.snapshots.verify(&file).unwrap());

    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&path, &bytes).unwrap();
    assert!(!folder.snapshots.verify(&file).unwrap(), "one flipped bit");

    bytes.truncate(middle);
    std::fs::write(&path, &bytes).unwrap();
    assert!(!folder.snapshots.verify(&file).unwrap(), "a short file");
    let refused = folder.observe(&query(LOTS));
    assert!(matches!(refused, Err(FactError::File { path }) if path == file.path));

    std::fs::remove_file(&path).unwrap();
    assert!(!folder.snapshots.verify(&file).unwrap(), "no file");
    assert!(matches!(
        folder.select("select * from inspection_lots"),
        Err(FactError::File { .. })
    ));
    folder.files.clear();
    assert_eq!(folder.observe(&query(LOTS)).unwrap(), []);
}

#[test]
fn a_file_with_the_right_size_and_broken_content_is_named() {
    let folder = Folder::with(
        "inspection_lots",
        "row_id | supplier_id | received_on | decision\n1 | 7 | 2026-03-02 | accepted",
    );
    let file = &folder.files[0];
    let path = folder.home.path().join("snapshots").join(&file.path);
    std::fs::write(&path, vec![b'x'; usize::try_from(file.bytes).unwrap()]).unwrap();
    let refused = folder.observe(&query(LOTS));
    assert!(
        matches!(&refused, Err(FactError::File { path }) if *path == file.path),
        "{refused:?}"
    );
}

#[test]
fn the_sweep_keeps_what_is_listed() {
    let folder = Folder::new();
    let write = |text: &str| {
        folder
            .snapshots
            .write(&table_of("suppliers", text, &mut Names::default()), None)
            .unwrap()
    };
    let (kept, gone) = (write("supplier_id | code\n 1 | A"), write("supplier_id | code\n 1 | B"));
    let home = folder.home.path().join("snapshots");
    std::fs::write(home.join("suppliers/99999999-0.tmp"), b"left over").unwrap();
    std::fs::write(home.join("suppliers/notes.txt"), b"someone else's").unwrap();
    assert_eq!(folder.snapshots.sweep(std::slice::from_ref(&kept)).unwrap(), 2);
    assert!(folder.snapshots.verify(&kept).unwrap());
    assert!(!folder.snapshots.verify(&gone).unwrap());
    assert!(home.join("suppliers/notes.txt").exists());
    assert_eq!(folder.snapshots.sweep(std::slice::from_ref(&kept)).unwrap(), 0);
}

#[test]
fn rows_that_do_not_fit_the_table_are_refused() {
    let folder = Folder::new();
    let mut data = TableData::empty(table("suppliers"));
    data.columns.pop();
    assert!(matches!(folder.snapshots.write(&data, None), Err(FactError::Engine(text)) if text.contains("suppliers")));
    let mut data = table_of("suppliers", "supplier_id | code\n 1 | A", &mut Names::default());
    data.columns.swap(0, 1);
    assert!(
        matches!(folder.snapshots.write(&data, None), Err(FactError::Engine(text)) if text.contains("supplier_id"))
    );
    let left: Vec<_> = std::fs::read_dir(folder.home.path().join("snapshots/suppliers"))
        .unwrap()
        .collect();
    assert!(left.is_empty(), "nothing half written stays: {left:?}");
}

#[test]
fn each_who_opens_the_folder_spills_apart_and_leaves_nothing() {
    let home = tempfile::tempdir().unwrap();
    let spill = home.path().join("spill");
    let folders = || {
        let entries = std::fs::read_dir(&spill).unwrap().map(|entry| entry.unwrap().path());
        let mut folders: Vec<_> = entries.filter(|path| path.is_dir()).collect();
        folders.sort();
        folders
    };
    let first = Snapshots::open(home.path().to_owned()).unwrap();
    let own = folders();
    assert_eq!(own.len(), 1);
    std::fs::write(own[0].join("sorted run"), b"half a sort").unwrap();
    let stale = spill.join("4999999-0");
    std::fs::create_dir_all(stale.join("datafusion-x")).unwrap();
    std::fs::write(stale.join("lock"), b"").unwrap();

    let second = Snapshots::open(home.path().to_owned()).unwrap();
    assert!(
        own[0].join("sorted run").exists(),
        "what another reader spilled is its own"
    );
    assert!(!stale.exists(), "what a process left that is gone is swept");
    assert_eq!(folders().len(), 2);

    drop(first);
    assert_eq!(folders().len(), 1);
    drop(second);
    assert!(folders().is_empty());
}
