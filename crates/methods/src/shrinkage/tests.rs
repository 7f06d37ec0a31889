//! The baseball data of Efron and Morris, and the cases where nothing can be fitted.

use super::*;
use crate::testing::assert_close;

/// B. Efron and C. Morris, JASA 70 (1975) 311-319: hits in the first 45 at bats.
const HITS: [u64; 18] = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7];

fn samples(events: &[u64], trials: &[u64]) -> Vec<Sample> {
    events
        .iter()
        .zip(trials)
        .map(|(events, trials)| Sample {
            events: *events,
            trials: *trials,
        })
        .collect()
}

#[test]
fn baseball_by_maximum_likelihood() {
    let found = beta_binomial::fit(&samples(&HITS, &[45; 18])).unwrap();
    let Prior::Fitted { alpha, beta } = found.prior else {
        panic!("{found:?}")
    };
    assert_close(
        &[alpha / (alpha + beta), found.log_likelihood],
        &[0.265_432_5, -45.343_896_255],
        1e-6,
    );
    assert_close(&[(alpha + beta) / 793.239_872_9], &[1.0], 1e-3);
}

#[test]
fn baseball_by_moments() {
    let found = moments::fit(&samples(&HITS, &[45; 18])).unwrap();
    let Prior::Fitted { alpha, beta } = found.prior else {
        panic!("{found:?}")
    };
    assert_close(&[alpha, beta], &[97.675_916_106_986_88, 270.312_418_993_754_3], 1e-6);
    assert_close(&[found.correlation.unwrap()], &[0.002_710_112_772_879_337_6], 1e-12);
}

#[test]
fn the_scale_of_likelihood_is_right_on_spread_rates() {
    let events = [9, 48, 5, 190, 30, 3, 77, 12, 99, 7, 60, 20];
    let trials = [10, 50, 5, 200, 40, 6, 80, 12, 110, 7, 75, 20];
    let found = beta_binomial::fit(&samples(&events, &trials)).unwrap();
    let Prior::Fitted { alpha, beta } = found.prior else {
        panic!("{found:?}")
    };
    assert_close(&[alpha, beta], &[12.337_42, 1.383_718], 1e-3);
    assert_close(&[found.log_likelihood], &[-27.024_086_901], 1e-6);
}

#[test]
fn a_summit_is_found_although_the_likelihood_falls_towards_it() {
    // Few samples with many events among small ones, one great sample with few: near
    // endless strength less spread is better, yet a strong spread is better still.
    let events = [4, 0, 0, 0, 0, 0, 1, 1, 4, 3, 0, 73];
    let trials = [10, 10, 1, 10, 5, 2, 40, 40, 40, 10, 1, 1500];
    let found = beta_binomial::fit(&samples(&events, &trials)).unwrap();
    let Prior::Fitted { alpha, beta } = found.prior else {
        panic!("{found:?}")
    };
    // SciPy, Nelder-Mead on the same likelihood.
    assert_close(&[found.log_likelihood], &[-20.070_852_617], 1e-8);
    assert_close(&[alpha + beta, alpha / (alpha + beta)], &[13.628_9, 0.084_559], 1e-3);
}

#[test]
fn the_order_of_samples_does_not_matter() {
    let events = [9, 48, 5, 190, 30, 3];
    let trials = [10, 50, 5, 200, 40, 6];
    let there = samples(&events, &trials);
    let mut back = there.clone();
    back.reverse();
    assert_eq!(moments::fit(&there).unwrap(), moments::fit(&back).unwrap());
    let (first, second) = (beta_binomial::fit(&there).unwrap(), beta_binomial::fit(&back).unwrap());
    assert_eq!(first.prior, second.prior);
}

#[test]
fn what_cannot_be_fitted_is_named() {
    let fit = |events: &[u64], trials: &[u64]| beta_binomial::fit(&samples(events, trials)).unwrap().prior;
    assert_eq!(fit(&[3], &[10]), Prior::TooFew);
    assert_eq!(fit(&[0, 0, 0], &[10, 50, 200]), Prior::Boundary { rate: 0.0 });
    assert_eq!(fit(&[5, 5], &[10, 10]), Prior::Pooled { rate: 0.5 });
    assert!(beta_binomial::fit(&samples(&[11], &[10])).is_err());
}
