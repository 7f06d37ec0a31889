//! A caller may go away at any moment: nothing half done stays, and the next one finds the door open.

use crate::support::{NOW, commit, meta, on_each_engine, order_line, supplier, visible};
use domain::intake::kinds;
use std::time::Duration;
use store::{AuditEvent, ImportItem, ImportMode, Store, StoreError};
use tokio::sync::mpsc;

fn items(from: u64, count: u64) -> Vec<ImportItem> {
    (from..from + count)
        .map(|n| ImportItem::Row(order_line(n, &format!("PO{n}"), "N1", "2026-03-01")))
        .collect()
}

#[test]
fn a_reader_that_stops_before_the_end_leaves_nothing() {
    on_each_engine(async |db| {
        commit(&db.store, "a.csv", vec![supplier(1, "N1")]).await;
        let before = visible(&db.store).await;
        let (sender, receiver) = mpsc::channel(4);
        sender.send(items(1, 100)).await.unwrap();
        drop(sender);
        let refused = db
            .store
            .import(meta("cut.csv"), ImportMode::Commit, receiver)
            .await
            .unwrap_err();
        assert!(
            matches!(&refused, StoreError::Interrupted { file } if file == "cut.csv"),
            "{refused}"
        );
        assert_eq!(visible(&db.store).await, before);
        assert_eq!(db.store.imports().await.unwrap().len(), 1);
    });
}

#[test]
fn a_dropped_import_is_invisible_also_after_reopening() {
    on_each_engine(async |db| {
        commit(&db.store, "a.csv", vec![supplier(1, "N1")]).await;
        let (sender, receiver) = mpsc::channel(4);
        let import = db.store.import(meta("b.csv"), ImportMode::Commit, receiver);
        let feed = async {
            sender.send(items(1, 500)).await.unwrap();
            sender.send(items(501, 500)).await.unwrap();
        };
        // The rows are under way when the import's future is dropped.
        tokio::select! { biased; _ = import => panic!("it cannot end"), () = feed => {} }
        drop(sender);
        assert!(db.store.keys(&kinds::ORDER_LINE).await.unwrap().is_empty());
        let again = Store::open(&db.url, NOW).await.unwrap();
        assert!(again.keys(&kinds::ORDER_LINE).await.unwrap().is_empty());
        commit(&again, "b.csv", vec![order_line(1, "PO1", "N1", "2026-03-01")]).await;
        again.close().await;
    });
}

#[test]
fn a_finished_file_is_kept_even_when_nobody_waits_for_it() {
    on_each_engine(async |db| {
        let (sender, receiver) = mpsc::channel(4);
        sender
            .send(vec![ImportItem::Row(supplier(1, "N1")), ImportItem::End])
            .await
            .unwrap();
        let import = db.store.import(meta("a.csv"), ImportMode::Commit, receiver);
        // Polled once, so that it starts, and then dropped.
        drop(tokio::time::timeout(Duration::ZERO, import).await);
        // A writer that comes afterwards waits for its turn, so the import is over then.
        db.store.put_setting("after", "1", "tester", NOW).await.unwrap();
        assert_eq!(db.store.keys(&kinds::SUPPLIER).await.unwrap().len(), 1);
    });
}

#[test]
fn three_hundred_aborted_imports_leave_the_door_open() {
    on_each_engine(async |db| {
        commit(&db.store, "a.csv", vec![supplier(1, "N1")]).await;
        let before = visible(&db.store).await;
        let mut seed: u64 = 0x9e37_79b9_7f4a_7c15;
        for _ in 0..300 {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let micros = (seed >> 33) % 4_000;
            let (sender, receiver) = mpsc::channel(1);
            let store = db.store.clone();
            let import = tokio::spawn(async move { store.import(meta("x.csv"), ImportMode::Commit, receiver).await });
            let feed = tokio::spawn(async move {
                for batch in 0..50 {
                    if sender.send(items(batch * 20, 20)).await.is_err() {
                        break;
                    }
                }
                // Never the end: whatever happens, this file was cut off.
            });
            let _ = tokio::time::timeout(Duration::from_micros(micros), import).await;
            feed.abort();
        }
        db.store.put_setting("after", "1", "tester", NOW).await.unwrap();
        assert_eq!(visible(&db.store).await, before);
        let outcome = commit(&db.store, "y.csv", vec![order_line(1, "PO1", "N1", "2026-03-01")]).await;
        assert_eq!(outcome.total().stored, 1);
        assert!(db.store.verify_audit().await.unwrap().problems.is_empty());
    });
}

#[test]
fn a_dropped_transaction_rolls_back() {
    on_each_engine(async |db| {
        let mut tx = db.store.begin("tester", NOW).await.unwrap();
        tx.put_setting("a", "1").await.unwrap();
        drop(tx);
        let mut tx = db.store.begin("tester", NOW).await.unwrap();
        tx.put_setting("b", "2").await.unwrap();
        tx.record(&AuditEvent::new("setting.put", "b", "2")).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(db.store.settings().await.unwrap(), [("b".to_owned(), "2".to_owned())]);
    });
}

#[test]
fn three_hundred_aborted_transactions_leave_none_open() {
    on_each_engine(async |db| {
        let mut seed: u64 = 42;
        for number in 0..300 {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let micros = (seed >> 33) % 1_500;
            let store = db.store.clone();
            let work = tokio::spawn(async move {
                let mut tx = store.begin("tester", NOW).await?;
                tx.put_setting("half", &number.to_string()).await?;
                tx.record(&AuditEvent::new("half", "", "")).await?;
                // Dropped here at the latest: it is never committed.
                tx.put_setting("half", "done").await
            });
            let _ = tokio::time::timeout(Duration::from_micros(micros), async {
                let _ = work.await;
            })
            .await;
        }
        db.store.put_setting("whole", "1", "tester", NOW).await.unwrap();
        assert_eq!(
            db.store.settings().await.unwrap(),
            [("whole".to_owned(), "1".to_owned())]
        );
        assert_eq!(db.store.verify_audit().await.unwrap().entries, 1);
    });
}

#[test]
fn a_transaction_with_a_failed_step_is_not_committed() {
    on_each_engine(async |db| {
        db.tamper("create unique index one_value on setting (value)").await;
        let mut tx = db.store.begin("tester", NOW).await.unwrap();
        tx.put_setting("a", "same").await.unwrap();
        tx.put_setting("b", "same").await.unwrap_err();
        let refused = tx.commit().await.unwrap_err();
        assert!(matches!(refused, StoreError::Ended), "{refused}");
        assert!(
            db.store.settings().await.unwrap().is_empty(),
            "neither the failed step nor the one before it"
        );
    });
}
