//! One company's way through a correction: import, evaluate, confirm, correct, explain, compare, undo, compute again.
//! The same story on SQLite and on PostgreSQL, and the same digests.

use crate::support::{Desk, Run};
use std::fmt::Write;

/// Two dimensions with one indicator each, so that a dozen orders are enough for an official score.
const SCHEME: &str = "+++
code = \"small\"
version = 1
name = { en = \"Small\", zh = \"小方案\" }
scope = \"base\"

[quality]
weight = 5000
indicators = [{ code = \"quality.acceptance_rate\", weight = 10000 }]

[delivery]
weight = 5000
indicators = [{ code = \"delivery.otd\", weight = 10000 }]
+++

Quality and delivery alone.

## 说明

仅看质量与交期。
";

/// A company, on the engine that its address names.
struct Company {
    desk: Desk,
    database: Option<String>,
}

impl Company {
    fn run(&self, arguments: &[&str]) -> Run {
        match &self.database {
            Some(url) => self.desk.run_with(arguments, &[("GRADUS_DATABASE_URL", url)], ""),
            None => self.desk.run(arguments),
        }
    }

    fn json(&self, arguments: &[&str]) -> serde_json::Value {
        let mut arguments = arguments.to_vec();
        arguments.push("--json");
        self.run(&arguments).succeeds().json()
    }

    fn import(&self, kind: &str, file: &str) -> String {
        self.json(&["import", "commit", kind, file])["import"].to_string()
    }

    /// Evaluates the second quarter; its id and its digest.
    fn evaluate(&self) -> (String, String) {
        let outcome = self.json(&["evaluate", "--period", "2025Q3"]);
        let text = |key: &str| outcome[key].as_str().expect(key).to_owned();
        (text("id"), text("digest"))
    }
}

/// A dozen orders a quarter for each of three suppliers; the third delivers every fourth one late.
fn write_files(desk: &Desk) {
    desk.write(
        "supplier.csv",
        "code,name,status\nS1,Nordwind,approved\nS2,Ostwind,approved\nS3,Westwind,approved\n",
    );
    let mut orders = String::from("order_no,line_no,supplier,ordered_on,requested_on,quantity,unit,price,currency\n");
    let mut receipts = String::from("document_no,line_no,order_line,day,quantity\n");
    let mut lots = String::from("lot,supplier,order_line,received_on,decided_on,quantity,sample,rejected,decision\n");
    for supplier in 1..=3 {
        for number in 0..24 {
            let (month, day) = (4 + number / 4, 1 + 7 * (number % 4));
            let order = format!("PO{supplier}-{number}");
            let late = if supplier == 3 && number % 4 == 3 { 5 } else { 0 };
            let arrived = format!("2025-{month:02}-{:02}", day + late);
            let _ = writeln!(
                orders,
                "{order},1,S{supplier},2025-03-01,2025-{month:02}-{day:02},100,pcs,2.5,EUR"
            );
            let _ = writeln!(receipts, "R{order},1,{order}/1,{arrived},100");
            let rejected = if supplier == 2 && number % 6 == 0 { 4 } else { 0 };
            let _ = writeln!(
                lots,
                "L{order},S{supplier},{order}/1,{arrived},{arrived},100,100,{rejected},accepted"
            );
        }
    }
    desk.write("order_line.csv", orders);
    desk.write("receipt.csv", receipts);
    desk.write("inspection_lot.csv", lots);
    // The first supplier's last two deliveries came ten days later than was booked.
    desk.write(
        "correction.csv",
        "document_no,line_no,order_line,day,quantity\nRPO1-22,1,PO1-22/1,2025-09-25,100\nRPO1-23,1,PO1-23/1,2025-10-02,100\n",
    );
    desk.write("small.md", SCHEME);
}

/// The digests of the evaluation before the correction, with it, and after it was undone.
fn tell(database: Option<String>) -> [String; 3] {
    let company = Company {
        desk: Desk::new(),
        database,
    };
    write_files(&company.desk);
    company
        .run(&["init", "--company", "Acme", "--currency", "EUR"])
        .succeeds();
    for kind in ["supplier", "order_line", "receipt", "inspection_lot"] {
        company.import(kind, &format!("{kind}.csv"));
    }
    company.run(&["scheme", "apply", "small.md", "--yes"]).succeeds();
    company
        .run(&["evaluate", "--period", "2025Q2", "--confirm", "Mia,Jun"])
        .succeeds();
    let (first, before) = company.evaluate();

    let import = company.import("receipt", "correction.csv");
    let (second, corrected) = company.evaluate();
    assert_ne!(before, corrected, "two late lines change the score");
    let explained = company.json(&["explain", "S1", "--period", "2025Q3"]);
    let lines = explained["indicators"].as_array().expect("indicators");
    let on_time = lines
        .iter()
        .find(|line| line["indicator"] == "delivery.otd")
        .expect("its line");
    assert_eq!(
        (&on_time["numerator"], &on_time["denominator"]),
        (&10.into(), &12.into())
    );
    let rows = company.json(&[
        "explain",
        "S1",
        "--period",
        "2025Q3",
        "--indicator",
        "delivery.otd",
        "--rows",
        "2",
    ]);
    let missed: Vec<&str> = rows
        .as_array()
        .expect("rows")
        .iter()
        .filter_map(|row| row["key"].as_str())
        .collect();
    assert_eq!(missed.len(), 2);
    assert!(
        missed.iter().all(|key| ["PO1-22/1", "PO1-23/1"].contains(key)),
        "{missed:?}"
    );
    company.run(&["diff", &first, &second, "--json"]).succeeds();
    let between = company.json(&["explain", "S1", "--between", "2025Q2", "2025Q3"]);
    assert!(between["change"].as_f64().expect("a change") < 0.0, "{between}");

    company.run(&["import", "undo", &import]).succeeds();
    let (third, undone) = company.evaluate();
    assert_eq!(before, undone, "an undone correction leaves no trace in the numbers");
    for id in [&first, &second, &third] {
        for deep in [&[][..], &["--deep"]] {
            let mut again = vec!["evaluate", "--recompute", id];
            again.extend(deep);
            assert_eq!(company.json(&again)["same"], true, "{id} {deep:?}");
        }
    }
    company.run(&["doctor", "--audit"]).succeeds();
    [before, corrected, undone]
}

#[test]
fn a_correction_and_its_undoing_give_the_same_digests_on_both_engines() {
    let sqlite = tell(None);
    // The server is thrown away after the tests; the schema that it begins with is this story's.
    if let Ok(url) = std::env::var("TEST_POSTGRES_URL") {
        assert_eq!(sqlite, tell(Some(url)));
    }
}
