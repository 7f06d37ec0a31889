//! Undo restores exactly what was, and refuses when something later leans on it.

use crate::support::{
    LATER, commit, import_as, meta, on_each_engine, order_line, receipt, repeatable, supplier, visible, with,
};
use domain::intake::kinds;
use store::{ImportMode, StoreError};

#[test]
fn undo_restores_every_row_exactly() {
    on_each_engine(async |db| {
        commit(
            &db.store,
            "a.csv",
            vec![supplier(1, "N1"), order_line(2, "A", "N1", "2026-03-01")],
        )
        .await;
        let before = visible(&db.store).await;
        let mut other = meta("b.csv");
        other.source = "second".to_owned();
        let rows = vec![
            with(supplier(1, "N1"), "country", "DE"),
            supplier(2, "N2"),
            order_line(3, "B", "N2", "2026-04-01"),
            receipt(4, "R", "B/1", "2026-04-02"),
        ];
        let brought = import_as(&db.store, other, ImportMode::Commit, rows).await.unwrap();
        let changed = commit(
            &db.store,
            "c.csv",
            vec![with(order_line(7, "A", "N1", "2026-05-01"), "price", 17)],
        )
        .await;
        let undone = db.store.undo_import(changed.import_id, "tester", LATER).await.unwrap();
        assert_eq!((undone.removed, undone.restored), (0, 1));
        let undone = db.store.undo_import(brought.import_id, "tester", LATER).await.unwrap();
        assert_eq!((undone.removed, undone.restored), (3, 1));
        assert_eq!(visible(&db.store).await, before);
        let book = db.store.imports().await.unwrap();
        assert_eq!(book[1].undone, Some((LATER.to_owned(), "tester".to_owned())));
        assert_eq!(
            db.store.audit_entries(3, 10).await.unwrap()[1].event.action,
            "import.undo"
        );
        let again = db
            .store
            .undo_import(brought.import_id, "tester", LATER)
            .await
            .unwrap_err();
        assert!(matches!(again, StoreError::AlreadyUndone { id: 2, .. }), "{again}");
    });
}

#[test]
fn an_id_is_never_given_twice() {
    on_each_engine(async |db| {
        let first = commit(&db.store, "a.csv", vec![supplier(1, "N1"), supplier(2, "N2")]).await;
        db.store.undo_import(first.import_id, "tester", LATER).await.unwrap();
        let second = commit(&db.store, "a.csv", vec![supplier(1, "N3")]).await;
        assert_eq!(second.import_id, 2);
        assert_eq!(second.same_file_as, None, "the earlier import was undone");
        assert_eq!(db.store.keys(&kinds::SUPPLIER).await.unwrap(), [(3, "N3".to_owned())]);
    });
}

#[test]
fn a_later_change_stops_the_undo() {
    on_each_engine(async |db| {
        let first = commit(&db.store, "a.csv", vec![supplier(1, "N1")]).await;
        let second = commit(&db.store, "b.csv", vec![with(supplier(1, "N1"), "country", "DE")]).await;
        let refused = db
            .store
            .undo_import(first.import_id, "tester", LATER)
            .await
            .unwrap_err();
        assert!(
            matches!(
                refused,
                StoreError::TouchedLater {
                    id: 1,
                    later: 2,
                    kind: "supplier",
                    rows: 1
                }
            ),
            "{refused}"
        );
        db.store.undo_import(second.import_id, "tester", LATER).await.unwrap();
        db.store.undo_import(first.import_id, "tester", LATER).await.unwrap();
        assert_eq!(visible(&db.store).await, [""; 0]);
    });
}

#[test]
fn rows_of_others_that_refer_to_it_stop_the_undo() {
    on_each_engine(async |db| {
        let first = commit(&db.store, "a.csv", vec![supplier(1, "N1")]).await;
        let second = commit(&db.store, "b.csv", vec![order_line(1, "A", "N1", "2026-03-01")]).await;
        let refused = db
            .store
            .undo_import(first.import_id, "tester", LATER)
            .await
            .unwrap_err();
        assert!(
            matches!(
                refused,
                StoreError::StillReferenced {
                    kind: "supplier",
                    by: "order_line",
                    rows: 1,
                    ..
                }
            ),
            "{refused}"
        );
        db.store.undo_import(second.import_id, "tester", LATER).await.unwrap();
        db.store.undo_import(first.import_id, "tester", LATER).await.unwrap();
        let unknown = db.store.undo_import(77, "tester", LATER).await.unwrap_err();
        assert!(matches!(unknown, StoreError::UnknownImport { id: 77 }));
    });
}

#[test]
fn an_unchanged_repeat_does_not_hold_an_import() {
    on_each_engine(async |db| {
        let first = commit(&db.store, "a.csv", vec![supplier(1, "N1")]).await;
        commit(
            &db.store,
            "b.csv",
            vec![repeatable(supplier(1, "N1")), repeatable(supplier(2, "N1"))],
        )
        .await;
        db.store.undo_import(first.import_id, "tester", LATER).await.unwrap();
        assert!(db.store.keys(&kinds::SUPPLIER).await.unwrap().is_empty());
    });
}

#[test]
fn undo_makes_the_touched_months_stale() {
    on_each_engine(async |db| {
        commit(
            &db.store,
            "a.csv",
            vec![supplier(1, "N1"), order_line(2, "A", "N1", "2026-03-01")],
        )
        .await;
        let moved = commit(&db.store, "b.csv", vec![order_line(2, "A", "N1", "2026-07-01")]).await;
        crate::snapshots::write_all(&db.store).await;
        db.store.undo_import(moved.import_id, "tester", LATER).await.unwrap();
        assert_eq!(
            crate::snapshots::dirty(&db.store).await,
            ["order_lines 2026-03", "order_lines 2026-07"]
        );
    });
}
