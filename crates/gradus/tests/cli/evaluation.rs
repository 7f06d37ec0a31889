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

/// One supplier with orders, and what a test adds.
fn house(status: &str, more: &[(&str, &str)]) -> Desk {
    let desk = Desk::with_company();
    let suppliers = format!("code,name,status,country\nV-1,Ningbo Castings,{status},CN\n");
    let mut lines = String::from("order_no,line_no,supplier,ordered_on,requested_on,quantity,unit,price,currency\n");
    let mut receipts = String::from("document_no,line_no,order_line,day,quantity\n");
    // A year and a half of steady orders, so that no period is partial.
    for number in 0_u32..72 {
        let (year, month) = (2025 + number / 48, number % 48 / 4 + 1);
        let day = number % 4 * 7 + 1;
        let order = format!("PO-{number}");
        lines += &format!(
            "{order},1,V-1,{year}-{month:02}-{day:02},{year}-{month:02}-{:02},10,EA,5,EUR\n",
            day + 5
        );
        receipts += &format!("GR-{number},1,{order}/1,{year}-{month:02}-{:02},10\n", day + 5);
    }
    let base = [
        ("supplier", suppliers.as_str()),
        ("category", "code,name\nCAST,Castings\n"),
        (
            "supplier_category",
            "supplier,category,approved_from\nV-1,CAST,2025-01-01\n",
        ),
        ("order_line", &lines),
        ("receipt", &receipts),
    ];
    for (kind, text) in base.into_iter().chain(more.iter().copied()) {
        let file = format!("{kind}.csv");
        desk.write(&file, text);
        desk.run(&["import", "commit", kind, &file]).succeeds();
    }
    desk
}

fn of_period(desk: &Desk, period: &str, more: &[&str]) -> Run {
    let arguments = ["evaluate", "--period", period, "--scheme", "six-dimensions", "--json"];
    desk.run(&[&arguments, more].concat())
}

const PEOPLE: [&str; 2] = ["--confirm", "Ana Ruiz,Li Na"];

#[test]
fn a_limit_names_the_fact_behind_it_and_a_row_its_own_table() {
    let desk = house(
        "approved",
        &[
            (
                "risk_event",
                "number,supplier,happened_on,kind,gate\nRE-1,V-1,2026-02-11,licence_lost,knockout\n\
                 RE-2,V-1,2026-02-12,stock_out,\n",
            ),
            ("certificate_requirement", "type,critical\nISO9001,1\n"),
        ],
    );
    of_period(&desk, "2026Q1", &[]).succeeds();
    let listed = desk.run(&["levels", "--json"]).succeeds().json();
    let reason = listed[0]["reason"].as_str().expect("a reason").to_owned();
    for word in ["lost licence", "2026-02-11", "RE-1"] {
        assert!(reason.contains(word), "{word}: {reason}");
    }
    assert_eq!(listed[0]["flags"][0], "knockout");
    let rows = desk
        .run(&["explain", "V-1", "--indicator", "risk.compliance", "--json"])
        .succeeds()
        .json();
    let rows = rows.as_array().expect("rows").clone();
    let of = |kind: &str| rows.iter().find(|row| row["kind"] == kind).cloned().expect("a row");
    let event = of("risk_event");
    assert_eq!(
        (&event["gate"], &event["key"], &event["what"], &event["happened_on"]),
        (
            &"knockout".into(),
            &"RE-1".into(),
            &"licence_lost".into(),
            &"2026-02-11".into()
        )
    );
    let missing = of("certificate_requirement");
    assert_eq!(
        (&missing["gate"], &missing["what"]),
        (&"cap:59".into(), &"ISO9001".into())
    );
    let rows = desk
        .run(&["explain", "V-1", "--indicator", "risk.stability", "--json"])
        .succeeds()
        .json();
    for row in rows.as_array().expect("rows") {
        let expected = if row["part"] == "events" {
            "risk_event"
        } else {
            "order_line"
        };
        assert_eq!(row["kind"], expected, "{row}");
        assert!(row["key"].is_string() && row["file"].is_string(), "{row}");
    }
    assert!(rows.as_array().expect("rows").iter().any(|row| row["key"] == "RE-2"));
}

#[test]
fn a_period_that_has_not_begun_is_refused_and_one_that_runs_is_provisional() {
    let desk = house("approved", &[]);
    of_period(&desk, "2099Q1", &[]).ends_with(2).says("2099Q1");
    of_period(&desk, "2024Q4", &PEOPLE).ends_with(2).says("2024Q4");
    let kept = desk.run(&["evaluate", "--list", "--json"]).succeeds().json();
    assert_eq!(kept.as_array().map(Vec::len), Some(0));
    let latest = desk
        .run(&["evaluate", "--scheme", "six-dimensions", "--json"])
        .succeeds()
        .json();
    assert_eq!(latest["period_state"], "closed");
    let today = jiff_today();
    let running = of_period(&desk, &today, &[]).succeeds().json();
    assert_eq!(running["period_state"], "open");
    of_period(&desk, &today, &PEOPLE).ends_with(2);
}

/// The calendar quarter of the day on which the test runs.
fn jiff_today() -> String {
    let now = jiff::Zoned::now().date();
    format!("{}Q{}", now.year(), (now.month() - 1) / 3 + 1)
}

