//! Published comparison matrices, and properties of the weights.

use super::completion::complete;
use super::consistency::{RandomIndex, Verdict, consistency_ratio, geometric_consistency_index, verdict};
use super::matrix::PairwiseMatrix;
use super::*;
use crate::testing::assert_close;

fn matrix(rows: &[&[f64]]) -> PairwiseMatrix {
    PairwiseMatrix::new(rows.iter().map(|row| row.to_vec()).collect()).unwrap()
}

/// T. L. Saaty, IJSS 1 (2008) 83-98: drinks in the United States.
fn drinks() -> PairwiseMatrix {
    matrix(&[
        &[1.0, 9.0, 5.0, 2.0, 1.0, 1.0, 0.5],
        &[1.0 / 9.0, 1.0, 1.0 / 3.0, 1.0 / 9.0, 1.0 / 9.0, 1.0 / 9.0, 1.0 / 9.0],
        &[0.2, 3.0, 1.0, 1.0 / 3.0, 0.25, 1.0 / 3.0, 1.0 / 9.0],
        &[0.5, 9.0, 3.0, 1.0, 0.5, 1.0, 1.0 / 3.0],
        &[1.0, 9.0, 4.0, 2.0, 1.0, 2.0, 0.5],
        &[1.0, 9.0, 3.0, 1.0, 0.5, 1.0, 1.0 / 3.0],
        &[2.0, 9.0, 9.0, 3.0, 2.0, 3.0, 1.0],
    ])
}

#[test]
fn published_drinks() {
    let found = eigenvector::priorities(&drinks());
    assert_close(&found.weights, &[0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327], 6e-4);
    let ratio = consistency_ratio(7, found.lambda_max, RandomIndex::Saaty2005).unwrap();
    assert_close(&[ratio], &[0.022], 5e-4);
}

#[test]
fn published_school_is_inconsistent() {
    // Y.-M. Wang and K.-S. Chin, Information Sciences 181 (2011): Saaty's school matrix.
    let school = matrix(&[
        &[1.0, 4.0, 3.0, 1.0, 3.0, 4.0],
        &[0.25, 1.0, 7.0, 3.0, 0.2, 1.0],
        &[1.0 / 3.0, 1.0 / 7.0, 1.0, 0.2, 0.2, 1.0 / 6.0],
        &[1.0, 1.0 / 3.0, 5.0, 1.0, 1.0, 1.0 / 3.0],
        &[1.0 / 3.0, 5.0, 5.0, 1.0, 1.0, 3.0],
        &[0.25, 1.0, 6.0, 3.0, 1.0 / 3.0, 1.0],
    ]);
    let found = eigenvector::priorities(&school);
    assert_close(&found.weights, &[0.3208, 0.1395, 0.0348, 0.1285, 0.2374, 0.1391], 5e-5);
    assert_eq!(
        verdict(consistency_ratio(6, found.lambda_max, RandomIndex::Saaty1980)),
        Verdict::Refused
    );
}

#[test]
fn a_consistent_matrix_gives_the_same_weights_by_every_method() {
    let weights = [0.5, 0.3, 0.2];
    let rows = weights
        .iter()
        .map(|a| weights.iter().map(|b| a / b).collect())
        .collect();
    let consistent = PairwiseMatrix::new(rows).unwrap();
    let found = eigenvector::priorities(&consistent);
    assert_close(&found.weights, &weights, 1e-14);
    assert_close(&geometric_mean::weights(&consistent), &weights, 1e-14);
    assert_close(&column_mean::weights(&consistent), &weights, 1e-14);
    assert_close(
        &[found.lambda_max, geometric_consistency_index(&consistent)],
        &[3.0, 0.0],
        1e-12,
    );
}

#[test]
fn a_cycle_gives_equal_weights_and_a_huge_ratio() {
    let cycle = matrix(&[&[1.0, 3.0, 1.0 / 3.0], &[1.0 / 3.0, 1.0, 3.0], &[3.0, 1.0 / 3.0, 1.0]]);
    let found = eigenvector::priorities(&cycle);
    assert_close(&found.weights, &[1.0 / 3.0; 3], 1e-12);
    let ratio = consistency_ratio(3, found.lambda_max, RandomIndex::Saaty1980).unwrap();
    assert_close(&[ratio], &[1.149_425_287_356_322_4], 1e-9);
}

#[test]
fn the_order_of_items_only_reorders_the_weights() {
    let there = eigenvector::priorities(&drinks()).weights;
    let rows: Vec<Vec<f64>> = drinks()
        .rows()
        .iter()
        .rev()
        .map(|row| row.iter().rev().copied().collect())
        .collect();
    let mut back = eigenvector::priorities(&PairwiseMatrix::new(rows).unwrap()).weights;
    back.reverse();
    assert_close(&there, &back, 1e-14);
}

