//! What the page of a supplier asks for: its latest rows, the imports that brought them, and saved views of the list.

use crate::support::{NOW, commit, on_each_engine, order_line, receipt, supplier};
use domain::intake::{Kind, kinds};
use store::ViewRow;

const KINDS: &[&Kind] = &[&kinds::ORDER_LINE, &kinds::RECEIPT];

#[test]
fn the_latest_rows_of_a_supplier_come_newest_first_with_the_imports_that_brought_them() {
    on_each_engine(async |db| {
        let first = vec![
            supplier(1, "N1"),
            supplier(2, "N2"),
            order_line(3, "A", "N1", "2026-03-01"),
            order_line(4, "B", "N2", "2026-03-02"),
        ];
        let first = commit(&db.store, "a.csv", first).await;
        let second = vec![
            order_line(1, "C", "N1", "2026-05-01"),
            receipt(2, "R1", "A/1", "2026-03-09"),
            receipt(3, "R2", "C/1", "2026-05-09"),
        ];
        let second = commit(&db.store, "b.csv", second).await;
        let id = db.store.supplier_of_code("N1").await.unwrap().unwrap();
        let keys = async |kind: &'static Kind, limit| {
            let rows = db.store.latest_rows(kind, id, limit).await.unwrap();
            rows.into_iter().map(|row| row.key).collect::<Vec<_>>()
        };
        assert_eq!(keys(&kinds::ORDER_LINE, 9).await, ["C/1", "A/1"]);
        assert_eq!(keys(&kinds::ORDER_LINE, 1).await, ["C/1"]);
        // A receipt belongs to the supplier of its order line.
        assert_eq!(keys(&kinds::RECEIPT, 9).await, ["R2/1", "R1/1"]);
        let imports = db.store.imports_about(id, KINDS, 9).await.unwrap();
        let imports: Vec<(i64, u64)> = imports.into_iter().map(|(record, rows)| (record.id, rows)).collect();
        assert_eq!(imports, [(second.import_id, 3), (first.import_id, 1)]);
    });
}

#[test]
fn a_view_is_seen_by_its_owner_and_a_shared_one_by_all() {
    on_each_engine(async |db| {
        let view = |id: &str, user: &str, is_shared| ViewRow {
            id: id.to_owned(),
            user_id: user.to_owned(),
            screen: "suppliers".to_owned(),
            name: format!("View {id}"),
            query: "level=core".to_owned(),
            is_shared,
            created_at: NOW.to_owned(),
        };
        let mut tx = db.store.begin("Li Na", NOW).await.unwrap();
        for one in [view("1", "li", false), view("2", "ana", false), view("3", "ana", true)] {
            tx.save_view(one).await.unwrap();
        }
        // Nobody removes what somebody else saved.
        tx.remove_view("3", "li").await.unwrap();
        tx.commit().await.unwrap();
        let seen = async |user: &str| {
            let rows = db.store.saved_views("suppliers", user).await.unwrap();
            rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
        };
        assert_eq!(seen("li").await, ["1", "3"]);
        assert_eq!(seen("ana").await, ["2", "3"]);
        assert!(db.store.saved_views("levels", "ana").await.unwrap().is_empty());
        assert_eq!(db.store.saved_view("2").await.unwrap().unwrap().user_id, "ana");
        let mut tx = db.store.begin("Ana", NOW).await.unwrap();
        tx.remove_view("3", "ana").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(seen("li").await, ["1"]);
    });
}
