//! ABC analysis: classes by the cumulated share of the amounts, the greatest first.
//!
//! The item that crosses a line belongs to the better class: its class is that of the
//! cumulated share before it.
//! Source: H. F. Dickie, "ABC Inventory Analysis Shoots for Dollars, Not Pennies", Factory
//! Management and Maintenance 109 (1951) 92-94.

use crate::input::{self, InputError};
use crate::number;
use thiserror::Error;

/// Why there are no classes.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ParetoError {
    /// A list that cannot be used.
    #[error(transparent)]
    Input(#[from] InputError),
    /// Cuts that do not rise inside 0..=1.
    #[error("cut {position} is {value}; cuts are shares that rise between 0 and 1, for example 0.8 and 0.95")]
    Cut {
        /// Which cut, from 1.
        position: usize,
        /// Its value.
        value: f64,
    },
}

/// One item, in the order of the amounts given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ParetoItem {
    /// Cumulated share up to and including the item, the greatest amounts first.
    pub cumulative: f64,
    /// Class from 0 at the best.
    pub class: usize,
}

/// Classes of amounts of zero or more with a sum above zero.
pub fn pareto(amounts: &[f64], cuts: &[f64]) -> Result<Vec<ParetoItem>, ParetoError> {
    /// A line is crossed when no more than this share is missing.
    const TOLERANCE: f64 = 1e-12;
    input::not_negative("the amounts", amounts)?;
    let total = number::sum(amounts.iter().copied());
    if total <= 0.0 {
        return Err(InputError::AllZero { what: "the amounts" }.into());
    }
    for (index, cut) in cuts.iter().enumerate() {
        let before = if index == 0 { 0.0 } else { cuts[index - 1] };
        if !(*cut > before && *cut <= 1.0) {
            return Err(ParetoError::Cut {
                position: index + 1,
                value: *cut,
            });
        }
    }
    let mut order: Vec<usize> = (0..amounts.len()).collect();
    order.sort_by(|a, b| amounts[*b].total_cmp(&amounts[*a]));
    let mut items = vec![
        ParetoItem {
            cumulative: 0.0,
            class: 0
        };
        amounts.len()
    ];
    let mut share_before = 0.0;
    for item in order {
        let class = cuts
            .iter()
            .position(|cut| share_before < cut - TOLERANCE)
            .unwrap_or(cuts.len());
        share_before += amounts[item] / total;
        items[item] = ParetoItem {
            cumulative: share_before.min(1.0),
            class,
        };
    }
    Ok(items)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_close;

    #[test]
    fn the_item_that_crosses_a_line_belongs_to_the_better_class() {
        let amounts = [500.0, 200.0, 120.0, 60.0, 50.0, 30.0, 20.0, 10.0, 6.0, 4.0];
        let found = pareto(&amounts, &[0.8, 0.95]).unwrap();
        assert_eq!(
            found.iter().map(|item| item.class).collect::<Vec<_>>(),
            [0, 0, 0, 1, 1, 1, 2, 2, 2, 2]
        );
        assert_close(&[found[2].cumulative, found[9].cumulative], &[0.82, 1.0], 1e-12);
    }

    #[test]
    fn the_answer_comes_in_the_order_given() {
        let found = pareto(&[5.0, 80.0, 15.0], &[0.8, 0.95]).unwrap();
        assert_eq!(found.iter().map(|item| item.class).collect::<Vec<_>>(), [2, 0, 1]);
    }

    #[test]
    fn cuts_must_rise() {
        assert_eq!(
            pareto(&[1.0], &[0.9, 0.8]),
            Err(ParetoError::Cut {
                position: 2,
                value: 0.8
            })
        );
    }
}
