//! Which snapshot months are stale, and when they stop being it.

use crate::support::{commit, on_each_engine, order_line, receipt, row, supplier, with};
use domain::intake::kinds;
use domain::intake::ports::SnapshotFile;
use domain::period::Month;
use store::{ImportRow, Store};

/// Stale months of tables that follow months, as `table month`.
pub(crate) async fn dirty(store: &Store) -> Vec<String> {
    let dirty = store.dirty_months().await.unwrap();
    dirty
        .into_iter()
        .filter_map(|(table, month)| month.map(|month| format!("{table} {month}")))
        .collect()
}

async fn whole(store: &Store) -> Vec<String> {
    let dirty = store.dirty_months().await.unwrap();
    dirty
        .into_iter()
        .filter_map(|(table, month)| month.is_none().then_some(table))
        .collect()
}

fn file(table: &str, month: Option<Month>) -> SnapshotFile {
    let name = month.map_or("all".to_owned(), |month| month.to_string());
    let path = format!("{table}/{name}-0123456789abcdef.parquet");
    SnapshotFile {
        table: table.to_owned(),
        month,
        path,
        sha256: "ab".repeat(32),
        bytes: 7,
        rows: 1,
    }
}

/// Pretends that everything stale was written.
pub(crate) async fn write_all(store: &Store) {
    let stamp = store.build_stamp().await.unwrap();
    let dirty = store.dirty_months().await.unwrap();
    let entries = dirty.into_iter().map(|(table, month)| {
        let written = file(&table, month);
        (table, month, Some(written))
    });
    store.replace_manifest_entries(entries.collect(), &stamp).await.unwrap();
    assert!(store.dirty_months().await.unwrap().is_empty());
}

fn lines() -> Vec<ImportRow> {
    vec![
        supplier(1, "N1"),
        order_line(2, "A", "N1", "2026-03-01"),
        order_line(3, "B", "N1", "2026-04-01"),
        order_line(4, "C", "N1", "2027-12-01"),
    ]
}

#[test]
fn new_rows_make_their_months_stale_and_writing_them_clears_it() {
    on_each_engine(async |db| {
        assert_eq!(whole(&db.store).await.len(), 5, "whole tables are due from the start");
        commit(&db.store, "a.csv", lines()).await;
        assert_eq!(
            dirty(&db.store).await,
            ["order_lines 2026-03", "order_lines 2026-04", "order_lines 2027-12"]
        );
        write_all(&db.store).await;
        let march = "2026-03".parse().unwrap();
        assert!(
            db.store
                .manifest()
                .await
                .unwrap()
                .contains(&file("order_lines", Some(march)))
        );
        let stamp = db.store.build_stamp().await.unwrap();
        db.store
            .replace_manifest_entry("order_lines", Some(march), None, &stamp)
            .await
            .unwrap();
        assert!(
            !db.store
                .manifest()
                .await
                .unwrap()
                .contains(&file("order_lines", Some(march)))
        );
        assert!(
            db.store.dirty_months().await.unwrap().is_empty(),
            "a month without rows is written too"
        );
    });
}

#[test]
fn a_moved_row_makes_the_old_and_the_new_month_stale() {
    on_each_engine(async |db| {
        commit(&db.store, "a.csv", lines()).await;
        write_all(&db.store).await;
        commit(&db.store, "b.csv", vec![order_line(2, "A", "N1", "2026-09-01")]).await;
        // The date of an order is part of its supplier's price history: later months look back at it.
        assert_eq!(
            dirty(&db.store).await,
            [
                "order_lines 2026-03",
                "order_lines 2026-04",
                "order_lines 2026-09",
                "order_lines 2027-12"
            ]
        );
        write_all(&db.store).await;
        let quantity = with(order_line(2, "B", "N1", "2026-04-01"), "quantity", 9_000);
        commit(&db.store, "c.csv", vec![quantity]).await;
        assert_eq!(
            dirty(&db.store).await,
            ["order_lines 2026-04"],
            "a quantity is nobody's price"
        );
    });
}

