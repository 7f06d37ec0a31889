//! Published TOPSIS examples, degenerate tables and properties.

use super::*;
use crate::testing::{assert_close, uniforms};

const UP: Direction = Direction::Up;
const DOWN: Direction = Direction::Down;

fn values(found: &Topsis) -> Vec<f64> {
    found.closeness.iter().map(|closeness| closeness.unwrap()).collect()
}

#[test]
fn published_fighter_aircraft() {
    // Hwang and Yoon (1981), selection of a fighter aircraft.
    let rows = [
        vec![2.0, 1500.0, 20_000.0, 5.5, 5.0, 9.0],
        vec![2.5, 2700.0, 18_000.0, 6.5, 3.0, 5.0],
        vec![1.8, 2000.0, 21_000.0, 4.5, 7.0, 7.0],
        vec![2.2, 1800.0, 20_000.0, 5.0, 5.0, 5.0],
    ];
    let weights = [0.2, 0.1, 0.1, 0.1, 0.2, 0.3];
    let found = topsis(&rows, &weights, &[UP, UP, UP, DOWN, UP, UP], Normalisation::Vector).unwrap();
    assert_close(&values(&found), &[0.643, 0.268, 0.613, 0.312], 6e-4);
    assert_eq!(found.places, [1, 4, 2, 3]);
}

#[test]
fn published_tzeng_and_huang() {
    // G.-H. Tzeng and J.-J. Huang, Multiple Attribute Decision Making (2011).
    let rows = [
        vec![5.0, 8.0, 4.0],
        vec![7.0, 6.0, 8.0],
        vec![8.0, 8.0, 6.0],
        vec![7.0, 4.0, 6.0],
    ];
    let found = topsis(&rows, &[0.3, 0.4, 0.3], &[UP; 3], Normalisation::Vector).unwrap();
    assert_close(&values(&found), &[0.5037, 0.6581, 0.7482, 0.334], 6e-5);
}

#[test]
fn published_mountain_climbing_by_minmax() {
    // S. Opricovic and G.-H. Tzeng, European Journal of Operational Research 156 (2004).
    let rows = [vec![1.0, 3000.0], vec![2.0, 3750.0], vec![5.0, 4500.0]];
    let found = topsis(&rows, &[0.5, 0.5], &[DOWN, UP], Normalisation::MinMax).unwrap();
    assert_close(&values(&found), &[0.5, 0.617, 0.5], 6e-4);
    assert_eq!(found.places, [2, 1, 2]);
}

#[test]
fn a_column_of_zeros_contributes_nothing() {
    let rows = [vec![85.0, 0.0, 3.2], vec![78.0, 0.0, 1.1], vec![90.0, 0.0, 2.4]];
    let found = topsis(&rows, &[0.5, 0.3, 0.2], &[UP, UP, DOWN], Normalisation::Vector).unwrap();
    assert_close(
        &values(&found),
        &[0.188_954_744_642_059_7, 0.711_725_262_505_337_7, 0.473_189_776_102_639],
        1e-12,
    );
}

#[test]
fn without_a_difference_there_is_no_closeness() {
    let one = topsis(&[vec![80.0, 2.0]], &[0.5, 0.5], &[UP, DOWN], Normalisation::Vector).unwrap();
    assert_eq!((one.closeness, one.places), (vec![None], vec![1]));
    let alike = topsis(&[vec![5.0], vec![5.0]], &[1.0], &[UP], Normalisation::MinMax).unwrap();
    assert_eq!((alike.closeness, alike.places), (vec![None, None], vec![1, 1]));
}

#[test]
fn units_and_the_scale_of_weights_do_not_matter() {
    let rows: Vec<Vec<f64>> = uniforms(8, 60).chunks(4).map(<[f64]>::to_vec).collect();
    let scaled: Vec<Vec<f64>> = rows
        .iter()
        .map(|row| vec![row[0] * 1000.0, row[1], row[2] * 0.01, row[3]])
        .collect();
    let there = topsis(&rows, &[0.4, 0.3, 0.2, 0.1], &[UP, DOWN, UP, UP], Normalisation::Vector).unwrap();
    let back = topsis(
        &scaled,
        &[40.0, 30.0, 20.0, 10.0],
        &[UP, DOWN, UP, UP],
        Normalisation::Vector,
    )
    .unwrap();
    assert_close(&values(&there), &values(&back), 1e-12);
}
