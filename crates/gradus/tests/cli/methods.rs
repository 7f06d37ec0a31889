//! `gradus calc`: a method's inputs on stdin, what it expects on stdout.

use crate::support::Desk;

#[test]
fn a_method_reads_inputs_and_prints_results() {
    let golden: serde_json::Value =
        serde_json::from_str(include_str!("../golden/concentration.json")).expect("the golden file is JSON");
    let case = &golden["cases"][0];
    let run = Desk::new().run_with(&["calc", "concentration"], &[], &case["inputs"].to_string()).succeeds();
    let (found, expected) = (run.json(), &case["expected"]);
    let keys = |value: &serde_json::Value| value.as_object().map(|map| map.keys().cloned().collect::<Vec<_>>());
    assert!(keys(expected).is_some_and(|keys| !keys.is_empty()));
    for key in keys(expected).unwrap_or_default() {
        assert!(found.get(&key).is_some(), "{key} is missing in {found}");
    }
}

#[test]
fn a_refused_input_ends_with_one_and_prints_nothing() {
    let run = Desk::new().run_with(&["calc", "concentration"], &[], "{\"shares\": [-1]}").ends_with(1);
    assert_eq!(run.out, "");
    assert!(!run.err.is_empty());
}
