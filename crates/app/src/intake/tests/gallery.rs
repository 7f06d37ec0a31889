//! Every way in which a file can be wrong, with the words that people get.

use super::*;
use expect_test::{Expect, expect};

const ORDERS: &str = "order_no,line_no,supplier,item,ordered_on,requested_on,quantity,unit,price,currency\n";

fn check(subject: &str, text: &str, expected: &Expect) {
    check_bytes(subject, text.as_bytes(), expected);
}

fn check_bytes(subject: &str, bytes: &[u8], expected: &Expect) {
    let house = House::furnished();
    let request = house.request(subject, "file.csv", bytes);
    let report = house.check(&request);
    expected.assert_eq(&shown(&report));
    assert!(!report.committed && report.import_id.is_none());
    assert_eq!(house.keys("order_line"), [""; 0], "a check keeps nothing");
}

fn orders(rows: &str, expected: &Expect) {
    check("order_line", &format!("{ORDERS}{rows}"), expected);
}

#[test]
fn right_rows_are_new() {
    orders(
        "4500,10,V-020981,R-10K,2026-01-05,2026-03-02,500,EA,12.35,USD\n",
        &expect![[r"
            order_line: 1 new 0 changed 0 unchanged 0 rejected
        "]],
    );
}

#[test]
fn everything_wrong_with_the_cells_is_said_at_once() {
    orders(
        "4500,10,V-020981,,2026-01-05,31/02/2026,five,EA,12.3456789,USDD\n4500,20,,,2026-01-05,,1,EA,,\n",
        &expect![[r#"
            order_line: 0 new 0 changed 0 unchanged 2 rejected
            E201 ×1 [3] C3: supplier is empty
            E202 ×1 [2] G2: quantity "five" is not a number — expected 1234.5
            E203 ×1 [2] F2: requested_on "31/02/2026" is not a date — expected YYYY-MM-DD, D/M/YYYY
            E205 ×1 [2] J2: currency "USDD" is not one of ISO 4217, such as USD, EUR, CNY
            E206 ×1 [2] I2: price "12.3456789" has more digits than are kept: 0.000001
        "#]],
    );
}

#[test]
fn an_unknown_supplier_comes_with_the_nearest_code() {
    orders(
        "4500,10,V-20981,,2026-01-05,,1,EA,,\n4500,20,X,NO-ITEM,2026-01-05,,1,EA,,\n",
        &expect![[r#"
            order_line: 0 new 0 changed 0 unchanged 2 rejected
            E117 ×2 [2,3] C2: supplier "V-20981" is not known — did you mean V-020981?
            E117 ×1 [3] D3: item "NO-ITEM" is not known
        "#]],
    );
}

#[test]
fn a_key_that_is_there_twice_names_the_first_row() {
    orders(
        "4500,10,V-020981,,2026-01-05,,1,EA,,\n4500,10,V-020981,,2026-01-05,,2,EA,,\n",
        &expect![[r"
            order_line: 1 new 0 changed 0 unchanged 1 rejected
            E110 ×1 [3] 3: key 4500/10 is there already, in row 2
        "]],
    );
}

#[test]
fn ambiguous_dates_ask_for_a_format() {
    orders(
        "4500,10,V-020981,,02/03/2026,,1,EA,,\n4500,20,V-020981,,04/05/2026,,1,EA,,\n",
        &expect![[r#"
            order_line: 0 new 0 changed 0 unchanged 2 rejected
            E204 ×2 [2,3] E2: ordered_on "02/03/2026" can be two days — say date_format = "D/M/YYYY" (2026-03-02), date_format = "M/D/YYYY" (2026-02-03)
        "#]],
    );
}

#[test]
fn a_day_above_twelve_decides_the_column() {
    orders(
        "4500,10,V-020981,,02/03/2026,,1,EA,,\n4500,20,V-020981,,13/03/2026,,1,EA,,\n",
        &expect![[r"
            order_line: 2 new 0 changed 0 unchanged 0 rejected
        "]],
    );
}

#[test]
fn ambiguous_numbers_ask_for_the_mark() {
    check(
        "order_line",
        "order_no;line_no;supplier;ordered_on;quantity;unit\n4500;10;V-020981;2026-01-05;1.234;EA\n",
        &expect![[r#"
            order_line: 0 new 0 changed 0 unchanged 1 rejected
            E207 ×1 [2] E2: quantity "1.234" can be two numbers — say decimal = "point" (1.234), decimal = "comma" (1234)
        "#]],
    );
    check(
        "order_line",
        "order_no;line_no;supplier;ordered_on;quantity;unit;price\n1;1;V-020981;2026-01-05;12,5;EA;1.5\n",
        &expect![[r#"
            E409 ×1 [] G: the numbers of the file use both decimal marks — say decimal = "point" | "comma"
        "#]],
    );
}

#[test]
fn documents_have_one_currency_and_items_one_unit() {
    orders(
        "4500,10,V-020981,R-10K,2026-01-05,,1,EA,1,USD\n4500,20,V-020981,R-10K,2026-01-05,,1,BOX,1,EUR\n",
        &expect![[r"
            order_line: 1 new 0 changed 0 unchanged 1 rejected
            E303 ×1 [3] J3: currency EUR differs from USD of the same document
            E304 ×1 [3] H3: unit BOX differs from EA of the same item
        "]],
    );
}

#[test]
fn quantities_over_the_limit_and_over_the_order_are_refused() {
    check(
        "deliveries",
        "order_no,line_no,supplier,ordered_on,quantity,unit,document_no,received_on,received_quantity\n\
         4500,10,V-020981,2026-01-05,100,EA,D1,2026-03-02,150\n\
         4500,10,V-020981,2026-01-05,100,EA,D2,2026-03-03,80\n\
         4500,20,V-020981,2026-01-05,2000000000,EA,,,\n\
         4500,30,V-020981,2026-01-05,5,EA,D3,2026-01-04,5\n",
        &expect![[r"
            order_line: 2 new 0 changed 0 unchanged 1 rejected
            receipt: 1 new 0 changed 0 unchanged 2 rejected
            E301 ×1 [3] I3: quantity received 230, ordered 100
            E302 ×1 [5] H5: day 2026-01-04 is before the order of 2026-01-05
            E305 ×1 [4] E4: quantity 2000000000 is over the limit of 1000000000
        "]],
    );
}

#[test]
fn columns_that_are_missing_unknown_or_there_twice() {
    check(
        "order_line",
        "order_no,line,vendor,ordred_on,quantity,unit\n1,1,V-020981,2026-01-05,1,EA\n",
        &expect![[r#"
            E102 ×1 [] : column "ordered_on" is missing; needed for ordered_on; the file has: order_no, line, vendor, ordred_on, quantity, unit — did you mean ordred_on?
        "#]],
    );
    check(
        "supplier",
        "Code,CODE,name,status\n1,1,A,approved\n",
        &expect![[r"
        E103 ×1 [] B: columns Code, CODE are both read as code
    "]],
    );
    check(
        "supplier",
        "code,name,status,printed by,contry\nV-020981,Acme,Aproved,me,CN\n",
        &expect![[r#"
            supplier: 0 new 0 changed 0 unchanged 1 rejected
            E205 ×1 [2] C2: status "Aproved" is not one of prospect, reserve, approved, suspended, exited — did you mean approved?
            E101 ×1 [] E: column "contry" is not known and is ignored — did you mean country?
            E101 ×1 [] D: column "printed by" is not known and is ignored
        "#]],
    );
}

#[test]
fn files_that_are_empty_or_broken() {
    check(
        "supplier",
        "",
        &expect![[r"
        E401 ×1 [] : the file has no rows
    "]],
    );
    check(
        "supplier",
        "code,name,status\n",
        &expect![[r"
        E401 ×1 [] : the file has no rows
    "]],
    );
    check(
        "supplier",
        "code,name,status\n1,A,approved\n2,B",
        &expect![[r"
        E402 ×1 [3] 3: the file ends in the middle of row 3
    "]],
    );
    check(
        "supplier",
        "code,name,status\n1,A,approved\n2,\"B,approved\n3,C,approved\n",
        &expect![[r"
            E402 ×1 [3] 3: the file ends in the middle of row 3
        "]],
    );
    check(
        "supplier",
        "code,name,status\n1,A,approved,x\n2,B,approved\n",
        &expect![[r"
            supplier: 1 new 0 changed 0 unchanged 1 rejected
            E404 ×1 [2] 2: the row has 4 cells, the header 3
        "]],
    );
    check_bytes(
        "supplier",
        b"PK\x03\x04nothing",
        &expect![[r"
        E406 ×1 [] : the file cannot be read: it is damaged, protected by a password, or not what its name says
    "]],
    );
}

#[test]
fn times_without_a_zone_are_not_guessed() {
    check(
        "ticket",
        "number,supplier,opened_at\n1,V-020981,2026-03-02 08:15\n",
        &expect![[r#"
            ticket: 0 new 0 changed 0 unchanged 1 rejected
            E208 ×1 [2] C2: opened_at "2026-03-02 08:15" is not a moment in time — expected 2026-03-02T08:15:00+08:00, --time-zone ZONE
        "#]],
    );
}

#[test]
fn the_same_problem_reads_well_in_chinese() {
    let house = House::furnished();
    let report = house.check(&house.request(
        "order_line",
        "a.csv",
        format!("{ORDERS}1,1,V-20981,,2026-01-05,,1,EA,,\n").as_bytes(),
    ));
    expect!["supplier“V-20981”不存在 — 是否指 V-020981？"]
        .assert_eq(&sentence(Language::Zh, &report.problems[0].example));
}

#[test]
fn every_code_has_a_sentence_a_title_and_a_page_in_both_languages() {
    for (code, number, _) in domain::intake::problem::CODES {
        for language in Language::ALL {
            for key in [
                code.message_key(),
                format!("{}-title", code.message_key()),
                format!("{}-page", code.message_key()),
            ] {
                assert!(text::has(language, &key), "{key}");
            }
            let page = explain_code(language, &number.to_ascii_lowercase()).unwrap();
            assert!(page.page.len() > 40 && !page.page.contains("{$"), "{number}");
        }
    }
    let error = explain_code(Language::En, "E999").unwrap_err();
    assert!(error.cure(Language::En).unwrap().starts_with("one of E101, E102"));
}
