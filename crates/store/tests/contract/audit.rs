//! Tampering with the audit chain is found; what only a checkpoint finds is said to be so.

use crate::support::{Db, NOW, on_each_engine};
use store::{AuditCheckpoint, AuditProblem};

async fn ten_entries(db: &Db) -> AuditCheckpoint {
    for number in 0..10 {
        db.store
            .put_setting("n", &number.to_string(), "tester", NOW)
            .await
            .unwrap();
    }
    let report = db.store.verify_audit().await.unwrap();
    assert_eq!((report.entries, report.problems.len()), (10, 0));
    report.head
}

async fn found(db: &Db) -> Vec<AuditProblem> {
    db.store.verify_audit().await.unwrap().problems
}

#[test]
fn an_edited_entry_is_found() {
    on_each_engine(async |db| {
        ten_entries(&db).await;
        for (column, sequence) in [("at", 2), ("actor", 3), ("action", 5), ("subject", 7), ("detail", 10)] {
            db.tamper(&format!(
                "update audit_entry set {column} = {column} || 'x' where sequence = {sequence}"
            ))
            .await;
            assert!(
                found(&db).await.contains(&AuditProblem::Content { sequence }),
                "{column}"
            );
        }
    });
}

#[test]
fn moving_a_letter_between_two_fields_is_found() {
    on_each_engine(async |db| {
        ten_entries(&db).await;
        db.tamper("update audit_entry set action = 'setting.pu', subject = 'tn' where sequence = 4")
            .await;
        assert_eq!(found(&db).await, [AuditProblem::Content { sequence: 4 }]);
    });
}

#[test]
fn a_removed_entry_is_found() {
    on_each_engine(async |db| {
        ten_entries(&db).await;
        db.tamper("delete from audit_entry where sequence = 4").await;
        let problems = found(&db).await;
        assert!(
            problems.contains(&AuditProblem::Sequence { expected: 4, found: 5 }),
            "{problems:?}"
        );
    });
}

#[test]
fn a_removed_entry_is_found_also_when_the_rest_is_renumbered() {
    on_each_engine(async |db| {
        ten_entries(&db).await;
        db.tamper("delete from audit_entry where sequence = 4").await;
        for sequence in 5..=10 {
            db.tamper(&format!(
                "update audit_entry set sequence = {} where sequence = {sequence}",
                sequence - 1
            ))
            .await;
        }
        assert!(found(&db).await.contains(&AuditProblem::Link { sequence: 4 }));
    });
}

#[test]
fn an_inserted_entry_is_found() {
    on_each_engine(async |db| {
        ten_entries(&db).await;
        db.tamper(
            "insert into audit_entry select 11, at, actor, action, subject, 'forged', hash, hash \
             from audit_entry where sequence = 10",
        )
        .await;
        assert_eq!(found(&db).await, [AuditProblem::Content { sequence: 11 }]);
    });
}

#[test]
fn two_swapped_entries_are_found() {
    on_each_engine(async |db| {
        ten_entries(&db).await;
        for (from, to) in [(4, 99), (6, 4), (99, 6)] {
            db.tamper(&format!(
                "update audit_entry set sequence = {to} where sequence = {from}"
            ))
            .await;
        }
        assert!(found(&db).await.contains(&AuditProblem::Link { sequence: 4 }));
    });
}

#[test]
fn a_cut_off_end_is_found_only_with_a_checkpoint() {
    on_each_engine(async |db| {
        let head = ten_entries(&db).await;
        db.tamper("delete from audit_entry where sequence > 7").await;
        assert_eq!(found(&db).await, [], "the shorter chain is intact in itself");
        let report = db.store.verify_audit_against(&head).await.unwrap();
        assert_eq!(report.problems, [AuditProblem::CutOff { expected: 10, found: 7 }]);
    });
}

#[test]
fn a_rewritten_chain_is_found_only_with_a_checkpoint() {
    on_each_engine(async |db| {
        let head = ten_entries(&db).await;
        // The forger runs the program's own code over a history of their making.
        db.tamper("delete from audit_entry").await;
        for number in 0..10 {
            db.store
                .put_setting("n", &(number + 1).to_string(), "forger", NOW)
                .await
                .unwrap();
        }
        assert_eq!(found(&db).await, []);
        let report = db.store.verify_audit_against(&head).await.unwrap();
        assert_eq!(report.problems, [AuditProblem::Rewritten { sequence: 10 }]);
    });
}

#[test]
fn a_checkpoint_of_the_past_agrees_with_a_chain_that_went_on() {
    on_each_engine(async |db| {
        let head = ten_entries(&db).await;
        db.store.put_setting("n", "more", "tester", NOW).await.unwrap();
        let report = db.store.verify_audit_against(&head).await.unwrap();
        assert_eq!((report.entries, report.problems), (11, Vec::new()));
    });
}
