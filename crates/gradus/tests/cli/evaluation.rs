//! Evaluations from the command line: absences, two people, and sums that are really taken again.

use crate::support::{Desk, Run};
use serde_json::Value;

/// Two approved suppliers of one category, with one answer each.
fn desk() -> Desk {
    let desk = Desk::with_company();
    for (kind, text) in [
        (
            "supplier",
            "code,name,status\nV-1,Ningbo Castings,approved\nV-2,Monterrey Moldes,approved\n",
        ),
        ("category", "code,name\nCAST,Castings\n"),
        (
            "supplier_category",
            "supplier,category,approved_from\nV-1,CAST,2025-01-01\nV-2,CAST,2025-01-01\n",
        ),
        (
            "assessment_answer",
            "round,question,rater,supplier,category,answered_on,points,answer\n\
             2026,innovation.technology,ada,V-1,CAST,2026-08-03,,not_applicable\n\
             2026,technology.roadmap,ada,V-2,CAST,2026-08-03,,not_answered\n",
        ),
    ] {
        let file = format!("{kind}.csv");
        desk.write(&file, text);
        desk.run(&["import", "commit", kind, &file]).succeeds();
    }
    desk
}

fn evaluate(desk: &Desk, more: &[&str]) -> Run {
    let arguments = ["evaluate", "--period", "2026Q3", "--scheme", "six-dimensions", "--json"];
    desk.run(&[&arguments, more].concat())
}

fn technology(desk: &Desk, supplier: &str) -> Value {
    let explained = desk.run(&["explain", supplier, "--json"]).succeeds().json();
    let lines = explained["indicators"].as_array().expect("indicators").clone();
    let mut found = lines
        .into_iter()
        .filter(|line| line["indicator"] == "innovation.technology");
    found.next().expect("the scheme has the indicator")
}

#[test]
fn what_was_not_answered_and_what_does_not_apply_reach_the_explanation() {
    let desk = desk();
    evaluate(&desk, &[]).succeeds();
    assert_eq!(technology(&desk, "V-1")["no_data"], "not_applicable");
    assert_eq!(technology(&desk, "V-2")["no_data"], "not_answered");
    desk.run(&["explain", "V-2", "--json"])
        .succeeds()
        .prints("asked, but not answered");

    desk.write(
        "later.csv",
        "round,question,rater,supplier,category,answered_on,points\n2026b,technology.roadmap,ada,V-2,CAST,2026-09-01,4\n",
    );
    desk.run(&["import", "commit", "assessment_answer", "later.csv"])
        .succeeds();
    evaluate(&desk, &[]).succeeds();
    assert_eq!(
        technology(&desk, "V-2")["no_data"],
        "too_few",
        "one answer of two, and no silence any more"
    );
}

#[test]
fn an_answer_without_points_says_why_and_of_what() {
    let desk = desk();
    desk.write(
        "wrong.csv",
        "round,question,rater,supplier,answered_on,points,answer\n\
         2026,technology.roadmap,bob,V-1,2026-08-03,,\n\
         2026,technology.roadmap,eve,V-1,2026-08-03,3,not_answered\n\
         2026,service.respons,eve,V-1,2026-08-03,,not_applicable\n",
    );
    let checked = desk
        .run(&["import", "check", "assessment_answer", "wrong.csv"])
        .ends_with(1);
    for code in ["\tE201\t", "\tE205\t", "\tE117\t"] {
        assert!(checked.out.contains(code), "{code}: {}", checked.out);
    }
}

#[test]
fn one_person_cannot_confirm_twice() {
    let desk = desk();
    evaluate(&desk, &["--confirm", "Ana Ruiz, ana ruiz"])
        .ends_with(4)
        .says("Ana Ruiz");
    let kept = desk.run(&["evaluate", "--list", "--json"]).succeeds().json();
    assert_eq!(kept.as_array().map(Vec::len), Some(0), "nothing is kept of it");
    evaluate(&desk, &["--confirm", "Ana Ruiz, Li Na"]).succeeds();
}

#[test]
fn a_deep_recomputation_forgets_the_sums_that_were_kept() {
    let desk = desk();
    let made = evaluate(&desk, &[]).succeeds().json();
    let sums = desk.home().join("snapshots/sums");
    std::fs::create_dir_all(&sums).expect("the folder of kept sums");
    std::fs::write(sums.join("0000"), b"of another time").expect("a kept sum");
    let id = made["id"].as_str().expect("an id");
    let again = |more: &[&str]| {
        let arguments = [&["evaluate", "--recompute", id, "--json"], more].concat();
        desk.run(&arguments).succeeds().json()["same"].clone()
    };
    assert_eq!(again(&[]), true);
    assert!(sums.join("0000").exists(), "the stored sums were enough");
    assert_eq!(again(&["--deep"]), true);
    assert!(!sums.join("0000").exists());
}
