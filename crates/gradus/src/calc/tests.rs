//! Every published and agreed case of the ten families, through `run`.
//!
//! The cases and their sources stand in `tests/golden/*.json`.

use super::{CalcError, methods, run};
use serde_json::{Map, Value, json};

/// File, its text and how many cases it holds.
const FAMILIES: [(&str, &str, usize); 10] = [
    ("weighted_sum", include_str!("../../tests/golden/weighted_sum.json"), 21),
    ("sorting", include_str!("../../tests/golden/sorting.json"), 23),
    (
        "proportion_intervals",
        include_str!("../../tests/golden/proportion_intervals.json"),
        18,
    ),
    ("shrinkage", include_str!("../../tests/golden/shrinkage.json"), 11),
    ("ahp", include_str!("../../tests/golden/ahp.json"), 16),
    ("smaa", include_str!("../../tests/golden/smaa.json"), 8),
    ("topsis", include_str!("../../tests/golden/topsis.json"), 13),
    (
        "rank_correlation",
        include_str!("../../tests/golden/rank_correlation.json"),
        8,
    ),
    (
        "ranking_metrics",
        include_str!("../../tests/golden/ranking_metrics.json"),
        9,
    ),
    (
        "concentration",
        include_str!("../../tests/golden/concentration.json"),
        8,
    ),
];

/// What the source of a case says in words but its inputs leave out.
fn said_in_the_source(id: &str, inputs: &mut Map<String, Value>) {
    if id.starts_with("eb-moments-") {
        inputs.insert("estimator".to_owned(), json!("moments"));
    }
    if id == "ndcg-wikipedia" {
        inputs.insert("further_relevance".to_owned(), json!([3, 2]));
    }
}

