//! What cannot be is refused with its place, what stands there and what would be possible.

use super::*;
use expect_test::{Expect, expect};

/// Checks a file beside one stored order line of 100 pieces.
fn check(subject: &str, text: &str, expected: &Expect) {
    let house = House::furnished();
    house.keep(
        "order_line",
        "order_no,line_no,supplier,ordered_on,quantity,unit\n4500,10,V-020981,2026-01-05,100,EA\n",
    );
    let report = house.check(&house.request(subject, "file.csv", text.as_bytes()));
    expected.assert_eq(&shown(&report));
}

#[test]
fn impossible_lots_are_refused() {
    check(
        "inspection_lot",
        "lot,supplier,received_on,decided_on,quantity,sample,rejected,decision\n\
         1,V-020981,2026-03-02,2026-03-03,100,50,110,rejected\n\
         2,V-020981,2026-03-02,2026-03-03,100,50,-5,accepted\n\
         3,V-020981,2026-03-02,2026-03-03,100,150,5,accepted\n\
         4,V-020981,2026-03-02,2026-03-01,100,50,5,accepted\n\
         5,V-020981,2026-03-02,2026-03-02,100,50,5,accepted\n",
        &expect![[r#"
            inspection_lot: 1 new 0 changed 0 unchanged 4 rejected
            E306 ×2 [2,3] G2: rejected 110 cannot be — expected ≤ 50 (sample)
            E306 ×1 [4] F4: sample 150 cannot be — expected ≤ 100 (quantity)
            E307 ×1 [5] D5: decided_on 2026-03-01 comes too early — expected ≥ 2026-03-02 (received_on)
        "#]],
    );
}

#[test]
fn orders_of_nothing_without_currency_or_asked_for_before_they_were_given() {
    check(
        "order_line",
        "order_no,line_no,supplier,ordered_on,requested_on,quantity,unit,price,currency\n\
         1,1,V-020981,2026-03-02,,0,EA,,\n\
         1,2,V-020981,2026-03-02,2026-03-01,5,EA,,\n\
         1,3,V-020981,2026-03-02,,5,EA,2.50,\n\
         1,4,V-020981,2126-03-02,,5,EA,,\n\
         1,5,V-020981,2026-03-02,,5,EA,0,EUR\n",
        &expect![[r#"
            order_line: 1 new 0 changed 0 unchanged 4 rejected
            E306 ×1 [2] F2: quantity 0 cannot be — expected > 0
            E307 ×1 [3] E3: requested_on 2026-03-01 comes too early — expected ≥ 2026-03-02 (ordered_on)
            E308 ×1 [5] D5: ordered_on 2126-03-02 is too far ahead — expected ≤ 2028-11-22
            E310 ×1 [4] I4: price 2.5 has no currency — fill the column currency, or say in the mapping file currency = { constant = "EUR" }
            E311 ×1 [6] H6: price is 0: the row is kept, but it says nothing about prices
        "#]],
    );
}

#[test]
fn a_receipt_of_another_supplier_than_its_order_line_is_refused_wherever_the_line_is() {
    check(
        "receipt",
        "document_no,line_no,order_line,supplier,day,quantity\n\
         R1,1,4500/10,V-020982,2026-03-02,5\nR2,1,4500/10,V-020981,2026-03-02,5\nR3,1,4500/10,,2026-12-24,5\n",
        &expect![[r#"
            receipt: 1 new 0 changed 0 unchanged 2 rejected
            E308 ×1 [4] E4: day 2026-12-24 is too far ahead — expected ≤ 2026-11-22
            E309 ×1 [2] D2: supplier V-020982 is not V-020981, to whom what it belongs to was given
        "#]],
    );
}

#[test]
fn a_folder_has_one_company() {
    let house = House::new();
    house.keep("company", "code,name,currency\n1000,Acme,EUR\n");
    let text = "code,name,currency\n1000,Acme Ltd,EUR\n2000,Borealis,USD\n";
    let report = house.check(&house.request("company", "file.csv", text.as_bytes()));
    expect![[r#"
        company: 0 new 1 changed 0 unchanged 1 rejected
        E118 ×1 [3] A3: company "2000" would be a second one: the folder belongs to 1000
    "#]]
    .assert_eq(&shown(&report));
}

#[test]
fn where_nothing_of_the_kind_is_stored_the_template_is_named() {
    let house = House::new();
    let text = "order_no,line_no,supplier,ordered_on,quantity,unit\n1,1,V-1,2026-01-05,5,EA\n";
    let report = house.check(&house.request("order_line", "file.csv", text.as_bytes()));
    expect![[r#"
        order_line: 0 new 0 changed 0 unchanged 1 rejected
        E117 ×1 [2] C2: supplier "V-1" is not known — nothing of the kind supplier is stored yet: gradus import template supplier
    "#]]
    .assert_eq(&shown(&report));
}

#[test]
fn whole_numbers_of_a_text_file_are_no_days_and_years_have_a_range() {
    check(
        "order_line",
        "order_no,line_no,supplier,ordered_on,quantity,unit\n1,1,V-020981,46204,5,EA\n1,2,V-020981,0026-01-05,5,EA\n",
        &expect![[r#"
            order_line: 0 new 0 changed 0 unchanged 2 rejected
            E203 ×2 [2,3] D2: ordered_on "46204" is not a date — expected YYYY-MM-DD, date_format = "EXCEL"
        "#]],
    );
    let mapping = "[file]\ndate_format = \"EXCEL\"\n";
    let house = House::furnished();
    let text = b"order_no,line_no,supplier,ordered_on,quantity,unit\n1,1,V-020981,46204,5,EA\n";
    let mut request = house.request("order_line", "file.csv", text);
    request.mapping = Some(mapping.to_owned());
    assert!(
        house.commit(&request).committed,
        "said in a mapping file that says nothing else"
    );
}
