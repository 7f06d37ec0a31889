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

#[test]
fn a_refused_commit_says_beside_its_table_that_nothing_was_stored() {
    let desk = Desk::with_company();
    desk.write("suppliers.csv", "code,name,status\nV-1,One,approved\nV-2,Two,aproved\n");
    let refused = desk
        .run(&["import", "commit", "supplier", "suppliers.csv"])
        .ends_with(1);
    let row = refused.out.lines().nth(1).expect("one kind");
    assert!(row.ends_with("\tsupplier\t2\t0\t0\t0\t1\t1"), "{row}");
    assert!(
        refused.err.contains("nothing was stored") && refused.err.contains("E205"),
        "{}",
        refused.err
    );
}

#[test]
fn an_undo_can_be_tried_and_a_refusal_names_what_to_undo_first() {
    let desk = Desk::with_company();
    desk.write("suppliers.csv", SUPPLIERS);
    desk.write(
        "orders.csv",
        "order_no,line_no,supplier,ordered_on,quantity,unit\n1,1,V-020981,2026-01-05,5,pcs\n",
    );
    let import = |kind: &str, file: &str| {
        let kept = desk.run(&["import", "commit", kind, file, "--json"]).succeeds().json();
        kept["import"].to_string()
    };
    let (suppliers, orders) = (import("supplier", "suppliers.csv"), import("order_line", "orders.csv"));
    desk.run(&["import", "undo", &suppliers])
        .ends_with(2)
        .says(&format!("first: {orders}"));
    let tried = desk
        .run(&["import", "undo", &orders, "--dry-run", "--json"])
        .succeeds()
        .json();
    assert_eq!(tried["removed"], 1);
    desk.run(&["import", "undo", &orders]).succeeds();
    desk.run(&["import", "undo", &suppliers]).succeeds();
}

#[test]
fn a_folder_is_one_company_and_init_leaves_nothing_behind_when_it_is_typed_wrong() {
    let desk = Desk::new();
    desk.run(&["init", "--company", "Acme", "--currency", "ABC"])
        .ends_with(2)
        .says("ABC");
    let tried = desk
        .run(&["init", "--company", "Acme", "--currency", "EUR", "--dry-run", "--json"])
        .succeeds()
        .json();
    assert_eq!(tried["created"], false);
    desk.run(&["import", "list"]).ends_with(2);
    desk.run(&["init", "--company", "Acme", "--currency", "EUR"]).succeeds();
    desk.run(&["init", "--company", "Borealis", "--currency", "EUR"])
        .ends_with(2)
        .says("Acme");
    let listed = desk.run(&["import", "list", "--json"]).succeeds().json();
    assert_eq!(listed[0]["file"], "init");
}

#[test]
fn kinds_are_listed_in_the_order_to_import_them_and_templates_do_not_overwrite() {
    let desk = Desk::with_company();
    let order = desk.run(&["import", "template", "--json"]).succeeds().json();
    let at = |kind: &str| {
        let rows = order.as_array().expect("rows");
        rows.iter().position(|row| row["kind"] == kind).expect(kind)
    };
    assert!(at("supplier") < at("order_line") && at("order_line") < at("receipt"));
    assert!(at("receipt") < at("deliveries"));
    desk.run(&["import", "template", "supplier", "-o", "s.csv"]).succeeds();
    desk.run(&["import", "template", "supplier", "-o", "s.csv"])
        .ends_with(2)
        .says("--force");
    desk.run(&["import", "template", "supplier", "-o", "s.csv", "--force"])
        .succeeds();
}

#[test]
fn what_was_detected_is_shown_and_what_cannot_be_can_be_said() {
    let desk = Desk::with_company();
    desk.write("suppliers.csv", SUPPLIERS);
    desk.run(&["import", "commit", "supplier", "suppliers.csv"]).succeeds();
    desk.write(
        "orders.csv",
        "order_no;line_no;supplier;ordered_on;quantity;unit\r\n1;1;V-020981;02/03/2026;1.234;pcs\r\n",
    );
    let check = ["import", "check", "order_line", "orders.csv", "--json"];
    desk.run(&check).ends_with(1);
    let said = [&check[..], &["--date-format", "D/M/YYYY", "--decimal", "comma"]].concat();
    let found = desk.run(&said).succeeds().json();
    let shape = &found["shape"];
    assert_eq!((&shape["delimiter"], &shape["line_end"]), (&";".into(), &"CRLF".into()));
    assert_eq!(found["counts"][0]["stored"], 1);
}
