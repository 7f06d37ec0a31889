//! Rows out as columns: the same on both engines, ordered by id, with the source of each row.

use crate::support::{commit, import_as, meta, on_each_engine, order_line, receipt, row, supplier, with};
use domain::intake::kinds;
use domain::intake::raw::{RawColumn, RawTable};
use domain::period::{Month, day_number};
use std::sync::Mutex;
use store::{EffortTotal, ImportMode, StoreError};

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

#[test]
fn both_engines_export_the_same_columns() {
    let seen: Mutex<Vec<(String, [RawTable; 4])>> = Mutex::new(Vec::new());
    on_each_engine(async |db| {
        let rows = vec![
            supplier(1, "N1"),
            supplier(2, "北方"),
            with(order_line(3, "B", "北方", "2026-03-31"), "price", -17),
            with(order_line(4, "A", "N1", "2026-03-01"), "requested_on", "2026-05-01"),
            order_line(5, "C", "N1", "2026-04-01"),
            receipt(6, "R1", "C/1", "2026-04-01"),
            receipt(7, "R2", "A/1", "2026-09-01"),
            receipt(8, "R3", "B/1", "2026-04-03"),
        ];
        commit(&db.store, "a.csv", rows).await;
        let mut other = meta("b.csv");
        other.source = "mes".to_owned();
        import_as(
            &db.store,
            other,
            ImportMode::Commit,
            vec![order_line(1, "A", "N1", "2026-03-15")],
        )
        .await
        .unwrap();
        let tables = [
            db.store.table(&kinds::SUPPLIER).await.unwrap(),
            db.store.month(&kinds::ORDER_LINE, month("2026-03")).await.unwrap(),
            db.store
                .children_of_month(&kinds::RECEIPT, month("2026-03"))
                .await
                .unwrap(),
            db.store.month(&kinds::ORDER_LINE, month("2019-01")).await.unwrap(),
        ];
        seen.lock().unwrap().push((db.store.engine_name().to_owned(), tables));
    });
    let seen = seen.into_inner().unwrap();
    for (engine, [suppliers, march, receipts, nothing]) in &seen {
        assert_eq!(march.ids, [1, 2, 4], "{engine}");
        assert_eq!((&march.source[..], march.sources.len()), (&[0, 0, 1][..], 2));
        assert_eq!(&*march.sources[1], "mes");
        let ordered = march.days(kinds::ORDER_LINE.position("ordered_on").unwrap()).unwrap();
        assert_eq!(ordered[0], Some(day_number("2026-03-31".parse().unwrap())));
        let price = march.ints(kinds::ORDER_LINE.position("price").unwrap()).unwrap();
        assert_eq!(price, [Some(-17), None, None]);
        assert_eq!(
            receipts.ids,
            [2, 3],
            "receipts of the lines ordered in March, whenever they came"
        );
        let names = suppliers.texts(kinds::SUPPLIER.position("code").unwrap()).unwrap();
        assert_eq!(names[1].as_deref(), Some("北方"));
        assert_eq!(nothing.len(), 0);
        assert_eq!(nothing.columns.len(), kinds::ORDER_LINE.columns.len());
        assert!(matches!(
            nothing.columns[kinds::ORDER_LINE.position("ordered_on").unwrap()],
            RawColumn::Day(_)
        ));
    }
    assert!(seen.windows(2).all(|pair| pair[0].1 == pair[1].1), "the engines differ");
}

#[test]
fn asking_for_months_of_what_has_none_is_refused() {
    on_each_engine(async |db| {
        let refused = db.store.month(&kinds::SUPPLIER, month("2026-03")).await.unwrap_err();
        assert!(
            matches!(refused, StoreError::WrongClass { kind: "supplier", .. }),
            "{refused}"
        );
        let refused = db
            .store
            .children_of_month(&kinds::EFFORT, month("2026-03"))
            .await
            .unwrap_err();
        assert!(
            matches!(refused, StoreError::WrongClass { kind: "effort", .. }),
            "{refused}"
        );
    });
}

#[test]
fn effort_is_summed_by_supplier_and_currency() {
    on_each_engine(async |db| {
        let effort = |line: u64, day: &str, hours: i64| {
            let entry = line.to_string();
            let cells = [
                ("entry", entry.as_str().into()),
                ("supplier", "N1".into()),
                ("day", day.into()),
                ("hours", hours.into()),
            ];
            row(&kinds::EFFORT, line, &cells)
        };
        let paid = with(with(effort(4, "2026-03-03", 500), "amount", 12_345), "currency", "EUR");
        let rows = vec![
            supplier(1, "N1"),
            effort(2, "2026-03-01", 1_500),
            effort(3, "2026-03-31", 250),
            paid,
            effort(5, "2026-04-01", 9),
        ];
        commit(&db.store, "a.csv", rows).await;
        let span = domain::period::Span {
            from: "2026-03-01".parse().unwrap(),
            to: "2026-03-31".parse().unwrap(),
        };
        let total = |currency: &str, hours, amount_minor, entries| EffortTotal {
            supplier_id: 1,
            currency: currency.to_owned(),
            hours,
            amount_minor,
            entries,
        };
        assert_eq!(
            db.store.effort_totals(span).await.unwrap(),
            [total("", 1_750, 0, 2), total("EUR", 500, 12_345, 1)]
        );
    });
}
