//! Places in an order: competition places for reports, average ranks for statistics.

use crate::number::{of_count, on_paper};
use crate::scoring::Direction;

/// Competition places from 1: equal values share the better place ("1, 2, 2, 4").
///
/// Values are compared as they are, unrounded. The values must be finite.
#[must_use]
pub fn places(values: &[f64], direction: Direction) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    match direction {
        Direction::Up => order.sort_by(|a, b| values[*b].total_cmp(&values[*a])),
        Direction::Down => order.sort_by(|a, b| values[*a].total_cmp(&values[*b])),
    }
    let mut places = vec![0; values.len()];
    let mut place = 1;
    for (index, item) in order.iter().enumerate() {
        let tied = index > 0 && same(values[order[index - 1]], values[*item]);
        if !tied {
            place = index + 1;
        }
        places[*item] = place;
    }
    places
}

/// Competition places of computed values: those that are the same at 12 digits tie, so that
/// the rounding of a binary sum puts nobody ahead.
#[must_use]
pub fn places_on_paper(values: &[f64], direction: Direction) -> Vec<usize> {
    let read: Vec<f64> = values.iter().map(|value| on_paper(*value)).collect();
    places(&read, direction)
}

/// Ranks from 1 in rising order; equal values share the mean of their ranks.
#[must_use]
pub fn average_ranks(values: &[f64]) -> Vec<f64> {
    doubled_ranks(values)
        .into_iter()
        .map(|doubled| of_count(doubled) / 2.0)
        .collect()
}

/// Twice the average ranks: whole numbers, so that sums of them are exact.
#[must_use]
pub fn doubled_ranks(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0; values.len()];
    let mut start = 0;
    while start < order.len() {
        let mut end = start + 1;
        while end < order.len() && same(values[order[start]], values[order[end]]) {
            end += 1;
        }
        for item in &order[start..end] {
            ranks[*item] = start + 1 + end;
        }
        start = end;
    }
    ranks
}

/// Whether two finite values are the same number (0 and -0 are).
#[must_use]
#[expect(clippy::float_cmp, reason = "equality of the stored numbers is what is asked")]
pub fn same(left: f64, right: f64) -> bool {
    left == right
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_close;

    #[test]
    fn equal_values_share_the_better_place() {
        assert_eq!(places(&[10.0, 30.0, 20.0, 20.0], Direction::Up), [4, 1, 2, 2]);
        assert_eq!(places(&[10.0, 30.0, 20.0, 20.0], Direction::Down), [1, 4, 2, 2]);
        assert_eq!(places(&[0.0, -0.0], Direction::Up), [1, 1]);
    }

    #[test]
    fn sums_that_are_the_same_on_paper_tie() {
        let (left, right) = (0.1 + 0.2, 0.3);
        assert_eq!(places(&[left, right], Direction::Up), [1, 2]);
        assert_eq!(places_on_paper(&[left, right, 0.299_999], Direction::Up), [1, 1, 3]);
    }

    #[test]
    fn average_ranks_share_the_mean() {
        assert_close(&average_ranks(&[3.0, 1.0, 3.0, 2.0]), &[3.5, 1.0, 3.5, 2.0], 0.0);
    }
}
