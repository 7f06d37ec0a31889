//! Published rank correlations, ties, and agreement with the definition by pairs.

use super::kendall::{PairCounts, kendall};
use super::spearman::spearman;
use crate::testing::{assert_close, uniforms};

#[test]
fn published_iq_and_television() {
    // English Wikipedia, "Spearman's rank correlation coefficient".
    let iq = [106.0, 100.0, 86.0, 101.0, 99.0, 103.0, 97.0, 113.0, 112.0, 110.0];
    let hours = [7.0, 27.0, 2.0, 50.0, 28.0, 29.0, 20.0, 12.0, 6.0, 17.0];
    assert_close(
        &[spearman(&iq, &hours).unwrap().unwrap()],
        &[-0.175_757_575_757_575_75],
        1e-15,
    );
    let found = kendall(&iq, &hours).unwrap();
    assert_eq!((found.pairs.concordant, found.pairs.discordant), (20, 25));
    assert_close(&[found.tau_b.unwrap()], &[-1.0 / 9.0], 1e-15);
}

#[test]
fn ties_on_both_sides() {
    let (x, y) = ([1.0, 1.0, 2.0, 2.0, 3.0], [1.0, 2.0, 2.0, 3.0, 3.0]);
    assert_close(&[spearman(&x, &y).unwrap().unwrap()], &[0.805_555_555_555_555_6], 1e-15);
    let found = kendall(&x, &y).unwrap();
    assert_eq!(
        found.pairs,
        PairCounts {
            concordant: 6,
            discordant: 0,
            tied_x: 2,
            tied_y: 2,
            pairs: 10
        }
    );
    assert_close(&[found.tau_b.unwrap()], &[0.75], 1e-15);
}

#[test]
fn without_a_difference_there_is_no_correlation() {
    assert_eq!(spearman(&[1.0], &[1.0]).unwrap(), None);
    assert_eq!(kendall(&[1.0, 2.0], &[3.0, 3.0]).unwrap().tau_b, None);
    assert!(spearman(&[1.0, 2.0], &[1.0]).is_err());
}

#[test]
fn the_fast_count_agrees_with_the_definition() {
    let grid = |seed| {
        uniforms(seed, 150)
            .into_iter()
            .map(|u| (u * 12.0).floor())
            .collect::<Vec<f64>>()
    };
    let (x, y) = (grid(1), grid(2));
    let (mut concordant, mut discordant) = (0, 0);
    for i in 0..x.len() {
        for j in 0..i {
            let product = (x[i] - x[j]) * (y[i] - y[j]);
            concordant += u64::from(product > 0.0);
            discordant += u64::from(product < 0.0);
        }
    }
    let found = kendall(&x, &y).unwrap().pairs;
    assert_eq!((found.concordant, found.discordant), (concordant, discordant));
}

#[test]
fn only_the_order_matters() {
    let (x, y) = (uniforms(3, 50), uniforms(4, 50));
    let bent: Vec<f64> = x.iter().map(|value| value * value * value).collect();
    assert_eq!(spearman(&x, &y), spearman(&bent, &y));
    assert_eq!(kendall(&x, &y), kendall(&bent, &y));
}
