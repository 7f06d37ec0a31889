//! Documents keep every version; settings keep the last value; confirmed levels and closes are kept by period.

use crate::support::{LATER, NOW, on_each_engine};
use domain::classification::Level;
use store::LevelHeld;

#[test]
fn a_retired_document_is_no_longer_listed_and_keeps_its_history() {
    on_each_engine(async |db| {
        let put = async |text: &str| {
            db.store
                .put_document("scheme", "mine", text, ("tester", NOW))
                .await
                .unwrap()
        };
        put("one").await;
        let mut tx = db.store.begin("tester", LATER).await.unwrap();
        assert_eq!(tx.retire_document("scheme", "mine").await.unwrap(), 2);
        tx.commit().await.unwrap();
        assert_eq!(db.store.documents("scheme").await.unwrap(), []);
        let before = db.store.document("scheme", "mine", Some(1)).await.unwrap().unwrap();
        assert_eq!(before.text, "one");
        assert_eq!(put("one").await, 3);
        assert_eq!(db.store.documents("scheme").await.unwrap().len(), 1);
    });
}

#[test]
fn a_document_gets_a_version_only_when_its_text_changes() {
    on_each_engine(async |db| {
        let put = async |text: &str, now| {
            db.store
                .put_document("scheme", "mine", text, ("tester", now))
                .await
                .unwrap()
        };
        assert_eq!(put("one", NOW).await, 1);
        assert_eq!(put("one", LATER).await, 1);
        assert_eq!(put("two", LATER).await, 2);
        db.store
            .put_document("scheme", "a", "x", ("tester", NOW))
            .await
            .unwrap();
        db.store
            .put_document("indicator", "mine", "y", ("tester", NOW))
            .await
            .unwrap();
        let newest = db.store.documents("scheme").await.unwrap();
        let newest: Vec<_> = newest
            .iter()
            .map(|document| (document.code.as_str(), document.version))
            .collect();
        assert_eq!(newest, [("a", 1), ("mine", 2)]);
        let first = db.store.document("scheme", "mine", Some(1)).await.unwrap().unwrap();
        assert_eq!(
            (
                first.text.as_str(),
                first.created_at.as_str(),
                first.created_by.as_str()
            ),
            ("one", NOW, "tester")
        );
        assert_eq!(
            db.store
                .document("scheme", "mine", None)
                .await
                .unwrap()
                .unwrap()
                .version,
            2
        );
        assert_eq!(db.store.document("scheme", "mine", Some(3)).await.unwrap(), None);
        let actions: Vec<_> = db
            .store
            .audit_entries(0, 10)
            .await
            .unwrap()
            .into_iter()
            .map(|entry| entry.event)
            .collect();
        assert_eq!(
            actions.len(),
            4,
            "one entry per change, none for no change: {actions:?}"
        );
    });
}

#[test]
fn settings_keep_the_last_value() {
    on_each_engine(async |db| {
        assert_eq!(db.store.setting("language").await.unwrap(), None);
        db.store.put_setting("language", "en", "tester", NOW).await.unwrap();
        db.store.put_setting("language", "zh", "tester", LATER).await.unwrap();
        assert_eq!(db.store.setting("language").await.unwrap().as_deref(), Some("zh"));
    });
}

#[test]
fn confirmed_levels_and_closed_periods_stay() {
    on_each_engine(async |db| {
        let held = |supplier_id, level| LevelHeld {
            period: "2026Q3".to_owned(),
            supplier_id,
            unit_id: 0,
            level,
            evaluation_id: "e".to_owned(),
        };
        let mut tx = db.store.begin("tester", NOW).await.unwrap();
        tx.hold_levels(&[held(2, Some(Level::Core)), held(1, None)])
            .await
            .unwrap();
        tx.hold_levels(&[held(2, Some(Level::Key))]).await.unwrap();
        tx.close_period("2026Q3").await.unwrap();
        tx.close_period("2026Q3").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            db.store.levels_held("2026Q3").await.unwrap(),
            [held(1, None), held(2, Some(Level::Key))]
        );
        assert!(db.store.levels_held("2026Q2").await.unwrap().is_empty());
        let closes = db.store.period_closes().await.unwrap();
        assert_eq!(closes.len(), 1);
        assert_eq!(
            (closes[0].period.as_str(), closes[0].closed_at.as_str()),
            ("2026Q3", NOW)
        );
    });
}
