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

fn answer(method: &str, input: &Value) -> Value {
    match run(method, &input.to_string()) {
        Ok(output) => serde_json::from_str(&output).unwrap(),
        Err(error) => panic!("{method} {input}: {error}"),
    }
}

fn refusal(method: &str, input: &Value) -> String {
    run(method, &input.to_string()).unwrap_err().to_string()
}

fn assert_answer(method: &str, input: &Value, key: &str, expected: &Value) {
    let mut problems = Vec::new();
    compare(key, &answer(method, input)[key], expected, (1e-9, 0.0), &mut problems);
    assert!(problems.is_empty(), "{method} {input}: {problems:?}");
}

#[test]
fn step_bands_hold_their_lower_bound_and_the_last_one_both() {
    let x = json!([-1, 0, 59.999, 60, 75, 100, 100.1]);
    let y = json!([null, 1, 1, 2, 3, 3, null]);
    let bands = json!({ "bands": [[75, 100, 3], [0, 60, 1], [60, 75, 2]], "x": x });
    assert_answer("weighted_sum", &bands, "y", &y);
    let bounds = json!({ "bounds": [0, 60, 75, 100], "points": [1, 2, 3], "x": x });
    assert_answer("weighted_sum", &bounds, "y", &y);
    let open = json!({ "bands": [[null, 60, 0], [60, null, 100]], "x": [-1e9, 60, 1e9] });
    assert_answer("weighted_sum", &open, "y", &json!([0, 100, 100]));
    let gap = json!({ "bands": [[0, 60, 1], [61, 100, 2]], "x": 5 });
    assert_eq!(
        refusal("weighted_sum", &gap),
        "key \"bands\": expected each band to start where the one below ends, found a band up to 60 and the next one \
         from 61; close the gap or the overlap"
    );
}

#[test]
fn values_where_less_is_better_are_not_added_up_as_given() {
    let raw = json!({ "matrix": [[1, 0], [0, 5]], "weights": [1, 1], "objectives": ["min", "max"] });
    assert!(refusal("weighted_sum", &raw).contains("\"objectives\""));
    let words = json!({ "matrix": [[1, 4], [2, 5]], "objectives": ["cost", 1], "scoring": "minmax" });
    assert_answer("weighted_sum", &words, "unit_scores", &json!([[1, 0], [0, 1]]));
    let unknown = json!({ "matrix": [[1, 4]], "objectives": ["max", "low"], "scoring": "minmax" });
    assert!(refusal("weighted_sum", &unknown).starts_with("key \"objectives\": expected \"max\" or \"min\""));
}

#[test]
fn sums_that_are_the_same_on_paper_share_a_place() {
    // 0.1 x 1 + 0.2 x 1 against 0.3 x 1: 0.30000000000000004 and 0.3 in binary.
    let tied = json!({ "scores": [[1, 1, 0], [0, 0, 1]], "weights": [0.1, 0.2, 0.3] });
    assert_answer("weighted_sum", &tied, "rank", &json!([1, 1]));
}

#[test]
fn gain_with_scores_shares_ties_and_stops_at_k() {
    // scikit-learn, documentation of dcg_score and ndcg_score.
    let all = json!({ "true_relevance": [10, 0, 0, 1, 5], "scores": [0.1, 0.2, 0.3, 4, 70] });
    assert_answer("ranking_metrics", &all, "dcg_linear", &json!(9.499_457_825_916_874));
    assert_answer("ranking_metrics", &all, "ndcg", &json!(0.695_694_044_381_307_4));
    let tied = json!({ "relevance": [10, 0, 0, 1, 5], "score": [1, 0, 0, 0, 1], "k": 1 });
    assert_answer("ranking_metrics", &tied, "ndcg", &json!(0.75));
    let ordered = json!({ "relevance_in_predicted_order": [3, 2, 3, 0, 1, 2], "k": 3 });
    assert_answer("ranking_metrics", &ordered, "ndcg", &json!(0.977_781_361_630_504_9));
    let none = json!({ "relevance_in_predicted_order": [1, 2], "k": 0 });
    assert!(refusal("ranking_metrics", &none).starts_with("key \"k\""));
}

