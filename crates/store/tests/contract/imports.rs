//! One file, one transaction, one line in the book: every row is accounted for.

use crate::support::{
    commit, figures, import_as, import_items, meta, on_each_engine, order_line, problems, receipt, repeatable, row,
    supplier, visible, with,
};
use domain::intake::kinds;
use domain::intake::problem::{Code, Problem};
use store::{ImportItem, ImportMode, RejectedRow};

#[test]
fn the_same_file_twice_changes_nothing() {
    on_each_engine(async |db| {
        let file = || {
            vec![
                supplier(1, "N1"),
                supplier(2, "N2"),
                order_line(3, "A", "N1", "2026-03-01"),
            ]
        };
        let first = commit(&db.store, "a.csv", file()).await;
        assert_eq!(figures(first.total()), [3, 0, 0, 0]);
        assert_eq!(first.same_file_as, None);
        let before = visible(&db.store).await;
        let stamp = db.store.build_stamp().await.unwrap();
        let second = commit(&db.store, "a.csv", file()).await;
        assert_eq!(figures(second.total()), [0, 0, 3, 0]);
        assert_eq!(second.same_file_as, Some(first.import_id));
        assert_eq!(visible(&db.store).await, before);
        assert_eq!(db.store.build_stamp().await.unwrap(), stamp, "nothing became stale");
    });
}

#[test]
fn check_and_commit_say_the_same_and_check_leaves_nothing() {
    on_each_engine(async |db| {
        commit(&db.store, "base.csv", vec![supplier(1, "N1")]).await;
        let rows = || {
            vec![
                with(supplier(1, "N1"), "country", "DE"),
                supplier(2, "N2"),
                order_line(3, "A", "N2", "2026-03-01"),
                order_line(4, "A", "N2", "2026-03-02"),
                order_line(5, "B", "NOBODY", "2026-03-02"),
                receipt(6, "R", "A/1", "2026-03-05"),
            ]
        };
        let before = visible(&db.store).await;
        let entries = db.store.verify_audit().await.unwrap().entries;
        let checked = import_as(&db.store, meta("b.csv"), ImportMode::Check, rows())
            .await
            .unwrap();
        assert_eq!(visible(&db.store).await, before);
        assert_eq!(db.store.imports().await.unwrap().len(), 1);
        assert_eq!(db.store.verify_audit().await.unwrap().entries, entries);
        let committed = import_as(&db.store, meta("b.csv"), ImportMode::Commit, rows())
            .await
            .unwrap();
        assert_eq!(format!("{checked:?}"), format!("{committed:?}"));
        assert_eq!(figures(committed.total()), [3, 1, 0, 2]);
    });
}

#[test]
fn a_key_twice_in_a_file_is_rejected_and_names_the_first_line() {
    on_each_engine(async |db| {
        let rows = vec![
            supplier(2, "N1"),
            supplier(3, "N2"),
            supplier(4, "N3"),
            supplier(5, "N1"),
            supplier(6, "N1"),
        ];
        let outcome = commit(&db.store, "a.csv", rows).await;
        assert_eq!(figures(outcome.total()), [3, 0, 0, 2]);
        assert_eq!(problems(&outcome), ["5 E110 - N1 (2)", "6 E110 - N1 (2)"]);
        // Rows that are in the store already, unchanged, are remembered as well.
        let again = commit(&db.store, "b.csv", vec![supplier(7, "N2"), supplier(8, "N2")]).await;
        assert_eq!(problems(&again), ["8 E110 - N2 (7)"]);
        assert_eq!(figures(again.total()), [0, 0, 1, 1]);
    });
}

#[test]
fn a_permitted_repeat_counts_as_unchanged_and_must_not_contradict() {
    on_each_engine(async |db| {
        let rows = vec![
            repeatable(supplier(1, "N1")),
            repeatable(supplier(2, "N1")),
            repeatable(supplier(3, "N1")),
            repeatable(supplier(4, "N1")),
            repeatable(with(supplier(5, "N1"), "country", "DE")),
        ];
        let outcome = commit(&db.store, "wide.csv", rows).await;
        assert_eq!(figures(outcome.total()), [1, 0, 3, 1]);
        assert_eq!(problems(&outcome), ["5 E111 country N1 (1)"]);
    });
}

#[test]
fn a_different_row_replaces_the_old_one() {
    on_each_engine(async |db| {
        commit(
            &db.store,
            "a.csv",
            vec![supplier(1, "N1"), order_line(2, "A", "N1", "2026-03-01")],
        )
        .await;
        let line = with(order_line(9, "A", "N1", "2026-04-01"), "quantity", 7_000);
        let outcome = commit(&db.store, "b.csv", vec![line]).await;
        assert_eq!(figures(outcome.total()), [0, 1, 0, 0]);
        let stored = db.store.row(&kinds::ORDER_LINE, 1).await.unwrap().unwrap();
        assert_eq!(
            (stored.import_id, stored.row_no, stored.file_name.as_str()),
            (2, 9, "b.csv")
        );
        assert_eq!(
            stored.values[kinds::ORDER_LINE.position("quantity").unwrap()].as_int(),
            Some(7_000)
        );
    });
}

#[test]
fn facts_of_two_sources_may_share_a_key_and_masters_may_not() {
    on_each_engine(async |db| {
        let file = || vec![supplier(1, "N1"), order_line(2, "A", "N1", "2026-03-01")];
        commit(&db.store, "a.csv", file()).await;
        let mut other = meta("other.csv");
        other.source = "second".to_owned();
        let outcome = import_as(&db.store, other, ImportMode::Commit, file()).await.unwrap();
        assert_eq!(figures(outcome.total()), [1, 0, 1, 0]);
        assert_eq!(db.store.keys(&kinds::ORDER_LINE).await.unwrap().len(), 2);
    });
}

