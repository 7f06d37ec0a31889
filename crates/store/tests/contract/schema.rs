//! The tables are those of the domain's kinds, and a database of a newer release is left alone.

use crate::support::{NOW, on_each_engine};
use domain::intake::{Class, KINDS};
use store::{Store, StoreError};

#[test]
fn tables_have_exactly_the_columns_of_their_kinds() {
    on_each_engine(async |db| {
        for kind in KINDS {
            let mut expected = vec![("id", "integer"), ("source", "text"), ("key", "text")];
            let names: Vec<String> = kind.columns.iter().map(domain::intake::Column::sql_name).collect();
            for (name, column) in names.iter().zip(kind.columns) {
                expected.push((name, if column.ty.is_text() { "text" } else { "integer" }));
            }
            expected.extend([("import_id", "integer"), ("row_no", "integer")]);
            let found = db.store.columns(kind.table).await.unwrap();
            let found: Vec<(&str, &str)> = found
                .iter()
                .map(|(name, ty)| (name.as_str(), if ty == "bigint" { "integer" } else { ty.as_str() }))
                .collect();
            assert_eq!(found, expected, "{} on {}", kind.table, db.store.engine_name());
            assert_eq!(kind.partition.is_some(), kind.class == Class::Fact, "{}", kind.name);
        }
    });
}

#[test]
fn opening_again_changes_nothing() {
    on_each_engine(async |db| {
        let again = Store::open(&db.url, "2027-01-01T00:00:00.000000Z").await.unwrap();
        assert_eq!(again.engine_name(), db.store.engine_name());
        again.close().await;
    });
}

#[test]
fn a_newer_schema_is_refused() {
    on_each_engine(async |db| {
        db.tamper("insert into schema_migration values (9999, 'later', 'x', 'y')")
            .await;
        let refused = Store::open(&db.url, NOW).await.err().unwrap();
        assert!(
            matches!(refused, StoreError::NewerSchema { found: 9999, .. }),
            "{refused}"
        );
        assert!(refused.to_string().contains("newer release"), "{refused}");
    });
}

#[test]
fn a_changed_migration_is_noticed() {
    on_each_engine(async |db| {
        db.tamper("update schema_migration set checksum = 'edited' where version = 3")
            .await;
        let refused = Store::open(&db.url, NOW).await.err().unwrap();
        assert!(
            matches!(refused, StoreError::MigrationChanged { version: 3, .. }),
            "{refused}"
        );
    });
}

#[test]
fn a_folder_that_is_not_there_is_said_plainly() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let refused = runtime
        .block_on(Store::open("sqlite:/nowhere/at/all/gradus.db", NOW))
        .err()
        .unwrap();
    assert!(
        matches!(&refused, StoreError::Open { place, .. } if place == "/nowhere/at/all/gradus.db"),
        "{refused}"
    );
}
