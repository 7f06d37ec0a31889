//! The data folder: made once, written by one process at a time.

use crate::support::Desk;

#[test]
fn init_makes_a_folder_that_doctor_approves() {
    let desk = Desk::with_company();
    let doctor = desk.run(&["doctor", "--audit"]).succeeds();
    assert!(
        doctor.out.lines().all(|line| !line.contains("\terror\t")),
        "{}",
        doctor.out
    );
    for check in ["folder", "lock", "database", "company", "snapshots", "audit_chain"] {
        assert!(
            doctor
                .out
                .lines()
                .any(|line| line.starts_with(&format!("{check}\tpass\t"))),
            "{check}: {}",
            doctor.out
        );
    }
    let again = desk.run(&["init", "--json"]).succeeds().json();
    assert_eq!(again["created"], false);
}

#[test]
fn doctor_finds_what_is_missing() {
    Desk::new().run(&["doctor"]).ends_with(1).prints("folder\terror\t");
}

#[test]
fn a_second_writer_learns_who_holds_the_folder_and_readers_go_on() {
    let desk = Desk::with_company();
    let lock = std::fs::OpenOptions::new()
        .write(true)
        .open(desk.home().join("lock"))
        .expect("the lock file");
    lock.lock().expect("locked by the test");
    std::fs::write(desk.home().join("lock"), "4711\ngradus evaluate\n").expect("the note");
    let refused = desk.run(&["sql", "select 1"]).ends_with(2);
    assert!(
        refused.err.contains("4711") && refused.err.contains("gradus evaluate"),
        "{}",
        refused.err
    );
    desk.run(&["import", "list"]).succeeds();
    drop(lock);
    desk.run(&["sql", "select 1 as one"]).succeeds().prints("one");
}

#[test]
fn a_damaged_database_is_named_at_once_with_the_way_back() {
    let desk = Desk::with_company();
    let database = desk.home().join("gradus.db");
    let sound = std::fs::read(&database).expect("the database");
    let log = desk.home().join("gradus.db-wal");
    for (content, problem, problem_zh) in [
        (
            b"this is no database, but somebody wrote it here".repeat(50),
            "it is not a database",
            "不是数据库文件",
        ),
        (
            sound[..sound.len() / 2].to_vec(),
            "parts of it are missing",
            "部分内容缺失",
        ),
    ] {
        std::fs::write(&database, content).expect("written");
        drop(std::fs::remove_file(&log));
        for command in [&["levels"][..], &["import", "list"], &["init"], &["sql", "select 1"]] {
            let refused = desk
                .run(command)
                .ends_with(2)
                .says("gradus.db is damaged")
                .says(problem);
            assert!(refused.err.contains("restore it from a backup"), "{}", refused.err);
        }
        desk.run(&["levels", "--lang", "zh"]).ends_with(2).says(problem_zh);
        desk.run(&["doctor"]).ends_with(1).prints("database\terror\t");
    }
}