#[test]
fn rejected_rows_keep_their_text_and_every_reason() {
    on_each_engine(async |db| {
        let problem = |code, value: &str| Problem::new(code).value(value).expected("YYYY-MM-DD").row(3);
        let refused = RejectedRow {
            kind: &kinds::ORDER_LINE,
            line: 3,
            raw: Some("A;1;31/02/2026".into()),
            problems: vec![
                Problem {
                    nearest: Some("N1".to_owned()),
                    ..problem(Code::NotADate, "31/02/2026")
                }
                .field("order_line", "ordered_on"),
                problem(Code::NotANumber, "many").field("order_line", "quantity"),
            ],
        };
        let items = vec![
            ImportItem::Row(supplier(1, "N1")),
            ImportItem::Row(order_line(2, "A", "GHOST", "2026-03-01")),
            ImportItem::Rejected(refused.clone()),
            ImportItem::End,
        ];
        let outcome = import_items(&db.store, meta("a.csv"), ImportMode::Commit, items)
            .await
            .unwrap();
        assert_eq!(figures(outcome.total()), [1, 0, 0, 2]);
        let stored = db.store.rejected_rows(outcome.import_id).await.unwrap();
        let shown = |rows: &[RejectedRow]| {
            let line = |row: &RejectedRow| format!("{} {} {:?} {:?}", row.kind.name, row.line, row.raw, row.problems);
            rows.iter().map(line).collect::<Vec<_>>()
        };
        let mut expected = refused;
        for problem in &mut expected.problems {
            problem.kind = Some("order_line");
        }
        assert_eq!(shown(&stored)[1..], shown(&[expected])[..]);
        assert_eq!(shown(&stored)[0], shown(&outcome.rejected)[0]);
        assert!(shown(&stored)[0].contains("raw of line 2"));
    });
}

#[test]
fn the_book_keeps_the_counts_of_every_kind() {
    on_each_engine(async |db| {
        let rows = vec![
            order_line(2, "A", "N1", "2026-03-01"),
            supplier(1, "N1"),
            receipt(3, "R", "A/1", "2026-03-09"),
        ];
        let outcome = commit(&db.store, "a.csv", rows).await;
        let book = db.store.imports().await.unwrap();
        assert_eq!(book.len(), 1);
        assert_eq!(book[0].counts, outcome.counts);
        assert_eq!(
            book[0].counts.iter().map(|count| count.kind).collect::<Vec<_>>(),
            ["supplier", "order_line", "receipt"]
        );
        assert_eq!(
            (book[0].file_sha256.as_str(), book[0].actor.as_str()),
            ("hash of a.csv", "tester")
        );
        let entry = db.store.audit_entries(0, 10).await.unwrap().pop().unwrap();
        assert_eq!(entry.event.action, "import.commit");
        assert!(
            entry.event.detail.contains(r#"{"kind":"receipt","read":1,"stored":1"#),
            "{}",
            entry.event.detail
        );
    });
}

#[test]
fn a_required_cell_that_is_empty_rejects_the_row_not_the_file() {
    on_each_engine(async |db| {
        let nameless = row(
            &kinds::SUPPLIER,
            2,
            &[("code", "N2".into()), ("status", "approved".into())],
        );
        let outcome = commit(&db.store, "a.csv", vec![supplier(1, "N1"), nameless]).await;
        assert_eq!(problems(&outcome), ["2 E201 name  ()"]);
        assert_eq!(figures(outcome.total()), [1, 0, 0, 1]);
    });
}

#[test]
fn many_rows_cross_every_buffer() {
    on_each_engine(async |db| {
        let mut rows: Vec<_> = (0..300).map(|n| supplier(n + 1, &format!("S{n:03}"))).collect();
        rows.extend((0..9_000).map(|n| {
            let supplier = format!("S{:03}", n % 310);
            order_line(
                n + 301,
                &format!("PO{n:05}"),
                &supplier,
                &format!("2026-{:02}-{:02}", n % 12 + 1, n % 28 + 1),
            )
        }));
        let feed = |rows: Vec<store::ImportRow>| {
            let (sender, receiver) = tokio::sync::mpsc::channel(2);
            let mut items: Vec<ImportItem> = rows.into_iter().map(ImportItem::Row).collect();
            items.push(ImportItem::End);
            tokio::spawn(async move {
                for batch in items.chunks(2_000) {
                    sender.send(batch.to_vec()).await.unwrap();
                }
            });
            receiver
        };
        let unknown = (0..9_000).filter(|n| n % 310 >= 300).count() as u64;
        let first = db
            .store
            .import(meta("a.csv"), ImportMode::Commit, feed(rows.clone()))
            .await
            .unwrap();
        assert_eq!(figures(first.total()), [9_300 - unknown, 0, 0, unknown]);
        assert_eq!(
            db.store.rejected_rows(first.import_id).await.unwrap().len() as u64,
            unknown
        );
        for row in rows.iter_mut().skip(300) {
            *row = with(row.clone(), "quantity", 6_000);
        }
        let second = db
            .store
            .import(meta("b.csv"), ImportMode::Commit, feed(rows))
            .await
            .unwrap();
        assert_eq!(figures(second.total()), [0, 9_000 - unknown, 300, unknown]);
        let undone = db
            .store
            .undo_import(second.import_id, "tester", crate::support::LATER)
            .await
            .unwrap();
        assert_eq!((undone.removed, undone.restored), (0, 9_000 - unknown));
    });
}
