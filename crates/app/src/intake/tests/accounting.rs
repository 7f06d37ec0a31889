//! No row is lost: what was read is stored, changed, unchanged or rejected, whatever the file looks like.

use super::*;
use proptest::prelude::*;

const DELIVERIES: &str =
    "order_no,line_no,supplier,ordered_on,requested_on,quantity,unit,document_no,received_on,received_quantity\n";

fn rows(count: usize) -> String {
    let row = |index: usize| {
        let day = index % 28 + 1;
        format!(
            "PO-{},{index},V-02098{},2026-01-{day:02},2026-03-02,10,EA,D-{index},2026-03-{day:02},10\n",
            index / 3,
            index % 2 + 1
        )
    };
    (0..count).map(row).collect()
}

fn tally(report: &ImportReport, kind: &str) -> Tally {
    report
        .counts
        .iter()
        .find(|count| count.kind == kind)
        .map(|count| count.tally)
        .unwrap_or_default()
}

#[test]
fn deliveries_count_with_what_earlier_files_brought() {
    let house = House::furnished();
    house.keep(
        "order_line",
        "order_no,line_no,supplier,ordered_on,quantity,unit\n1,10,V-020981,2026-01-05,100,EA\n",
    );
    let receipts = |rows: &str| {
        let text = format!("document_no,line_no,order_line,day,quantity\n{rows}");
        house.commit(&house.request("receipt", "receipts.csv", text.as_bytes()))
    };
    let codes = |report: &ImportReport| {
        report
            .problems
            .iter()
            .map(|group| group.code.number())
            .collect::<Vec<_>>()
    };
    assert!(receipts("D1,1,1/10,2026-02-02,150\n").committed);
    assert!(
        receipts("D1,1,1/10,2026-02-02,150\n").committed,
        "the same delivery again is not another one"
    );
    let over = receipts("D2,1,1/10,2026-02-09,60\n");
    assert_eq!(codes(&over), ["E301"], "{}", shown(&over));
    assert!(shown(&over).contains("received 210, ordered 100"), "{}", shown(&over));
    assert!(
        receipts("D1,1,1/10,2026-02-02,90\nD2,1,1/10,2026-02-09,60\n").committed,
        "corrected downwards"
    );
    assert_eq!(
        codes(&receipts("D3,1,1/10,2026-01-04,10\n")),
        ["E302"],
        "before the stored order"
    );
    assert_eq!(house.keys("receipt"), ["D1/1", "D2/1"]);
}

#[test]
fn the_same_file_twice_changes_nothing_and_a_correction_changes_its_rows() {
    let house = House::furnished();
    let text = format!("{DELIVERIES}{}", rows(50));
    let first = house.keep("deliveries", &text);
    assert_eq!(
        (tally(&first, "order_line").stored, tally(&first, "receipt").stored),
        (50, 50)
    );
    let again = house.keep("deliveries", &text);
    assert_eq!(
        (
            tally(&again, "order_line").unchanged,
            tally(&again, "receipt").unchanged
        ),
        (50, 50)
    );
    assert_eq!(again.same_file_as, first.import_id);
    let corrected = text.replacen("2026-03-02,10,EA", "2026-03-09,10,EA", 1);
    let third = house.keep("deliveries", &corrected);
    assert_eq!(
        (tally(&third, "order_line").changed, tally(&third, "receipt").changed),
        (1, 0)
    );
    let undone = house
        .runtime
        .block_on(undo(&house.cx, third.import_id.unwrap()))
        .unwrap();
    assert_eq!((undone.restored, undone.removed), (1, 0));
    let list = house.runtime.block_on(list_imports(&house.cx)).unwrap();
    assert_eq!(list[0].id, third.import_id.unwrap());
    assert!(list[0].undone.is_some() && list[1].undone.is_none());
}