#[test]
fn what_is_published_stands_before_drafts_and_needs_a_reason_to_be_replaced() {
    let desk = house("approved", &[]);
    of_period(&desk, "2025Q3", &PEOPLE).succeeds();
    of_period(&desk, "2025Q3", &PEOPLE).ends_with(2).says("--reason");
    let again = [&PEOPLE[..], &["--reason", "two receipts were missing"]].concat();
    of_period(&desk, "2025Q3", &again).succeeds();
    let draft = of_period(&desk, "2025Q4", &[]).succeeds().json();
    let id = draft["id"].as_str().expect("an id").to_owned();
    let shown = desk.run(&["explain", "V-1", "--json"]).succeeds().json();
    assert_eq!(
        (&shown["period"], &shown["status"]),
        (&"2025Q3".into(), &"published".into())
    );
    let other = desk
        .run(&["explain", "V-1", "--evaluation", &id, "--json"])
        .succeeds()
        .json();
    assert_eq!(
        (&other["period"], &other["status"]),
        (&"2025Q4".into(), &"draft".into())
    );
    desk.run(&["levels", "--evaluation", &id]).succeeds();
    desk.run(&["evaluate", "--discard", &id]).succeeds();
    desk.run(&["explain", "V-1", "--evaluation", &id]).ends_with(2);
    let published = shown["evaluation"].as_str().expect("an id");
    desk.run(&["evaluate", "--discard", published]).ends_with(2);
}

#[test]
fn without_an_approved_supplier_nothing_is_stored() {
    let desk = house("prospect", &[]);
    of_period(&desk, "2026Q1", &[]).ends_with(2).says("prospect");
    let kept = desk.run(&["evaluate", "--list", "--json"]).succeeds().json();
    assert_eq!(kept.as_array().map(Vec::len), Some(0));
}

fn indicator(desk: &Desk, code: &str) -> Value {
    let explained = desk.run(&["explain", "V-1", "--json"]).succeeds().json();
    let lines = explained["indicators"].as_array().expect("indicators").clone();
    lines
        .into_iter()
        .find(|line| line["indicator"] == code)
        .expect("the scheme has the indicator")
}

#[test]
fn spend_alone_is_no_reduction_potential() {
    let desk = house("approved", &[]);
    of_period(&desk, "2025Q4", &[]).succeeds();
    assert_eq!(indicator(&desk, "cost.reduction_potential")["no_data"], "not_collected");
}

#[test]
fn a_lot_decided_after_the_closing_counts_in_the_next_period_and_a_correction_takes_no_credit() {
    let lots = |rejected: u32| {
        let mut text = String::from("lot,supplier,received_on,decided_on,quantity,unit,rejected,decision\n");
        for number in 0..9 {
            text += &format!("L-{number},V-1,2025-12-0{},2025-12-20,100,EA,0,accepted\n", number + 1);
        }
        text += &format!("L-late,V-1,2025-12-22,2026-02-10,100,EA,{rejected},rejected\n");
        text + &format!("L-in,V-1,2025-12-23,2026-01-05,100,EA,{rejected},rejected\n")
    };
    let desk = house("approved", &[("inspection_lot", &lots(50))]);
    of_period(&desk, "2025Q4", &PEOPLE).succeeds();
    assert_eq!(indicator(&desk, "quality.acceptance_rate")["events"], 10);
    let explained = desk.run(&["explain", "V-1", "--json"]).succeeds().json();
    assert_eq!(explained["late"]["counted_later"], 1);
    desk.write("kill.csv", lots(100));
    desk.run(&["import", "commit", "inspection_lot", "kill.csv"]).succeeds();
    let rows = desk
        .run(&["explain", "V-1", "--indicator", "quality.acceptance_rate", "--json"])
        .succeeds()
        .json();
    let rows = rows.as_array().expect("rows").clone();
    let row = rows.iter().find(|row| row["key"] == "L-in").expect("the lot");
    assert_eq!(row["file"], "inspection_lot.csv", "{row}");
    assert!(
        row["corrected_by"].is_number() && row["corrected_by"] != row["import"],
        "{row}"
    );
    of_period(&desk, "2026Q1", &[]).succeeds();
}

#[test]
fn lost_snapshots_are_written_anew_when_the_facts_are_the_same() {
    let desk = house("approved", &[]);
    of_period(&desk, "2025Q4", &PEOPLE).succeeds();
    std::fs::remove_dir_all(desk.home().join("snapshots")).expect("the folder goes");
    let arguments = ["explain", "V-1", "--indicator", "delivery.otd"];
    desk.run(&arguments).succeeds();
}

#[test]
fn a_pipe_carries_level_score_and_reason_before_the_indicators() {
    let desk = house("approved", &[]);
    of_period(&desk, "2025Q4", &[]).succeeds();
    let piped = desk.run(&["explain", "V-1"]).succeeds().out;
    let sections: Vec<&str> = piped.split("\n\n").collect();
    assert_eq!(sections.len(), 4, "{piped}");
    assert!(
        sections[0].starts_with("supplier\t") && sections[0].contains("\nV-1\t"),
        "{piped}"
    );
    let explained = desk.run(&["explain", "V-1", "--json"]).succeeds().json();
    assert_eq!(explained["schemes"][0]["why"]["code"], "scheme.applies");
}
