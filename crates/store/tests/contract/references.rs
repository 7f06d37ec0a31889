//! Keys become row ids; what names an unknown row is refused with the column and the value.

use crate::support::{
    commit, figures, import_as, meta, on_each_engine, order_line, problems, receipt, row, supplier, with,
};
use domain::intake::{Value, kinds};
use store::ImportMode;

#[test]
fn unknown_references_name_column_and_value_all_at_once() {
    on_each_engine(async |db| {
        let line = with(order_line(1, "A", "GHOST", "2026-03-01"), "item", "NOTHING");
        let outcome = commit(&db.store, "a.csv", vec![line, receipt(2, "R", "LOST/1", "2026-03-02")]).await;
        assert_eq!(
            problems(&outcome),
            [
                "1 E117 supplier GHOST (supplier)",
                "1 E117 item NOTHING (item)",
                "2 E117 order_line LOST/1 (order_line)"
            ],
        );
        assert_eq!(figures(outcome.total()), [0, 0, 0, 2]);
    });
}

#[test]
fn a_receipt_before_its_order_is_refused() {
    on_each_engine(async |db| {
        let rows = vec![
            supplier(1, "N1"),
            order_line(2, "A", "N1", "2026-03-10"),
            receipt(3, "R1", "A/1", "2026-03-09"),
            receipt(4, "R2", "A/1", "2026-03-10"),
        ];
        let outcome = commit(&db.store, "a.csv", rows).await;
        assert_eq!(problems(&outcome), ["3 E302 day 2026-03-09 (2026-03-10)"]);
        assert_eq!(figures(outcome.total()), [3, 0, 0, 1]);
    });
}

#[test]
fn facts_take_supplier_and_unit_from_what_they_hang_on() {
    on_each_engine(async |db| {
        let company = row(
            &kinds::COMPANY,
            1,
            &[("code", "C".into()), ("name", "C".into()), ("currency", "EUR".into())],
        );
        let unit = row(
            &kinds::BUSINESS_UNIT,
            2,
            &[("code", "U".into()), ("company", "C".into()), ("name", "U".into())],
        );
        let rows = vec![
            company,
            unit,
            supplier(3, "N1"),
            supplier(4, "N2"),
            with(order_line(5, "A", "N2", "2026-03-01"), "business_unit", "U"),
            receipt(6, "R1", "A/1", "2026-03-02"),
            with(receipt(7, "R2", "A/1", "2026-03-03"), "supplier", "N2"),
        ];
        assert_eq!(figures(commit(&db.store, "a.csv", rows).await.total()), [7, 0, 0, 0]);
        let cell = async |id, name| {
            let stored = db.store.row(&kinds::RECEIPT, id).await.unwrap().unwrap();
            stored.values[kinds::RECEIPT.position(name).unwrap()].clone()
        };
        assert_eq!(cell(1, "supplier").await, Value::Int(2));
        assert_eq!(cell(1, "business_unit").await, Value::Int(1));
        assert_eq!(cell(2, "supplier").await, Value::Int(2));
        let other = vec![with(receipt(1, "R3", "A/1", "2026-03-03"), "supplier", "N1")];
        let refused = commit(&db.store, "b.csv", other).await.total();
        assert_eq!(figures(refused), [0, 0, 0, 1], "another supplier than the order line's");
    });
}

#[test]
fn the_own_source_is_looked_at_first_and_then_any() {
    on_each_engine(async |db| {
        let orders = |supplier: &str| vec![order_line(2, "A", supplier, "2026-03-01")];
        commit(&db.store, "suppliers.csv", vec![supplier(1, "N1"), supplier(2, "N2")]).await;
        let of = |source: &str| {
            let mut meta = meta(&format!("{source}.csv"));
            meta.source = source.to_owned();
            meta
        };
        import_as(&db.store, of("east"), ImportMode::Commit, orders("N1"))
            .await
            .unwrap();
        import_as(&db.store, of("west"), ImportMode::Commit, orders("N2"))
            .await
            .unwrap();
        import_as(
            &db.store,
            of("west"),
            ImportMode::Commit,
            vec![receipt(1, "R", "A/1", "2026-03-02")],
        )
        .await
        .unwrap();
        import_as(
            &db.store,
            of("dock"),
            ImportMode::Commit,
            vec![receipt(1, "R", "A/1", "2026-03-02")],
        )
        .await
        .unwrap();
        let position = kinds::RECEIPT.position("order_line").unwrap();
        let line = async |id| db.store.row(&kinds::RECEIPT, id).await.unwrap().unwrap().values[position].as_int();
        assert_eq!(line(1).await, Some(2), "west has an order line of its own");
        assert_eq!(line(2).await, Some(1), "the dock has none: the oldest");
    });
}

#[test]
fn rows_may_stand_before_what_they_name() {
    on_each_engine(async |db| {
        let category = |line, code: &str, parent: Option<&str>| {
            let made = row(&kinds::CATEGORY, line, &[("code", code.into()), ("name", code.into())]);
            parent.map_or(made.clone(), |parent| with(made, "parent", parent))
        };
        let rows = vec![
            category(1, "leaf", Some("branch")),
            category(2, "branch", Some("root")),
            category(3, "orphan", Some("nobody")),
            receipt(4, "R", "A/1", "2026-03-02"),
            order_line(5, "A", "N1", "2026-03-01"),
            category(6, "root", None),
            category(7, "twig", Some("leaf")),
            supplier(8, "N1"),
            receipt(9, "R2", "A/1", "2026-03-02"),
        ];
        let outcome = commit(&db.store, "a.csv", rows).await;
        assert_eq!(problems(&outcome), ["3 E117 parent nobody (category)"]);
        assert_eq!(
            outcome
                .counts
                .iter()
                .find(|count| count.kind == "category")
                .unwrap()
                .tally
                .stored,
            4
        );
    });
}

#[test]
fn an_alias_leads_to_the_supplier_it_became() {
    on_each_engine(async |db| {
        commit(
            &db.store,
            "a.csv",
            vec![supplier(1, "NEW"), supplier(2, "OLD"), supplier(3, "OLDER")],
        )
        .await;
        let merges = vec![
            with(supplier(1, "OLD"), "merged_into", "NEW"),
            with(supplier(2, "OLDER"), "merged_into", "OLD"),
        ];
        commit(&db.store, "b.csv", merges).await;
        assert_eq!(db.store.supplier_of_code("OLDER").await.unwrap(), Some(1));
        assert_eq!(db.store.supplier_of_code("NEW").await.unwrap(), Some(1));
        assert_eq!(db.store.supplier_of_code("NOBODY").await.unwrap(), None);
        assert_eq!(db.store.id_of_key(&kinds::SUPPLIER, "OLD").await.unwrap(), Some(2));
    });
}
