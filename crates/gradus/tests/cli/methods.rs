//! `gradus calc`: a method's inputs on stdin, what it expects on stdout.

use crate::support::Desk;

#[test]
fn a_method_reads_inputs_and_prints_what_the_golden_case_expects() {
    let cases: serde_json::Value =
        serde_json::from_str(include_str!("../golden/concentration.json")).expect("the golden file is JSON");
    let case = &cases[0];
    let run = Desk::new()
        .run_with(&["calc", "concentration"], &[], &case["inputs"].to_string())
        .succeeds();
    let (found, expected) = (run.json(), case["expected"].as_object().expect("named results"));
    assert!(expected.len() > 5);
    for (key, value) in expected {
        let (found, value) = (found[key].as_f64(), value.as_f64().expect("a number"));
        assert!(
            found.is_some_and(|found| (found - value).abs() < 1e-9),
            "{key}: {found:?} instead of {value}"
        );
    }
}

#[test]
fn a_refused_input_ends_with_one_and_prints_nothing() {
    let run = Desk::new()
        .run_with(&["calc", "concentration"], &[], r#"{"spend": [100, -20]}"#)
        .ends_with(1);
    assert_eq!(run.out, "");
    assert!(!run.err.is_empty());
}

#[test]
fn an_input_that_is_not_json_is_told_with_an_example() {
    Desk::new()
        .run_with(&["calc", "concentration"], &[], "spend = 5")
        .ends_with(1)
        .says("not JSON");
}