#[test]
fn every_golden_case_comes_out() {
    let mut failures = Vec::new();
    let mut total = 0;
    for (family, text, expected_count) in FAMILIES {
        let cases: Vec<Value> = serde_json::from_str(text).unwrap();
        assert_eq!(cases.len(), expected_count, "{family}");
        for case in &cases {
            let id = case["id"].as_str().unwrap();
            let problems = check(family, id, case);
            println!("{family} {id}: {}", if problems.is_empty() { "ok" } else { "FAILED" });
            failures.extend(problems.into_iter().map(|problem| format!("{family} {id}: {problem}")));
            total += 1;
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert_eq!(total, 135);
}

fn check(family: &str, id: &str, case: &Value) -> Vec<String> {
    let mut inputs = case["inputs"].as_object().unwrap().clone();
    said_in_the_source(id, &mut inputs);
    let result = run(family, &Value::Object(inputs).to_string());
    let expected = case["expected"].as_object().unwrap();
    if expected.contains_key("error") {
        return match result {
            Err(_) => Vec::new(),
            Ok(output) => vec![format!("must be refused, gave {output}")],
        };
    }
    let output: Value = match result {
        Ok(output) => serde_json::from_str(&output).unwrap(),
        Err(error) => return vec![error.to_string()],
    };
    let mut problems = Vec::new();
    for (key, value) in expected {
        let Some(found) = output.get(key) else {
            problems.push(format!("{key} is missing"));
            continue;
        };
        if is_note(key, value) {
            let stated = if key == "closeness" {
                !found.is_number()
            } else {
                found.is_string()
            };
            if !stated {
                problems.push(format!("{key} states nothing: {found}"));
            }
        } else if !(key == "central_weights" && value.is_null()) {
            compare(key, found, value, tolerance(key, &case["tolerance"]), &mut problems);
        }
    }
    problems
}

/// Words that only have to be there: the decision counts, not its wording.
fn is_note(key: &str, expected: &Value) -> bool {
    let worded = ["policy", "note", "boundary_note"].contains(&key) || key == "closeness";
    worded && expected.is_string()
}

/// Absolute and relative tolerance of a key.
fn tolerance(key: &str, stated: &Value) -> (f64, f64) {
    let of = |name: &str| stated[name].as_f64();
    match key {
        "alpha" | "beta" | "prior_strength" if of("rel_alpha_beta").is_some() => (0.0, of("rel_alpha_beta").unwrap()),
        "log_likelihood" if of("log_likelihood_abs").is_some() => (of("log_likelihood_abs").unwrap(), 0.0),
        _ if of("posterior_abs").is_some() => (of("posterior_abs").unwrap(), 0.0),
        // "3.5*sqrt(p(1-p)/N) per cell; 0.004 for N = 400000"
        _ if stated.get("monte_carlo_abs").is_some() => (of("monte_carlo_abs").unwrap_or(0.004), 0.0),
        _ => (of("abs").unwrap_or(0.0), of("rel").unwrap_or(0.0)),
    }
}

fn compare(path: &str, found: &Value, expected: &Value, tolerance: (f64, f64), problems: &mut Vec<String>) {
    match (found, expected) {
        (Value::Number(left), Value::Number(right)) => {
            let (left, right) = (left.as_f64().unwrap(), right.as_f64().unwrap());
            let allowed = tolerance.0.max(tolerance.1 * right.abs());
            if (left - right).abs() > allowed {
                problems.push(format!("{path} is {left}, expected {right} within {allowed}"));
            }
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            for (index, (left, right)) in left.iter().zip(right).enumerate() {
                compare(&format!("{path}[{index}]"), left, right, tolerance, problems);
            }
        }
        (Value::Object(left), Value::Object(right)) => {
            for (key, value) in right {
                let path = format!("{path}.{key}");
                compare(&path, left.get(key).unwrap_or(&Value::Null), value, tolerance, problems);
            }
        }
        _ if found == expected => {}
        _ => problems.push(format!("{path} is {found}, expected {expected}")),
    }
}

#[test]
fn the_methods_are_the_families() {
    assert_eq!(methods(), FAMILIES.map(|(family, _, _)| family));
}

#[test]
fn an_unknown_method_is_answered_with_the_nearest_name() {
    let error = run("topsys", "{}").unwrap_err();
    assert!(
        matches!(
            &error,
            CalcError::UnknownMethod {
                suggestion: Some("topsis"),
                ..
            }
        ),
        "{error:?}"
    );
    assert!(
        error
            .to_string()
            .starts_with("there is no method \"topsys\" (did you mean \"topsis\"?); known are weighted_sum,")
    );
}

#[test]
fn errors_name_the_key_the_expectation_and_the_cure() {
    let said = |method: &str, input: &str| run(method, input).unwrap_err().to_string();
    assert_eq!(
        said("topsis", r#"{"matrix": [[1, "two"]]}"#),
        "key \"matrix\": expected a number, found the text \"two\"; correct the value"
    );
    assert_eq!(
        said("proportion_intervals", r#"{"x": 2.5, "n": 4}"#),
        "key \"x\": expected a whole number, zero or more, found 2.5; correct the value"
    );
    assert_eq!(
        said("rank_correlation", r#"{"x": [1]}"#),
        "key \"y\": expected a list of numbers, found nothing; add the key"
    );
    assert!(
        said("smaa", r#"{"weights": []}"#)
            .starts_with("smaa cannot tell what to calculate from the keys weights; give")
    );
    assert!(said("topsis", "[1]").starts_with("the input must be a JSON object"));
    assert!(said("topsis", "{").starts_with("the input is not JSON"));
}

#[test]
fn empty_lists_are_refused_and_never_crash() {
    for input in [
        r#"{"matrix": []}"#,
        r#"{"matrix": [[]]}"#,
        r#"{"scores": []}"#,
        r#"{"scores": [[]]}"#,
        r#"{"categories": []}"#,
        r#"{"spend": []}"#,
        r#"{"spend": [], "cuts": []}"#,
        r#"{"x": [], "y": []}"#,
        r#"{"x": [], "n": []}"#,
        r#"{"partial_values": []}"#,
        r#"{"weights_samples": [], "partial_values": []}"#,
        r#"{"weights_samples": [[1]], "partial_values": []}"#,
        r#"{"matrices": []}"#,
        r#"{"criteria": [[1]], "alternatives": []}"#,
        r#"{"names": [], "comparisons": []}"#,
        r#"{"y": [], "score": []}"#,
        r#"{"a": [], "b": []}"#,
    ] {
        for method in methods() {
            assert!(run(method, input).is_err(), "{method} {input}");
        }
    }
    for input in [
        r#"{"method": "electre_tri_b", "matrix": [[1]], "profiles": []}"#,
        r#"{"method": "mr_sort", "matrix": [[1]], "lower_profiles": [], "majority": 1}"#,
        r#"{"method": "percentile", "scores": [], "fractions": []}"#,
        r#"{"method": "threshold_hysteresis", "scores": [], "cuts": {}, "start": "A"}"#,
        r#"{"method": "vda63"}"#,
    ] {
        assert!(
            run("sorting", input).is_err() || input.contains("hysteresis"),
            "{input}"
        );
    }
}
