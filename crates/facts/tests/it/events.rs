//! Drill-down: the rows behind a number.

use crate::support::{Folder, LOTS, dec, query};

const ROWS: &str = "row_id | supplier_id | category_id | unit_id | received_on | decision | fault_owner
    1 | 7 | 3 | 1 | 2026-02-05 | accepted |
    2 | 7 | 3 | 1 | 2026-03-05 | rejected |
    3 | 7 | 4 | 2 | 2026-01-05 | rejected | carrier
    4 | 7 | 3 | 2 | 2026-01-03 | accepted | carrier
    5 | 8 | 3 | 1 | 2026-01-06 | rejected |
    6 | 7 | 3 | 1 | 2025-12-31 | rejected |";

#[test]
fn misses_come_first_then_date_and_row() {
    let folder = Folder::with("inspection_lots", ROWS);
    let events = folder.events(&query(LOTS), 7, 100).unwrap();
    let seen: Vec<_> = events.iter().map(|event| (event.row_id, event.counted)).collect();
    assert_eq!(seen, [(3, false), (2, true), (4, true), (1, true)]);
    assert_eq!(events[0].fault_owner.as_deref(), Some("carrier"));
    assert_eq!((events[0].category_id, events[0].unit_id), (4, 2));
    assert_eq!(
        (events[1].good, events[1].n, events[1].part.as_str()),
        (dec("0"), dec("1"), "all")
    );
    let first: Vec<_> = folder
        .events(&query(LOTS), 7, 2)
        .unwrap()
        .iter()
        .map(|event| event.row_id)
        .collect();
    assert_eq!(first, [3, 2]);
    assert_eq!(folder.events(&query(LOTS), 9, 2).unwrap(), []);
}

#[test]
fn the_events_of_a_group_add_up_to_its_sum() {
    let folder = Folder::with("inspection_lots", ROWS);
    let sums = folder.observe(&query(LOTS)).unwrap();
    for sum in sums {
        let events = folder.events(&query(LOTS), sum.supplier_id, 100).unwrap();
        let own: Vec<_> = events
            .iter()
            .filter(|event| (event.category_id, event.unit_id) == (sum.category_id, sum.unit_id))
            .collect();
        let counted: Vec<_> = own.iter().filter(|event| event.counted).collect();
        assert_eq!(
            counted.iter().map(|event| event.good).sum::<domain::Decimal>(),
            sum.good
        );
        assert_eq!(u64::try_from(counted.len()).unwrap(), sum.events);
        assert_eq!(u64::try_from(own.len() - counted.len()).unwrap(), sum.excused);
    }
}

#[test]
fn each_branch_names_the_table_whose_rows_it_counts() {
    let mut folder = Folder::with("inspection_lots", ROWS);
    folder.add(
        "nonconformances",
        "row_id | supplier_id | category_id | unit_id | opened_on\n    1 | 7 | 3 | 1 | 2026-04-05",
    );
    let sql = format!(
        "with cases as (select * from nonconformances where opened_on is not null) {LOTS} union all \
         select supplier_id, category_id, unit_id, min(row_id), opened_on, 'all', 0, 1, null from cases \
         group by supplier_id, category_id, unit_id, opened_on"
    );
    let events = folder.events(&query(&sql), 7, 100).unwrap();
    let mut seen: Vec<_> = events
        .iter()
        .filter(|event| event.row_id == 1)
        .map(|event| (event.table.as_deref(), event.on_date.to_string()))
        .collect();
    seen.sort();
    let wanted = [
        (Some("inspection_lots"), "2026-02-05".to_owned()),
        (Some("nonconformances"), "2026-04-05".to_owned()),
    ];
    assert_eq!(seen, wanted);
}

#[test]
fn a_row_that_nobody_could_look_up_is_refused_by_the_lint() {
    let made_up = LOTS.replace("row_id,", "row_id + 1 as row_id,");
    let error = facts::lint(&made_up, &[]).unwrap_err().to_string();
    assert!(error.contains("row_id"), "{error}");
    facts::lint(LOTS, &[]).unwrap();
}
