//! An evaluation comes back to the same bytes, and a published one never changes.

use crate::support::{LATER, NOW, commit, on_each_engine, supplier};
use domain::Decimal;
use domain::classification::{Grade, Level};
use domain::evaluation::observation::PartSum;
use domain::intake::ports::SnapshotFile;
use domain::period::Span;
use store::{Earlier, EvaluationHeader, EvaluationRecord, EvaluationStatus, ResultRow, StoreError};

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn record(id: &str, period: &str) -> EvaluationRecord {
    let header = EvaluationHeader {
        id: id.to_owned(),
        period: period.to_owned(),
        scheme: "six-dimensions".to_owned(),
        scheme_version: 3,
        as_of: "2026-10-14".parse().unwrap(),
        unit_id: None,
        status: EvaluationStatus::Draft,
        created_at: NOW.to_owned(),
        created_by: "tester".to_owned(),
        document: r#"{"scheme":"text\nwith lines","名":"评价"}"#.to_owned(),
    };
    let file = |month: Option<&str>, bytes| SnapshotFile {
        table: "order_lines".to_owned(),
        month: month.map(|month| month.parse().unwrap()),
        path: format!("order_lines/{}-00.parquet", month.unwrap_or("all")),
        sha256: "0f".repeat(32),
        bytes,
        rows: 12,
    };
    let sum = |query, cap, good: &str| PartSum {
        query,
        supplier_id: 7,
        category_id: 0,
        unit_id: 2,
        bucket: 1,
        part: "all".to_owned(),
        good: decimal(good),
        n: decimal("10.500"),
        good_squared: decimal("79228162514264337593543950335"),
        events: 11,
        hits: 9,
        excused: 1,
        cap,
        knockouts: 0,
    };
    let result = |supplier_id, level: Option<&str>| ResultRow {
        supplier_id,
        category_id: 0,
        subject: String::new(),
        value: None,
        score: Some(decimal("89.960")),
        rank_score: Some(decimal("-0.000")),
        state: "official".to_owned(),
        grade: Some("B".to_owned()),
        level: level.map(str::to_owned),
        detail: r#"{"because":["quota",1]}"#.to_owned(),
    };
    EvaluationRecord {
        header,
        files: vec![file(Some("2026-08"), u64::from(u32::MAX) + 1), file(None, 0)],
        queries: vec!["delivery.otd".to_owned(), "cost.price_index".to_owned()],
        buckets: vec![
            Span {
                from: "2026-01-01".parse().unwrap(),
                to: "2026-03-31".parse().unwrap(),
            },
            Span {
                from: "2026-04-01".parse().unwrap(),
                to: "2026-06-30".parse().unwrap(),
            },
        ],
        observations: vec![sum(1, Some(59), "0.30"), sum(0, None, "-0.3")],
        results: vec![result(2, None), result(1, Some("core"))],
    }
}

#[test]
fn an_evaluation_comes_back_to_the_same_bytes() {
    on_each_engine(async |db| {
        let saved = record("01-a", "2026Q2");
        db.store
            .save_evaluation(&saved, Earlier::Keep, "tester", NOW)
            .await
            .unwrap();
        let loaded = db.store.evaluation("01-a").await.unwrap().unwrap();
        assert_eq!(loaded, saved);
        // Equality of decimals ignores trailing zeros; their text does not.
        assert_eq!(format!("{loaded:?}"), format!("{saved:?}"));
        assert_eq!(db.store.evaluation("01-b").await.unwrap(), None);
        assert_eq!(db.store.pinned_files().await.unwrap().len(), 2);
        let entry = db.store.audit_entries(0, 10).await.unwrap().pop().unwrap();
        assert_eq!(
            (entry.event.action.as_str(), entry.event.subject.as_str()),
            ("evaluation.save", "01-a")
        );
    });
}

#[test]
fn a_draft_is_replaced_only_when_asked_and_a_published_one_never() {
    on_each_engine(async |db| {
        let save = async |id: &str, earlier| {
            db.store
                .save_evaluation(&record(id, "2026Q2"), earlier, "tester", NOW)
                .await
        };
        let ids = async || {
            db.store
                .evaluations()
                .await
                .unwrap()
                .into_iter()
                .map(|header| header.id)
                .collect::<Vec<_>>()
        };
        save("01-a", Earlier::Keep).await.unwrap();
        save("01-b", Earlier::Keep).await.unwrap();
        assert_eq!(ids().await, ["01-a", "01-b"]);
        save("01-c", Earlier::Replace).await.unwrap();
        assert_eq!(ids().await, ["01-c"]);
        assert_eq!(
            db.store.pinned_files().await.unwrap().len(),
            2,
            "the files of the replaced ones are free"
        );
        db.store.publish_evaluation("01-c", "tester", LATER).await.unwrap();
        let refused = save("01-c", Earlier::Replace).await.unwrap_err();
        assert!(
            matches!(&refused, StoreError::Published { id } if id == "01-c"),
            "{refused}"
        );
        save("01-d", Earlier::Replace).await.unwrap();
        assert_eq!(ids().await, ["01-c", "01-d"]);
        let unknown = db.store.publish_evaluation("01-z", "tester", LATER).await.unwrap_err();
        assert!(matches!(unknown, StoreError::UnknownEvaluation { .. }));
    });
}

#[test]
fn the_latest_and_the_comparable_ones_are_found() {
    on_each_engine(async |db| {
        for (id, period) in [
            ("01-a", "2026Q1"),
            ("01-b", "2026Q2"),
            ("01-c", "2026Q2"),
            ("01-d", "2026Q1"),
        ] {
            db.store
                .save_evaluation(&record(id, period), Earlier::Keep, "tester", NOW)
                .await
                .unwrap();
        }
        db.store.publish_evaluation("01-a", "tester", NOW).await.unwrap();
        let latest = async |period: &str, scheme| {
            db.store
                .latest_evaluation(period, scheme)
                .await
                .unwrap()
                .map(|header| header.id)
        };
        assert_eq!(latest("2026Q2", None).await.as_deref(), Some("01-c"));
        assert_eq!(latest("2026Q2", Some("six-dimensions")).await.as_deref(), Some("01-c"));
        assert_eq!(latest("2026Q2", Some("other")).await, None);
        assert_eq!(latest("2025Q2", None).await, None);
        let comparable = db.store.comparable_evaluations("six-dimensions").await.unwrap();
        let ids: Vec<_> = comparable.iter().map(|header| header.id.as_str()).collect();
        assert_eq!(ids, ["01-a", "01-c"], "the published one of a period, else the newest");
    });
}

#[test]
fn placements_are_listed_by_code() {
    on_each_engine(async |db| {
        commit(&db.store, "a.csv", vec![supplier(1, "Z"), supplier(2, "A")]).await;
        db.store
            .save_evaluation(&record("01-a", "2026Q2"), Earlier::Keep, "tester", NOW)
            .await
            .unwrap();
        let placements = db.store.placements("01-a").await.unwrap();
        let seen: Vec<_> = placements
            .iter()
            .map(|placed| (placed.supplier.as_str(), placed.grade, placed.level))
            .collect();
        assert_eq!(
            seen,
            [("A", Some(Grade::B), None), ("Z", Some(Grade::B), Some(Level::Core))]
        );
    });
}