#[test]
fn only_the_limits_on_weights_that_are_understood_are_simulated() {
    let rows = json!([[1, 0, 0], [0, 1, 0], [0, 0, 1]]);
    for said in [
        "uniform on the simplex with w1 >= w2 >= ...",
        "w1 >= w2 >= w3 >= 0",
        "ordinal",
    ] {
        let input = json!({ "partial_values": rows, "weight_distribution": said, "draws": 1000 });
        assert_answer("smaa", &input, "rank_acceptability", &rows);
    }
    for said in [
        "uniform on the simplex with w1 >= 0.3",
        "w1 >= w2 >= w3 with w1 <= 0.5",
        "w1 >= w3",
        "normal",
    ] {
        let input = json!({ "partial_values": rows, "weight_distribution": said, "draws": 1000 });
        assert!(
            refusal("smaa", &input).starts_with("key \"weight_distribution\""),
            "{said}"
        );
    }
}

#[test]
fn given_weights_sort_into_classes_too() {
    let weights = json!([[1, 0], [0.5, 0.5], [0, 1], [0.75, 0.25]]);
    let one = json!({ "weights_samples": weights, "values": [90, 60], "cuts": [80, 70] });
    assert_answer("smaa", &one, "acceptability", &json!([0.5, 0.25, 0.25]));
    let two = json!({ "weights_samples": weights, "partial_values": [[90, 60], [50, 100]], "cuts": [80, 70] });
    assert_answer(
        "smaa",
        &two,
        "acceptability",
        &json!([[0.5, 0.25, 0.25], [0.25, 0.25, 0.5]]),
    );
    let negative = json!({ "weights_samples": [[-0.5, 1.5]], "partial_values": [[1, 0]] });
    assert!(refusal("smaa", &negative).contains("-0.5"));
}

#[test]
fn comparisons_that_were_not_made_are_null_or_left_out() {
    let left_out = json!({
        "names": ["a", "b", "c", "d"],
        "comparisons": [["a", "b", 1], ["a", "c", 5], ["a", "d", 2], ["b", "c", 3], ["b", "d", 4]],
    });
    let expected = answer("ahp", &left_out);
    let third = 1.0 / 3.0;
    let gaps = json!({
        "names": ["a", "b", "c", "d"],
        "matrix": [[1, 1, 5, 2], [1, 1, 3, 4], [0.2, third, 1, null], [0.5, 0.25, null, 1]],
    });
    assert_answer("ahp", &gaps, "weights", &expected["weights"]);
    assert_answer("ahp", &gaps, "completed_c_d", &expected["completed_c_d"]);
    let contradiction = json!({ "matrix": [[1, 2, 3], [2, 1, null], [null, null, 1]] });
    assert!(refusal("ahp", &contradiction).contains("not reciprocal"));
}

#[test]
fn several_people_are_joined_by_priorities_or_by_judgments() {
    let people = json!([[[1, 2], [0.5, 1]], [[1, 8], [0.125, 1]]]);
    let judgments = json!({ "matrices": people, "aggregation": "aij" });
    assert_answer("ahp", &judgments, "matrix", &json!([[1, 4], [0.25, 1]]));
    assert_answer("ahp", &judgments, "weights", &json!([0.8, 0.2]));
    let priorities = json!({ "matrices": people });
    assert_answer("ahp", &priorities, "weights", &json!([0.8, 0.2]));
    let unknown = json!({ "matrices": people, "aggregation": "vote" });
    assert!(refusal("ahp", &unknown).starts_with("key \"aggregation\""));
}

#[test]
fn the_estimator_can_be_named_in_words() {
    let moments = json!({ "x": [3, 9, 1], "n": [10, 12, 9], "estimator": "moments" });
    let words = json!({ "x": [3, 9, 1], "n": [10, 12, 9], "method": "method of moments (Kleinman 1973)" });
    assert_eq!(answer("shrinkage", &moments), answer("shrinkage", &words));
    let likelihood = json!({ "x": [3, 9, 1], "n": [10, 12, 9], "method": "maximum likelihood" });
    assert!(answer("shrinkage", &likelihood)["log_likelihood"].is_number());
    let unknown = json!({ "x": [3, 9, 1], "n": [10, 12, 9], "method": "guess" });
    assert!(refusal("shrinkage", &unknown).starts_with("key \"method\""));
}
