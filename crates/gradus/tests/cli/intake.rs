//! A file's way in and out: template, check, commit, the same again, undo.

use crate::support::Desk;

const SUPPLIERS: &str = "code,name,status\nV-020981,Ningbo Castings,approved\nV-010490,Monterrey Moldes,approved\n";

#[test]
fn a_template_can_be_imported_as_it_is() {
    let desk = Desk::with_company();
    let csv = desk.run(&["import", "template", "holiday"]).succeeds();
    assert!(csv.out.starts_with("calendar,day,"), "{}", csv.out);
    desk.write("holidays.csv", &csv.out);
    desk.run(&["import", "check", "holiday", "holidays.csv"]).succeeds();
    desk.run(&["import", "template", "holiday", "-o", "holidays.xlsx"])
        .succeeds();
    desk.run(&["import", "commit", "holiday", "holidays.xlsx"]).succeeds();
    let described = desk
        .run(&["import", "template", "order_line", "--json"])
        .succeeds()
        .json();
    assert_eq!(described[0]["column"], "order_no");
    assert_eq!(described[0]["required"], true);
}

#[test]
fn check_writes_nothing_and_commit_keeps_what_it_says() {
    let desk = Desk::with_company();
    desk.write("suppliers.csv", SUPPLIERS);
    let checked = desk
        .run(&["import", "check", "supplier", "suppliers.csv", "--json"])
        .succeeds()
        .json();
    assert_eq!((&checked["rows"], &checked["committed"]), (&2.into(), &false.into()));
    assert_eq!(checked["counts"][0]["stored"], 2);
    let tried = desk
        .run(&["import", "commit", "supplier", "suppliers.csv", "--dry-run", "--json"])
        .succeeds()
        .json();
    assert_eq!(tried["import"], serde_json::Value::Null);

    let kept = desk
        .run(&["import", "commit", "supplier", "suppliers.csv", "--json"])
        .succeeds()
        .json();
    let id = kept["import"].as_i64().expect("an import number").to_string();
    let again = desk
        .run(&["import", "commit", "supplier", "suppliers.csv", "--json"])
        .succeeds()
        .json();
    assert_eq!(again["counts"][0]["unchanged"], 2);
    assert_eq!(again["same_file_as"].to_string(), id);

    let listed = desk.run(&["import", "list", "--json"]).succeeds().json();
    let ours = listed
        .as_array()
        .expect("rows")
        .iter()
        .find(|row| row["import"].as_i64() == id.parse().ok())
        .expect("listed");
    assert_eq!(
        (&ours["file"], &ours["stored"], &ours["actor"]),
        (&"suppliers.csv".into(), &2.into(), &"tester".into())
    );

    let undone = desk.run(&["import", "undo", &id, "--json"]).succeeds().json();
    assert_eq!((&undone["removed"], &undone["restored"]), (&2.into(), &0.into()));
    desk.run(&["import", "undo", &id]).ends_with(2).says("undone already");
    desk.run(&["import", "undo", "999"]).ends_with(2).says("999");
}

#[test]
fn a_wrong_row_stops_the_file_unless_only_the_valid_are_wanted() {
    let desk = Desk::with_company();
    desk.write("suppliers.csv", "code,name,status\nV-1,One,approved\nV-2,Two,aproved\n");
    let checked = desk
        .run(&[
            "import",
            "check",
            "supplier",
            "suppliers.csv",
            "--errors",
            "problems.csv",
        ])
        .ends_with(1);
    let row = checked.out.lines().nth(1).expect("a problem");
    assert!(row.contains("\tE205\t") && row.contains("approved"), "{row}");
    let errors = desk.read("problems.csv");
    assert!(
        errors.starts_with("file,row,place,") && errors.contains("E205"),
        "{errors}"
    );

    let refused = desk
        .run(&["import", "commit", "supplier", "suppliers.csv", "--json"])
        .ends_with(1)
        .json();
    assert_eq!(refused["committed"], false);
    let kept = desk
        .run(&[
            "import",
            "commit",
            "supplier",
            "suppliers.csv",
            "--only-valid",
            "--json",
        ])
        .ends_with(1)
        .json();
    assert_eq!((&kept["committed"], &kept["rejected"]), (&true.into(), &1.into()));
    assert_eq!(kept["counts"][0]["read"], 2);
    assert_eq!(kept["counts"][0]["stored"], 1);
}

#[test]
fn what_a_file_holds_must_be_said() {
    let desk = Desk::with_company();
    desk.write("suppliers.csv", SUPPLIERS);
    desk.run(&["import", "check", "suppliers.csv"])
        .ends_with(2)
        .says("--map");
    desk.run(&["import", "check", "supplier"])
        .ends_with(2)
        .says("no file is named");
    desk.run(&["import", "check", "suplier", "suppliers.csv"])
        .ends_with(2)
        .says("did you mean");
}
