//! Published values of the metrics, and what they do without a difference.

use super::auc::auc;
use super::average_precision::average_precision;
use super::dcg::{Gain, dcg, dcg_with_ties, ideal_dcg, ndcg};
use super::delong::interval;
use super::kappa::{KappaWeights, kappa};
use super::*;
use crate::intervals::Confidence;
use crate::testing::{assert_close, uniforms};

#[test]
fn published_discounted_gain() {
    // English Wikipedia, "Discounted cumulative gain"; the ideal includes two more documents.
    let found = [3.0, 2.0, 3.0, 0.0, 1.0, 2.0];
    assert_close(&[dcg(&found, Gain::Linear)], &[6.861], 5e-4);
    let all = [3.0, 2.0, 3.0, 0.0, 1.0, 2.0, 3.0, 2.0];
    assert_close(
        &[
            ideal_dcg(&all, Gain::Linear, 6),
            ndcg(&found, &all, Gain::Linear, 6).unwrap(),
        ],
        &[8.740, 0.785],
        5e-4,
    );
}

#[test]
fn without_any_relevance_the_gain_is_zero() {
    assert_close(&[ndcg(&[0.0, 0.0], &[0.0, 0.0], Gain::Linear, 2).unwrap()], &[0.0], 0.0);
    assert_close(&[ndcg(&[1.0], &[1.0], Gain::Exponential, 1).unwrap()], &[1.0], 0.0);
}

#[test]
fn tied_scores_share_their_gain() {
    let shared = dcg_with_ties(&[3.0, 1.0, 2.0], &[0.5, 0.5, 0.1], Gain::Linear, 3).unwrap();
    let log3 = libm::log2(3.0);
    assert_close(&[shared], &[2.0 + 2.0 / log3 + 1.0], 1e-12);
    let first = dcg_with_ties(&[3.0, 1.0, 2.0], &[0.5, 0.5, 0.1], Gain::Linear, 1).unwrap();
    assert_close(&[first], &[2.0], 1e-12);
}

#[test]
fn published_area_and_precision() {
    // scikit-learn, documentation of roc_auc_score and average_precision_score.
    let (outcomes, scores) = ([false, false, true, true], [0.1, 0.4, 0.35, 0.8]);
    assert_close(&[auc(&outcomes, &scores).unwrap().unwrap()], &[0.75], 1e-15);
    assert_close(
        &[average_precision(&outcomes, &scores).unwrap().unwrap()],
        &[5.0 / 6.0],
        1e-15,
    );
    assert_eq!(auc(&[true, true], &[0.1, 0.2]).unwrap(), None);
}

#[test]
fn the_area_of_turned_scores_is_the_rest() {
    let scores = uniforms(6, 80);
    let outcomes: Vec<bool> = uniforms(7, 80).iter().map(|u| *u < 0.3).collect();
    let turned: Vec<f64> = scores.iter().map(|score| -score).collect();
    let there = auc(&outcomes, &scores).unwrap().unwrap();
    assert_close(&[auc(&outcomes, &turned).unwrap().unwrap()], &[1.0 - there], 1e-15);
    let ends = interval(&outcomes, &scores, Confidence::new(0.95).unwrap())
        .unwrap()
        .unwrap();
    assert!(ends.lower < there && there < ends.upper);
}

#[test]
fn agreement_beyond_chance() {
    let (a, b) = ([0, 0, 1, 2, 1, 0, 2, 1, 3, 0], [0, 1, 1, 2, 1, 0, 1, 1, 2, 0]);
    let all = [KappaWeights::Plain, KappaWeights::Linear, KappaWeights::Quadratic];
    let found: Vec<f64> = all
        .iter()
        .map(|weights| kappa(&a, &b, 4, *weights).unwrap().unwrap())
        .collect();
    assert_close(&found, &[0.565_217_391_304_347_9, 0.680_851_063_829_787_3, 0.8], 1e-12);
    assert_eq!(kappa(&[1, 1], &[1, 1], 2, KappaWeights::Plain).unwrap(), None);
    assert!(matches!(
        kappa(&[5], &[0], 2, KappaWeights::Plain),
        Err(MetricError::Class { .. })
    ));
}
