//! Tests of the category tree and the master status.

use super::*;

fn category(id: i64, parent: Option<i64>) -> Category {
    Category {
        id,
        code: format!("C{id}"),
        name: format!("Category {id}"),
        parent,
        industry: None,
        kraljic: None,
        days_to_switch: None,
        days_of_cover: None,
    }
}

#[test]
fn a_category_lies_within_itself_and_everything_above_it() {
    let tree = Categories::new([
        category(1, None),
        category(2, Some(1)),
        category(3, Some(2)),
        category(4, None),
    ]);
    let path: Vec<i64> = tree.path(3).iter().map(|category| category.id).collect();
    assert_eq!(path, [3, 2, 1]);
    assert!(tree.is_within(3, 1) && tree.is_within(3, 3) && !tree.is_within(3, 4) && !tree.is_within(1, 3));
}

#[test]
fn a_ring_of_parents_ends() {
    let tree = Categories::new([category(1, Some(2)), category(2, Some(1))]);
    assert_eq!(tree.path(1).len(), 2);
}

#[test]
fn every_status_is_found_by_its_name() {
    assert!(
        Status::ALL
            .into_iter()
            .all(|status| Status::from_name(status.name()) == Some(status))
    );
    assert_eq!(Status::from_name("Approved"), None);
}
