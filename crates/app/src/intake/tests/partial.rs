//! Files that say only a part, and files that say the same thing in two ways.

use super::*;

fn tally(report: &ImportReport, kind: &str) -> (u64, u64, u64) {
    let count = report.counts.iter().find(|count| count.kind == kind);
    let tally = count.map(|count| count.tally).unwrap_or_default();
    (tally.stored, tally.changed, tally.unchanged)
}

impl House {
    fn text(&self, kind: &str, column: &str) -> Vec<Option<String>> {
        let kind = domain::intake::find(kind).unwrap();
        let table = self.runtime.block_on(self.cx.store.table(kind)).unwrap();
        let position = kind.position(column).unwrap();
        if let Some(days) = table.days(position) {
            let day = |number: i32| domain::period::day_of_number(number).to_string();
            return days.iter().map(|number| number.map(day)).collect();
        }
        let texts = table.texts(position).unwrap();
        texts.iter().map(|text| text.as_deref().map(str::to_owned)).collect()
    }
}

#[test]
fn a_column_that_a_file_does_not_have_stays_and_an_empty_cell_empties() {
    let house = House::new();
    house.keep(
        "supplier",
        "code,name,status,country,approved_from\nS1,Acme,approved,CN,2026-01-05\nS2,Borealis,approved,DE,2026-01-05\n",
    );
    let part = house.keep(
        "supplier",
        "code,name,status\nS1,Acme,approved\nS2,Borealis AG,approved\n",
    );
    assert_eq!(tally(&part, "supplier"), (0, 1, 1));
    let some = |texts: [&str; 2]| texts.map(|text| Some(text.to_owned())).to_vec();
    assert_eq!(house.text("supplier", "country"), some(["CN", "DE"]));
    assert_eq!(house.text("supplier", "name"), some(["Acme", "Borealis AG"]));
    let emptied = house.keep("supplier", "code,name,status,country\nS1,Acme,approved,\n");
    assert_eq!(tally(&emptied, "supplier"), (0, 1, 0));
    assert_eq!(house.text("supplier", "country")[0], None);
    assert_eq!(
        house.text("supplier", "approved_from")[0].as_deref(),
        Some("2026-01-05")
    );
    house
        .runtime
        .block_on(undo(&house.cx, emptied.import_id.unwrap()))
        .unwrap();
    assert_eq!(house.text("supplier", "country"), some(["CN", "DE"]));
}

#[test]
fn an_order_line_keeps_its_price_when_the_file_has_none() {
    let house = House::furnished();
    house.keep(
        "order_line",
        "order_no,line_no,supplier,ordered_on,requested_on,quantity,unit,price,currency\n\
         1,1,V-020981,2026-01-05,2026-02-05,5,EA,2.50,EUR\n",
    );
    let header = "order_no,line_no,supplier,ordered_on,quantity,unit\n";
    let same = house.keep("order_line", &format!("{header}1,1,V-020981,2026-01-05,5,EA\n"));
    assert_eq!(tally(&same, "order_line"), (0, 0, 1));
    let more = house.keep("order_line", &format!("{header}1,1,V-020981,2026-01-05,6,EA\n"));
    assert_eq!(tally(&more, "order_line"), (0, 1, 0));
    assert_eq!(house.text("order_line", "currency"), [Some("EUR".to_owned())]);
    assert_eq!(
        house.text("order_line", "requested_on"),
        [Some("2026-02-05".to_owned())]
    );
}

#[test]
fn one_receipt_has_one_key_in_every_sheet() {
    let house = House::furnished();
    house.keep(
        "deliveries",
        "order_no,line_no,supplier,ordered_on,quantity,unit,document_no,received_on,received_quantity\n\
         4500,10,V-020981,2026-01-05,100,EA,R1,2026-03-02,100\n",
    );
    assert_eq!(house.keys("receipt"), ["R1/4500/10"]);
    house.keep(
        "inspections",
        "order_no,line_no,supplier,lot,received_on,received_quantity,decided_on,decision\n\
         4500,10,V-020981,L1,2026-03-02,60,2026-03-03,accepted\n4500,10,V-020981,L2,2026-03-02,40,2026-03-03,accepted\n",
    );
    assert_eq!(house.keys("inspection_lot"), ["L1", "L2"]);
    let again = house.keep(
        "receipt",
        "document_no,order_line,day,quantity\nR1,4500/10,2026-03-02,100\n",
    );
    assert_eq!(tally(&again, "receipt"), (0, 0, 1));
    assert_eq!(house.keys("receipt"), ["R1/4500/10"]);
}

#[test]
fn a_list_of_suppliers_may_call_them_so() {
    let house = House::furnished();
    let report = house.keep(
        "supplier_list",
        "supplier,name,status,category,approved_from\nV-020981,Acme,approved,RES,2026-01-05\n",
    );
    assert_eq!(tally(&report, "supplier_category"), (1, 0, 0));
}

#[test]
fn a_mapping_that_lacks_a_column_says_so_and_a_file_that_does_shows_its_headers() {
    let house = House::furnished();
    let text = b"PO,Pos\n1,1\n";
    let mut request = house.request("order_line", "file.csv", text);
    request.mapping = Some("[[entity]]\nkind = \"receipt\"\n[entity.columns]\ndocument_no = \"Doc\"\nline_no = \"Pos\"\norder_line = \"PO\"\nquantity = \"Pos\"\n".to_owned());
    expect_test::expect![[r#"
        E102 ×1 [] : column "Doc" is missing; needed for document_no; the file has: PO, Pos
        E104 ×1 [] : [entity.columns] of receipt lacks day
    "#]]
    .assert_eq(&shown(&house.check(&request)));
}

#[test]
fn chinese_words_of_closed_lists_are_understood() {
    let house = House::new();
    house.keep(
        "supplier",
        "供应商编码,供应商名称,供应商状态\nS1,Acme,合格\nS2,Borealis,已退出\n",
    );
    let some = |texts: [&str; 2]| texts.map(|text| Some(text.to_owned())).to_vec();
    assert_eq!(house.text("supplier", "status"), some(["approved", "exited"]));
}