#[test]
fn receipts_and_events_count_in_the_month_of_what_they_hang_on() {
    on_each_engine(async |db| {
        let ticket = row(
            &kinds::TICKET,
            5,
            &[
                ("number", "T".into()),
                ("supplier", "N1".into()),
                ("opened_at", "2026-05-31T23:00:00Z".into()),
            ],
        );
        let event = row(
            &kinds::TICKET_EVENT,
            6,
            &[
                ("ticket", "T".into()),
                ("sequence", 1.into()),
                ("happened_at", "2026-06-02T08:00:00Z".into()),
                ("kind", "comment".into()),
            ],
        );
        let mut rows = lines();
        rows.push(ticket);
        commit(&db.store, "a.csv", rows).await;
        write_all(&db.store).await;
        commit(&db.store, "b.csv", vec![receipt(1, "R", "A/1", "2026-08-01"), event]).await;
        assert_eq!(dirty(&db.store).await, ["order_lines 2026-03", "tickets 2026-05"]);
        write_all(&db.store).await;
        commit(&db.store, "c.csv", vec![receipt(1, "R", "B/1", "2026-08-01")]).await;
        assert_eq!(
            dirty(&db.store).await,
            ["order_lines 2026-03", "order_lines 2026-04"],
            "it moved to another line"
        );
    });
}

#[test]
fn reference_data_makes_stale_what_is_derived_from_it() {
    on_each_engine(async |db| {
        commit(&db.store, "a.csv", lines()).await;
        write_all(&db.store).await;
        commit(
            &db.store,
            "b.csv",
            vec![with(supplier(1, "N1"), "name", "Another name")],
        )
        .await;
        assert_eq!(dirty(&db.store).await, [""; 0], "a name is in no fact");
        assert_eq!(
            whole(&db.store).await,
            ["required_certificates", "supplier_categories", "suppliers"]
        );
        write_all(&db.store).await;
        let holiday = row(
            &kinds::HOLIDAY,
            1,
            &[
                ("calendar", "CN".into()),
                ("day", "2026-10-01".into()),
                ("kind", "holiday".into()),
            ],
        );
        commit(&db.store, "c.csv", vec![holiday]).await;
        assert_eq!(dirty(&db.store).await.len(), 3);
        assert_eq!(whole(&db.store).await, ["workdays"]);
        write_all(&db.store).await;
        let rate = row(
            &kinds::FX_RATE,
            1,
            &[
                ("rate_table", "ECB".into()),
                ("base", "EUR".into()),
                ("quote", "USD".into()),
                ("day", "2026-04-28".into()),
                ("rate", 1_100_000_000.into()),
            ],
        );
        commit(&db.store, "d.csv", vec![rate]).await;
        let stale = dirty(&db.store).await;
        assert!(stale.contains(&"order_lines 2026-04".to_owned()) && stale.contains(&"order_lines 2026-05".to_owned()));
        assert!(
            !stale.contains(&"order_lines 2026-03".to_owned()),
            "a rate says nothing about the time before it"
        );
        assert!(
            !stale.contains(&"order_lines 2027-12".to_owned()),
            "nor about prices nobody looks back to"
        );
    });
}

#[test]
fn a_change_after_the_stamp_keeps_its_mark() {
    on_each_engine(async |db| {
        commit(&db.store, "a.csv", lines()).await;
        write_all(&db.store).await;
        commit(
            &db.store,
            "b.csv",
            vec![with(order_line(2, "A", "N1", "2026-03-01"), "quantity", 1)],
        )
        .await;
        let stamp = db.store.build_stamp().await.unwrap();
        commit(
            &db.store,
            "c.csv",
            vec![with(order_line(2, "A", "N1", "2026-03-01"), "quantity", 2)],
        )
        .await;
        let march: Month = "2026-03".parse().unwrap();
        let written = Some(file("order_lines", Some(march)));
        db.store
            .replace_manifest_entry("order_lines", Some(march), written.clone(), &stamp)
            .await
            .unwrap();
        assert_eq!(dirty(&db.store).await, ["order_lines 2026-03"]);
        let stamp = db.store.build_stamp().await.unwrap();
        db.store
            .replace_manifest_entry("order_lines", Some(march), written, &stamp)
            .await
            .unwrap();
        assert_eq!(dirty(&db.store).await, [""; 0]);
    });
}
