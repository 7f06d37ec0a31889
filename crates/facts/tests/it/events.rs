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
