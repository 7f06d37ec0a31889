//! Published intervals, and properties every proportion interval keeps.

use super::*;
use crate::testing::assert_close;

type Method = fn(Proportion, Confidence) -> Interval;

const METHODS: [(&str, Method); 6] = [
    ("wald", wald::interval),
    ("wilson", wilson::interval),
    ("wilson_cc", wilson_cc::interval),
    ("clopper_pearson", clopper_pearson::interval),
    ("jeffreys", jeffreys::interval),
    ("agresti_coull", agresti_coull::interval),
];

fn of(method: Method, events: u64, trials: u64, confidence: f64) -> [f64; 2] {
    let found = method(
        Proportion::new(events, trials).unwrap(),
        Confidence::new(confidence).unwrap(),
    );
    [found.lower, found.upper]
}

#[test]
fn published_table_of_newcombe_1998() {
    // R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872, table I.
    assert_close(&of(wilson::interval, 81, 263, 0.95), &[0.2553, 0.3662], 5e-5);
    assert_close(&of(clopper_pearson::interval, 81, 263, 0.95), &[0.2527, 0.3676], 5e-5);
    assert_close(&of(wilson_cc::interval, 81, 263, 0.95), &[0.2535, 0.3682], 5e-5);
    assert_close(&of(wilson::interval, 15, 148, 0.95), &[0.0624, 0.1605], 5e-5);
    assert_close(&of(clopper_pearson::interval, 1, 29, 0.95), &[0.0009, 0.1776], 5e-5);
}

#[test]
fn without_an_event_the_lower_end_is_zero() {
    for (name, method) in METHODS {
        let [lower, upper] = of(method, 0, 20, 0.95);
        assert!(lower <= 0.0 && upper >= 0.0, "{name}");
    }
    assert_close(&of(clopper_pearson::interval, 0, 1, 0.95), &[0.0, 0.975], 1e-12);
    assert_close(
        &of(clopper_pearson::interval, 5, 5, 0.95),
        &[0.478_176_249_895_018_56, 1.0],
        1e-12,
    );
}

#[test]
fn counting_the_other_outcome_mirrors_the_interval() {
    for (name, method) in METHODS {
        for events in 0..=13 {
            let [lower, upper] = of(method, events, 13, 0.9);
            let mirrored = of(method, 13 - events, 13, 0.9);
            assert!((1.0 - upper - mirrored[0]).abs() < 1e-12, "{name} {events}");
            assert!((1.0 - lower - mirrored[1]).abs() < 1e-12, "{name} {events}");
        }
    }
}

#[test]
fn more_confidence_widens_and_more_trials_narrow() {
    for (name, method) in METHODS {
        let width = |[lower, upper]: [f64; 2]| upper - lower;
        assert!(width(of(method, 3, 20, 0.99)) > width(of(method, 3, 20, 0.9)), "{name}");
        assert!(
            width(of(method, 30, 200, 0.95)) < width(of(method, 3, 20, 0.95)),
            "{name}"
        );
    }
}

#[test]
fn impossible_counts_are_refused() {
    assert_eq!(
        Proportion::new(5, 3),
        Err(IntervalError::TooManyEvents { events: 5, trials: 3 })
    );
    assert_eq!(Proportion::new(0, 0), Err(IntervalError::NoTrials));
    assert_eq!(
        Confidence::new(95.0),
        Err(IntervalError::Confidence { confidence: 95.0 })
    );
}