#[test]
fn a_rejected_row_keeps_everything_out_unless_only_valid_says_otherwise() {
    let house = House::furnished();
    let text = format!("{DELIVERIES}{}PO-9,99,V-020981,soon,,10,EA,,,\n", rows(3));
    let mut request = house.request("deliveries", "a.csv", text.as_bytes());
    let report = house.commit(&request);
    assert!(!report.committed && house.keys("order_line").is_empty());
    request.options.dry_run = true;
    request.options.only_valid = true;
    assert!(!house.commit(&request).committed && house.keys("order_line").is_empty());
    request.options.dry_run = false;
    let report = house.commit(&request);
    assert!(report.committed);
    assert_eq!((report.rejected, house.keys("order_line").len()), (1, 3));
    let rejected = house
        .runtime
        .block_on(rejected_rows(&house.cx, report.import_id.unwrap()))
        .unwrap();
    assert_eq!(rejected[0].raw.as_deref(), Some("PO-9,99,V-020981,soon,,10,EA,,,"));
    assert_eq!(rejected[0].problems[0].to_string(), "D5 E203 ordered_on \"soon\"");
}

#[test]
fn a_file_that_breaks_off_stores_nothing_even_with_only_valid() {
    let house = House::furnished();
    let mut request = house.request("supplier", "a.csv", b"code,name,status\nA,Acme,approved\nB,Bor");
    request.options.only_valid = true;
    let report = house.commit(&request);
    assert!(!report.committed);
    assert_eq!(house.keys("supplier"), ["V-020981", "V-020982"]);
}

#[test]
fn several_deliveries_of_a_line_repeat_it_once() {
    let house = House::furnished();
    let report = house.keep(
        "deliveries",
        &format!(
            "{DELIVERIES}1,1,V-020981,2026-01-05,,10,EA,D1,2026-03-02,4\n1,1,V-020981,2026-01-05,,10,EA,D2,2026-03-03,6\n"
        ),
    );
    assert_eq!(
        (
            tally(&report, "order_line").stored,
            tally(&report, "receipt").stored,
            report.repeated
        ),
        (1, 2, 1)
    );
}

#[test]
fn a_thing_without_a_name_is_asked_for() {
    let house = House::new();
    let mut request = house.request("suplier", "a.csv", b"code\n1\n");
    let error = house.runtime.block_on(check(&house.cx, &request)).unwrap_err();
    assert_eq!(
        (error.kind, error.cure(Language::En).as_deref()),
        (ErrorKind::NotFound, Some("did you mean \"supplier\"?"))
    );
    request.subject = None;
    assert_eq!(
        house.runtime.block_on(check(&house.cx, &request)).unwrap_err().kind,
        ErrorKind::Invalid
    );
    request.subject = Some("supplier".to_owned());
    request.path = house.folder.path().join("nowhere.csv");
    assert_eq!(
        house.runtime.block_on(check(&house.cx, &request)).unwrap_err().kind,
        ErrorKind::NotFound
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn rows_in_are_rows_accounted_for_in_mutated_files(
        hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        cut in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let house = House::furnished();
        let mut bytes = rows(30).into_bytes();
        for (at, byte) in hits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if is_cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let bytes = [DELIVERIES.as_bytes(), &bytes].concat();
        let mut request = house.request("deliveries", "a.csv", &bytes);
        request.options.only_valid = true;
        let report = house.commit(&request);
        let sum: u64 = report.counts.iter().map(|count| count.tally.read).sum();
        let accounted: u64 = report.counts.iter().map(|count| count.tally.accounted()).sum();
        prop_assert_eq!(sum, accounted);
        let lines = tally(&report, "order_line");
        if report.committed {
            // Every row of the file is an order line, a repeat of one, or rejected.
            prop_assert!(lines.read + report.repeated >= report.rows);
            prop_assert_eq!(house.keys("order_line").len() as u64, lines.stored);
            prop_assert_eq!(house.keys("receipt").len() as u64, tally(&report, "receipt").stored);
        } else {
            prop_assert_eq!(house.keys("order_line").len(), 0);
            prop_assert!(!report.problems.is_empty());
        }
    }
}