#[test]
fn published_incomplete_matrix() {
    // S. Bozóki, J. Fülöp and L. Rónyai, Mathematical and Computer Modelling 52 (2010).
    let pairs = [(0, 1, 1.0), (0, 2, 5.0), (0, 3, 2.0), (1, 2, 3.0), (1, 3, 4.0)];
    let found = complete(4, &pairs).unwrap();
    assert_close(
        &eigenvector::priorities(&found.matrix).weights,
        &[0.3738, 0.392, 0.0985, 0.1357],
        5e-5,
    );
    assert_eq!((found.completed[0].row, found.completed[0].column), (2, 3));
    assert_close(&[found.completed[0].value], &[0.7303], 5e-5);
    assert_eq!(
        complete(4, &[(0, 1, 2.0), (2, 3, 2.0)]),
        Err(AhpError::Unconnected { item: 3 })
    );
}

#[test]
fn a_comparison_said_twice_must_say_the_same() {
    let twice = |second: f64| complete(2, &[(0, 1, 4.0), (1, 0, second)]);
    assert!(twice(0.25).is_ok());
    assert!(matches!(
        twice(4.0),
        Err(AhpError::NotReciprocal { row: 2, column: 1, .. })
    ));
    assert!(matches!(
        complete(2, &[(0, 1, 4.0), (1, 1, 3.0)]),
        Err(AhpError::NotReciprocal { .. })
    ));
}

#[test]
fn judgments_are_joined_before_the_weights() {
    let people = [
        matrix(&[&[1.0, 2.0, 8.0], &[0.5, 1.0, 4.0], &[0.125, 0.25, 1.0]]),
        matrix(&[&[1.0, 8.0, 2.0], &[0.125, 1.0, 0.25], &[0.5, 4.0, 1.0]]),
    ];
    let joined = group::join_judgments(&people, &[1.0, 1.0]).unwrap();
    assert_close(&joined.rows()[0], &[1.0, 4.0, 4.0], 1e-12);
    assert_close(&joined.rows()[1], &[0.25, 1.0, 1.0], 1e-12);
    // Consistent people: joining judgments and joining priorities is the same.
    let weights = group::aggregate(&people, &[1.0, 1.0]).unwrap().weights;
    assert_close(&eigenvector::priorities(&joined).weights, &weights, 1e-12);
    assert!(group::join_judgments(&[], &[]).is_err());
}

#[test]
fn a_spanning_tree_is_completed_consistently() {
    let found = complete(4, &[(0, 1, 2.0), (1, 2, 3.0), (2, 3, 2.0)]).unwrap();
    let result = eigenvector::priorities(&found.matrix);
    assert_close(&[result.lambda_max], &[4.0], 1e-9);
    assert_close(&[result.weights[0] / result.weights[3]], &[12.0], 1e-6);
}

#[test]
fn published_synthesis_of_cars() {
    // R package MCDA, test of AHP: four cars, three criteria.
    let criteria = matrix(&[&[1.0, 0.5, 3.0], &[2.0, 1.0, 4.0], &[1.0 / 3.0, 0.25, 1.0]]);
    let style = matrix(&[
        &[1.0, 0.25, 4.0, 1.0 / 6.0],
        &[4.0, 1.0, 4.0, 0.25],
        &[0.25, 0.25, 1.0, 0.2],
        &[6.0, 4.0, 5.0, 1.0],
    ]);
    let reliability = matrix(&[
        &[1.0, 2.0, 5.0, 1.0],
        &[0.5, 1.0, 3.0, 2.0],
        &[0.2, 1.0 / 3.0, 1.0, 0.25],
        &[1.0, 0.5, 4.0, 1.0],
    ]);
    let fuel = matrix(&[
        &[1.0, 2.0, 4.0, 1.0],
        &[0.5, 1.0, 3.0, 2.0],
        &[0.25, 1.0 / 3.0, 1.0, 0.2],
        &[1.0, 0.5, 5.0, 1.0],
    ]);
    let scores = synthesis::scores(&criteria, &[style, reliability, fuel]).unwrap();
    assert_close(&scores, &[0.2922, 0.2767, 0.0697, 0.3613], 6e-5);
}

#[test]
fn unusable_matrices_are_refused() {
    let new = |rows: &[&[f64]]| PairwiseMatrix::new(rows.iter().map(|row| row.to_vec()).collect());
    assert!(matches!(
        new(&[&[1.0, 3.0], &[0.5, 1.0]]),
        Err(AhpError::NotReciprocal { .. })
    ));
    assert!(matches!(new(&[&[1.0, 3.0]]), Err(AhpError::NotSquare { .. })));
    assert!(matches!(
        new(&[&[1.0, -3.0], &[-0.5, 1.0]]),
        Err(AhpError::NotPositive { .. })
    ));
}
