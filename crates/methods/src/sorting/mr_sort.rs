//! MR-Sort: a row belongs to the best category whose lower profile a majority of the
//! weight meets, unless a veto bars it.
//!
//! Performances are given so that more is better (the caller negates the others).
//! Source: A. Leroy, V. Mousseau and M. Pirlot, "Learning the Parameters of a Multiple
//! Criteria Sorting Method", ADT 2011; vetoes as in the R package MCDA (inclusive).

use super::CUT_TOLERANCE;
use super::profiles::{self, ProfileError};
use crate::input;
use crate::number;

/// What the rows are compared with.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Lower profiles, that of the best category first; the last category has none.
    pub lower_profiles: Vec<Vec<f64>>,
    /// One weight per criterion.
    pub weights: Vec<f64>,
    /// Least sum of weights that admits to a category, on the scale of the weights.
    pub majority: f64,
    /// Per profile and criterion: a performance at or below it bars the category.
    pub vetoes: Vec<Vec<Option<f64>>>,
}

/// The category of every row, from 1 at the best.
pub fn sort(rows: &[Vec<f64>], model: &Model) -> Result<Vec<usize>, ProfileError> {
    let worst_first: Vec<Vec<f64>> = model.lower_profiles.iter().rev().cloned().collect();
    profiles::check(rows, &worst_first, &model.weights)?;
    let total = number::sum(model.weights.iter().copied());
    if model.majority.is_nan() || model.majority <= 0.0 || model.majority > total + CUT_TOLERANCE {
        return Err(ProfileError::Cut {
            what: "majority",
            value: model.majority,
            low: 0.0,
            high: total,
        });
    }
    if !model.vetoes.is_empty() {
        input::length("the vetoes", model.vetoes.len(), model.lower_profiles.len(), "profile")?;
        for veto in &model.vetoes {
            input::length("the vetoes of a profile", veto.len(), model.weights.len(), "criterion")?;
        }
    }
    let last = model.lower_profiles.len() + 1;
    let category = |row: &Vec<f64>| {
        (0..last - 1)
            .find(|profile| admits(row, model, *profile))
            .map_or(last, |c| c + 1)
    };
    Ok(rows.iter().map(category).collect())
}

fn admits(row: &[f64], model: &Model, profile: usize) -> bool {
    let met = row.iter().zip(&model.lower_profiles[profile]).zip(&model.weights);
    let support = number::sum(
        met.filter(|((value, limit), _)| value >= limit)
            .map(|(_, weight)| *weight),
    );
    let barred = model.vetoes.get(profile).is_some_and(|vetoes| {
        row.iter()
            .zip(vetoes)
            .any(|(value, veto)| veto.is_some_and(|veto| *value <= veto))
    });
    support >= model.majority - CUT_TOLERANCE && !barred
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transport() -> (Vec<Vec<f64>>, Model) {
        let rows = [
            [-1.0, -10.0, 1.0],
            [-4.0, -20.0, 2.0],
            [-2.0, -20.0, 0.0],
            [-6.0, -40.0, 0.0],
            [-30.0, -30.0, 3.0],
        ];
        let model = Model {
            lower_profiles: vec![vec![-3.0, -11.0, 3.0], vec![-7.0, -25.0, 2.0]],
            weights: vec![1.0, 3.0, 2.0],
            majority: 3.0,
            vetoes: vec![vec![Some(-9.0), None, None], vec![None, None, Some(0.0)]],
        };
        (rows.map(|row| row.to_vec()).to_vec(), model)
    }

    #[test]
    fn published_example() {
        // R package MCDA, test of MRSort: five means of transport, price and time falling.
        let (rows, model) = transport();
        assert_eq!(sort(&rows, &model).unwrap(), [1, 2, 3, 3, 3]);
    }

    #[test]
    fn a_better_row_never_falls() {
        let (mut rows, model) = transport();
        let before = sort(&rows, &model).unwrap();
        for row in &mut rows {
            row[2] += 1.0;
        }
        let after = sort(&rows, &model).unwrap();
        assert!(before.iter().zip(&after).all(|(before, after)| after <= before));
    }

    #[test]
    fn a_majority_nobody_can_reach_is_refused() {
        let (rows, mut model) = transport();
        model.majority = 7.0;
        assert!(matches!(sort(&rows, &model), Err(ProfileError::Cut { .. })));
    }
}
