//! The real SCMS file, as it was published, out of its ZIP.

use super::*;
use std::path::Path;

fn import(mapping: &str) -> (House, ImportReport) {
    let house = House::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/scms");
    let request = ImportRequest {
        path: folder.join("SCMS_Delivery_History_Dataset.csv.zip"),
        mapping: Some(std::fs::read_to_string(folder.join(mapping)).unwrap()),
        ..ImportRequest::default()
    };
    let report = house.commit(&request);
    (house, report)
}

#[test]
fn every_direct_delivery_comes_in_and_the_depot_stays_out() {
    let (house, report) = import("mapping.toml");
    expect_test::expect![[r#"
        supplier: 72 new 0 changed 0 unchanged 0 rejected
        category: 5 new 0 changed 0 unchanged 0 rejected
        item: 132 new 0 changed 0 unchanged 0 rejected
        order_line: 4920 new 0 changed 0 unchanged 0 rejected
        receipt: 4920 new 0 changed 0 unchanged 0 rejected
        E311 ×10 [2752,2917,3025,3340,4601,5130,5364,5630,5767,6059] AA2752: price is 0: the row is kept, but it says nothing about prices
    "#]]
    .assert_eq(&shown(&report));
    assert!(report.committed);
    assert_eq!((report.rows, report.left_out), (10_324, 5_404));
    let shape = report.shape.unwrap();
    assert_eq!(shape.to_string(), "CSV · UTF-8 BOM · ',' · CR");
    assert_eq!(shape.packed.as_deref(), Some("SCMS_Delivery_History_Dataset.csv"));
    assert_eq!(house.keys("supplier").len(), 72);
    assert!(house.keys("order_line").contains(&"SCMS-4/1".to_owned()));
}

#[test]
fn with_the_depot_all_lines_come_in() {
    let (house, report) = import("mapping-with-depot.toml");
    assert!(report.committed, "{}", shown(&report));
    let line = |kind: &str| {
        report
            .counts
            .iter()
            .find(|count| count.kind == kind)
            .map(|count| count.tally.stored)
    };
    assert_eq!(
        (line("supplier"), line("order_line"), line("receipt")),
        (Some(73), Some(10_324), Some(10_324))
    );
    assert_eq!(report.left_out, 0);
    let suppliers = house
        .runtime
        .block_on(house.cx.store.table(domain::intake::find("supplier").unwrap()))
        .unwrap();
    let internal = suppliers
        .ints(domain::intake::kinds::SUPPLIER.position("internal").unwrap())
        .unwrap();
    assert_eq!(internal.iter().filter(|flag| **flag == Some(1)).count(), 1);
}
